"""Everybody in the world: members of the network, migrants, officials and the innocent majority."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
from faker.generator import Generator

from synthetic_data.world.places import named_places
from synthetic_data.world.plan import Plan, legs_of

Row = dict[str, Any]
_TRIES = 60
# Training choices: the share of women, and youngest and oldest age by role; nobody in a case is under age.
_FEMALE = 0.42
_USUAL_AGES, _MIGRANT_AGES = (18, 62), (18, 48)
_AGES = {
    "student": (18, 27),
    "teacher": (23, 60),
    "organiser": (28, 60),
    "financier": (28, 62),
    "border officer": (22, 58),
    "police officer": (22, 58),
    "corrupt official": (24, 58),
    "skipper": (24, 60),
}


def build_people(
    scenario: Mapping[str, Any],
    plan: Plan,
    identities: Mapping[str, Generator],
    start: date,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return the people table, with `route` (of members and migrants) and `relative_of` as extra columns.

    `start` is the first day of the window, to which ages are relative.

    Ids are dealt at random, so that neither their order nor the order of rows says who is a member.
    """
    rows = _members(scenario, plan, rng)
    relatives = _relatives(scenario, rows, plan.bystanders // 2, rng)
    crowd = _migrants(plan, rng) + _officials(scenario, plan, rng) + _lookalikes(scenario, plan, rng)
    rows += relatives + crowd + _bystanders(scenario, plan, plan.bystanders - len(relatives), rng)
    _name(rows, identities, scenario["people"].get("female", {}), rng)
    _age(rows, start, rng)
    order = rng.permutation(len(rows))
    table = pd.DataFrame([rows[position] for position in order])
    ids = [f"P{number:0{max(4, len(str(len(rows))))}d}" for number in range(1, len(rows) + 1)]
    table.insert(0, "person_id", ids)
    by_place = {position: ids[at] for at, position in enumerate(order)}
    table["relative_of"] = ["" if one < 0 else by_place[one] for one in table["relative_of"]]
    return table


def _row(kind: str, role: str, country: str, home: str, **more: Any) -> Row:
    plain: Row = {
        "country": country,
        "role": role,
        "stage": "",
        "kind": kind,
        "is_member": kind == "member",
        "is_broker": False,
        "reason": "",
        "dual_role": False,
        "home": home,
        "route": "",
        "relative_of": -1,
    }
    return {**plain, **more}


def _one(options: Sequence[Any], rng: np.random.Generator) -> Any:
    return options[int(rng.integers(len(options)))]


def _members(scenario: Mapping[str, Any], plan: Plan, rng: np.random.Generator) -> list[Row]:
    """Members stage by stage: organisers first, then aides, spread over the routes by their share."""
    network = scenario["network"]
    organisers = _organisers(plan, network["organisers"])
    state_of = _states(scenario)
    rows: list[Row] = []
    for stage in network["stages"]:
        size = plan.stages[stage["name"]]
        routes = _served(scenario, plan, stage["name"])
        weights = np.array([route["share"] for route in routes])
        # every route has an aide before any has a second, so that no leg is without a handler
        spread = [
            *rng.permutation(len(routes)),
            *rng.choice(len(routes), size=size, p=weights / weights.sum()),
        ]
        for position in range(size):
            first = organisers[stage["name"]]
            route = routes[int(spread[(position - first) % len(spread)])]
            role = "organiser" if position < first else stage["roles"][(position - first) % len(stage["roles"])]
            country = route["state"]
            home = _member_home(stage, route, rng)
            if stage["side"] != "source" and rng.random() < 0.55:
                country = state_of[home]
            rows.append(_row("member", role, country, home, stage=stage["name"], route=route["name"]))
    return rows


def _served(scenario: Mapping[str, Any], plan: Plan, stage: str) -> list[dict[str, Any]]:
    """The routes that a stage has work on: those with a leg in its care, or all where it moves nobody."""
    moving = any(leg["stage"] == stage for leg in scenario["journeys"]["legs"])
    own = [route for route in plan.routes if any(leg["stage"] == stage for leg in legs_of(scenario, route))]
    return own if moving and own else list(plan.routes)


def _organisers(plan: Plan, share: float) -> dict[str, int]:
    """One organiser to each stage; what the share leaves over goes to the largest stages."""
    left = round(plan.members * share) - len(plan.stages)
    largest = sorted(plan.stages, key=lambda name: (-plan.stages[name], name))[: max(0, left)]
    return {name: 1 + (name in largest) for name in plan.stages}


def _states(scenario: Mapping[str, Any]) -> dict[str, str]:
    """The state in which each place of the packs lies."""
    return {
        name: code for code, pack in scenario["pack"].items() for group in pack["places"] for name, _, _ in group["at"]
    }


def _member_home(stage: Mapping[str, Any], route: Mapping[str, Any], rng: np.random.Generator) -> str:
    """A town of one of the stations at which the stage is based, as far as the route has them, else by its side."""
    bases = [_bases(route, station) for station in stage.get("bases", ())]
    bases = [towns for towns in bases if towns]
    if bases:
        return str(_one(_one(bases, rng), rng))
    if stage["name"] == "recruitment":
        return str(_one(route["origins"], rng))
    if stage["side"] == "source":
        return str(route["border_town"] if rng.random() < 0.7 else route["gather"])
    return str(route["entry"] if rng.random() < 0.55 else _one(route["destinations"], rng))


def _bases(route: Mapping[str, Any], station: str) -> list[str]:
    if station in ("origins", "destinations"):
        return list(route[station])
    return [town for town in (named_places(route).get(station),) if town]


def _relatives(scenario: Mapping[str, Any], members: Sequence[Row], most: int, rng: np.random.Generator) -> list[Row]:
    low, high = scenario["families"]["relatives"]
    rows: list[Row] = []
    for position, member in enumerate(members):
        for _ in range(min(int(rng.integers(low, high + 1)), most - len(rows))):
            role = str(_one(scenario["bystanders"]["roles"], rng))
            rows.append(
                _row("bystander", role, member["country"], member["home"], reason="family", relative_of=position)
            )
    return rows


def _migrants(plan: Plan, rng: np.random.Generator) -> list[Row]:
    weights = np.array([route["share"] for route in plan.routes])
    drawn = rng.choice(len(plan.routes), size=plan.migrants, p=weights / weights.sum())
    rows = [
        _row("migrant", "migrant", route["state"], str(_one(route["origins"], rng)), route=route["name"])
        for route in (plan.routes[int(number)] for number in drawn)
    ]
    # one or two paid part of the fee by helping on the way: a dual role, which makes nobody a member
    for position in rng.permutation(len(rows))[: int(rng.integers(1, 3))]:
        rows[int(position)]["dual_role"] = True
    return rows


def _officials(scenario: Mapping[str, Any], plan: Plan, rng: np.random.Generator) -> list[Row]:
    rows, state_of = [], _states(scenario)
    for _ in range(plan.officials):
        route = _one(plan.routes, rng)
        home = route["entry"] if rng.random() < 0.6 else route["border_town"]
        rows.append(_row("official", str(_one(("border officer", "police officer"), rng)), state_of[home], home))
    return rows


def _lookalikes(scenario: Mapping[str, Any], plan: Plan, rng: np.random.Generator) -> list[Row]:
    rows, state_of = [], _states(scenario)
    for one in scenario["lookalikes"]:
        for _ in range(plan.lookalikes[one["role"]]):
            route = _one(plan.routes, rng)
            home = route["entry"] if rng.random() < 0.3 else route["border_town"]
            rows.append(_row("bystander", one["role"], state_of[home], home, reason=one["role"]))
    return rows


def _bystanders(scenario: Mapping[str, Any], plan: Plan, count: int, rng: np.random.Generator) -> list[Row]:
    share = scenario["people"]["from_country"]
    states = sorted({route["state"] for route in plan.routes})
    weights = np.array([share[state] for state in states])
    rows, state_of = [], _states(scenario)
    for _ in range(count):
        state = states[int(rng.choice(len(states), p=weights / weights.sum()))]
        route = _one([one for one in plan.routes if one["state"] == state], rng)
        role = str(_one(scenario["bystanders"]["roles"], rng))
        if rng.random() < scenario["people"]["destination_bystanders"]:
            home = route["entry"] if rng.random() < 0.5 else _one(route["destinations"], rng)
        else:
            home = _one([route["border_town"], route["gather"], *route["origins"], *_transit(scenario, route)], rng)
        rows.append(_row("bystander", role, state_of[home], str(home)))
    return rows


def _transit(scenario: Mapping[str, Any], route: Mapping[str, Any]) -> list[str]:
    """The towns among the further stations of a route."""
    towns = {
        name
        for pack in scenario["pack"].values()
        for group in pack["places"]
        for name, _, _ in group["at"]
        if group["kind"] == "town"
    }
    return sorted(set(route.get("stations", {}).values()) & towns)


def _age(rows: Iterable[Row], start: date, rng: np.random.Generator) -> None:
    """Give everybody a birth date: adults all, the younger more often, within the ages of their role."""
    for row in rows:
        low, high = _AGES.get(row["role"], _MIGRANT_AGES if row["kind"] == "migrant" else _USUAL_AGES)
        row["born"] = start - timedelta(days=1 + int((low + (high - low) * rng.beta(1.6, 2.6)) * 365.25))


def _name(
    rows: Iterable[Row],
    identities: Mapping[str, Generator],
    shares: Mapping[str, float],
    rng: np.random.Generator,
) -> None:
    """Give everybody a name that nobody else has; in a very large crowd the last bystanders may be namesakes.

    `shares`: the share of women among the people of a kind, where the scenario says another than the usual one.
    """
    taken: set[str] = set()
    for row in rows:
        female = bool(rng.random() < shares.get(row["kind"], _FEMALE))
        for _ in range(_TRIES):
            name, native = identities[row["country"]].full_name(female)
            if name not in taken:
                break
        taken.add(name)
        row["name"], row["native_name"], row["sex"] = name, native, "F" if female else "M"
