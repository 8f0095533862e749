"""The worked cases as data: read once, by id. Numbers stay the strings that the pages write."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

HERE = Path(__file__).parent
PAGES = ("cases-a.yaml", "cases-b.yaml")


def page(name: str) -> dict:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


@cache
def all_cases() -> tuple[dict, ...]:
    return tuple(case for name in PAGES for case in page(name)["cases"])


@cache
def _by_id() -> dict[str, dict]:
    return {case["id"]: case for case in all_cases()}


def case(case_id: str) -> dict:
    return _by_id()[case_id]


@cache
def family_ids(family: str) -> tuple[str, ...]:
    """The ids that waiting.yaml gives to one of the families."""
    return tuple(page("waiting.yaml")["families"][family])
