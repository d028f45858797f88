"""What every payment is drawn from: the people, their ties and journeys, the price of things, and one way to round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

_DAY, _HOUR = 86_400, 3600
# Share of amounts that are multiples of five and not of ten by intent, whoever pays them.
_FIVES = 0.1
# Where a scenario says nothing else; all training choices. `held`: share of fees that a third party holds and releases
# at milestones; `debt`: share paid off after arrival; `refund`: how often a fee comes back after a failed journey.
_USUAL: dict[str, Any] = {
    "held": 0.35,
    "debt": 0.12,
    "refund": 0.6,
    "bribe_usd": [60, 240],
    "rent_usd": [60, 220],
    "renters": 0.06,
    "vehicle_usd": [1400, 6500],
    "buyers": 0.03,
    "loans_each": 0.15,
}


class Payment(NamedTuple):
    """One payment; `paid_at` in seconds after the start of the window, `milestone` of the journey or ""."""

    payer: str
    payee: str
    purpose: str
    channel: str
    amount_usd: float
    paid_at: int
    milestone: str = ""


@dataclass(frozen=True)
class Books:
    """What payments are drawn from. Times in `journeys`, `legs` and `exploitation` are seconds; `places` maps a place
    to its country and kind. `settings` is the scenario's table of payments, with what is usual where it says nothing.
    """

    people: pd.DataFrame
    links: pd.DataFrame
    journeys: pd.DataFrame
    legs: pd.DataFrame
    exploitation: pd.DataFrame
    places: Mapping[str, tuple[str, str]]
    scenario: Mapping[str, Any]
    days: int
    rng: np.random.Generator
    settings: Mapping[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "settings", {**_USUAL, **self.scenario["payments"]})

    def instant(self, day: float) -> int:
        """Return an instant on that day between 8 and 18 local time."""
        early = 8 - float(self.scenario["utc_offset_h"])
        return int(day) * _DAY + int(early * _HOUR) + int(self.rng.integers(10 * _HOUR))

    def channel(self) -> str:
        """Draw a channel, for whoever pays: hawala, remittance or bank."""
        draw = self.rng.random()
        if draw < self.settings["hawala"]:
            return "hawala"
        return "remittance" if draw < self.settings["hawala"] + self.settings["remittance"] else "bank"

    def money(self, wanted: float) -> float:
        """Round an amount down to tens, or now and then to fives, as everybody does.

        Rounding downwards leaves the first digits of log-normal amounts as they are.
        """
        step = 5 if self.rng.random() < _FIVES else 10
        return float(max(wanted // step, 1) * step)

    def between(self, bounds: Any) -> float:
        """Draw an amount within bounds, rounded; small ones are likelier than large ones."""
        low, high = np.log(bounds[0]), np.log(bounds[1])
        return self.money(float(np.exp(self.rng.uniform(low, high))))

    def one(self, options: list[str]) -> str:
        """Draw one of several people."""
        return options[int(self.rng.integers(len(options)))]

    def members(self, *roles: str) -> list[str]:
        """Return the members in the first of the roles that anybody has, else those of the finance stage, else all."""
        inside = self.people[self.people["is_member"]]
        for role in roles:
            found = inside.loc[inside["role"] == role, "person_id"].tolist()
            if found:
                return [str(one) for one in found]
        found = inside.loc[inside["stage"] == "finance", "person_id"].tolist()
        return [str(one) for one in found or inside["person_id"].tolist()]

    def bosses(self) -> dict[str, str]:
        """Return who directs whom: aide -> organiser."""
        directed = self.links[self.links["kind"] == "directs"]
        return dict(zip(directed["b"], directed["a"], strict=True))
