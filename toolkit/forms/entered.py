"""What was typed into a cell of a form, read as its column means it: one of those offered, or a number."""

from __future__ import annotations

import re
from collections.abc import Sequence

_GROUPED = re.compile(r"[-+]?\d{1,3}(?:[ ,\u00a0\u202f']\d{3})+(?:\.\d+)?")
_GAPS = re.compile(r"[ ,\u00a0\u202f']")


def offered(typed: str, options: Sequence[str]) -> str | None:
    """The option that was meant, or None: the option itself, its number, its name, or a part that one option has.

    >>> places = ["PL060 Checkpoint Bautzen", "PL072 Goerlitz", "PL073 Goerlitz bridge"]
    >>> offered("goerlitz", places), offered("bautzen", places), offered("PL073", places)
    ('PL072 Goerlitz', 'PL060 Checkpoint Bautzen', 'PL073 Goerlitz bridge')
    >>> offered("bridge over", places) is None
    True
    """
    wanted = " ".join(typed.split()).casefold()
    if not wanted:
        return None
    for same in (_whole, _number, _name):
        found = [option for option in options if same(option) == wanted]
        if len(found) == 1:
            return found[0]
    found = [option for option in options if wanted in option.casefold()]
    return found[0] if len(found) == 1 else None


def number(typed: str) -> str:
    """A number without the marks that part its thousands; anything else as it stands.

    >>> number("4,620"), number("12 500"), number("3.5"), number("lots")
    ('4620', '12500', '3.5', 'lots')
    """
    return _GAPS.sub("", typed) if _GROUPED.fullmatch(typed) else typed


def is_number(typed: str, percent: bool = False) -> bool:
    """Whether `mark` will read it as a number; as one from 0 to 100, with or without its sign, where it is `percent`.

    >>> is_number("-3"), is_number("30 %"), is_number("30 %", percent=True), is_number("150", percent=True)
    (True, False, True, False)
    """
    try:
        value = float(number(typed.removesuffix("%").strip() if percent else typed))
    except ValueError:
        return False
    return 0 <= value <= 100 if percent else True


def _whole(option: str) -> str:
    return option.casefold()


def _number(option: str) -> str:
    return option.split(" ")[0].casefold()


def _name(option: str) -> str:
    return option.partition(" ")[2].casefold()
