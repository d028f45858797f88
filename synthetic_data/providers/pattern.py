"""Fill a pattern such as `X@-####`: @ a letter, # a digit."""

from __future__ import annotations

from random import Random

# I and O are left out, as registers do, because they read as 1 and 0
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def fill(pattern: str, random: Random) -> str:
    """Return the pattern with every @ and # replaced.

    >>> len(fill("X@-####", Random(1)))
    7
    """
    drawn = {"@": LETTERS, "#": "0123456789"}
    return "".join(random.choice(drawn[sign]) if sign in drawn else sign for sign in pattern)
