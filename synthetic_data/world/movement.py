"""Movements: who was away from home when, where they stopped, and what their vehicles and vessels passed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from synthetic_data.world.places import Map, great_circle

_HOUR = 3600
FOREVER = 1 << 40
Position = tuple[float, float]


@dataclass(frozen=True)
class Voyage:
    """One trip of a vessel along a line of positions in degrees; times in seconds after the start of the window."""

    registration: str
    departs: int
    arrives: int
    line: tuple[Position, ...]


@dataclass
class Movements:
    """What the journeys leave behind. Times are seconds after the start of the window, in UTC.

    `busy` lists each person's absences from home as (leaves, comes back); `stays` where somebody was from when on,
    "" for on the road or at sea. `burnt` says from when on a safe house is no longer used, and after whose arrest;
    `detected` holds (handler, instant) of the legs that were.
    """

    journeys: list[dict[str, Any]] = field(default_factory=list)
    legs: list[dict[str, Any]] = field(default_factory=list)
    arrests: list[dict[str, Any]] = field(default_factory=list)
    deaths: list[dict[str, Any]] = field(default_factory=list)
    flights: list[dict[str, Any]] = field(default_factory=list)
    adaptations: list[dict[str, Any]] = field(default_factory=list)
    voyages: list[Voyage] = field(default_factory=list)
    stays: list[tuple[str, int, str]] = field(default_factory=list)
    passes: list[tuple[int, str, str, str]] = field(default_factory=list)
    busy: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    burnt: dict[str, tuple[int, str]] = field(default_factory=dict)
    detected: set[tuple[str, int]] = field(default_factory=set)

    def free(self, person: str, start: int, end: int) -> bool:
        """Is that person at home all the time between two instants?"""
        return all(end <= leaves or back <= start for leaves, back in self.busy.get(person, ()))

    @property
    def ends(self) -> list[dict[str, Any]]:
        """Arrests and deaths alike: from when on somebody neither calls nor pays nor travels."""
        return [*self.arrests, *self.deaths]


class Traveller:
    """Moves people over one map: how long a way takes, and what being away means for where they are."""

    def __init__(self, scenario: Mapping[str, Any], places: Map, home: Mapping[str, str], moves: Movements) -> None:
        self.speeds: Mapping[str, float] = scenario["journeys"]["speed_kmh"]
        self.vessels: Sequence[str] = scenario["journeys"].get("vessels", ())
        self.places = places
        self.home = home
        self.moves = moves

    def seconds(self, a: str, b: str, mode: str, line: Sequence[Position] = ()) -> int:
        """Return the least time between two places, in seconds; by vessel along `line`, by land by road."""
        if mode in self.vessels:
            points = line or (self.places.at(a), self.places.at(b))
            km = max(1.0, sum(great_circle(one, two) for one, two in pairwise(points)))
        else:
            km = self.places.km(a, b)
        return int(km / self.speeds[mode] * _HOUR)

    def road(self, a: str, b: str) -> int:
        """Return how long anybody needs by road, in seconds."""
        return self.seconds(a, b, "van")

    def away(self, person: str, start: int, at: str) -> int:
        """Return when somebody must leave home to stand at a place half an hour before `start`."""
        return start - _HOUR // 2 - self.road(self.home[person], at)

    def book(
        self,
        person: str,
        stops: Sequence[tuple[int, int, str]],
        comes_home: bool = True,
        leaves: int | None = None,
        back: int | None = None,
    ) -> None:
        """Record an absence: `stops` are (arrives, leaves, place); the person is on the road in between.

        `leaves` and `back` are when he or she leaves home and is home again, by road without a rest where None. Who
        does not come home stays at the last place for good.
        """
        first, last = stops[0], stops[-1]
        leaves = first[0] - self.road(self.home[person], first[2]) if leaves is None else leaves
        self.moves.stays.append((person, leaves, ""))
        for arrives, departs, place in stops:
            self.moves.stays.append((person, arrives, place))
            self.moves.stays.append((person, departs, ""))
        if comes_home:
            until = last[1] + self.road(last[2], self.home[person]) if back is None else back
            self.moves.stays.append((person, until, self.home[person]))
        else:
            self.moves.stays.pop()
            until = FOREVER
        self.moves.busy.setdefault(person, []).append((leaves, until))

    def arrest(self, person: str, at: int, place_id: str, journey_id: str) -> None:
        """Record an arrest; from then on that person is free for nothing."""
        self.moves.arrests.append(
            {"person_id": person, "arrested_at": at, "place_id": place_id, "journey_id": journey_id}
        )
        self.moves.busy.setdefault(person, []).append((at, FOREVER))

    def bury(self, person: str, at: int, place_id: str, journey_id: str) -> None:
        """Record a death on the way."""
        self.moves.deaths.append(
            {"person_id": person, "arrested_at": at, "place_id": place_id, "journey_id": journey_id}
        )
        self.moves.stays.append((person, at, ""))
