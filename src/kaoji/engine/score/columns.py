"""Columns of the subjects table that a scheme divides by: without one all would be in one pool."""

from __future__ import annotations

from collections.abc import Iterator

from kaoji.engine.plinth.problem import Place, Problem
from kaoji.engine.plinth.speech import speak
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.scheme.model import Scheme
from kaoji.engine.score.roster import CLASSES, Roster

NO_COLUMN = "unknown-column"


def check_pools(scheme: Scheme, *, roster: Roster) -> Iterator[Problem]:
    """A problem for each 分组 whose column nobody has.

    组别 and 类 are columns of every subjects table: left empty they put all in one group, and that
    is said. Any other name is a slip of the scheme or of the table.
    """
    for name, column, place in _pools(scheme):
        if not roster.is_divided_by(column):
            yield _undivided(name, column, roster=roster).at(place, path=name)


def _undivided(name: str, column: str, *, roster: Roster) -> Problem:
    if is_of_every_table(column):
        message = speak(
            "「{name}」按「{column}」分组，而谁也没有填这一列", name=name, column=column
        )
        told = speak("{why}：全部算一组", why=message)
        remedy = speak("要分组的，给对象表填上「{column}」", column=column)
        return Problem(NO_COLUMN, told, remedy, severity="warning")
    why, remedy = missing_column(column, roster=roster)
    return Problem(NO_COLUMN, speak("「{name}」的分组：{why}", name=name, why=why), remedy)


def is_of_every_table(column: str) -> bool:
    """Whether the column needs no declaration, in either language."""
    return column in (*CLASSES, "group", "kind")


def missing_column(column: str, *, roster: Roster) -> tuple[str, str]:
    """What is said of a column that is not there or is empty throughout, and what to do."""
    if not roster.is_from_table:
        return (
            speak("没有对象表，「{column}」这一列无从读起", column=column),
            speak("用 --subjects 给出有「{column}」这一列的对象表", column=column),
        )
    there = roster.columns
    message = speak("对象表里没有「{column}」这一列，或整列是空的", column=column)
    near = nearest(column, known=there)
    if near:
        return message, speak("是不是「{near}」？", near=near[0])
    listed = speak("、").join(there) or speak("（没有）")
    return message, speak("给对象表加上这一列并填好，或改用有的列：{columns}", columns=listed)


def _pools(scheme: Scheme) -> Iterator[tuple[str, str, Place]]:
    """Everything that has a pool: what it is called, its column, the line that names it."""
    for grade in scheme.grading.grades if scheme.grading is not None else ():
        if grade.quota is not None and grade.quota.pool:
            yield grade.name, grade.quota.pool, grade.quota.pool_place
    for honour in scheme.honours:
        if honour.quota.pool:
            yield honour.name, honour.quota.pool, honour.quota.pool_place
    for ranking in scheme.rankings:
        if ranking.pool:
            yield ranking.name, ranking.pool, ranking.pool_place
