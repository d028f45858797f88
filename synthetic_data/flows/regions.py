"""Region files: the routes of one flow as states report on them; read, and checked whole before use."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from synthetic_data.flows.events import matchings
from synthetic_data.seeds import generator
from toolkit.errors import ParameterError, unknown
from toolkit.schema.indicators import UNITS

DEFAULT = "gms-thailand"
# Level of one case's route against the region file's.
LEVEL = (0.65, 1.45)
# A region says otherwise where its figures are no detections of people.
_DEFAULTS: dict[str, Any] = {
    "unit": "detections",
    "indicators": ["1.1.1", "1.1.2"],
    "lumpiness": 1.0,
    "outbreak_below": 150,
    "amplitude": [0.15, 0.30],
    "peaks": [1, 2, 3],
}
_ROUTE = ("name", "destination", "neighbour", "monthly")


def names() -> tuple[str, ...]:
    """Return the names of the region files.

    >>> DEFAULT in names()
    True
    """
    found = (file.name for file in resources.files("synthetic_data").joinpath("flows").iterdir())
    return tuple(sorted(name[: -len(".toml")] for name in found if name.endswith(".toml") and name != "states.toml"))


def read_region(name: str) -> dict[str, Any]:
    """Return one region file, complete and checked; ParameterError for an unknown or faulty one."""
    if name not in names():
        raise ParameterError(unknown("flow", name, names()))
    text = (resources.files("synthetic_data") / "flows" / f"{name}.toml").read_text("utf-8")
    return region(tomllib.loads(text), f"flows/{name}.toml")


def region_of(scenario: Mapping[str, Any]) -> dict[str, Any]:
    """Return the region of a scenario: its own table `flow`, else the file that `flows` names, else the default.

    A scenario that names none and has a region file of its own name takes that one.
    """
    if "flow" in scenario:
        return region(dict(scenario["flow"]), f"scenarios/{scenario.get('name', '')}.toml [flow]")
    own = str(scenario.get("name", ""))
    return read_region(str(scenario.get("flows") or (own if own in names() else DEFAULT)))


def configured(region: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a region asks of its routes, for the sealed truth: release gates hold the returns against it."""
    fields = ("destination", "neighbour", "monthly", "amplitude", "peaks")
    return {
        "lumpiness": region["lumpiness"],
        "mirror": list(region["mirror"]["share"]),
        "routes": {route["name"]: {name: route[name] for name in fields} for route in region["routes"]},
    }


def of_case(region: Mapping[str, Any], seed: int) -> dict[str, Any]:
    """Return the region as one case has it: each route at a level of its own, so that no two cases share figures."""
    rng = generator(seed, "flows")
    routes = []
    for route in region["routes"]:
        factor = float(rng.uniform(*LEVEL))
        monthly = {code: round(mean * factor, 1) for code, mean in route["monthly"].items()}
        routes.append({**route, "monthly": monthly})
    return {**region, "routes": routes, "outbreak_below": region["outbreak_below"] * LEVEL[1]}


def region(table: Mapping[str, Any], place: str) -> dict[str, Any]:
    """Fill a region's defaults in and check it; ParameterError listing every fault."""
    filled = {**_DEFAULTS, **table}
    filled["routes"] = [
        {"amplitude": filled["amplitude"], "peaks": filled["peaks"], **route} for route in filled.get("routes", ())
    ]
    problems = region_problems(filled)
    if problems:
        raise ParameterError(f"{place}: " + "; ".join(problems))
    return filled


def region_problems(region: Mapping[str, Any]) -> list[str]:
    """List every fault of a region: no source, incomplete routes, odd pairs, nobody who only files mirror returns."""
    problems = [f"no {name}" for name in ("source", "routes", "mirror", "displacement") if not region.get(name)]
    if problems:
        return problems
    for table in ("mirror", "displacement"):
        if not region[table].get("source"):
            problems.append(f"[{table}] has no source")
    if region["unit"] not in UNITS:
        problems.append(unknown("unit", region["unit"], UNITS))
    for place, route in enumerate(region["routes"], start=1):
        problems += [f"route {place} has no {name}" for name in _ROUTE if not route.get(name)]
    if problems:
        return problems
    known = {route["name"] for route in region["routes"]}
    if len(known) != len(region["routes"]) or not 7 <= len(known) <= 10:
        problems.append(f"{len(region['routes'])} routes with {len(known)} names; a region has 7 to 10, all different")
    for pair in region["displacement"]["pairs"]:
        problems += [unknown("route", name, known) for name in pair if name not in known]
    if problems:
        return problems
    if not matchings(region):
        problems.append(
            "no three pairs of different routes, one with a gaining route of which 30 % are citizenships of its own"
        )
    only = mirrors(region)
    if sum(route["neighbour"] in only for route in region["routes"]) < 2:
        problems.append("two routes at least need a neighbour that is no destination, to file mirror returns late")
    return problems


def mirrors(region: Mapping[str, Any]) -> list[str]:
    """Return the states that only file mirror returns, in alphabetical order."""
    destinations = {route["destination"] for route in region["routes"]}
    return sorted({route["neighbour"] for route in region["routes"]} - destinations)
