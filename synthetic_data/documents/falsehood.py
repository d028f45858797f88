"""Reports that mislead or deny: fabricated claims, circular repeats, denials true and false."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import TypeVar

import numpy as np
import pandas as pd

from synthetic_data.documents.bundle import day_at
from synthetic_data.documents.draft import PLAIN, Draft, Statement
from synthetic_data.documents.kinds import STATED, can_state, choose_kind
from synthetic_data.world.model import World

Item = TypeVar("Item")
_DENYING = ("surveillance", "officer")
# Shares of the window: what is denied is on file by the first, the denial by the second.
_CONTRADICTED = (0.6, 0.72)
_REPEATING = ("open source", "partner")


def pairs_apart(world: World, among: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pairs of persons among those given who have no tie and never called each other."""
    persons = set(world.table("people")["person_id"])
    links, calls = world.table("links")[["a", "b"]], world.traffic.pairs()
    joined = {_sorted(a, b) for table in (links, calls) for a, b in table.itertuples(index=False)}
    return [pair for pair in combinations(sorted(one for one in among if one in persons), 2) if pair not in joined]


def fabrications(world: World, among: Sequence[str], count: int, rng: np.random.Generator) -> list[Draft]:
    """Return false reports that join an innocent person to a member; every other one comes from a proved source.

    A false report may deserve a good grade by all that the file shows: that is why two sources are asked for.
    """
    members, people = _members(world), world.table("people")
    # A migrant is never the one falsely accused: a migrant is no offender even in a false report.
    others = set(people["person_id"][people["kind"] == "bystander"])
    mixed = [(a, b) for a, b in pairs_apart(world, among) if {a, b} & members and {a, b} & others]
    drafts = []
    for index, chosen in enumerate(_draw(mixed, count, rng)):
        subject, other = chosen if rng.random() < 0.5 else chosen[::-1]
        said = Statement(subject, "works with", other, pd.Timestamp(world.start), is_true=False, origin="fabricated")
        drafts.append(Draft("informant", [said], pd.NaT, decent=index % 2 == 0, telling=True))
    return drafts


def denials(world: World, among: Sequence[str], count: int, rng: np.random.Generator) -> list[Draft]:
    """Return documents that deny, rightly, a tie between a member and somebody among those given."""
    members, start = _members(world), pd.Timestamp(world.start)
    apart = [pair for pair in pairs_apart(world, among) if pair[0] in members or pair[1] in members]
    drafts = []
    for a, b in _draw(apart, count, rng):
        said = Statement(a, "works with", b, start, polarity="denied")
        drafts.append(Draft(choose_kind([said], rng, _DENYING), [said], pd.NaT))
    return drafts


def contradictions(world: World, drafts: Sequence[Draft], count: int, rng: np.random.Generator) -> list[Draft]:
    """Return dated documents that deny what an earlier one asserts: wrongly for true ties, rightly for one invented.

    Drafts need their dates. The first one follows a false report, where there is one early enough; the others deny a
    working tie between two members, as a friend or a partner of the accused might.
    """
    able = [draft for draft in drafts if draft.dated < day_at(world, _CONTRADICTED[0]) and _can_deny(draft)]
    false = [draft for draft in able if draft.statements[0].origin == "fabricated"][:1]
    true = [draft for draft in able if draft.statements[0].origin == "independent"]
    result = []
    for draft in [*false, *_draw(true, count - len(false), rng)]:
        claim = draft.statements[0]
        right = claim.origin == "fabricated"
        said = Statement(
            claim.subject,
            "works with",
            claim.object,
            claim.known_from,
            is_true=right,
            polarity="denied",
            origin="independent" if right else "fabricated",
        )
        kind = choose_kind([said], rng, ("officer", "partner") if right else ("informant", "statement", "partner"))
        latest = day_at(world, _CONTRADICTED[1])
        dated = min(draft.dated + pd.Timedelta(days=int(rng.integers(3, 25))), latest)
        result.append(Draft(kind, [said], dated, decent=not right and bool(rng.random() < 0.5)))
    return result


def _can_deny(draft: Draft) -> bool:
    """A document of claims that no set for work by hand, check or repeat is about."""
    first = draft.statements[0]
    own = not (draft.set or draft.clears or draft.protects or draft.copies)
    return own and first.polarity == "asserted" and first.relation not in ("family of", "client of", "belongs to")


def circular(
    world: World, drafts: Sequence[Draft], count: int, rng: np.random.Generator, until: pd.Timestamp | None = None
) -> list[Draft]:
    """Return later documents that repeat earlier ones as if they were news, the first of them a false report if any.

    The repeat keeps one peculiar detail of the original, by which a reader can tell. Drafts need their dates; every
    repeat comes by the day `until`, at the end of the window where it is None.
    """
    end = pd.Timestamp(world.end) if until is None else until
    able = [draft for draft in drafts if _can_repeat(draft, end)]
    false = [draft for draft in able if any(s.origin == "fabricated" for s in draft.statements)]
    originals = false[:1] if count > 1 else []
    originals += _draw([draft for draft in able if draft not in originals], count - len(originals), rng)
    repeats = []
    for index, original in enumerate(originals):
        original.telling = True
        statements = [replace(s, origin="circular", style=PLAIN) for s in original.statements[:2]]
        kind = _REPEATING[index % len(_REPEATING)]
        if not all(can_state(kind, statement) for statement in statements):
            kind = "partner"
        dated = min(original.dated + pd.Timedelta(days=int(rng.integers(5, 26))), end)
        repeats.append(Draft(kind, statements, dated, copies=original))
    return repeats


def _can_repeat(draft: Draft, end: pd.Timestamp) -> bool:
    told = draft.kind in ("informant", "statement") and draft.copies is None and not draft.protects and not draft.clears
    asserted = all(s.polarity == "asserted" and s.relation in STATED["partner"] for s in draft.statements)
    return told and asserted and draft.dated + pd.Timedelta(days=5) <= end


def _draw(items: Sequence[Item], count: int, rng: np.random.Generator) -> list[Item]:
    return [items[i] for i in rng.permutation(len(items))[: max(count, 0)]]


def _members(world: World) -> set[str]:
    people = world.table("people")
    return set(people["person_id"][people["is_member"].astype(bool)])


def _sorted(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)
