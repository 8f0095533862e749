"""Files that people send: looked at by content, made harmless or refused, stored by digest."""

from kaoji.web.files.look import Checked, checked
from kaoji.web.files.store import path_of, read_back, stored

__all__ = ["Checked", "checked", "path_of", "read_back", "stored"]
