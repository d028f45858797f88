"""Documents that protect: checks of people who look guilty, and the statement of a possible victim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from synthetic_data.documents.bundle import state
from synthetic_data.documents.draft import CLEARING, Draft, Statement
from synthetic_data.documents.facts import Fact
from synthetic_data.documents.kinds import choose_kind
from synthetic_data.world.model import World


def clearances(
    world: World,
    known: Sequence[Fact],
    on_file: Mapping[str, str],
    drafts: Sequence[Draft],
    most: int,
    rng: np.random.Generator,
) -> list[Draft]:
    """Checks of persons on file whose innocent contacts look guilty: a helper who takes nothing first, if there is one
    who knows members, then those with most contacts to members.
    """
    people = world.table("people")
    members = set(people["person_id"][people["is_member"].astype(bool)])
    done = {draft.clears for draft in drafts}
    found: list[tuple[tuple[bool, int], str, list[Fact]]] = []
    for row in people.itertuples():
        if row.person_id in on_file and str(row.reason) and not row.is_member and row.person_id not in done:
            ties = [fact for fact in known if row.person_id in fact.ends and members & set(fact.ends)]
            if ties:
                helps = "humanitarian" in f"{row.reason} {row.role}"
                found.append(((not helps, -len(ties)), row.person_id, ties))
    found.sort(key=lambda one: one[:2])
    return [check_of(person, ties, rng) for _, person, ties in found[:most]]


def check_of(person: str, ties: Sequence[Fact], rng: np.random.Generator) -> Draft:
    """A check that states the innocent tie and denies that the person is a partner in the business.

    `ties` are facts about the person, at least one of them with another person.
    """
    statements = [state(fact) for fact in sorted(ties, key=lambda fact: fact.relation == "belongs to")[:2]]
    if statements:
        other = statements[0].object if statements[0].subject == person else statements[0].subject
        since = statements[0].known_from
        statements.append(Statement(person, "works with", other, since, polarity="denied", style=CLEARING))
    kind = choose_kind(statements, rng, ("officer", "surveillance", "partner"))
    return Draft(kind, statements, pd.NaT, decent=True, clears=person, about=[person])


def victim(known: Sequence[Fact], rng: np.random.Generator) -> Draft:
    """A statement with indicators of trafficking; who speaks is not named, only whom the person dealt with."""
    able = [f for f in known if f.is_criminal and f.relation in ("drives for", "houses people for", "recruits for")]
    able = able or [fact for fact in known if fact.is_criminal and fact.relation == "works with"] or list(known)
    return Draft("statement", [state(able[int(rng.integers(len(able)))])], pd.NaT, protects=True)
