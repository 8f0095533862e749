"""Excel both ways: a template to fill in, and what comes back checked cell by cell.

A room declares a `Book` and what it holds; `template_of` writes the workbook, `read` checks one
that came back, `marked` writes what is wrong into it, `difference` says what would change. The
flow of pages (check, look, confirm, undo for 24 hours) is `runs` with `importing.answer`.
"""

from kaoji.web.workbooks.declare import CHOICE, DATE, NUMBER, TEXT, Book, Column
from kaoji.web.workbooks.differ import Change, Difference, difference
from kaoji.web.workbooks.mark import marked
from kaoji.web.workbooks.read import Fault, Reading, Row, read
from kaoji.web.workbooks.template import template_of

__all__ = [
    "CHOICE",
    "DATE",
    "NUMBER",
    "TEXT",
    "Book",
    "Change",
    "Column",
    "Difference",
    "Fault",
    "Reading",
    "Row",
    "difference",
    "marked",
    "read",
    "template_of",
]
