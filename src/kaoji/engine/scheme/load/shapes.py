"""Schema-driven reading of a block: its keys in both spellings, its values in the shape asked for.

Unknown keys, both spellings of one key, a block where a single value belongs: each is a problem,
and the reading goes on without the value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kaoji.engine.plinth.problem import Place
from kaoji.engine.plinth.speech import marked, speak
from kaoji.engine.plinth.spelling import nearest
from kaoji.engine.scheme.load.desk import Desk, Spot, suggestion
from kaoji.engine.scheme.source import Block, Entry, Listing, Node, Scalar
from kaoji.engine.scheme.words import (
    KEYS,
    TITLES,
    VALUE_TITLES,
    VALUES,
    Word,
    chinese_key,
    english_value,
    key_word,
    spelled,
    takes_english,
    value_word,
)

_SHAPES = {Scalar: marked("单个值"), Block: marked("一组键"), Listing: marked("列表")}
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|年(\d{1,2})月(\d{1,2})日)")


#: What a value can come from; a rule or formula may stand beside rows or a feed.
SOURCES = ("rows", "panel", "plan", "feed", "scoring", "formula")
ROW_KEYS = ("per_row", "per_work", "gather", "counted_if")
#: Keys of leaves: a group, with indicators below it, is refused them, so nobody meant them there.
LEAF_KEYS = (*SOURCES, *ROW_KEYS)


@dataclass(frozen=True, slots=True)
class Fields:
    """A block whose keys are known, by their English spelling."""

    kind: str
    desk: Desk
    spot: Spot
    place: Place
    found: Mapping[str, Entry]

    def has(self, key: str) -> bool:
        """Tell whether the key was written."""
        return key in self.found

    def node(self, key: str) -> Node | None:
        """What stands under the key."""
        entry = self.found.get(key)
        return None if entry is None else entry.value

    def at(self, key: str) -> Place:
        """Where the value stands; the block's own place when the key is not written."""
        node = self.node(key)
        return self.place if node is None else node.place

    def below(self, key: str) -> Spot:
        """The spot of the key, in its printed spelling."""
        return self.spot.down(chinese_key(key, kind=self.kind), shown=self.title(key))

    def title(self, key: str) -> str:
        """The spelling of the key in the language of the file."""
        return spelled((chinese_key(key, kind=self.kind), key))

    def scalar(self, key: str) -> Scalar | None:
        """A single value that says something."""
        node = self.node(key)
        return None if node is None else scalar_of(node, desk=self.desk, spot=self.below(key))

    def text(self, key: str) -> str | None:
        """A single text."""
        scalar = self.scalar(key)
        return None if scalar is None else scalar.text.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """One text or a list of texts."""
        return tuple(scalar.text.strip() for scalar in self.scalars(key))

    def scalars(self, key: str) -> tuple[Scalar, ...]:
        """One value or a list of values, with their places."""
        node = self.node(key)
        return () if node is None else scalars_of(node, desk=self.desk, spot=self.below(key))

    def block(self, key: str) -> Block | None:
        """A block; an empty value is a block without keys."""
        node = self.node(key)
        return None if node is None else block_of(node, desk=self.desk, spot=self.below(key))

    def items(self, key: str) -> tuple[Node, ...]:
        """The items of a list; a single block stands for a list of one."""
        node = self.node(key)
        if node is None:
            return ()
        return items_of(node, desk=self.desk, spot=self.below(key))

    def word(self, key: str, *, kind: str) -> str | None:
        """The identifier of a value word."""
        scalar = self.scalar(key)
        if scalar is None:
            return None
        return word_of(scalar, kind=kind, desk=self.desk, spot=self.below(key))

    def truth(self, key: str) -> bool:
        """是 or 否; not written means 否."""
        return self.word(key, kind="truth") == "true"

    def date(self, key: str) -> date | None:
        """A calendar date."""
        scalar = self.scalar(key)
        if scalar is None:
            return None
        return date_of(scalar, desk=self.desk, spot=self.below(key))


def open_block(node: Node, *, kind: str, desk: Desk, spot: Spot) -> Fields:
    """Read the keys of a block of a record kind."""
    block = block_of(node, desk=desk, spot=spot)
    entries = () if block is None else block.entries
    return sort_keys(entries, kind=kind, desk=desk, spot=spot, place=node.place)


def sort_keys(
    entries: tuple[Entry, ...], *, kind: str, desk: Desk, spot: Spot, place: Place
) -> Fields:
    """Sort entries under the keys of a record kind; what no key fits is a problem."""
    found: dict[str, Entry] = {}
    has_items = any(_is_items(entry, kind=kind) for entry in entries)
    for entry in entries:
        word = key_word(entry.key.text.strip(), kind=kind)
        if word is None:
            idle = LEAF_KEYS if has_items else ()
            _unknown_key(entry, kind=kind, idle=idle, desk=desk, spot=spot)
        elif word.en not in found:
            found[word.en] = entry
        elif found[word.en].key.text != entry.key.text:
            _twice(entry.key, first=found[word.en].key, desk=desk, spot=spot)
    return Fields(kind, desk, spot, place, found)


def _is_items(entry: Entry, *, kind: str) -> bool:
    word = key_word(entry.key.text.strip(), kind=kind)
    return word is not None and word.en == "items"


def _unknown_key(entry: Entry, *, kind: str, idle: tuple[str, ...], desk: Desk, spot: Spot) -> None:
    key = entry.key
    words = tuple(word for word in KEYS[kind] if word.en not in idle)
    desk.refuse(
        "unknown-key",
        message=speak("{title}里没有“{key}”这个键", title=spelled(TITLES[kind]), key=key.text),
        remedy=speak(_CUT_OFF) if _is_cut_off(entry) else _meant(entry, words=words),
        place=key.place,
        spot=spot,
    )


