"""What goes wrong on the way, and what the network learns from it: arrests, raids, losses, another route."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from synthetic_data.world.trek import Leg, Setting, Trek

_DAY = 86_400


def stop(chances: Mapping[str, float], rng: np.random.Generator) -> str:
    """Draw what becomes of a whole group; deaths strike one by one and are drawn apart."""
    draw = rng.random()
    for outcome in sorted(chances):
        if outcome == "died":
            continue
        draw -= chances[outcome]
        if draw < 0:
            return outcome
    return "arrived"


def draw_alternates(
    scenario: Mapping[str, Any], routes: Sequence[Mapping[str, Any]], rng: np.random.Generator
) -> dict[str, dict[str, Any]]:
    """Return for each route of a case another of the same state and way that groups may shift to, where there is one.

    Its `crew` names the route whose people and houses it uses.
    """
    found = {}
    for route in routes:
        options = [
            other
            for other in scenario["routes"]
            if (other["state"], other.get("way")) == (route["state"], route.get("way"))
            and other["name"] not in [one["name"] for one in routes]
        ]
        draw = rng.random()
        if options and scenario["journeys"].get("shift_after_arrest"):
            found[route["name"]] = {**options[int(draw * len(options))], "crew": route["name"]}
    return found


def shift(setting: Setting, route: Mapping[str, Any], start: int, rng: np.random.Generator) -> Mapping[str, Any]:
    """Return the route that a group takes: after an arrest on its own, now and then the other one."""
    moves, other = setting.traveller.moves, setting.alternates.get(route["name"])
    before = [row for row in moves.arrests if row["arrested_at"] < start and row["route"] == route["name"]]
    if other is None or not before or rng.random() >= setting.scenario["journeys"].get("shift_after_arrest", 0.0):
        return route
    last = max(before, key=lambda row: row["arrested_at"])
    moves.adaptations.append(
        {
            "changed_at": start,
            "kind": "route",
            "person_id": last["instead"],
            "detail": f"{route['name']} -> {other['name']}",
            "because": last["person_id"],
        }
    )
    return other


def losses(setting: Setting, trek: Trek, leg: Leg, chance: float, rng: np.random.Generator) -> None:
    """Draw who of the group does not survive a leg: each by the same small chance."""
    if not chance:
        return
    for migrant in list(trek.group):
        if rng.random() < chance and migrant not in trek.died:
            when = leg.departs + int((leg.arrives - leg.departs) * rng.uniform(0.3, 0.95))
            trek.died[migrant] = (len(trek.legs), when)


def caught(setting: Setting, trek: Trek, leg: Leg, rng: np.random.Generator) -> None:
    """Settle what follows a detection: the handler may be arrested, and a house that was raided is given up."""
    traveller, moves = setting.traveller, setting.traveller.moves
    arrested = ""
    # One detection of a vessel is one chance of arrest, however many groups were on board.
    if (leg.handler, leg.arrives) in moves.detected:
        return
    moves.detected.add((leg.handler, leg.arrives))
    # A file opens with an arrest: the first detection always ends in one, the others by chance.
    wanted = not moves.arrests or rng.random() < setting.scenario["journeys"]["arrest_when_detected"]
    # Who has a later errand has got away.
    later = any(leaves >= leg.arrives for leaves, _ in moves.busy.get(leg.handler, ()))
    if wanted and not later:
        arrested = leg.handler
        traveller.arrest(arrested, leg.arrives, leg.end, trek.group[0])
        name = trek.route.get("crew", trek.route["name"])
        instead = next((one.handler for one in trek.legs if one.handler != arrested), "")
        moves.arrests[-1] |= {"route": name, "instead": instead}
    raided = next((house for house in (leg.end, leg.begin) if _is_house(setting, house)), "")
    found = rng.random() < setting.scenario["journeys"].get("raid", 0.0)
    if found and raided and raided not in moves.burnt:
        moves.burnt[raided] = (leg.arrives, arrested)
        moves.adaptations.append(
            {
                "changed_at": leg.arrives + _DAY,
                "kind": "safe house",
                "person_id": next((one.handler for one in trek.legs if one.handler != arrested), ""),
                "detail": raided,
                "because": arrested,
            }
        )


def _is_house(setting: Setting, place: str) -> bool:
    return any(place in houses for route in setting.houses.values() for houses in route.values())
