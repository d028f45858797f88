"""Number plates: one form, and whether two readings differ only by signs that are taken for one another."""

from __future__ import annotations

import re
import unicodedata

from toolkit.language import text
from toolkit.resolution.names import NameComparison

# Signs that a witness or a camera takes for one another.
_CONFUSED = ("0ODQ", "1IL7", "2Z", "5S", "8B36", "6G", "EF", "VY", "49", "UV", "MN")


def normalise_plate(plate: str) -> str:
    """Return a plate in capitals, without spaces and hyphens, digits of any script as 0 to 9; its letters stay.

    >>> normalise_plate("2a-45 78"), normalise_plate("กข ๑๒๓๔")
    ('2A4578', 'กข1234')
    """
    folded = unicodedata.normalize("NFKC", str(plate)).upper()
    digits = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in folded)
    return re.sub(r"[^\w]|_", "", digits)


def compare_plates(one: str, other: str) -> NameComparison:
    """Compare two plates: 1 where equal, .8 where one sign was taken for its like, .5 where one other sign differs.

    Two confusable signs give .6. Anything else, or another length, is 0: a plate part of which was read needs its own
    search.

    >>> compare_plates("2A-4578", "2A 4S78")
    NameComparison(score=0.8, why='one sign taken for its like: 5/S')
    >>> compare_plates("2A-4578", "3B-1111").score
    0.0
    """
    a, b = normalise_plate(one), normalise_plate(other)
    if not a or len(a) != len(b):
        return NameComparison(0.0, text("not alike"))
    if a == b:
        return NameComparison(1.0, text("the same"))
    odd = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    like = all(any(x in group and y in group for group in _CONFUSED) for x, y in odd)
    if like and len(odd) <= 2:
        shown = ", ".join(f"{x}/{y}" for x, y in odd)
        if len(odd) == 1:
            return NameComparison(0.8, text("one sign taken for its like: {signs}", signs=shown))
        return NameComparison(0.6, text("two signs taken for their like: {signs}", signs=shown))
    return NameComparison(0.5, text("one sign differs")) if len(odd) == 1 else NameComparison(0.0, text("not alike"))
