"""Inputs: supplied by somebody, used by something, read row by row without 件数."""

from __future__ import annotations

from collections.abc import Iterator

from kaoji.engine.feel.names import names_in
from kaoji.engine.plinth.problem import Problem
from kaoji.engine.scheme.checks.amounts import items_of
from kaoji.engine.scheme.model import Events, InputSpec, Scheme


def check(scheme: Scheme) -> Iterator[Problem]:
    """Check event lists and suppliers."""
    for item in items_of(scheme):
        if isinstance(item.source, Events):
            yield from _per_row(item.source, path=item.path)
    named = [spec for spec in scheme.facts if spec.supplier is None]
    if any(spec.supplier is not None for spec in _specs(scheme)):
        for spec in named:
            if spec.feed is None:
                yield Problem(
                    "no-supplier",
                    f"事实「{spec.path}」没有写由谁提供",
                    "写 责任单位",
                    "warning",
                    place=spec.place,
                    path=spec.path,
                )


def _specs(scheme: Scheme) -> Iterator[InputSpec]:
    yield from scheme.facts
    for item in items_of(scheme):
        if item.input is not None:
            yield item.input


def _per_row(events: Events, *, path: str) -> Iterator[Problem]:
    """每条 is the value of one: the list itself multiplies by 件数."""
    for name in names_in(events.per_row.expression):
        if name.parts[0] in ("件数", "count"):
            yield Problem(
                "count-in-row",
                f"「{path}」的每条里用了件数:汇总时还会再乘一次",
                "每条只写一件的分值,件数由汇总来乘",
                place=events.per_row.place,
                path=path,
            )
            return
