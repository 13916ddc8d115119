"""One strict grammar for numbers, and the rule by which a comma is a decimal mark.

A number is an optional sign (``+``, ``-`` or the Unicode minus), digits 0 to 9 with at most
one decimal mark, and an optional power of ten: ``-1.5e3``. The words ``nan``, ``inf`` and
``infinity``, in any case and with a sign, are numbers too. Nothing else is: no underscore, no
hexadecimal, no fraction, no percent sign.

Digits may stand in groups of three. A no-break or thin space or an apostrophe between groups
is unambiguous. A comma or a point between groups is believed only if one cell of the file
proves it: ``1,234.5`` and ``1,234,567`` prove comma groups, ``1.234,5`` and ``1.234.567`` point groups.

Without such a proof a comma inside a cell is the decimal mark, if no cell has a decimal point.
If every one of these cells looks like ``1,234``, that is believed only between semicolons, because
spreadsheets write semicolons just where the comma is the decimal mark; elsewhere it is refused.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from dilviz.reading.limits import NUMBER_CHARS
from dilviz.reading.refusal import Refusal, quoted

SPACES = "\u00a0\u2009\u202f'’"  # between groups of three digits, they can mean nothing else
MINUS = "\u2212"
WITHOUT_SPACES = str.maketrans(MINUS, "-", SPACES)
POWER = r"(?:[eE][+-]?[0-9]+)?"
NOT_FINITE = re.compile(r"[+-]?(?:nan|inf|infinity)", re.IGNORECASE)
ONE_MARK = re.compile(rf"[+-]?(?:[0-9]+[.,][0-9]*|[.,][0-9]+){POWER}")
DECIMAL_OR_GROUP = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
ABSENT = frozenset({"na", "n/a", "nil", "none", "null", "missing", "true", "false"})  # values, no headings

# what a cell that is no number looks like, and what to call it
LOOKS = (
    (re.compile(r"[+-]?0[xX][0-9a-fA-F_]+"), "is hexadecimal; write it as a decimal number"),
    (re.compile(r"[+-]?[0-9_.]*_[0-9_.]*"), "has an underscore; write the digits only"),
    (re.compile(r"\(?[-+0-9.eE]*[0-9.][ij]\)?"), "is a complex number; only real numbers are allowed"),
    (re.compile(r"[0-9]{1,4}([-/.])[0-9]{1,2}\1[0-9]{1,4}.*"), "is a date; only numbers are allowed"),
    (re.compile(r"true|false", re.IGNORECASE), "is a truth value; write 1 or 0"),
    (re.compile(r"n/?a|nil|none|null|missing|#.*", re.IGNORECASE), "is no number; write nan for a missing value"),
)


@dataclass(frozen=True)
class Marks:
    """The decimal mark and, if a cell proves it, the mark between groups of three digits."""

    decimal: str = "."
    group: str = ""

    @cached_property
    def groups(self) -> re.Pattern[str]:
        """What may stand between groups of three digits."""
        return re.compile(f"[{SPACES}{self.group}]")

    @cached_property
    def number(self) -> re.Pattern[str]:
        """A whole finite number."""
        point = re.escape(self.decimal)
        grouped = rf"[1-9][0-9]{{0,2}}(?P<mark>{self.groups.pattern})[0-9]{{3}}(?:(?P=mark)[0-9]{{3}})*"
        return re.compile(rf"[+-]?(?:(?:{grouped}|[0-9]+)(?:{point}[0-9]*)?|{point}[0-9]+){POWER}")


POINT = Marks()
COMMA = Marks(decimal=",")
PROOFS = tuple(
    (
        re.compile(
            rf"[+-]?[1-9][0-9]{{0,2}}(?:(?:{group}[0-9]{{3}})+{decimal}[0-9]*|(?:{group}[0-9]{{3}}){{2,}}){POWER}"
        ),
        marks,
    )
    for group, decimal, marks in ((",", r"\.", Marks(".", ",")), (r"\.", ",", Marks(",", ".")))
)


def marks_of(cells: Iterable[str], separator: str) -> Marks:
    """Return the marks that the cells of a file agree on, by the rule of this module.

    >>> marks_of(["1,5", "2"], separator=";")
    Marks(decimal=',', group='')
    >>> marks_of(["1,234.5", "2,000"], separator=";")
    Marks(decimal='.', group=',')
    """
    marked = [cell.translate(WITHOUT_SPACES) for cell in cells if "," in cell or "." in cell]
    proofs = {marks: cell for cell in marked for pattern, marks in PROOFS if pattern.fullmatch(cell)}
    single = [cell for cell in marked if ONE_MARK.fullmatch(cell)]
    commas = [cell for cell in single if "," in cell]
    if len(proofs) > 1:
        first, second = proofs.values()
        raise Refusal(f"{quoted(first)} and {quoted(second)} use comma and point in opposite ways")
    if proofs:
        return next(iter(proofs))
    if not commas:
        return POINT
    points = [cell for cell in single if "." in cell]
    if points:
        raise Refusal(f"comma and point are both used as decimal marks, in {quoted(commas[0])} and {quoted(points[0])}")
    if separator != ";" and all(DECIMAL_OR_GROUP.fullmatch(cell) for cell in commas):
        raise Refusal(f"{quoted(commas[0])} can mean a thousand or a decimal; write it with a decimal point")
    return COMMA


def number(cell: str, marks: Marks = POINT) -> float:
    """Return the number that a cell holds; the `Refusal` says what it holds instead.

    >>> number("−1.5e3"), number("1'000"), number("1.234,5", Marks(",", "."))
    (-1500.0, 1000.0, 1234.5)
    """
    text = cell.strip().replace(MINUS, "-")
    if len(text) > NUMBER_CHARS:
        raise Refusal(f"{quoted(text)} has {len(text):,} characters; a number has at most {NUMBER_CHARS:,}")
    if NOT_FINITE.fullmatch(text):
        return float(text)
    if not marks.number.fullmatch(text):
        raise Refusal(_no_number(text))
    digits = marks.groups.sub("", text).replace(marks.decimal, ".")
    value = float(digits)
    if math.isinf(value):
        raise Refusal(f"{quoted(text)} is too large for a float; at most 1.8e308 is possible")
    if value == 0 and re.search("[1-9]", re.split("[eE]", digits)[0]):
        raise Refusal(f"{quoted(text)} is too small for a float; at least 5e-324 is possible")
    return value


def is_label(cell: str) -> bool:
    """Whether a cell is a heading: it begins with a letter, and is neither a number nor a missing value."""
    text = cell.strip()
    return text[:1].isalpha() and text.lower() not in ABSENT and not NOT_FINITE.fullmatch(text)


def _no_number(text: str) -> str:
    if not text:
        return "is empty; write nan for a missing value"
    for look, name in LOOKS:
        if look.fullmatch(text):
            return f"{quoted(text)} {name}"
    return f"{quoted(text)} is no number"