def _meant(entry: Entry, *, words: tuple[Word, ...]) -> str:
    """What was probably meant: the nearest key, unless its value is a word of another key only."""
    text, value = entry.key.text, entry.value
    said = value.text.strip() if isinstance(value, Scalar) else ""
    fitting = tuple(word for word in words if _takes(word, said))
    near = nearest(text, known=spellings_like(text, words=words))
    likely = next((word for word in words if near and near[0] in word.spellings), None)
    is_misled = likely is None or (likely.en in VALUES and likely not in fitting)
    known = fitting if fitting and is_misled else words
    if known is fitting and len(fitting) == 1:
        return speak("是不是要写“{near}”？", near=spellings_like(text, words=fitting)[0])
    return suggestion(text, known=spellings_like(text, words=known))


def _takes(word: Word, said: str) -> bool:
    """Tell whether a value is one of the words that a key has to choose from."""
    return word.en in VALUES and value_word(said, kind=word.en) is not None


_CUT_OFF = marked("若它是前面的值在逗号后的一截：花括号里的值有逗号时，给整个值加引号")


def _is_cut_off(entry: Entry) -> bool:
    """A key that is no name and has no value: what stood behind a comma of an unquoted value."""
    value = entry.value
    is_bare = isinstance(value, Scalar) and value.is_empty
    return is_bare and not entry.key.text.strip().isidentifier()


def _twice(key: Scalar, *, first: Scalar, desk: Desk, spot: Spot) -> None:
    desk.refuse(
        "duplicate-key",
        message=speak(
            "“{key}”和第 {line} 行的“{other}”是同一个键的两种写法",
            key=key.text,
            line=first.place.line,
            other=first.text,
        ),
        remedy=speak("只留一个"),
        place=key.place,
        spot=spot,
    )


def spellings_like(text: str, *, words: tuple[Word, ...]) -> tuple[str, ...]:
    """The spellings in the script that the author writes."""
    spellings = (spelling for word in words for spelling in word.spellings)
    is_english = takes_english(text)
    return tuple(one for one in spellings if one.isascii() is is_english)


def wrong_shape(node: Node, *, wanted: str, desk: Desk, spot: Spot) -> None:
    """Note that a value has another shape than its key asks for."""
    desk.refuse(
        "wrong-shape",
        message=speak(
            "“{label}”要写{wanted}，这里是{shape}",
            label=spot.label,
            wanted=wanted,
            shape=speak(_SHAPES[type(node)]),
        ),
        remedy=speak("改成{wanted}", wanted=wanted),
        place=node.place,
        spot=spot,
    )


def scalar_of(node: Node, *, desk: Desk, spot: Spot) -> Scalar | None:
    """A single value that says something."""
    if not isinstance(node, Scalar):
        wrong_shape(node, wanted=speak("单个值"), desk=desk, spot=spot)
        return None
    if not node.text.strip():
        desk.refuse(
            "empty-value",
            message=speak("“{label}”后面是空的", label=spot.label),
            remedy=speak("写上值，或删去这个键"),
            place=node.place,
            spot=spot,
        )
        return None
    return node


def scalars_of(node: Node, *, desk: Desk, spot: Spot) -> tuple[Scalar, ...]:
    """One value or a list of values."""
    items = node.items if isinstance(node, Listing) else (node,)
    read = (scalar_of(item, desk=desk, spot=spot) for item in items)
    return tuple(scalar for scalar in read if scalar is not None)


def block_of(node: Node, *, desk: Desk, spot: Spot) -> Block | None:
    """A block; an empty value is a block without keys."""
    if isinstance(node, Block):
        return node
    if isinstance(node, Scalar) and node.is_empty:
        return Block((), node.place)
    wrong_shape(node, wanted=speak("一组键"), desk=desk, spot=spot)
    return None


def items_of(node: Node, *, desk: Desk, spot: Spot) -> tuple[Node, ...]:
    """The items of a list; a single block stands for a list of one."""
    if isinstance(node, Listing):
        return node.items
    if isinstance(node, Block):
        return (node,)
    wrong_shape(node, wanted=speak("列表"), desk=desk, spot=spot)
    return ()


def word_of(scalar: Scalar, *, kind: str, desk: Desk, spot: Spot) -> str | None:
    """The identifier of a value word; an unknown one is a problem."""
    text = scalar.text.strip()
    found = english_value(text, kind=kind)
    if found is None:
        refuse_word(scalar, kind=kind, desk=desk, spot=spot)
    return found


def refuse_word(scalar: Scalar, *, kind: str, desk: Desk, spot: Spot) -> None:
    """Note a word that is none of the words allowed here."""
    text = scalar.text.strip()
    desk.refuse(
        "unknown-word",
        message=speak("{title}不认得“{text}”这个词", title=spelled(VALUE_TITLES[kind]), text=text),
        remedy=suggestion(text, known=spellings_like(text, words=VALUES[kind])),
        place=scalar.place,
        spot=spot,
    )


def date_of(scalar: Scalar, *, desk: Desk, spot: Spot) -> date | None:
    """A calendar date."""
    found = _DATE.fullmatch(scalar.text.strip())
    parts = [int(part) for part in found.groups() if part is not None] if found else []
    try:
        return date(*parts)
    except (TypeError, ValueError):
        desk.refuse(
            "bad-date",
            message=speak("“{text}”不是日期", text=scalar.text),
            remedy=speak("写成 2016-01-01 的样子"),
            place=scalar.place,
            spot=spot,
        )
        return None
