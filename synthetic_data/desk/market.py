"""The whole market of a year, volume and value, and the papers that estimate it: sound, exaggerated and outdated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.desk.prices import lines
from synthetic_data.desk.setting import Setting
from synthetic_data.seeds import generator

# This case's market against the scenario's, so that no two cases share an estimate; range of a careful estimate.
LEVEL, RANGE = (0.75, 1.3), (0.75, 1.3)
# Share of the people moved who are detected, and of those moved who pay somebody.
DETECTED, PAYING = (0.06, 0.16), 0.8


def market_rows(setting: Setting, true: pd.DataFrame, returns: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows of truth table `market` for the last whole year: volume, share seized or detected, price, value.

    Parameters
    ----------
    true : truth table `true_series` (what states found, before any fault)
    returns : the returns on file, for the provenance of the share

    value = volume x price, with low x low and high x high as the range; people: those moved x share that pays x fee.
    """
    rng = generator(setting.seed, "sensors.market")
    whole = [year for year in sorted(set(setting.months.year)) if (setting.months.year == year).sum() == 12]
    year = int(whole[-1])
    here = np.flatnonzero(setting.months.year == year)
    destinations = {name: route["destination"] for name, route in setting.routes.items()}
    at_end = true["state"] == true["route"].map(destinations)
    found = float(true.loc[at_end & true["period"].str.startswith(str(year)), "value"].sum())
    level, shift = float(rng.uniform(*LEVEL)), float(rng.uniform(*DETECTED))
    known = lines(setting)
    if setting.people:
        volume, unit = _figure(found / shift), "persons"
        weight = {name: sum(route["monthly"].values()) for name, route in setting.routes.items()}
        price = sum(line.true[here].mean() * weight[line.route] for line in known) / sum(weight.values())
        value = volume * PAYING * price
    else:
        volume, unit = _figure(setting.market["volume"] * level), str(setting.market["volume_unit"])
        ends = [line for line in known if line.stage == "destination"]
        price = float(np.mean([line.true[here].mean() for line in ends]))
        value = volume * price * _units(unit, ends[0].unit)
    low, high = RANGE
    asked = returns[(returns["cycle"] == "annual") & (returns["period"] == pd.Timestamp(year, 1, 1))]
    annual = asked[asked["indicator"] == setting.region["indicators"][0]]
    share = found / (volume * _units(unit, setting.region["unit"]))
    rows = [
        ("volume", low * volume, volume, high * volume, unit, ""),
        ("share found", share / high, share, share / low, "share", ";".join(annual["return_id"])),
        ("price", price * 0.8, price, price * 1.25, "US$", ""),
        ("value", low * 0.8 * value, value, high * 1.25 * value, "US$", ""),
    ]
    return [
        {
            "measure": measure,
            "place": "",
            "stage": "",
            "year": year,
            "low": _figure(small),
            "best": _figure(best),
            "high": _figure(large),
            "unit": unit_of,
            "provenance": records,
        }
        for measure, small, best, large, unit_of, records in rows
    ]


def estimates(rows: Sequence[Mapping[str, Any]], roles: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    """Return what each estimating work says: ref, measure, low, high, whether it holds, and the flaw where not.

    The careful paper gives volume and share with their range; the campaign paper three times the volume; the forum a
    growth without a base; the institute's first paper a figure of six years ago.
    """
    volume = next(row for row in rows if row["measure"] == "volume" and not row["place"])
    share = next(row for row in rows if row["measure"] == "share found")
    large, emergency, careful, old = (roles[name][0] for name in ("campaign", "forum", "estimate", "old estimate"))
    return [
        {"ref": careful, "measure": "volume", "row": volume, "factor": 1.0, "flaw": ""},
        {"ref": careful, "measure": "share found", "row": share, "factor": 1.0, "flaw": ""},
        {"ref": large, "measure": "volume", "row": volume, "factor": 3.2, "flaw": "exaggerated"},
        {"ref": emergency, "measure": "growth", "row": volume, "factor": 1.4, "flaw": "growth without a base"},
        {"ref": old, "measure": "volume", "row": volume, "factor": 0.55, "flaw": "outdated"},
    ]


def _units(volume: str, price: str) -> float:
    """How many units of price one unit of volume holds.

    >>> _units("tonnes", "kg"), _units("m3", "m3")
    (1000.0, 1.0)
    """
    return 1000.0 if (volume, price) == ("tonnes", "kg") else 1.0


def _figure(value: float) -> float:
    """Three figures that count: nobody knows a market better."""
    return float(f"{value:.3g}")
