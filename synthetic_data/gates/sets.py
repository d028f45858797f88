"""Gates of the work by hand: each document set is of a size that can be charted, and no set gives another away."""

from __future__ import annotations

from itertools import combinations

from synthetic_data.documents.sets import faults
from synthetic_data.gates.gate import Gate, none_of
from synthetic_data.truth import Truth
from toolkit.schema.case import Case

MOST_SHARED = 2


def gates(case: Case, truth: Truth) -> list[Gate]:
    """Check the size of every set, and that two sets share at most two documents."""
    sets = truth.info["sets"]
    cards = case.table("nominals")
    firms = cards["nominal_id"][cards["kind"] == "organisation"].tolist()
    problems = faults(sets, truth.table("claims"), firms)
    shared = [
        f"sets {one} and {other} share {', '.join(common)}"
        for one, other in combinations(sorted(sets), 2)
        if len(common := sorted(set(sets[one]["documents"]) & set(sets[other]["documents"]))) > MOST_SHARED
    ]
    return [
        *(none_of(f"set {name}: fit for work by hand", listed) for name, listed in problems.items()),
        none_of("sets apart", shared),
    ]
