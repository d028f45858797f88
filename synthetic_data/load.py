"""Scenario, level and country-pack files: read, and checked whole before anything is drawn from them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from synthetic_data.contract import journey_problems
from synthetic_data.desk.contract import strategic_problems
from toolkit.errors import ParameterError, unknown

_ROOM = "synthetic_data"
_SCENARIO = ("title", "summary", "packs", "destination", "window", "people", "network", "routes", "journeys", "calls")
_LEVEL = ("name", "summary", "network", "coverage", "noise", "grades")
_PACK = ("code", "name", "currency", "phone", "plate", "document", "names", "transliteration", "places")


def names(folder: str) -> tuple[str, ...]:
    """Return the names of the files in `scenarios`, `levels` or `packs`, sorted.

    >>> "practitioner" in names("levels")
    True
    """
    found = (file.name for file in resources.files(_ROOM).joinpath(folder).iterdir())
    return tuple(sorted(name[: -len(".toml")] for name in found if name.endswith(".toml")))


def load_level(name: str) -> dict[str, Any]:
    """Return the settings of one level, checked; ParameterError for an unknown or faulty one."""
    level = _read("levels", "level", name)
    _raise(f"levels/{name}.toml", level_problems(level))
    return level


def load_pack(code: str) -> dict[str, Any]:
    """Return one country pack, checked; ParameterError for an unknown or faulty one."""
    pack = _read("packs", "country pack", code)
    _raise(f"packs/{code}.toml", pack_problems(pack))
    return pack


def load_scenario(name: str) -> dict[str, Any]:
    """Return one scenario with its packs under `pack`, checked; ParameterError for an unknown or faulty one."""
    scenario = _read("scenarios", "scenario", name)
    if scenario.get("kind", "operational") == "strategic":
        _raise(f"scenarios/{name}.toml", strategic_problems(scenario))
        return scenario
    packs = {code: load_pack(code) for code in scenario.get("packs", [])}
    _raise(f"scenarios/{name}.toml", scenario_problems(scenario, packs))
    return {**scenario, "pack": packs}


def level_problems(level: Mapping[str, Any]) -> list[str]:
    """List every fault of a level: missing tables, no source, rates outside 0 to 1, grades that don't sum to 1."""
    problems = [f"missing table {name!r}" for name in _LEVEL if name not in level]
    if problems:
        return problems
    if not level.get("source"):
        problems.append("no source")
    for table in ("coverage", "noise"):
        for name, value in level[table].items():
            if name != "bystander_nominals" and not 0 <= value <= 1:
                problems.append(f"[{table}] {name} is {value}; a rate lies in 0 to 1")
    for name in ("asides", "weak_roles", "variants", "variant_use"):
        value = level.get("reports", {}).get(name, 0)
        if not 0 <= value <= 1:
            problems.append(f"[reports] {name} is {value}; a share lies in 0 to 1")
    for name, shares in level["grades"].items():
        if abs(sum(shares.values()) - 1) > 1e-9:
            problems.append(f"[grades] {name}: shares sum to {sum(shares.values()):g}, not 1")
    return problems


def pack_problems(pack: Mapping[str, Any]) -> list[str]:
    """List every fault of a country pack: missing tables, figures without a source, malformed pairs, odd positions."""
    problems = [f"missing table {name!r}" for name in _PACK if name not in pack]
    if problems:
        return problems
    for table in ("currency", "phone", "plate", "document", "names", "transliteration"):
        if not pack[table].get("source"):
            problems.append(f"[{table}] has no source")
    for field in ("family", "family_female", "given_male", "given_female"):
        for pair in pack["names"].get(field, ()):
            if len(pair) < 2 or not all(pair):
                problems.append(f"[names] {field}: {pair!r} is not [romanised, native, other romanisations...]")
    if not str(pack["phone"]["country_code"]).isdigit() or not str(pack["phone"]["prefix"]).isdigit():
        problems.append("[phone] country_code and prefix are digits")
    for group in pack["places"]:
        for name, latitude, longitude in group["at"]:
            if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
                problems.append(f"[[places]] {name}: position {latitude}, {longitude} is not on the globe")
    return problems


def scenario_problems(scenario: Mapping[str, Any], packs: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """List every fault of a scenario: missing tables, figures without a source, and faults of routes and journeys."""
    problems = [f"missing entry {name!r}" for name in _SCENARIO if name not in scenario]
    if problems:
        return problems
    for name, table in scenario.items():
        if isinstance(table, Mapping) and not table.get("source"):
            problems.append(f"[{name}] has no source")
    problems += journey_problems(scenario, packs)
    low, high = scenario["network"]["members"]
    if not 5 <= low <= high:
        problems.append(f"[network] members {low}-{high} is not a range of at least 5")
    return problems


@cache
def _text(folder: str, name: str) -> str:
    return resources.files(_ROOM).joinpath(folder, f"{name}.toml").read_text("utf-8")


def _read(folder: str, what: str, name: str) -> dict[str, Any]:
    valid = names(folder)
    if name not in valid:
        raise ParameterError(unknown(what, name, valid))
    try:
        return tomllib.loads(_text(folder, name))
    except tomllib.TOMLDecodeError as error:
        raise ParameterError(f"{folder}/{name}.toml: {error}") from None


def _raise(file: str, problems: list[str]) -> None:
    if problems:
        raise ParameterError(f"{file}: " + "; ".join(problems))
