"""Last improvements of a layout: turn boxes, exchange places and nudge, while lines cross less and run clear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from toolkit.link.geometry import crossing, touching
from toolkit.link.units import Unit

_CROSSING, _THROUGH_CIRCLE, _THROUGH_BOX = 1.0, 2.0, 1.5
_LENGTH, _LONG = 1 / 1000, 0.05 / 400**2
_STEPS = (38.0, 96.0)
_GAIN = 0.01
_ALIKE = 12.0
_EXCHANGED = 32


class Refinement:
    """Search for a better placing of the units by small moves in a fixed order, so that the result is repeatable.

    `centres` and `flips` are those of the units; `offsets` those of the entities and boxes in `keys` from their unit's
    centre. The cost of a placing is its crossings, lines through strangers' circles and boxes, and lengths.
    """

    def __init__(
        self,
        units: Sequence[Unit],
        links: Sequence[tuple[Any, Any]],
        centres: Any,
        frame: tuple[float, float, float, float],
        radius: float,
        plates: Mapping[Any, tuple[float, float]],
    ) -> None:
        self.units, self.frame = units, frame
        self.centres = centres.copy()
        self.flips = np.ones((len(units), 2))
        self.sizes = np.array([[unit.width, unit.height] for unit in units])
        self.keys: list[Any] = []
        unit_of, offsets, halves, boxed = [], [], [], []
        for number, unit in enumerate(units):
            for key, offset in unit.offsets.items():
                self.keys.append(key)
                unit_of.append(number)
                offsets.append(offset)
                wide, high = plates.get(key, (2 * radius, 2 * radius))
                halves.append((wide / 2 + 6, high / 2 + 6))
                boxed.append(False)
            for key, (x0, y0, x1, y1) in unit.boxes.items():
                self.keys.append(key)
                unit_of.append(number)
                offsets.append(((x0 + x1) / 2, (y0 + y1) / 2))
                halves.append(((x1 - x0) / 2, (y1 - y0) / 2))
                boxed.append(True)
        self.unit_of: Any = np.array(unit_of)
        self.offsets: Any = np.array(offsets, dtype=float)
        self.halves: Any = np.array(halves, dtype=float)
        self.at = {key: number for number, key in enumerate(self.keys)}
        self.ends: Any = np.array([(self.at[a], self.at[b]) for a, b in links], dtype=int).reshape(-1, 2)
        self.weights: Any = np.where(boxed, _THROUGH_BOX, _THROUGH_CIRCLE)
        # A line is no obstacle to its own ends, nor to the boxes of the units that its ends stand in.
        self.obstacle: Any = np.ones((len(self.keys), len(self.ends)), dtype=bool)
        for line, pair in enumerate(self.ends.tolist()):
            for end in pair:
                self.obstacle[end, line] = False
                self.obstacle[(self.unit_of == unit_of[end]) & np.array(boxed), line] = False

    def run(self, rounds: int) -> None:
        """Improve until a round gains nothing, at most so many rounds."""
        for _ in range(rounds):
            gained = 0.0
            for number, unit in enumerate(self.units):
                if unit.boxes:
                    gained += self._turn(number) + self._reseat(number)
                gained += self._nudge(number)
            if len(self.units) <= _EXCHANGED:
                gained += self._exchange()
            if gained < _GAIN:
                break

    def positions(self) -> Any:
        """Return the centre of every entity and box, in the order of `keys`."""
        return self.centres[self.unit_of] + self.flips[self.unit_of] * self.offsets

    def cost(self) -> float:
        """Return the cost of the whole placing."""
        return self._cost(range(len(self.units)))

    def parted(self) -> bool:
        """Say whether no two units overlap by more than a hair."""
        gap = np.abs(self.centres[:, None] - self.centres[None])
        clash = (gap < (self.sizes[:, None] + self.sizes[None]) / 2 - 6).all(axis=2)
        np.fill_diagonal(clash, False)
        return not bool(clash.any())

    def _cost(self, moved: Sequence[int]) -> float:
        """That part of the cost which depends on where these units stand."""
        points = self.positions()
        starts, stops = points[self.ends[:, 0]], points[self.ends[:, 1]]
        mask: Any = np.zeros(len(self.units), dtype=bool)
        mask[list(moved)] = True
        own = mask[self.unit_of]
        lines = own[self.ends].any(axis=1)
        cost = 0.0
        low, high = points - self.halves, points + self.halves
        if lines.any():
            crossed = crossing(starts[lines], stops[lines], starts, stops)
            # A pair of lines that both moved is seen twice.
            cost += _CROSSING * float(crossed.sum() - crossed[:, lines].sum() / 2)
            touched = touching(starts[lines], stops[lines], low, high) & self.obstacle[:, lines]
            cost += float((touched.sum(axis=1) * self.weights).sum())
            lengths = np.hypot(*(stops[lines] - starts[lines]).T)
            cost += float(_LENGTH * lengths.sum() + _LONG * np.square(lengths).sum())
        rest = ~lines
        if rest.any():
            touched = touching(starts[rest], stops[rest], low[own], high[own]) & self.obstacle[np.ix_(own, rest)]
            cost += float((touched.sum(axis=1) * self.weights[own]).sum())
        return cost

    def _fits(self, number: int) -> bool:
        centre, size = self.centres[number], self.sizes[number] / 2
        x0, y0, x1, y1 = self.frame
        if (centre - size < (x0 - 1, y0 - 1)).any() or (centre + size > (x1 + 1, y1 + 1)).any():
            return False
        gap = np.abs(self.centres - centre)
        clash = (gap < (self.sizes + self.sizes[number]) / 2 - 4).all(axis=1)
        clash[number] = False
        return not bool(clash.any())

    def _turn(self, number: int) -> float:
        start = least = self._cost([number])
        best = self.flips[number].copy()
        # A single box keeps its name on top; of two that overlap, either may be the upper one.
        options = [(1, 1), (-1, 1)] + ([(1, -1), (-1, -1)] if len(self.units[number].boxes) > 1 else [])
        for option in options:
            self.flips[number] = option
            here = self._cost([number])
            if here < least - _GAIN:
                least, best = here, np.array(option, dtype=float)
        self.flips[number] = best
        return start - least

    def _reseat(self, number: int) -> float:
        start = least = self._cost([number])
        for block in self.units[number].blocks:
            for i, first in enumerate(block):
                for second in block[i + 1 :]:
                    pair = [self.at[first], self.at[second]]
                    self.offsets[pair] = self.offsets[pair[::-1]]
                    here = self._cost([number])
                    if here < least - _GAIN:
                        least = here
                    else:
                        self.offsets[pair] = self.offsets[pair[::-1]]
        return start - least

    def _nudge(self, number: int) -> float:
        start = least = self._cost([number])
        held = self.centres[number].copy()
        best = held.copy()
        for step in _STEPS:
            for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)):
                self.centres[number] = held + step * np.array((dx, dy))
                if not self._fits(number):
                    continue
                here = self._cost([number])
                if here < least - _GAIN:
                    least, best = here, self.centres[number].copy()
        self.centres[number] = best
        return start - least

    def _exchange(self) -> float:
        gained = 0.0
        for first in range(len(self.units)):
            for second in range(first + 1, len(self.units)):
                if np.abs(self.sizes[first] - self.sizes[second]).max() > _ALIKE:
                    continue
                before = self._cost([first, second])
                self.centres[[first, second]] = self.centres[[second, first]]
                after = self._cost([first, second])
                if after < before - _GAIN:
                    gained += before - after
                else:
                    self.centres[[first, second]] = self.centres[[second, first]]
        return gained
