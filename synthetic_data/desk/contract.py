"""What a strategic scenario file must hold: every fault of one is listed before anything is drawn from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from synthetic_data.flows.regions import names, region
from toolkit.errors import ParameterError, unknown
from toolkit.schema.indicators import UNITS

STAGES = ("source", "transit", "destination")
_SCENARIO = ("name", "title", "summary", "operations", "window", "courses")
_MARKET = ("product", "value_usd", "value_source", "volume", "volume_unit", "volume_source", "stages")


def strategic_problems(scenario: Mapping[str, Any]) -> list[str]:
    """List every fault of a strategic scenario: missing entries, figures without a source, odd stages and prices."""
    problems = [f"missing entry {name!r}" for name in _SCENARIO if name not in scenario]
    if ("flow" in scenario) == ("flows" in scenario):
        problems.append("one of [flow] (routes of its own) and flows (the name of a file in flows/) is needed")
    if "flow" in scenario:
        try:
            region(scenario["flow"], "[flow]")
        except ParameterError as error:
            problems.append(str(error))
    elif "flows" in scenario and scenario["flows"] not in names():
        problems.append(unknown("flow", scenario["flows"], names()))
    if "flow" in scenario and "market" not in scenario:
        problems.append("missing entry 'market'")
    if not scenario.get("window", {}).get("source"):
        problems.append("[window] has no source")
    return problems + (market_problems(scenario["market"]) if "market" in scenario else [])


def market_problems(market: Mapping[str, Any]) -> list[str]:
    """List every fault of table `market`: no source, unknown units and stages, prices out of order."""
    problems = [f"[market] has no {name}" for name in _MARKET if name not in market]
    if problems:
        return problems
    for place, table in (("[market]", market), ("[market.prices]", market.get("prices", {}))):
        if not table.get("source"):
            problems.append(f"{place} has no source")
    for one in market["stages"]:
        place = f"[[market.stages]] {one.get('place', '?')}"
        if one.get("stage") not in STAGES:
            problems.append(f"{place}: {unknown('stage', one.get('stage'), STAGES)}")
        if one.get("unit") not in UNITS:
            problems.append(f"{place}: {unknown('unit', one.get('unit'), UNITS)}")
        low, typical, high = one.get("price_usd", (1, 0, 0))
        if not 0 < low <= typical <= high:
            problems.append(f"{place}: prices {low}, {typical}, {high} are not low, typical, high")
    known = {one["stage"] for one in market["stages"] if "stage" in one}
    return problems + [f"[market] has no stage {name!r}" for name in STAGES if name not in known]
