"""Movements: who was away from home when, where they stopped, and what their vehicles passed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from synthetic_data.world.places import Map

_HOUR = 3600
_FOREVER = 1 << 40


@dataclass
class Movements:
    """What the journeys leave behind. Times are seconds after the start of the window, in UTC.

    `busy` lists each person's absences from home as (leaves, comes back); `stays` where somebody was from when on,
    "" for on the road.
    """

    journeys: list[dict[str, Any]] = field(default_factory=list)
    legs: list[dict[str, Any]] = field(default_factory=list)
    arrests: list[dict[str, Any]] = field(default_factory=list)
    stays: list[tuple[str, int, str]] = field(default_factory=list)
    passes: list[tuple[int, str, str, str]] = field(default_factory=list)
    busy: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def free(self, person: str, start: int, end: int) -> bool:
        """Is that person at home all the time between two instants?"""
        return all(end <= leaves or back <= start for leaves, back in self.busy.get(person, ()))


class Traveller:
    """Moves people over one map: how long a way takes, and what being away means for where they are."""

    def __init__(self, scenario: Mapping[str, Any], places: Map, home: Mapping[str, str], moves: Movements) -> None:
        self.speeds: Mapping[str, float] = scenario["journeys"]["speed_kmh"]
        self.places = places
        self.home = home
        self.moves = moves

    def seconds(self, a: str, b: str, mode: str) -> int:
        """Return the least time between two places, in seconds."""
        return int(self.places.km(a, b) / self.speeds[mode] * _HOUR)

    def away(self, person: str, start: int, at: str) -> int:
        """Return when somebody must leave home to stand at a place half an hour before `start`."""
        return start - _HOUR // 2 - self.seconds(self.home[person], at, "van")

    def book(self, person: str, stops: Sequence[tuple[int, int, str]], comes_home: bool = True) -> None:
        """Record an absence: `stops` are (arrives, leaves, place); the person is on the road in between."""
        first, last = stops[0], stops[-1]
        leaves = first[0] - self.seconds(self.home[person], first[2], "van")
        self.moves.stays.append((person, leaves, ""))
        for arrives, departs, place in stops:
            self.moves.stays.append((person, arrives, place))
            self.moves.stays.append((person, departs, ""))
        back = last[1] + self.seconds(last[2], self.home[person], "van")
        if comes_home:
            self.moves.stays.append((person, back, self.home[person]))
        else:
            self.moves.stays.pop()
            back = _FOREVER
        self.moves.busy.setdefault(person, []).append((leaves, back))

    def arrest(self, person: str, at: int, place_id: str, journey_id: str) -> None:
        """Record an arrest; from then on that person is free for nothing."""
        self.moves.arrests.append(
            {"person_id": person, "arrested_at": at, "place_id": place_id, "journey_id": journey_id}
        )
        self.moves.busy.setdefault(person, []).append((at, _FOREVER))
