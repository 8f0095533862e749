"""What this room shows in the rail and in the help."""

from __future__ import annotations

from kaoji.apps.archiving.forms import ProposeForm
from kaoji.apps.archiving.listings import ARCHIVES
from kaoji.apps.archiving.permissions import PROPOSE, SEE
from kaoji.web.meanings import explain, words_of
from kaoji.web.shell import Door, open_door


def open_doors() -> None:
    """Called once, when the application is ready."""
    open_door(Door(name="archiving:list", word="归档", icon="lock", right=SEE, order=55))
    explain("archives", title="考核归档", words=ARCHIVES.words, right=SEE)
    explain("archives-propose", title="提请归档", words=words_of(ProposeForm), right=PROPOSE)
