"""The rhythm of day and week in local time: when a pair calls, and which end is then the caller.

Each end calls by the clock of the place where that person lives, so a pair across time zones has two humps a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

_HOUR = 3600


# Equal parts of a pair's calls for which the hour is looked up; those that begin in a later hour are mended one by one.
_CELLS = 1 << 14


@dataclass(frozen=True)
class Clock:
    """The rhythm of one kind of pair, for many calls at once: `running` and `first` as in `Rhythm`, but `first` in
    `draws` equally likely ones; `hour`: in which hour each of _CELLS equal shares of the calls begins; `split`: whether
    it ends in a later one; `slope`: seconds for a share of 1 at the pace of each hour."""

    running: np.ndarray
    first: np.ndarray
    hour: np.ndarray
    split: np.ndarray
    slope: np.ndarray

    def times(self, share: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return seconds, and the hours of the window that hold them, as `Rhythm.times` does."""
        cell: np.ndarray = (share * _CELLS).astype(np.intp)
        hour: np.ndarray = self.hour.take(cell)
        late = np.flatnonzero(self.split.take(cell))
        late = late.compress(self.running.take(hour.take(late) + 1) <= share.take(late))
        while len(late):
            hour[late] += 1
            late = late[self.running[hour[late] + 1] <= share[late]]
        within: np.ndarray = (share - self.running.take(hour)) * self.slope.take(hour)
        return hour * _HOUR + np.minimum(within, _HOUR - 1).astype(np.int32), hour


@dataclass(frozen=True)
class Rhythm:
    """Intensity over the hours of the window for each kind of pair.

    `kind`: the kind of each pair; `running`: its cumulative intensity at each full hour, from 0 to 1; `first`: the
    chance, hour by hour, that the pair's first person is the caller.
    """

    kind: np.ndarray
    running: np.ndarray
    first: np.ndarray
    _clocks: dict[tuple[int, int], Clock] = field(default_factory=dict, repr=False)

    def times(self, pairs: np.ndarray, share: np.ndarray) -> np.ndarray:
        """Return seconds at which that share, 0 to 1, of the pair's intensity over the window has passed."""
        kinds = self.kind[pairs]
        edges: np.ndarray = np.arange(self.running.shape[1], dtype=np.float64) * _HOUR
        when: np.ndarray = np.empty(len(pairs), dtype=np.int64)
        for one in np.flatnonzero(np.bincount(kinds, minlength=len(self.running))):
            rows = np.flatnonzero(kinds == one)
            when[rows] = np.interp(share[rows], self.running[one], edges)
        return np.minimum(when, int(edges[-1]) - 1)

    def clock(self, kind: int, draws: int) -> Clock:
        """Return the rhythm of one kind of pair; it is kept, since every block of pairs asks for it again."""
        if (kind, draws) not in self._clocks:
            running = self.running[kind]
            begins = np.diff(np.ceil(running * _CELLS).astype(np.int64))
            hour: np.ndarray = np.repeat(np.arange(len(begins)), begins)
            split = running.take(hour + 1) * _CELLS < np.arange(1, _CELLS + 1)
            first = np.round(self.first[kind] * draws).astype(np.int32)
            slope = _HOUR / np.maximum(np.diff(running), 1e-300)
            self._clocks[kind, draws] = Clock(running, first, hour, split, slope)
        return self._clocks[kind, draws]

    def caller_is_first(self, pairs: np.ndarray, when: np.ndarray, draw: np.ndarray) -> np.ndarray:
        """Return whether the pair's first person is the caller of a call at that second; `draw` is uniform."""
        return draw < self.first[self.kind[pairs], when // _HOUR]

    def density(self, pairs: np.ndarray, when: np.ndarray) -> np.ndarray:
        """Return the share of the pair's calls that falls into one second then."""
        hour: np.ndarray = when // _HOUR
        kinds = self.kind[pairs]
        return (self.running[kinds, hour + 1] - self.running[kinds, hour]) / _HOUR


def draw_rhythm(
    settings: Mapping[str, Any], window: tuple[date, date], a: np.ndarray, b: np.ndarray, outgoing: np.ndarray
) -> Rhythm:
    """Return the rhythm of pairs.

    Parameters
    ----------
    settings : `hours` (24 weights, by local hour) and `week` (7 weights, Monday first)
    window : first and last day
    a, b : hours by which each end's local time is ahead of UTC
    outgoing : share of a pair's calls that its first person makes
    """
    hours = ((window[1] - window[0]).days + 1) * 24
    kinds, kind = np.unique(np.stack([a, b, outgoing], axis=1), axis=0, return_inverse=True)
    running: np.ndarray = np.zeros((len(kinds), hours + 1))
    first: np.ndarray = np.zeros((len(kinds), hours))
    for row, (east, west, share) in enumerate(kinds):
        one = share * _intensity(settings, window, hours, east)
        other = (1 - share) * _intensity(settings, window, hours, west)
        running[row, 1:] = np.cumsum(one + other)
        running[row] /= running[row, -1]
        first[row] = one / (one + other)
    return Rhythm(kind.reshape(-1).astype(np.int16), running, first)


def _intensity(settings: Mapping[str, Any], window: tuple[date, date], hours: int, offset: float) -> np.ndarray:
    """Weights of each hour of the window (UTC), as a person's clock that many hours ahead sees it; they sum to 1."""
    local = np.floor(np.arange(hours) + 0.5 + offset).astype(np.int64)
    weights = (
        np.array(settings["hours"])[local % 24] * np.array(settings["week"])[(window[0].weekday() + local // 24) % 7]
    )
    return weights / weights.sum()
