"""Two names in one sentence that states no tie: a reader tells them apart, a search for names does not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from synthetic_data.documents.draft import Draft


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
