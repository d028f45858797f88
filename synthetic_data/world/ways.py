"""Ordinary ways from place to place: by road, by scheduled flight where that is far, and across a border."""

from __future__ import annotations

from dataclasses import dataclass, field

from synthetic_data.world.flights import Flight, Timetable
from synthetic_data.world.movement import Traveller
from synthetic_data.world.places import great_circle

_HOUR = 3600
# Beyond this people fly where they can; where they can't, a coach with rests takes twice the driving time.
FAR_KM = 600.0
_RESTS = 2
_CHECK_IN, _ARRIVAL, _CUSTOMS = 2 * _HOUR, 2700, 1800
_FERRY_KMH = 30.0


@dataclass
class Way:
    """A way under construction: where one is at what second, the stops made and the flights taken so far."""

    here: str
    clock: int
    stops: list[tuple[int, int, str]] = field(default_factory=list)
    flights: list[Flight] = field(default_factory=list)
    crossed: int = 0
    driven: bool = True

    def stop(self, seconds: int, place: str) -> None:
        """Arrive at a place now and stay that long."""
        self.stops.append((self.clock, self.clock + seconds, place))
        self.clock += seconds
        self.here = place


def go(way: Way, goal: str, traveller: Traveller, timetable: Timetable) -> None:
    """Go on to a place within reach of road and domestic flights."""
    places = traveller.places
    if way.here == goal:
        return
    near, far = places.airport(way.here), places.airport(goal)
    if places.km(way.here, goal) > FAR_KM and near != far and timetable.serves(near, far):
        way.clock += traveller.road(way.here, near)
        _fly(way, near, far, timetable)
        way.clock += traveller.road(far, goal)
        way.driven = False
    else:
        rests = _RESTS if places.km(way.here, goal) > FAR_KM else 1
        way.clock += rests * traveller.road(way.here, goal)
        way.driven = way.driven and rests == 1
    way.here = goal


def cross(
    way: Way, goal: str, border: str, means: str, traveller: Traveller, timetable: Timetable, towards: str
) -> bool:
    """Go on to a place in another state, through the border point, by land, sea or air; False where there is no way.

    `towards` is the state that the border point lets people into. `way.crossed` is the instant at the counter.
    """
    places = traveller.places
    inside = places.country(way.here) == towards
    if means == "land":
        go(way, border, traveller, timetable)
        way.crossed = way.clock + 600
        way.stop(_CUSTOMS, border)
        go(way, goal, traveller, timetable)
        return True
    kind = places.airport if means == "air" else places.port
    first, last = (border, kind(goal)) if inside else (kind(way.here), border)
    if not first or not last or first == last or (means == "air" and not timetable.serves(first, last)):
        return False
    go(way, first, traveller, timetable)
    if means == "air":
        flight = _fly(way, first, last, timetable)
        way.crossed = flight.departs - _HOUR if inside else flight.arrives + 1200
    else:
        way.stop(_HOUR, first)
        way.crossed = way.clock - 900 if inside else 0
        way.clock += int(great_circle(places.at(first), places.at(last)) / _FERRY_KMH * _HOUR)
        way.crossed = way.crossed or way.clock + 900
        way.stop(_CUSTOMS, last)
    way.driven = False
    go(way, goal, traveller, timetable)
    return True


def _fly(way: Way, first: str, last: str, timetable: Timetable) -> Flight:
    flight = timetable.next(first, last, way.clock + _CHECK_IN)
    way.stop(flight.departs - way.clock, first)
    way.clock = flight.arrives
    way.stop(_ARRIVAL, last)
    way.flights.append(flight)
    return flight
