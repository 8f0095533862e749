"""Trials without files: a scheme's text, facts and subjects as CSV, changes in, results out."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent

from kaoji.engine.plan.index import build_index
from kaoji.engine.scheme.load import load_expanded, load_scheme_text
from kaoji.engine.scheme.source import read_document
from kaoji.engine.score.session import Tables, score
from kaoji.engine.whatif.change import read_changes
from kaoji.engine.whatif.facts import Ledger, readers_of
from kaoji.engine.whatif.trial import trial_of
from kaoji.engine.whatif.values import Editor
from tests.engine.worlds import HEAD, facts_of, period_of, subjects_of


def edited(text, *changes, head=HEAD):
    """The scheme of a changed text, the editor, and what is wrong with it."""
    whole = head + dedent(text)
    document, _ = read_document(whole, file="-")
    scheme, _ = load_scheme_text(whole)
    read, unread = read_changes(changes)
    assert not unread, unread
    editor = Editor(build_index(scheme), read)
    changed, problems = load_expanded(editor.edit(document))
    return changed, editor, (*editor.problems, *problems)


def table_changed(text, facts, *changes, subjects="", period="2025", head=HEAD):
    """The table with changes made in it, and the ledger; the scored run it was made from."""
    scheme, _ = load_scheme_text(head + dedent(text))
    tables = Tables(facts_of(facts), subjects_of(subjects), period=period_of(period))
    before = score(scheme, tables=tables)
    read, unread = read_changes(changes)
    assert not unread, unread
    ledger = Ledger(tables.facts, before.run, readers_of(before.run))
    return ledger.apply(read), ledger, before


def tried(text, facts, *changes, subjects="", period="2025", head=HEAD):
    """A trial of changed facts."""
    table, ledger, before = table_changed(
        text, facts, *changes, subjects=subjects, period=period, head=head
    )
    assert not ledger.problems, ledger.problems
    tables = Tables(table, subjects_of(subjects), period=period_of(period))
    after = score(before.run.plan.scheme, tables=replace(tables))
    return trial_of(before, after=after, draft=None, made=tuple(ledger.made))
