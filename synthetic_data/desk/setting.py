"""What the desk is about: one flow with its routes, planted events, market, window and level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from synthetic_data.flows.events import Events, draw_events
from synthetic_data.flows.regions import of_case, region_of
from synthetic_data.flows.series import periods
from synthetic_data.seeds import generator
from synthetic_data.truth import TABLES


@dataclass(frozen=True)
class Setting:
    """One flow as the desk works on it. `market` is {} for a flow of people, whose prices are fees by route."""

    region: Mapping[str, Any]
    events: Events
    months: pd.PeriodIndex
    market: Mapping[str, Any]
    level: Mapping[str, Any]
    seed: int
    end: date
    topic: str

    @property
    def people(self) -> bool:
        """Whether the flow is one of people, not of goods."""
        return not self.market

    @property
    def subject(self) -> str:
        """What the flow is called in a sentence."""
        return str(self.region.get("subject") or self.market.get("product") or "smuggling of migrants")

    @property
    def routes(self) -> dict[str, Mapping[str, Any]]:
        """The flow's routes by name."""
        return {route["name"]: route for route in self.region["routes"]}


@dataclass
class Found:
    """What one part of the desk yields: its table, planted facts (truth `planted`) and ledger rows, unnumbered."""

    table: pd.DataFrame
    planted: list[dict[str, Any]] = field(default_factory=list)
    noise: list[dict[str, str]] = field(default_factory=list)


def setting_of(scenario: Mapping[str, Any], level: Mapping[str, Any], seed: int, end: date) -> Setting:
    """Return the desk's setting for a scenario of either kind; the events are those that the returns are drawn from."""
    region, months = of_case(region_of(scenario), seed), periods(end)
    events = draw_events(region, level["flows"], len(months), generator(seed, "sensors.returns"))
    market = scenario.get("market", {})
    topic = str(scenario.get("topic", "people" if not market else scenario.get("name", "")))
    return Setting(region, events, months, market, level, seed, end, topic)


def planted(stream: str, kind: str, subject: str, detail: str, size: float, records: list[str]) -> dict[str, Any]:
    """Return one row of truth table `planted`, without its number."""
    values = (stream, kind, subject, detail, size, ";".join(records))
    return dict(zip(TABLES["planted"][1:], values, strict=True))


def ledger(operation: str, stream: str, record: str, detail: str) -> dict[str, str]:
    """Return one row of the ledger of noise, without its number."""
    return {"operation": operation, "stream": stream, "record_id": record, "detail": detail}
