"""表: keyed cells, bands of one figure, or decision rows of several."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, product
from types import MappingProxyType

from kaoji.engine.plinth.speech import speak
from kaoji.engine.scheme.load.amounts import formula_of, unit_in, written
from kaoji.engine.scheme.load.band_tests import tests_of
from kaoji.engine.scheme.load.desk import Desk, Spot
from kaoji.engine.scheme.load.inputs import VALUE, scale_and_type
from kaoji.engine.scheme.load.shapes import (
    Fields,
    block_of,
    items_of,
    open_block,
    sort_keys,
    wrong_shape,
)
from kaoji.engine.scheme.model import Band, Formula, Table, ValueType
from kaoji.engine.scheme.source import Block, Entry, Listing, Node, Scalar
from kaoji.engine.scheme.words import chinese_value, key_word, spelled, value_word

_CONTENT = ("cells", "bands", "rules")

Cells = dict[tuple[str, ...], Formula]


def table_of(node: Node, *, name: str, desk: Desk, spot: Spot) -> Table:
    """Read a block of 表."""
    return table_in(open_block(node, kind="table", desk=desk, spot=spot), name=name)


def inline_table(node: Node, *, name: str, desk: Desk, spot: Spot, unit: str | None) -> Table:
    """Read a table that stands where it is used: the bands alone, or a whole table block."""
    block = block_of(node, desk=desk, spot=spot)
    entries = () if block is None else block.entries
    if any(_is_table_key(entry) for entry in entries):
        return table_of(node, name=name, desk=desk, spot=spot)
    found = {
        "bands": Entry(Scalar("档", quoted=False, place=node.place), Block(entries, node.place))
    }
    fields = sort_keys((), kind="table", desk=desk, spot=spot, place=node.place)
    return table_in(Fields(fields.kind, desk, spot, node.place, found), name=name, unit=unit)


def _is_table_key(entry: Entry) -> bool:
    word = key_word(entry.key.text.strip(), kind="table")
    return word is not None and word.en != "otherwise"


def table_in(fields: Fields, *, name: str, unit: str | None = None) -> Table:
    """Read the content keys of a table (or of a parameter that is one)."""
    _refuse_two_contents(fields)
    keys = fields.texts("keys") or _default_keys(fields)
    reader = _Reader(fields.desk, keys, unit_in(fields) or unit)
    bands, otherwise = _bands(fields, reader=reader)
    if fields.has("otherwise"):
        otherwise = reader.value(_must(fields, key="otherwise"), spot=fields.below("otherwise"))
    return Table(
        name=name,
        keys=keys,
        cells=MappingProxyType(_cells(fields, reader=reader)),
        bands=bands,
        otherwise=otherwise,
        unit=reader.unit,
        scale=_scale(fields),
        clause=fields.text("clause"),
        reading=fields.text("reading") if fields.kind == "table" else None,
        place=fields.place,
    )


def _must(fields: Fields, *, key: str) -> Node:
    return fields.found[key].value


def _scale(fields: Fields) -> str | None:
    """The scale whose words the table gives; numbers and plain words need no type."""
    scale, kind = scale_and_type(fields)
    written = fields.scalar("type")
    if fields.kind == "table" and kind is not ValueType.CHOICE and written is not None:
        fields.desk.refuse(
            "unknown-word",
            message=speak("表的类型不能写“{word}”", word=written.text.strip()),
            remedy=speak("给出等级的表写序的名字；给出数或文字的表不写类型"),
            place=written.place,
            spot=fields.spot,
        )
    return scale


def _refuse_two_contents(fields: Fields) -> None:
    written_keys = [key for key in _CONTENT if fields.has(key)]
    for key in written_keys[1:]:
        fields.desk.refuse(
            "conflicting-keys",
            message=speak(
                "一张表里“{first}”和“{key}”只能写一种",
                first=fields.title(written_keys[0]),
                key=fields.title(key),
            ),
            remedy=speak("拆成两张表"),
            place=fields.at(key),
            spot=fields.spot,
        )


def _default_keys(fields: Fields) -> tuple[str, ...]:
    """Bands look up one figure; other tables say what they are looked up by."""
    if fields.has("bands") and not fields.has("keys"):
        return (VALUE,)
    if not fields.has("keys"):
        fields.desk.refuse(
            "missing-key",
            message=speak("表没有写按什么查"),
            remedy=speak("写上 键: [类别, 层级] 之类"),
            place=fields.place,
            spot=fields.spot,
        )
    return ()


def _bands(fields: Fields, *, reader: _Reader) -> tuple[tuple[Band, ...], Formula | str | None]:
    if fields.has("bands"):
        return reader.bands(_must(fields, key="bands"), spot=fields.below("bands"))
    if fields.has("rules"):
        items = items_of(_must(fields, key="rules"), desk=fields.desk, spot=fields.below("rules"))
        rows = (reader.rows(item, spot=fields.below("rules")) for item in items)
        return tuple(chain.from_iterable(rows)), None
    return (), None


def _cells(fields: Fields, *, reader: _Reader) -> Cells:
    cells: Cells = {}
    if fields.has("cells"):
        reader.fill(cells, _must(fields, key="cells"), above=(), spot=fields.below("cells"))
    return cells


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the values of one table, whose keys and unit are known."""

    desk: Desk
    keys: tuple[str, ...]
    unit: str | None

    def value(self, node: Node, *, spot: Spot) -> Formula | str | None:
        """A number place, or a word that the table gives."""
        word = self.word(node)
        if word is not None:
            return word
        return formula_of(node, desk=self.desk, spot=spot, unit=self.unit)

    def word(self, node: Node) -> str | None:
        """A text that is nothing but a word which nothing in the scheme is called."""
        if not isinstance(node, Scalar):
            return None
        text = node.text.strip()
        if not text.isidentifier() or chinese_value(text, kind="open") or text in self.desk.names:
            return None
        return None if text in (VALUE, *self.keys) else text

    def fill(self, cells: Cells, node: Node, *, above: tuple[str, ...], spot: Spot) -> None:
        """Walk down the keys of a table of cells."""
        if len(above) < len(self.keys):
            block = block_of(node, desk=self.desk, spot=spot)
            for entry in () if block is None else block.entries:
                key = shown = entry.key.text.strip()
                word = value_word(key, kind="otherwise")
                if word is not None:
                    key, shown = word.zh, spelled((word.zh, word.en))
                below = spot.down(key, shown=shown)
                self.fill(cells, entry.value, above=(*above, key), spot=below)
        elif above:
            value = self.cell(node, spot=spot)
            if value is not None:
                cells[above] = value

    def cell(self, node: Node, *, spot: Spot) -> Formula | None:
        """The value of one cell; a word becomes a text in quotes."""
        value = self.value(node, spot=spot)
        if isinstance(value, str):
            return written(f'"{value}"', place=node.place)
        return value

    def bands(self, node: Node, *, spot: Spot) -> tuple[tuple[Band, ...], Formula | str | None]:
        """The bands of one figure, and what holds for all others."""
        block = block_of(node, desk=self.desk, spot=spot)
        bands: list[Band] = []
        otherwise: Formula | str | None = None
        for entry in () if block is None else block.entries:
            below = spot.down(entry.key.text)
            value = self.value(entry.value, spot=below)
            if chinese_value(entry.key.text.strip(), kind="otherwise"):
                otherwise = value
                continue
            tests = tests_of(entry.key, desk=self.desk, spot=below)
            if value is not None:
                bands.extend(Band((test,), value, entry.key.place) for test in tests)
        return tuple(bands), otherwise

    def rows(self, node: Node, *, spot: Spot) -> tuple[Band, ...]:
        """One decision row: a test for each key, then the value."""
        wanted = len(self.keys) + 1
        if not isinstance(node, Listing) or len(node.items) != wanted:
            shape = speak("{wanted} 项的列表（每个键一个条件，最后是值）", wanted=wanted)
            wrong_shape(node, wanted=shape, desk=self.desk, spot=spot)
            return ()
        tests = [tests_of(item, desk=self.desk, spot=spot) for item in node.items[:-1]]
        value = self.value(node.items[-1], spot=spot)
        if value is None:
            return ()
        return tuple(Band(one, value, node.place) for one in product(*tests))
