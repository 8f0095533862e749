"""What a call may name as a file: anything but nothing."""

from __future__ import annotations

from pathlib import Path

import click


class EmptyPathError(click.BadParameter):
    """A file was to be named, and its name is empty."""


class FilePath(click.Path):
    """A path of a call. An empty one would silently be the folder that one stands in."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path:
        """The path."""
        if value == "":
            raise EmptyPathError("", ctx, param)
        return Path(str(super().convert(str(value), param, ctx)))


FILE = FilePath()
