"""Sensor of periodic state returns: what each state files month by month, with vintages and reporting faults."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import pandas as pd

from synthetic_data.flows.events import draw_events
from synthetic_data.flows.faults import Faults, draw_faults, file_returns
from synthetic_data.flows.record import record_facts
from synthetic_data.flows.series import draw_series, periods
from synthetic_data.seeds import generator
from synthetic_data.truth import TABLES
from synthetic_data.world.model import World
from toolkit.schema.streams.returns import RECORD

Observed = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, list[dict[str, str]]]


def observe(world: World) -> Observed:
    """Return the returns on file at the world's last day and what is true about them.

    Returns
    -------
    returns : record type `returns`; indicator 1.1.1 holds each route's total (citizenship ZZ), 1.1.2 its breakdown,
        so that the two are never added up
    strategic : truth table `strategic`; see `synthetic_data.flows.record`
    true_series : truth table `true_series`: the breakdown before any fault, `period` as "YYYY-MM-01"
    noise : ledger rows without their number: operation, stream, record_id, detail
    """
    region = read_region()
    scale = str(world.level.get("name", "practitioner"))
    months = periods(world.end)
    events = draw_events(region, scale, len(months), generator(world.seed, "sensors.returns"))
    true = draw_series(region, events, scale, months, generator(world.seed, "sensors.returns", 1))
    faults = draw_faults(region, events, len(months), generator(world.seed, "noise.returns"))
    filing = generator(world.seed, "noise.returns", 1)
    filed = file_returns(true, faults, months, pd.Timestamp(world.end), filing)
    facts = record_facts(region, events, faults, months, filed)
    series = true.assign(period=true["period"].dt.strftime("%Y-%m-01"))[list(TABLES["true_series"])]
    return filed[list(RECORD.names)], facts, series, _noise(filed, faults, months)


def read_region() -> dict[str, Any]:
    """Return the region's routes, levels and sizes as declared in `synthetic_data/flows/region.toml`."""
    return tomllib.loads((resources.files("synthetic_data") / "flows" / "region.toml").read_text("utf-8"))


def _noise(filed: pd.DataFrame, faults: Faults, months: pd.PeriodIndex) -> list[dict[str, str]]:
    rows = [
        {
            "operation": f"return {row.fault}",
            "stream": "returns",
            "record_id": row.return_id,
            "detail": f"{row.state} {row.period:%Y-%m} vintage {row.vintage}",
        }
        for row in filed[filed["fault"] != ""].itertuples()
    ]
    for gap in faults.late:
        detail = f"{gap.state} has not filed {months[gap.start]} to {months[gap.stop - 1]}"
        rows.append({"operation": "return late", "stream": "returns", "record_id": "", "detail": detail})
    return rows
