"""Invent words: syllables of one made-up language, so that a country's names sound alike and unlike its neighbours'."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

_TRIES = 4000
# After so many collisions a word may have a syllable more: a language never runs out of words.
_LONGER = 100
# Three vowels or four other letters on end, one letter thrice, or two letters repeated at once.
_CLUMSY = re.compile(r"[aeiou]{3}|[^aeiouy]{4}|(.)\1\1|(..)\2")
_LENGTH = (4, 11)


class Tongue:
    """Words of one phonology: no word comes twice, none is one of `taken` (which grows) or is
    respelt into one, none holds a part of `avoid`.

    `sounds` holds lists: onsets, vowels, codas, the endings of towns, families, men and women, and `pairs`, the
    letter groups that clerks confuse.

    >>> sounds = {"onsets": ["b"], "vowels": ["o"], "codas": ["r"], "towns": ["mar"], "pairs": []}
    >>> Tongue(sounds, set(), [], np.random.default_rng(1)).word("towns", most=1)
    'Bomar'
    """

    def __init__(
        self, sounds: Mapping[str, Any], taken: set[str], avoid: Sequence[str], rng: np.random.Generator
    ) -> None:
        self._sounds, self._taken, self._avoid, self._rng = sounds, taken, tuple(avoid), rng
        self.pairs: list[list[str]] = [list(pair) for pair in sounds["pairs"]]

    def word(self, ending: str = "", most: int = 2) -> str:
        """Return a capitalised word of one to `most` syllables and an ending drawn from the list of that name."""
        for attempt in range(_TRIES):
            count = 1 + int(self._rng.integers(most)) + attempt // _LONGER
            body = "".join(self._syllable(closed=at == count - 1 and not ending) for at in range(count))
            made = (body + (self._one(ending) if ending else "")).capitalize()
            free = self._taken.isdisjoint([made, *self.respelt(made)])
            if free and _pleasant(made) and not any(bad in made.lower() for bad in self._avoid):
                self._taken.add(made)
                return made
        raise ValueError("the syllable table gives no further word")

    def respelt(self, word: str) -> list[str]:
        """Return the word as a clerk may write it otherwise: each pair of letter groups that changes it, once."""
        small = word.lower()
        return [small.replace(old, new, 1).capitalize() for old, new in self.pairs if old in small and old != new]

    def _syllable(self, closed: bool) -> str:
        coda = self._one("codas") if closed or self._rng.random() < 0.3 else ""
        return self._one("onsets") + self._one("vowels") + coda

    def _one(self, name: str) -> str:
        options = self._sounds[name]
        return str(options[int(self._rng.integers(len(options)))])


def _pleasant(word: str) -> bool:
    return _LENGTH[0] <= len(word) <= _LENGTH[1] and not _CLUMSY.search(word.lower())
