"""The contract of an operational scenario's routes and journeys, checked whole: one clear line for each fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from toolkit.errors import unknown

FIXED = ("gather", "border_town", "border_point", "landing", "entry")
LISTS = ("origins", "checkpoints", "destinations")
NEEDED = ("name", "state", *FIXED, *LISTS, "fees_usd", "share")
CROSSINGS = ("land", "sea", "air")
OUTCOMES = ("detected", "abandoned", "stranded", "died", "turned back", "rescued")
VARIANTS = ("segmented", "chain", "hub")
# Of the Protocol against trafficking, Art. 3; the words that evidence can show.
MEANS = ("deception", "debt", "threat", "abuse of vulnerability")
HELD = ("stage", "holders", "organisations", "share", "means", "also_indebted", "debts_usd", "placement_usd")
# The mode by which ordinary people go by road.
ROAD = "van"
_MONTHS = 12
# Where a way may end: a boat's passengers are met at the landfall.
LAST = ("destination", "entry", "landfall")

Packs = Mapping[str, Mapping[str, Any]]
Table = Mapping[str, Any]


def journey_problems(scenario: Table, packs: Packs) -> list[str]:
    """List every fault of routes, journeys, seasons and the sea of a scenario whose tables are all there."""
    kinds = {name: group["kind"] for pack in packs.values() for group in pack["places"] for name, _, _ in group["at"]}
    return [
        *_routes(scenario, packs, kinds),
        *_modes(scenario["journeys"]),
        *_legs(scenario),
        *_variants(scenario["network"]),
        *_exploitation(scenario),
        *_ways(scenario, kinds),
        *_sea(scenario, kinds),
        *(f"[{name}] {fault}" for name, fault in _season(scenario["season"])),
        *(f"packs/{code}.toml has no utc_offset_h" for code, pack in packs.items() if "utc_offset_h" not in pack),
    ]


def _routes(scenario: Table, packs: Packs, kinds: Mapping[str, str]) -> Iterator[str]:
    for route in scenario["routes"]:
        name = f"route {route.get('name', '?')!r}"
        missing = [field for field in NEEDED if field not in route]
        if missing:
            yield f"{name}: missing {', '.join(missing)}"
            continue
        stated = [route[field] for field in FIXED] + [one for field in LISTS for one in route[field]]
        stated += [*route.get("stations", {}).values(), *route.get("houses", {}).values()]
        for place in stated:
            if place not in kinds:
                yield f"{name}: {unknown('place', place, kinds)[:160]}"
        if route["state"] not in packs:
            yield f"{name}: {unknown('state', route['state'], packs)}"
        if route.get("cross", "land") not in CROSSINGS:
            yield f"{name}: {unknown('cross', route['cross'], CROSSINGS)}"
        wanted = {"air": "airport", "sea": "port"}.get(route.get("cross", "land"))
        if wanted and kinds.get(route["border_point"], wanted) != wanted:
            kind = kinds[route["border_point"]]
            yield f"{name}: cross = {route['cross']!r} wants the {wanted} as border_point, not a {kind}"
        if not 0 < route["share"] <= 1:
            yield f"{name}: share is {route['share']}; a share lies above 0, up to 1"
        for station, line in route.get("via", {}).items():
            for north, east in line:
                if not (-90 <= north <= 90 and -180 <= east <= 180):
                    yield f"{name}: via {station}: position {north}, {east} is not on the globe"


def _modes(journeys: Table) -> Iterator[str]:
    speeds = journeys["speed_kmh"]
    if ROAD not in speeds:
        yield f"[journeys] speed_kmh has no {ROAD!r}, by which ordinary people travel"
    for mode, speed in speeds.items():
        if not 0 < speed <= 130:
            yield f"[journeys] speed_kmh {mode!r} is {speed}; a speed lies above 0, up to 130"
    for group in ("plated", "vessels"):
        for mode in journeys.get(group, ()):
            if mode not in speeds:
                yield f"[journeys] {group}: mode {mode!r} has no speed"
    for mode in journeys.get("vessels", ()):
        low, high = journeys.get("capacity", {}).get(mode, (0, 0))
        if not 1 <= low <= high:
            yield f"[journeys] vessel {mode!r} has no capacity; write capacity.{mode} = [fewest, most]"
    if "plated" not in journeys:
        yield "[journeys] does not say which modes have a number plate; write plated = [...]"
    for name in ("shift_after_arrest", "raid", "try_again", "arrest_when_detected"):
        if not 0 <= journeys.get(name, 0) <= 1:
            yield f"[journeys] {name} is {journeys[name]}; a chance lies in 0 to 1"


def _legs(scenario: Table) -> Iterator[str]:
    journeys, stages = scenario["journeys"], {stage["name"]: stage for stage in scenario["network"]["stages"]}
    for leg in journeys["legs"]:
        name = f"journey leg {leg['from']} - {leg['to']}"
        if leg["stage"] not in stages:
            yield f"{name}: {unknown('stage', leg['stage'], stages)}"
            continue
        for role in leg.get("roles", ()):
            if role not in stages[leg["stage"]]["roles"]:
                yield f"{name}: {unknown('role', role, stages[leg['stage']]['roles'])}"
        for mode in leg["modes"]:
            if mode not in journeys["speed_kmh"] and mode not in journeys.get("flights", ()):
                yield f"{name}: mode {mode!r} has no speed"
        vessels = [mode in journeys.get("vessels", ()) for mode in leg["modes"]]
        if any(vessels) and not all(vessels):
            yield f"{name}: a leg goes by vessels alone or by none"
        if any(vessels) and not leg.get("roles"):
            yield f"{name}: a leg by vessel names the roles of its skippers; write roles = [...]"
        chances = leg.get("stop", {})
        for outcome, chance in chances.items():
            if outcome not in OUTCOMES:
                yield f"{name}: {unknown('outcome', outcome, OUTCOMES)}"
            elif not 0 <= chance <= 1:
                yield f"{name}: stop {outcome} is {chance}; a chance lies in 0 to 1"
        if sum(chance for outcome, chance in chances.items() if outcome != "died") > 1:
            yield f"{name}: the chances in stop sum to more than 1"
        by_air = any(mode in journeys.get("flights", ()) for mode in leg["modes"])
        if by_air and "turned back" in chances:
            yield f"{name}: a flight does not turn back; call it detected"


def _variants(network: Table) -> Iterator[str]:
    weights = network.get("variants", {"segmented": 1.0})
    for name, weight in weights.items():
        if name not in VARIANTS:
            yield f"[network] variants: {unknown('variant', name, VARIANTS)}"
        elif weight < 0:
            yield f"[network] variants {name} is {weight}; a weight is 0 or more"
    if not any(weight > 0 for weight in weights.values()):
        yield "[network] variants: no weight is above 0"


def _exploitation(scenario: Table) -> Iterator[str]:
    """Who is held is held by members of a stage that there is, at organisations that there are, by the means of law."""
    held = scenario.get("exploitation")
    if held is None:
        return
    stages = {stage["name"]: ("organiser", *stage["roles"]) for stage in scenario["network"]["stages"]}
    kinds = [one["kind"] for one in scenario.get("organisations", ())]
    missing = [name for name in HELD if name not in held]
    if missing:
        yield f"[exploitation] missing {', '.join(missing)}"
        return
    if held["stage"] not in stages:
        yield f"[exploitation] {unknown('stage', held['stage'], stages)}"
    for role in held["holders"]:
        if role not in stages.get(held["stage"], (role,)):
            yield f"[exploitation] {unknown('holder', role, stages[held['stage']])}"
    for kind in held["organisations"]:
        if kind not in kinds:
            yield f"[exploitation] {unknown('organisation', kind, kinds)}"
    if sorted(held["means"]) != sorted(MEANS):
        yield f"[exploitation] means are {', '.join(MEANS)}, each with a weight"
    for name in ("share", "also_indebted"):
        if not 0 <= held[name] <= 1:
            yield f"[exploitation] {name} is {held[name]}; a share lies in 0 to 1"


def _ways(scenario: Table, kinds: Mapping[str, str]) -> Iterator[str]:
    """Each route's legs lead from its origin to its destination without a gap, over stations that it has."""
    journeys = scenario["journeys"]
    known = {leg_way for leg in journeys["legs"] for leg_way in leg.get("ways", ())}
    for route in scenario["routes"]:
        if any(field not in route for field in NEEDED):
            continue
        name, way = f"route {route['name']!r}", route.get("way", "")
        if way and way not in known:
            yield f"{name}: {unknown('way', way, known)}"
            continue
        stations = {field: route[field] for field in FIXED} | dict(route.get("stations", {}))
        houses = {"safe_house", *route.get("houses", {})}
        legs = [leg for leg in journeys["legs"] if way in leg.get("ways", (way,))]
        for leg in legs:
            for end in (leg["from"], leg["to"]):
                if end not in {*stations, *houses, "origin", "destination"}:
                    yield f"{name}: {unknown('station', end, [*stations, *sorted(houses), 'origin', 'destination'])}"
            if any(mode in journeys.get("flights", ()) for mode in leg["modes"]):
                for end in (leg["from"], leg["to"]):
                    if kinds.get(stations.get(end, ""), "airport") != "airport" or end not in stations:
                        yield f"{name}: leg {leg['from']} - {leg['to']} flies, but {end} is not an airport"
        yield from _gaps(name, legs)


