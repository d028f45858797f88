"""What the file's documents will say: facts, checks of look-alikes, denials, false and circular reports, with dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from synthetic_data.documents.asides import add_asides, deal_details
from synthetic_data.documents.bundle import Told, bundle, covered, draw_date, state
from synthetic_data.documents.checks import clearances, victim
from synthetic_data.documents.desks import record_drafts, to_desks
from synthetic_data.documents.draft import Draft
from synthetic_data.documents.facts import Fact, facts
from synthetic_data.documents.falsehood import circular, contradictions, denials, fabrications
from synthetic_data.documents.handwork import SETS, set_drafts
from synthetic_data.documents.knot import choose_knot
from synthetic_data.documents.parts import key_actors
from synthetic_data.world.model import World

# Overridden by the `reports` section of a level.
DEFAULTS: dict[str, float] = {
    "documents": 70,
    "circular": 3,
    "fabricated": 2,
    "denied": 3,
    "contradicted": 4,
    "clearances": 7,
    "second_source": 0.35,
    "innocent": 6,
    "asides": 0.3,
    "weak_roles": 0.0,
    "details": 0.3,
}
# Share of the window in which the rest of the file is dated.
LATER = (0.12, 0.98)


def plan(world: World, on_file: Mapping[str, str], rng: np.random.Generator, noise: np.random.Generator) -> list[Draft]:
    """Return the drafts of a file in order of date, numbered, sources not yet assessed.

    `rng` draws what is reported; `noise` draws what is false, denied or repeated.
    """
    settings = DEFAULTS | dict(world.level.get("reports", {}))
    known = facts(world, on_file)
    drafts: list[Draft] = []
    knots: list[str] = []
    for work in SETS:
        chosen = choose_knot(world, known, on_file, rng, apart=knots)
        told = {statement.ends for draft in drafts for statement in draft.statements}
        drafts += set_drafts(world, known, chosen, work, told, rng, noise)
        knots += chosen
    drafts += key_actors(world, known, drafts, float(settings["weak_roles"]), rng, noise)
    drafts += clearances(world, known, on_file, drafts, int(settings["clearances"]), rng)
    drafts += fabrications(world, tuple(on_file), int(settings["fabricated"]), noise)
    drafts += denials(world, tuple(on_file), int(settings["denied"]), noise)
    drafts.append(victim(known, rng))
    drafts += record_drafts(world, known, rng)
    later = int(settings["circular"]) + int(settings["contradicted"])
    room = int(settings["documents"]) - len(drafts) - later
    drafts += _rest(world, known, covered(drafts), room, settings, rng)
    for draft in drafts:
        if pd.isna(draft.dated):
            draft.dated = draw_date(world, LATER, draft.statements, rng)
    drafts += contradictions(world, drafts, int(settings["contradicted"]), noise)
    drafts += circular(world, drafts, int(settings["circular"]), noise)
    to_desks(world, drafts, rng)
    add_asides(drafts, float(settings["asides"]), noise)
    deal_details(drafts, float(settings["details"]), noise)
    drafts.sort(key=lambda draft: draft.dated)
    for number, draft in enumerate(drafts, start=1):
        draft.document_id = f"D{number:03d}"
    return drafts


def _rest(
    world: World,
    known: Sequence[Fact],
    said: set[Told],
    room: int,
    settings: Mapping[str, float],
    rng: np.random.Generator,
) -> list[Draft]:
    """Documents on what no other has said yet, some innocent ties of members, then second sources, up to the room."""
    people = world.table("people")
    members = set(people["person_id"][people["is_member"].astype(bool)])
    order = [known[i] for i in rng.permutation(len(known))]
    fresh = [fact for fact in order if (fact.ends, fact.relation) not in said]
    # Ties that nobody has told of at all come before a further relation between the same two.
    told = {ends for ends, _ in said}
    fresh.sort(key=lambda fact: (fact.ends in told, fact.relation == "pays"))
    innocent = [fact for fact in fresh if not fact.is_criminal and members & set(fact.ends)]
    again = [fact for fact in order if fact.is_criminal and rng.random() < settings["second_source"]]
    first = bundle([state(fact) for fact in fresh if fact.is_criminal], rng)
    first += bundle([state(fact) for fact in innocent[: int(settings["innocent"])]], rng)
    second = bundle([state(fact) for fact in again], rng)
    return [*first, *second][: max(room, 0)]
