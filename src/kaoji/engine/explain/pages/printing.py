"""From records to a self-contained HTML page: the layouts, the styles, figures in print.

A page names no other file and no host, so it opens and prints years later from anywhere.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kaoji.engine.plinth.exact import exact_text, fixed_text
from kaoji.engine.plinth.speech import CHINESE, speak, spoken_language

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

LAYOUTS = Path(__file__).parent / "layout"
MINUS = "\N{MINUS SIGN}"


def printed(layout: str, *, paper: str, folder: Path = LAYOUTS, **shown: object) -> str:
    """The page of a layout, with the styles of its paper (`a4`, `a3`) inside.

    Another room keeps its layouts in a `folder` of its own; the base of all pages is here.
    """
    page = _layouts(folder).get_template(f"{layout}.html")
    language = "zh-CN" if spoken_language() == CHINESE else "en"
    return page.render(language=language, styles=(_style("ledger"), _style(paper)), **shown)


@cache
def _layouts(folder: Path) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader((folder, LAYOUTS)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["css"] = css_text
    return made


@cache
def _style(name: str) -> str:
    return (LAYOUTS / f"{name}.css").read_text(encoding="utf-8")


def css_text(text: str) -> Markup:
    """A text as a CSS string, whatever stands in it: no quote, tag or line can end it."""
    from markupsafe import Markup

    safe = "".join(f"\\{ord(one):x} " if one in "\"\\\n<>&'" else one for one in text)
    return Markup(f'"{safe}"')  # noqa: S704 - what could end the string is escaped above


def figure(value: Fraction) -> str:
    """An exact number with a true minus; where it does not end, as a fraction."""
    return exact_text(value).replace("-", MINUS)


def padded(value: Fraction, *, like: str) -> str:
    """A number with as many places as another figure, or with all that it has; one that does not
    end is marked as rounded: its exact value stands in the derivation.
    """
    text = figure(value)
    places = len(like.partition(".")[2])
    if "/" in text:
        return speak("约 {number}", number=fixed_text(value, places=places).replace("-", MINUS))
    whole, _, rest = text.partition(".")
    return text if len(rest) >= places else f"{whole}.{rest:0<{places}}"


def few(value: Fraction) -> str:
    """Two places, all where there are more, or about so much."""
    return padded(value, like="0.00")


def taken_off(text: str) -> str:
    """A figure that is subtracted."""
    return text if text.startswith(MINUS) or set(text) <= set("0.") else f"{MINUS}{text}"
