"""What a page holds beside its claims: two names that have no tie, and details by which a repeat is known."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from synthetic_data.documents.draft import Draft
from synthetic_data.documents.wording.voices import DETAILS

# Kinds whose sources tell tales: a log or a register holds no such detail.
_TOLD = ("informant", "statement", "partner")


def add_asides(drafts: Sequence[Draft], share: float, rng: np.random.Generator) -> None:
    """Give about that share of the drafts an aside on two of its entities whom no document of the file joins.

    Repeats keep to what they repeat; checks of a contact and referrals stay as plain as they are.
    """
    joined = {statement.ends for draft in drafts for statement in draft.statements}
    for draft in drafts:
        drawn, place = rng.random(), rng.random()
        named = sorted({end for statement in draft.statements for end in statement.ends})
        apart = [pair for pair in combinations(named, 2) if pair not in joined]
        plain = draft.copies is None and not draft.clears and not draft.protects
        if plain and apart and drawn < share:
            draft.aside = apart[int(place * len(apart))]


def deal_details(drafts: Sequence[Draft], share: float, rng: np.random.Generator) -> None:
    """Give each draft that asks for one a detail of its own, and about that share of the other tales as well.

    A repeat has the detail of what it repeats; no other two documents share one. Without the others a detail would
    mean that a repeat is near.
    """
    deal = [int(number) for number in rng.permutation(len(DETAILS))]
    told = [draft for draft in drafts if draft.copies is None and draft.kind in _TOLD and not draft.protects]
    asked = [draft for draft in drafts if draft.telling and draft.copies is None]
    others = [draft for draft in told if not draft.telling and not draft.clears]
    chosen = [others[at] for at in rng.permutation(len(others))[: round(len(others) * share)]]
    for draft, number in zip([*asked, *chosen], deal, strict=False):
        draft.detail = number
    for draft in drafts:
        if draft.copies is not None:
            draft.detail = draft.copies.detail
