"""The page of GB/T 9704-2012 in figures (clauses 5 and 6), and how wide a line of text is.

Lengths of the page are millimetres, those of type are points in hundredths: integers, so that
nothing is rounded on the way.
"""

from __future__ import annotations

from unicodedata import east_asian_width

#: A4; what is left free above, below, at the binding and at the cut.
PAGE_WIDTH, PAGE_HEIGHT = 210, 297
TOP, BOTTOM, LEFT, RIGHT = 37, 35, 28, 26
#: A3 across, for tables with many columns; its margins are the same.
WIDE_WIDTH, WIDE_HEIGHT = 420, 297
#: The space of the text: 156 × 225 mm, 22 lines of 28 characters.
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
TEXT_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM
LINES, CHARACTERS = 22, 28
#: A line that runs along on every page stands so far above the text.
ABOVE_TEXT = 7

#: From line to line. Twenty-two lines of 29 points are a hair more than 225 mm; these fit.
LINE_PITCH = 2895
#: From character to character: 28 of them fill 156 mm with sizes of 16 points.
CHARACTER_PITCH = 1575

#: Sizes: 二号 for the title, 三号 for the text, 四号 for foot and page number, tables.
TITLE_SIZE, BODY_SIZE, SMALL_SIZE, TABLE_SIZE = 2200, 1600, 1400, 1200
RUNNING_SIZE = 900
#: The red mark of the issuer is as large as its width allows, at most so large.
LARGEST_MARK = 4600
#: From the upper edge of the text to that of the red mark: 35 mm.
ABOVE_MARK = 35
#: From the day of writing to the edge, in hundredths of a character.
RIGHT_OF_DAY = 400
#: What a line of a title holds, in characters.
TITLE_CHARACTERS = 20

#: Type that a reader's machine is asked for, and what stands in where it is missing.
BODY_FONT, TITLE_FONT = "仿宋_GB2312", "方正小标宋简体"
LEVEL_FONTS = {1: "黑体", 2: "楷体_GB2312", 3: BODY_FONT, 4: BODY_FONT}
NUMERAL_FONT = "宋体"
RED = "FF0000"


def hundredths(millimetres: int) -> int:
    """Millimetres in hundredths of a point, to the nearest."""
    return (millimetres * 720_000 + 1270) // 2540


def width_of(text: str) -> int:
    """The width of a text in quarters of a character.

    Latin letters and digits are half as wide; between them and Chinese stands a quarter.
    """
    wide = [east_asian_width(sign) in "WFA" for sign in text]
    seams = sum(
        1
        for place in range(1, len(text))
        if wide[place - 1] != wide[place] and (text[place - 1] + text[place]).isalnum()
    )
    return sum(4 if is_wide else 2 for is_wide in wide) + seams


def mark_size(mark: str) -> int:
    """The size of the red mark, in hundredths of a point: it keeps inside the text."""
    wide = CHARACTERS * CHARACTER_PITCH * 4 // max(width_of(mark), 1)
    return min(LARGEST_MARK, wide // 100 * 100)


def right_of_signature(signed_by: str, *, day: str) -> int:
    """What stays free at the right of the wider of signature and day, in hundredths of a character.

    The day stands four characters from the edge (clause 7.3.5.1), the signature centred over it; a
    signature too long for that moves both to the edge.
    """
    return max(0, RIGHT_OF_DAY - max(0, wider_by(signed_by, than=day)))


def wider_by(one: str, *, than: str) -> int:
    """By how much one text reaches out beyond the other on either side, both centred, in hundredths
    of a character; less than zero where it does not.
    """
    return (width_of(one) - width_of(than)) * 25 // 2
