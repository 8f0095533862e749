"""Pages that are printed from code, so that they cannot fall behind it.

`python -m tools.pages [PAGE…]` writes them; `--check` only compares and exits 1 when one is stale.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.source import ROOT


@dataclass(frozen=True, slots=True)
class Printer:
    """A page (or a folder of pages) and the function that prints it."""

    target: str
    module: str
    function: str

    def load(self) -> Callable[[], str | Mapping[str, str]] | None:
        """The printing function; nothing while its module or itself is not written yet."""
        if not _exists(self.module):
            return None
        printing: Callable[[], str | Mapping[str, str]] | None
        printing = getattr(importlib.import_module(self.module), self.function, None)
        return printing


#: A function returns the page's text, or for a folder {file name: text}.
PRINTERS = (
    Printer("GLOSSARY.md", "kaoji.engine.scheme.words", "glossary_page"),
    Printer("docs/language", "tests.spec.pages", "language_pages"),
    Printer("docs/catalogue.md", "tools.catalogue", "catalogue_page"),
    Printer("docs/developing/permissions.md", "tools.routes", "permissions_page"),
)

#: What brings a stale page up to date.
REPRINT = "make glossary, make spec, make catalogue, make permissions"


def _exists(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def printed(printer: Printer) -> dict[Path, str] | None:
    """All files of one printer with their text; nothing when it is not written yet."""
    printing = printer.load()
    if printing is None:
        return None
    pages = printing()
    target = ROOT / printer.target
    if isinstance(pages, str):
        return {target: pages}
    return {target / name: text for name, text in pages.items()}


def stale(pages: Mapping[Path, str]) -> tuple[Path, ...]:
    """The files whose text on disk is not what the code prints."""
    return tuple(
        path
        for path, text in pages.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    )


def left_over(printer: Printer, pages: Mapping[Path, str]) -> tuple[Path, ...]:
    """Files in a printed folder that no printer prints any more."""
    folder = ROOT / printer.target
    return tuple(path for path in sorted(folder.rglob("*.md")) if path not in pages)


def write(pages: Mapping[Path, str]) -> None:
    """Write the files, making folders as needed."""
    for path, text in pages.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def treat(printer: Printer, *, only_check: bool) -> bool:
    """Check or write one printer's pages; tell whether they are now current."""
    pages = printed(printer)
    if pages is None:
        print(f"{printer.target}: not built yet, nothing to print")
        return True
    old, surplus = stale(pages), left_over(printer, pages)
    if only_check:
        for path in (*old, *surplus):
            name = path.relative_to(ROOT)
            print(f"{name}: not what the code prints ({REPRINT})", file=sys.stderr)
        return not old and not surplus
    write({path: pages[path] for path in old})
    for path in surplus:
        path.unlink()
    print(f"{printer.target}: {len(pages)} printed, {len(old)} changed, {len(surplus)} removed")
    return True


def main(arguments: list[str]) -> int:
    """Write or check the pages named, or all."""
    only_check = "--check" in arguments
    wanted = [argument for argument in arguments if argument != "--check"]
    chosen = [printer for printer in PRINTERS if not wanted or printer.target in wanted]
    current = [treat(printer, only_check=only_check) for printer in chosen]
    return 0 if all(current) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
