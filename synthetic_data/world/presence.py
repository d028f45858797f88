"""Where everybody is at any instant: home, a stop on the way, or on the road."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

_SPAN = 1 << 33
# Shortest stretch of a grid, s, and about how many cells it has at most.
_SHORTEST, _CELLS = 3600, 100_000
_MOVED = 1 << 30


@dataclass(frozen=True)
class Grid:
    """Everybody's stays over a stretch of time: one cell for those who stay, one for each step for those who move.

    `begin`, `moves`: each person's first cell, and 1 where there are more; `cells`: rows of the stays (`keys`,
    `codes`), less `_MOVED` where it is that of the step's start and somebody moves within the step.
    """

    first: int
    step: int
    begin: np.ndarray
    moves: np.ndarray
    cells: np.ndarray
    keys: np.ndarray
    codes: np.ndarray

    def of(self, people: np.ndarray) -> Grid:
        """Return the grid of things that belong to people, in that order, such as their numbers."""
        return replace(self, begin=self.begin.take(people), moves=self.moves.take(people))

    def at(self, things: np.ndarray, seconds: np.ndarray) -> np.ndarray:
        """Return positions in `Presence.places`, for people or what else the grid is of, and seconds."""
        steps: np.ndarray = self.moves.take(things) * ((seconds - self.first) // self.step)
        row: np.ndarray = self.cells.take(self.begin.take(things) + steps)
        moved = np.flatnonzero(row < 0)
        late = np.add(row.take(moved), _MOVED)
        begun: np.ndarray = self.keys.take(late)
        key = begun - begun % _SPAN + seconds.take(moved) + 1
        going = np.arange(len(moved))
        while len(going):
            going = going.compress(self.keys.take(late.take(going) + 1) <= key.take(going))
            late[going] += 1
        row[moved] = late
        return self.codes.take(row)


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
        # one more, after all stays, so that the next can always be looked at
        self._ends: np.ndarray = np.append(self._keys, np.iinfo(np.int64).max)
        person, self._since = np.divmod(self._keys, _SPAN)
        self._begin = np.asarray(np.searchsorted(person, np.arange(len(people) + 1)))
        self._codes = np.array([place for *_, place in rows], dtype=np.int32)
        self.places = np.array(places, dtype=object)

    def at(self, people: np.ndarray, seconds: np.ndarray) -> np.ndarray:
        """Return place ids for person numbers (see `number`) and seconds after the start of the window."""
        return self.places[self.codes(people, seconds)]

    def grid(self, first: int, last: int) -> Grid:
        """Return where everybody is from second `first` to `last`, by stretches of an hour, or longer where the grid
        would get large."""
        people = np.arange(len(self.number))
        before, after = self._staying(first), self._staying(last)
        movers = np.flatnonzero(before < after)
        step = max(_SHORTEST, -(-(last - first + 1) * len(movers) // _CELLS))
        columns = (last - first) // step + 1
        # the edge at which each stay of a mover has begun; within the stretch before it they move
        stays = after[movers] - before[movers]
        ends = np.cumsum(stays)
        rows = np.repeat(before[movers] + 1 - (ends - stays), stays) + np.arange(int(stays.sum()))
        edge = -(-(self._since[rows] - 1 - first) // step)
        row: np.ndarray = np.repeat(np.arange(len(movers)), stays)
        begun = np.bincount(row * (columns + 1) + edge, minlength=len(movers) * (columns + 1))
        at = before[movers].astype(np.int32)[:, None] + np.cumsum(
            begun.reshape(len(movers), columns + 1), axis=1, dtype=np.int32
        )
        cells = at[:, :-1] - _MOVED * (at[:, 1:] != at[:, :-1]).astype(np.int32)
        begin = people.copy()
        width: np.ndarray = np.zeros(len(people), dtype=np.int64)
        begin[movers] = len(people) + np.arange(len(movers)) * columns
        width[movers] = 1
        stay = np.concatenate([before.astype(np.int32), cells.reshape(-1)])
        return Grid(first, step, begin, width, stay, self._ends, self._codes)

    def codes(self, people: np.ndarray, seconds: np.ndarray) -> np.ndarray:
        """Return positions in `places`, for person numbers and seconds after the start of the window."""
        return self._codes[self._stay(people, seconds)]

    def _staying(self, second: int) -> np.ndarray:
        """What `_stay` says of everybody at one instant."""
        upto: np.ndarray = np.concatenate([[0], np.cumsum(self._since <= second + 1)])
        begun = upto[self._begin]
        found: np.ndarray = self._begin[:-1] + np.diff(begun) - 1
        return found

    def _stay(self, people: np.ndarray, seconds: np.ndarray) -> np.ndarray:
        keys = people.astype(np.int64) * _SPAN + seconds + 1
        return np.asarray(np.searchsorted(self._keys, keys, side="right")) - 1
