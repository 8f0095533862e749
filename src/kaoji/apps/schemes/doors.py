"""What this room shows in the rail and in the help."""

from __future__ import annotations

from kaoji.apps.schemes.listings import GALLERY
from kaoji.apps.schemes.permissions import SEE
from kaoji.web.meanings import explain
from kaoji.web.shell import Door, open_door


def open_doors() -> None:
    """Called once, when the application is ready."""
    open_door(Door(name="schemes:gallery", word="方案", icon="scale", right=SEE, order=35))
    explain("schemes-gallery", title="方案库", words=GALLERY.words, right=SEE)
