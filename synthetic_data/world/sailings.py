"""Sailings: several groups share one vessel, which leaves when it is full enough and the season lets it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from synthetic_data.world.crews import NEAR_KM, Member, first_free, fitting, in_hours
from synthetic_data.world.movement import Position, Traveller, Voyage

_HOUR, _DAY = 3600, 86_400
PATIENCE_DAYS = 45.0
# A vessel that was stopped is held this long before its skipper has it, or another, back.
_HELD = 25 * _DAY
# A boat that was stopped does not sail home; who was on it and goes free needs days to get back.
_HOME_LATER = 10 * _DAY
# Weather lets a boat wait this long before it is asked again.
_WAIT_DAYS = 4


@dataclass
class Sailing:
    """One sailing of a vessel with migrants; `room` is what is left of it, `outcome` what becomes of all on board."""

    mode: str
    begin: str
    end: str
    skipper: str
    vessel: str
    departs: int
    arrives: int
    room: int
    outcome: str


@dataclass
class Sailings:
    """The sailings of a case. `vessels` maps a skipper to his or her vessel, `month` an instant to its month 1 to 12.

    `season` is the chance of sailing by month relative to the best one; 0 means that nobody sails. `held` says until
    when the vessel of a skipper is kept by the authorities.
    """

    traveller: Traveller
    vessels: Mapping[str, str]
    month: Callable[[int], int]
    season: Sequence[float]
    settings: Mapping[str, Any]
    known: dict[tuple[str, str], list[Sailing]] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)

    def board(
        self,
        route: Mapping[str, Any],
        leg: Mapping[str, Any],
        way: tuple[str, str],
        size: int,
        ready: int,
        crew: Sequence[Member],
        draw: Callable[[], str],
        rng: np.random.Generator,
    ) -> Sailing | None:
        """Return the sailing that a group of `size` boards: one with room that leaves soon, else a new one.

        `draw` gives the outcome of a new sailing. None where no skipper sails within the patience of the leg.
        """
        patience = float(leg.get("patience_days", PATIENCE_DAYS))
        key = (str(route.get("crew", route["name"])), str(leg["from"]))
        for one in self.known.setdefault(key, []):
            if one.room >= size and ready <= one.departs <= ready + patience * _DAY and one.begin == way[0]:
                one.room -= size
                return one
        new = self._new(route, leg, way, ready, crew, patience, draw, rng)
        if new is not None:
            new.room = max(0, new.room - size)
            self.known[key].append(new)
        return new

    def _new(
        self,
        route: Mapping[str, Any],
        leg: Mapping[str, Any],
        way: tuple[str, str],
        ready: int,
        crew: Sequence[Member],
        patience: float,
        draw: Callable[[], str],
        rng: np.random.Generator,
    ) -> Sailing | None:
        begin, end = way
        mode = str(leg["modes"][int(rng.integers(len(leg["modes"])))])
        line = self._line(route, str(leg["from"]), way)
        least = max(self.traveller.seconds(begin, end, mode, line), 600)
        length = int(least * np.exp(abs(rng.normal(0, self.settings["delay_sigma"]))))
        low, high = self.settings["capacity"][mode]
        room = int(rng.integers(low, high + 1))
        asked = self._in_season(ready + int(rng.uniform(*leg.get("fill_days", (0, 0))) * _DAY), rng)
        names = [
            name
            for name in fitting(self.traveller, crew, str(route.get("crew", route["name"])), leg, begin, rng)
            if name in self.vessels and self.held.get(name, 0) <= asked and self._lies_near(name, begin)
        ]
        # out and back: the skipper brings the vessel home
        away = (2 * length + 2 * _HOUR, begin, begin)
        found = first_free(self.traveller, names, leg, asked, away, patience)
        if found is None:
            return None
        skipper, departs = found
        departs = in_hours(departs, leg.get("local_hours"), self.traveller.places.offset(begin))
        outcome = draw()
        sailing = Sailing(mode, begin, end, skipper, self.vessels[skipper], departs, departs + length, room, outcome)
        self._sail(sailing, line)
        return sailing

    def _lies_near(self, skipper: str, begin: str) -> bool:
        places = self.traveller.places
        return places.km(self.traveller.home[skipper], begin) <= NEAR_KM

    def _line(self, route: Mapping[str, Any], station: str, way: tuple[str, str]) -> tuple[Position, ...]:
        places = self.traveller.places
        via = tuple((float(north), float(east)) for north, east in route.get("via", {}).get(station, ()))
        return (places.at(way[0]), *via, places.at(way[1]))

    def _in_season(self, when: int, rng: np.random.Generator) -> int:
        best = max(self.season)
        while rng.random() >= self.season[self.month(when) - 1] / best:
            when += _WAIT_DAYS * _DAY
        return when

    def _sail(self, sailing: Sailing, line: tuple[Position, ...]) -> None:
        """Book the skipper and set the vessel's course, out and home unless it is lost."""
        moves, length = self.traveller.moves, sailing.arrives - sailing.departs
        skipper, begin = sailing.skipper, sailing.begin
        stops = [(sailing.departs - _HOUR // 2, sailing.departs, begin)]
        if sailing.outcome == "turned back":
            moves.voyages.append(Voyage(sailing.vessel, sailing.departs, sailing.arrives, _half(line)))
            sailing.end = begin
            self.traveller.book(skipper, [*stops, (sailing.arrives, sailing.arrives + _HOUR, begin)])
            return
        moves.voyages.append(Voyage(sailing.vessel, sailing.departs, sailing.arrives, line))
        stops.append((sailing.arrives, sailing.arrives + _HOUR, sailing.end))
        leaves, back = sailing.arrives + 2 * _HOUR, sailing.arrives + 2 * _HOUR + length
        if sailing.outcome in ("detected", "rescued"):
            self.held[skipper] = sailing.arrives + _HELD
            self.traveller.book(skipper, stops, back=max(back, sailing.arrives + _HOME_LATER))
            return
        moves.voyages.append(Voyage(sailing.vessel, leaves, back, line[::-1]))
        self.traveller.book(skipper, [*stops, (back, back + _HOUR, begin)])


def _half(line: Sequence[Position]) -> tuple[Position, ...]:
    """Out along the first half of a line and home again."""
    middle = len(line) // 2
    if len(line) % 2:
        out = tuple(line[: middle + 1])
    else:
        (a, b), (c, d) = line[middle - 1], line[middle]
        out = (*line[:middle], ((a + c) / 2, (b + d) / 2))
    return (*out, *out[-2::-1])