def _gaps(name: str, legs: Sequence[Table]) -> Iterator[str]:
    if not legs or legs[0]["from"] != "origin" or legs[-1]["to"] not in LAST:
        yield f"{name}: its legs don't lead from origin to {' or '.join(LAST)}"
    for one, two in pairwise(legs):
        if one["to"] != two["from"]:
            yield f"{name}: no leg leaves {one['to']} after {one['from']} - {one['to']}; the next leaves {two['from']}"


def _sea(scenario: Table, kinds: Mapping[str, str]) -> Iterator[str]:
    sea = scenario.get("sea")
    if not sea:
        if scenario["journeys"].get("vessels"):
            yield "[journeys] has vessels, but the scenario no table [sea], in which everybody's boats are"
        return
    for water in sea["waters"]:
        if water["port"] not in kinds:
            yield f"[sea] {unknown('port', water['port'], kinds)[:160]}"
        if not water["grounds"]:
            yield f"[sea] {water['port']} has no grounds"
        for north, east in (*water["grounds"], *water.get("out", ())):
            if not (-90 <= north <= 90 and -180 <= east <= 180):
                yield f"[sea] {water['port']}: position {north}, {east} is not on the globe"
    if not scenario["journeys"].get("vessels"):
        yield "[sea] needs a mode in [journeys] vessels, whose speed boats have"


def _season(season: Table) -> Iterator[tuple[str, str]]:
    for name in ("monthly", "sea"):
        months = season.get(name)
        if months is None and name == "sea":
            continue
        if months is None or len(months) != _MONTHS or min(months) < 0 or max(months) <= 0:
            yield "season", f"{name} is not twelve numbers of 0 or more, some of them above 0"
