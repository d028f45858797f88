"""How far an exercise goes beyond a plain method, by the level of its case: how many of its items need a second look.

A plain method is one that pairs names, searches for the usual words, or reads one register. An item is plain where it
is enough, and needs a second look where it is not. The evidence answers both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from grading.keys import draw
from toolkit.schema.case import Case

Item = TypeVar("Item")
LEVELS = ("foundation", "practitioner", "expert")
# Share of the items of an exercise that need a second look, by level.
SHARES = {"foundation": 0.0, "practitioner": 0.2, "expert": 0.4}


def level(case: Case) -> str:
    """Return the level of a case; a case without one counts as a practitioner's."""
    named = str(case.info.get("level", ""))
    return named if named in LEVELS else "practitioner"


def share(case: Case) -> float:
    """Return the share of items that need a second look."""
    return SHARES[level(case)]


def mixed(
    case: Case, plain: Sequence[Item], twice: Sequence[Item], count: int, rng: np.random.Generator, of: int = 0
) -> list[Item]:
    """Draw so many items, the level's share of them from those that need a second look.

    Parameters
    ----------
    plain, twice : items for which a plain method is enough, and those for which it is not
    count : how many to draw; where one of the two has too few, the other fills up
    of : how many items the share is taken of, where the exercise has others besides; 0 for `count`

    Those that need a second look come first.
    """
    wanted = min(round(share(case) * (of or count)), count, len(twice))
    wanted = max(wanted, min(count - len(plain), len(twice)))
    return [*draw.sample(twice, wanted, rng), *draw.sample(plain, count - wanted, rng)]


def stretch(case: Case, ranked: Sequence[Item], parts: int = len(LEVELS)) -> Sequence[Item]:
    """Return the level's stretch, one part of so many, of things ranked from plain to hard: the last for experts.

    >>> stretch(Case(info={"level": "expert"}, loaders={}, texts={}, handouts={}), "abcdef")
    'ef'
    >>> stretch(Case(info={"level": "foundation"}, loaders={}, texts={}, handouts={}), "abcdef", parts=6)
    'a'
    """
    size = max(1, len(ranked) // parts)
    start = (len(ranked) - size) * LEVELS.index(level(case)) // (len(LEVELS) - 1)
    return ranked[start : start + size]
