"""Sensor of periodic state returns: what each state files in every cycle, with vintages and reporting faults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

from synthetic_data.flows.events import draw_events
from synthetic_data.flows.faults import Faults, draw_faults
from synthetic_data.flows.filing import file_months, number_returns
from synthetic_data.flows.irregular import UNFILED, Irregular, draw_irregular, file_forms
from synthetic_data.flows.record import record_facts
from synthetic_data.flows.regions import of_case, region_of
from synthetic_data.flows.series import draw_series, periods, totals
from synthetic_data.flows.states import draw_forms
from synthetic_data.seeds import generator
from synthetic_data.truth import TABLES
from synthetic_data.world.model import World
from toolkit.schema.streams.returns import RECORD

Observed = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, list[dict[str, str]]]


def observe(world: World) -> Observed:
    """Return the returns on file at the world's last day and what is true about them; see `observe_region`."""
    return observe_region(region_of(world.scenario), world.level["flows"], world.seed, world.end)


def observe_region(region: Mapping[str, Any], difficulty: Mapping[str, Any], seed: int, end: date) -> Observed:
    """Return the returns of one flow.

    Parameters
    ----------
    region : routes as `synthetic_data.flows.regions` reads them
    difficulty : table `flows` of the level
    seed, end : master seed, and the day on which the file closes

    Returns
    -------
    returns : record type `returns`. Monthly figures by route, by destination and neighbour; beside them the quarterly,
        half-yearly and annual returns of the states. Totals and breakdowns are different indicators, never added up
    strategic : truth table `strategic`; see `synthetic_data.flows.record`
    true_series : truth table `true_series`: the monthly breakdown before any fault, `period` as "YYYY-MM-01"
    noise : ledger rows without their number: operation, stream, record_id, detail
    """
    region = of_case(region, seed)
    months = periods(end)
    as_of = pd.Timestamp(end)
    events = draw_events(region, difficulty, len(months), generator(seed, "sensors.returns"))
    true = draw_series(region, events, difficulty, months, generator(seed, "sensors.returns", 1))
    whole = totals(true, generator(seed, "sensors.returns", 2))
    forms = draw_forms(region, true, whole, months, generator(seed, "sensors.returns", 3))
    faults = draw_faults(region, events, difficulty, len(months), generator(seed, "noise.returns"))
    irregular = draw_irregular(forms, difficulty, as_of, generator(seed, "noise.returns", 2))
    monthly = file_months(true, whole, faults, region, months, generator(seed, "noise.returns", 1))
    others = file_forms(region, forms, irregular, generator(seed, "noise.returns", 3))
    filed = number_returns([monthly, others], as_of)
    facts = record_facts(region, events, faults, irregular, months, filed)
    series = true.assign(period=true["period"].dt.strftime("%Y-%m-01"))[list(TABLES["true_series"])]
    return filed[list(RECORD.names)], facts, series, _noise(filed, faults, irregular, months)


def _noise(
    filed: pd.DataFrame, faults: Faults, irregular: Sequence[Irregular], months: pd.PeriodIndex
) -> list[dict[str, str]]:
    rows = [
        {
            "operation": f"return {row.fault}",
            "stream": "returns",
            "record_id": row.return_id,
            "detail": f"{row.state} {row.cycle} {row.indicator} {row.period:%Y-%m} vintage {row.vintage}",
        }
        for row in filed[filed["fault"] != ""].itertuples()
    ]
    absent = [f"{gap.state} has not filed {months[gap.start]} to {months[gap.stop - 1]}" for gap in faults.late]
    absent += [
        f"{one.form.state} has not filed its {one.form.cycle} return of {one.form.period:%Y-%m}"
        for one in irregular
        if one.kind == UNFILED
    ]
    for detail in absent:
        rows.append({"operation": "return late", "stream": "returns", "record_id": "", "detail": detail})
    return rows
