"""Choose among wordings: each file has a manner of its own, and no page says two things in the same words."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

# Share of the wordings of each kind that one file uses: two files of a scenario then read differently.
MANNER, LEAST = 0.4, 1


class Picker:
    """Draws wordings for one file, page by page.

    >>> picker = Picker(np.random.default_rng(1))
    >>> sorted({picker.pick(("one", "two", "three", "four", "five")) for _ in range(3)}) != []
    True
    """

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._manner: dict[tuple[str, ...], list[str]] = {}
        self._page: set[str] = set()

    def turn(self) -> None:
        """Begin a new page: what the last one said may be said again."""
        self._page.clear()

    def pick(self, options: Sequence[str]) -> str:
        """Return one of the wordings, one that this page has not used as long as there is any."""
        own = self._own(tuple(options))
        for pool in (own, list(options)):
            fresh = [one for one in pool if one not in self._page]
            if fresh:
                own = fresh
                break
        chosen = own[int(self._rng.integers(len(own)))]
        self._page.add(chosen)
        return chosen

    def _own(self, options: tuple[str, ...]) -> list[str]:
        if options not in self._manner:
            size = min(len(options), max(LEAST, math.ceil(MANNER * len(options))))
            self._manner[options] = [options[at] for at in self._rng.permutation(len(options))[:size]]
        return self._manner[options]
