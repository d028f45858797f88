"""Where everybody is at any instant: home, a stop on the way, or on the road."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

_SPAN = 1 << 33
# Shortest stretch of a grid, s, and about how many cells it has at most.
_SHORTEST, _CELLS = 3600, 400_000


@dataclass(frozen=True)
class Grid:
    """Everybody's place over a stretch of time: one cell for those who stay, one for each step for those who move.

    `begin`, `moves`: each person's first cell, and 1 where there are more; `cells`: positions in `Presence.places`, -1
    where somebody moves within the step.
    """

    first: int
    step: int
    begin: np.ndarray
    moves: np.ndarray
    cells: np.ndarray

    def codes(self, people: np.ndarray, seconds: np.ndarray) -> np.ndarray:
        """Return positions in `Presence.places`, -1 where `Presence.codes` must say."""
        steps: np.ndarray = self.moves.take(people) * ((seconds - self.first) // self.step)
        return self.cells.take(self.begin.take(people) + steps)


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
        self._codes = np.array([place for *_, place in rows], dtype=np.int32)
        self.places = np.array(places, dtype=object)

    def at(self, people: np.ndarray, seconds: np.ndarray) -> np.ndarray:
        """Return place ids for person numbers (see `number`) and seconds after the start of the window."""
        return self.places[self.codes(people, seconds)]

    def grid(self, first: int, last: int) -> Grid:
        """Return where everybody is from second `first` to `last`, by stretches of an hour, or longer where the grid
        would get large."""
        people = np.arange(len(self.number))
        before, after = (self._stay(people, np.full(len(people), when)) for when in (first, last))
        movers = np.flatnonzero(before < after)
        step = max(_SHORTEST, -(-(last - first + 1) * len(movers) // _CELLS))
        columns = (last - first) // step + 1
        # the edge at which each stay of a mover has begun; within the stretch before it they move
        stays = after[movers] - before[movers]
        ends = np.cumsum(stays)
        rows = np.repeat(before[movers] + 1 - (ends - stays), stays) + np.arange(int(stays.sum()))
        edge = -(-(self._keys[rows] % _SPAN - 1 - first) // step)
        row: np.ndarray = np.repeat(np.arange(len(movers)), stays)
        begun = np.bincount(row * (columns + 1) + edge, minlength=len(movers) * (columns + 1))
        at = before[movers].astype(np.int32)[:, None] + np.cumsum(
            begun.reshape(len(movers), columns + 1), axis=1, dtype=np.int32
        )
        cells = self._codes[at[:, :-1]]
        cells[at[:, 1:] != at[:, :-1]] = -1
        begin = people.copy()
        width: np.ndarray = np.zeros(len(people), dtype=np.int64)
        begin[movers] = len(people) + np.arange(len(movers)) * columns
        width[movers] = 1
        return Grid(first, step, begin, width, np.concatenate([self._codes[before], cells.reshape(-1)]))

    def codes(self, people: np.ndarray, seconds: np.ndarray) -> np.ndarray:
        """Return positions in `places`, for person numbers and seconds after the start of the window."""
        return self._codes[self._stay(people, seconds)]

    def _stay(self, people: np.ndarray, seconds: np.ndarray) -> np.ndarray:
        keys = people.astype(np.int64) * _SPAN + seconds + 1
        return np.asarray(np.searchsorted(self._keys, keys, side="right")) - 1
