"""The documents of one set for work by hand: a knot of people told of in eight to twelve documents of one period."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from synthetic_data.documents.bundle import bundle, day_at, draw_date, merge_smallest, state
from synthetic_data.documents.checks import check_of
from synthetic_data.documents.draft import BRIDGE, Draft
from synthetic_data.documents.facts import Fact
from synthetic_data.documents.falsehood import circular, denials
from synthetic_data.documents.parts import role_draft
from synthetic_data.world.model import World

STATEMENTS, MAIN = 26, 7
# Fewest claims that a set states, told twice where a knot has fewer ties, and how many are told twice anyway.
LEAST, TWICE = 18, 0.35


@dataclass(frozen=True)
class Handwork:
    """One set: its name, the share of the window in which it is dated, and the share by which a repeat has come."""

    name: str
    share: tuple[float, float]
    until: float


# A is on file on the third morning of the ten-day course, B on the fourth.
SETS = (Handwork("A", (0.08, 0.42), 0.48), Handwork("B", (0.50, 0.63), 0.69))


def set_drafts(
    world: World,
    known: Sequence[Fact],
    chosen: Sequence[str],
    work: Handwork,
    told: Collection[tuple[str, str]],
    rng: np.random.Generator,
    noise: np.random.Generator,
) -> list[Draft]:
    """Return the dated drafts of one set, which speak of the chosen alone, with one repeat and one denial.

    Parameters
    ----------
    known : all facts that can be stated
    chosen : world ids of the knot, the broker first
    told : ties of another set, which this one must not give away again
    """
    limit = day_at(world, work.share[1])
    inside = [fact for fact in known if fact.subject in chosen and fact.object in chosen and fact.known_from <= limit]
    inside = [fact for fact in inside if fact.ends not in told]
    people = world.table("people").set_index("person_id")
    reasons = people["reason"].astype("str").to_dict()
    plain = [fact for fact in inside if not (reasons.get(fact.subject) or reasons.get(fact.object))]
    order = [plain[i] for i in rng.permutation(len(plain))][:STATEMENTS]
    again = [fact for fact in order if rng.random() < TWICE]
    again += [fact for fact in order if fact not in again][: max(0, LEAST - len(order) - len(again))]
    broker = chosen[0]
    first = next((fact for fact in order if broker in fact.ends and fact.relation in ("works with", "directs")), None)
    drafts = bundle([state(fact) for fact in order], rng) + bundle([state(fact) for fact in again], rng)
    while len(drafts) > MAIN:
        merge_smallest(drafts, rng)
    if first is not None:
        # An informant, so that a set always holds something that another document can repeat.
        drafts.append(replace(role_draft(first, broker, BRIDGE, rng), kind="informant"))
    for person in [one for one in chosen if reasons.get(one)]:
        ties = [fact for fact in inside if person in fact.ends]
        if any(fact.relation != "belongs to" for fact in ties):
            drafts.append(check_of(person, ties, rng))
            break
    drafts += denials(world, tuple(chosen), 1, noise)
    for draft in drafts:
        draft.dated = draw_date(world, work.share, draft.statements, rng)
    drafts += circular(world, drafts, 1, noise, until=day_at(world, work.until))
    for draft in drafts:
        draft.set = work.name
    return drafts
