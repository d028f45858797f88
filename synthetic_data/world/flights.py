"""Scheduled flights: an invented timetable between the airports of a case, and who was on which flight."""

from __future__ import annotations

from dataclasses import dataclass

from synthetic_data.world.places import Map, great_circle

COLUMNS = ("person_id", "flight", "from_place", "to_place", "departs_at", "arrives_at")
# An airliner's speed over the ground with climb and descent in it, and a fixed half hour for taxiing.
_KMH, _GROUND_S = 800.0, 1800
_DAY = 86_400
# Two flights a day on shorter lines, one on longer ones.
_SHORT_KM = 4_000
# Five digits: a real flight number has four at most.
_FIRST = 10_000


@dataclass(frozen=True)
class Flight:
    """One scheduled flight; times in seconds after the start of the window."""

    number: str
    origin: str
    goal: str
    departs: int
    arrives: int


class Timetable:
    """The timetable of one case. It follows from the map alone, so that everybody flies by the same one."""

    def __init__(self, places: Map) -> None:
        airports = places.of_kind("airport")
        pairs = [(a, b) for a in airports for b in airports if a != b]
        self._line = {pair: number for number, pair in enumerate(pairs)}
        self._places = places

    def serves(self, a: str, b: str) -> bool:
        """Is there a flight between two places?"""
        return (a, b) in self._line

    def next(self, a: str, b: str, ready: int) -> Flight:
        """Return the first flight that leaves an airport for another at or after an instant; KeyError for no line."""
        line = self._line[a, b]
        km = great_circle(self._places.at(a), self._places.at(b))
        every = _DAY // 2 if km < _SHORT_KM else _DAY
        # 389 is prime to 288: lines leave at five-minute marks spread over the whole day.
        first = line * 389 % 288 * 300 % every
        departs = ready + (first - ready) % every
        number = _FIRST + 2 * line + (departs - first) // every % (_DAY // every)
        return Flight(f"ZQ{number}", a, b, departs, departs + int(km / _KMH * 3600) // 60 * 60 + _GROUND_S)
