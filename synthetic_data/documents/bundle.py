"""From facts to drafts: the claim that states a fact, claims gathered into documents, and the day each is dated."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from synthetic_data.documents.draft import PAYMENT, PLAIN, Draft, Statement
from synthetic_data.documents.facts import Fact
from synthetic_data.documents.kinds import choose_kind
from synthetic_data.world.model import World

Told = tuple[tuple[str, str], str]
# Days that pass before what happened can be reported.
REPORTED_AFTER = 2


def state(fact: Fact, style: str = PLAIN) -> Statement:
    """Return the claim that states a fact."""
    if fact.amount and style == PLAIN:
        style = PAYMENT
    return Statement(
        fact.subject, fact.relation, fact.object, fact.known_from, style=style, day=fact.day, amount=fact.amount
    )


def covered(drafts: Sequence[Draft]) -> set[Told]:
    """Return the ties, with their relation, that some draft states independently."""
    return {(s.ends, s.relation) for draft in drafts for s in draft.statements if s.origin == "independent"}


def bundle(statements: Sequence[Statement], rng: np.random.Generator) -> list[Draft]:
    """Gather claims that share a person into documents of one to four claims."""
    left = list(statements)
    drafts = []
    while left:
        size = int(rng.choice([1, 2, 3, 4], p=[0.1, 0.35, 0.35, 0.2]))
        group = [left.pop(0)]
        while len(group) < size:
            ends = {end for statement in group for end in statement.ends}
            near = next((i for i, statement in enumerate(left) if ends & set(statement.ends)), None)
            if near is None:
                break
            group.append(left.pop(near))
        drafts.append(Draft(choose_kind(group, rng), group, pd.NaT))
    return drafts


def merge_smallest(drafts: list[Draft], rng: np.random.Generator) -> None:
    """Join the two shortest drafts into one, of a kind that can state all of it."""
    drafts.sort(key=lambda draft: len(draft.statements))
    one, two = drafts.pop(0), drafts.pop(0)
    said = {(s.ends, s.relation) for s in one.statements}
    joined = one.statements + [s for s in two.statements if (s.ends, s.relation) not in said]
    drafts.append(replace(one, kind=choose_kind(joined, rng), statements=joined))


def day_at(world: World, share: float) -> pd.Timestamp:
    """Return the day on which that share of the window has passed."""
    start, end = pd.Timestamp(world.start), pd.Timestamp(world.end)
    return start + pd.Timedelta(days=int((end - start).days * share))


def draw_date(
    world: World, share: tuple[float, float], statements: Collection[Statement], rng: np.random.Generator
) -> pd.Timestamp:
    """Draw a day in that share of the window, not before its claims could be known nor after the file closes."""
    start, end = pd.Timestamp(world.start), pd.Timestamp(world.end)
    drawn = start + pd.Timedelta(days=int((end - start).days * rng.uniform(*share)))
    earliest = max((s.known_from for s in statements), default=start) + pd.Timedelta(days=REPORTED_AFTER)
    return min(max(drawn, earliest), end)
