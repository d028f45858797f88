"""What a journey runs on and what it is made of: the setting of all journeys, one leg, one group on its way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pandas as pd

from synthetic_data.world.flights import Flight
from synthetic_data.world.movement import Traveller

_DAY = 86_400


@dataclass(frozen=True)
class Setting:
    """What journeys run on.

    `houses` maps a route and a station kept in a house to the premises used for it, `vehicles` a driver to a plate,
    `vessels` a skipper to a registration, `alternates` a route to the one that groups may shift to.
    """

    scenario: Mapping[str, Any]
    people: pd.DataFrame
    routes: Sequence[Mapping[str, Any]]
    alternates: Mapping[str, Mapping[str, Any]]
    houses: Mapping[str, Mapping[str, Sequence[str]]]
    vehicles: Mapping[str, str]
    vessels: Mapping[str, str]
    traveller: Traveller
    window: tuple[date, date]

    @property
    def closes(self) -> int:
        """The end of the window in seconds after its start."""
        return ((self.window[1] - self.window[0]).days + 1) * _DAY

    def month(self, second: int) -> int:
        """Return the month, 1 to 12, of an instant."""
        return (self.window[0] + timedelta(days=second // _DAY)).month


@dataclass(frozen=True)
class Leg:
    """One leg as it was done; times in seconds after the start of the window."""

    number: int
    mode: str
    begin: str
    end: str
    departs: int
    arrives: int
    handler: str
    plate: str = ""
    vessel: str = ""
    flight: Flight | None = None


@dataclass
class Trek:
    """One group on its way: the legs done, the outcome, and who died on which of the legs."""

    route: Mapping[str, Any]
    group: list[str]
    legs: list[Leg]
    outcome: str = ""
    died: dict[str, tuple[int, int]] = field(default_factory=dict)
