"""Documents that say what part somebody has in the business: one for each broker and organiser on file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from synthetic_data.documents.bundle import covered, state
from synthetic_data.documents.draft import BRIDGE, DIRECTING, Draft, Statement
from synthetic_data.documents.facts import Fact
from synthetic_data.documents.kinds import choose_kind
from synthetic_data.world.model import World

# Relations in which a broker's part shows.
BRIDGED = ("works with", "directs", "drives for", "houses people for", "recruits for")


def key_actors(
    world: World,
    known: Sequence[Fact],
    drafts: Sequence[Draft],
    weak: float,
    rng: np.random.Generator,
    noise: np.random.Generator,
) -> list[Draft]:
    """One document for each broker and each organiser on file who does not have one yet.

    First-hand and from a proved source, save for the share `weak`, whose source makes the part no more than suspected.
    """
    told = {s.subject for draft in drafts for s in draft.statements if s.style in (BRIDGE, DIRECTING)}
    said = covered(drafts)
    result: list[Draft] = []
    for row in world.table("people").itertuples():
        if not row.is_member or row.person_id in told:
            continue
        bridges = [f for f in known if f.is_criminal and row.person_id in f.ends and f.relation in BRIDGED]
        directed = _directed_by(row.person_id, known)
        if row.is_broker and bridges:
            draft = role_draft(bridges[int(rng.integers(len(bridges)))], row.person_id, BRIDGE, rng)
        elif len(directed) >= 2:
            draft = role_draft(directed[int(rng.integers(len(directed)))], row.person_id, DIRECTING, rng)
        else:
            continue
        if weak and noise.random() < weak:
            kind = choose_kind(draft.statements, noise, ("informant", "partner"))
            draft = replace(draft, kind=kind, decent=False, weak=True)
        more = [f for f in known if f.is_criminal and row.person_id in f.ends and (f.ends, f.relation) not in said]
        more = [f for f in more if f.ends != draft.statements[0].ends]
        draft.statements += [state(more[i]) for i in rng.permutation(len(more))[:2]]
        said |= covered([draft])
        result.append(draft)
    return result


def _directed_by(person: str, known: Sequence[Fact]) -> list[Fact]:
    """Facts in which the person directs: as `directs`, or as the one for whom another works."""
    return [
        fact
        for fact in known
        if fact.is_criminal
        and (
            (fact.subject == person and fact.relation == "directs")
            or (fact.object == person and fact.relation.endswith(" for"))
        )
    ]


def role_draft(fact: Fact, actor: str, style: str, rng: np.random.Generator) -> Draft:
    """A document that says what part the actor has, and the tie by which it shows."""
    other = fact.object if fact.subject == actor else fact.subject
    relation = "works with" if style == BRIDGE else "directs"
    said = Statement(actor, relation, other, fact.known_from, style=style)
    kind = choose_kind([said], rng, ("informant", "officer", "partner"))
    return Draft(kind, [said], pd.NaT, decent=True)
