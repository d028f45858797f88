"""Where everybody is at any instant: home, a stop on the way, or on the road."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

_SPAN = 1 << 33
# Shortest stretch of a grid, s, and about how many cells it has at most.
_SHORTEST, _CELLS = 3600, 400_000


class Presence:
    """A step function person x time -> place, looked up for whole arrays at once.

    `stays` holds (person, from when, place id or "" on the road); before the first of them a person is at home.
    """

    def __init__(self, home: Mapping[str, str], stays: Iterable[tuple[str, int, str]]) -> None:
        people = sorted(home)
        self.number = {name: at for at, name in enumerate(people)}
        places = sorted({*home.values(), *(place for _, _, place in stays), ""})
        code = {name: at for at, name in enumerate(places)}
        rows = [(self.number[name], 0, -1, code[place]) for name, place in home.items()]
        rows += [
            (self.number[name], max(when, 0) + 1, order, code[place]) for order, (name, when, place) in enumerate(stays)
        ]
        rows.sort()
        self._keys = np.array([person * _SPAN + when for person, when, _, _ in rows], dtype=np.int64)
        self._codes = np.array([place for *_, place in rows], dtype=np.int64)
        self.places = np.array(places, dtype=object)

    def at(self, people: np.ndarray, seconds: np.ndarray) -> np.ndarray:
        """Return place ids for person numbers (see `number`) and seconds after the start of the window."""
        return self.places[self.codes(people, seconds)]

    def grid(self, first: int, last: int) -> tuple[np.ndarray, int]:
        """Return everybody's position in `places` by stretch of time from second `first` to `last`, and its length.

        Shape (people, stretches); -1 where somebody moves within the stretch. An hour long, or longer where the grid
        would get large.
        """
        people = len(self.number)
        step = max(_SHORTEST, -(-(last - first + 1) * people // _CELLS))
        columns = (last - first) // step + 2
        person, when = np.divmod(self._keys, _SPAN)
        # the first edge at which a stay has begun; stays that begin after the last edge don't count
        edge = np.maximum(-(-(when - 1 - first) // step), 0)
        begun = np.bincount((person * columns + edge)[edge < columns], minlength=people * columns)
        start = np.asarray(np.searchsorted(person, np.arange(people)))
        at = start[:, None] + np.cumsum(begun.reshape(people, columns), axis=1) - 1
        return np.where(at[:, 1:] == at[:, :-1], self._codes[at[:, :-1]], -1).astype(np.int16), step

    def codes(self, people: np.ndarray, seconds: np.ndarray) -> np.ndarray:
        """Return positions in `places`, for person numbers and seconds after the start of the window."""
        keys = people.astype(np.int64) * _SPAN + seconds + 1
        return self._codes[np.searchsorted(self._keys, keys, side="right") - 1]
