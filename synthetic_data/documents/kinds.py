"""Which kind of document can state which claim: surveillance sees meetings, not orders."""

from __future__ import annotations

import numpy as np

from synthetic_data.documents.draft import PAYMENT, PLAIN, Statement
from synthetic_data.documents.wording.claims import DENIED, OBSERVED, REPORTED, WITNESSED
from synthetic_data.documents.wording.recorded import ADMITTED, CALLED, COUNTER, PATROLLED, READ, TRACED

# Kind -> how often it is chosen where several kinds can state the same claims.
WEIGHTS = {
    "informant": 0.30,
    "officer": 0.20,
    "surveillance": 0.20,
    "statement": 0.13,
    "partner": 0.10,
    "open source": 0.07,
}
_PUBLIC = ("works with", "belongs to", "family of", "recruits for", "drives for")
STATED: dict[str, tuple[str, ...]] = {
    "informant": tuple(REPORTED),
    "officer": tuple(REPORTED),
    "surveillance": tuple(OBSERVED),
    "statement": tuple(WITNESSED),
    "partner": tuple(REPORTED),
    "open source": _PUBLIC,
    "phone": tuple(READ),
    "custody": tuple(ADMITTED),
    "finance": tuple(TRACED),
    "patrol": tuple(PATROLLED),
    "liaison": tuple(COUNTER),
    "hotline": tuple(CALLED),
}
_TELLING = ("informant", "officer", "partner")


def can_state(kind: str, statement: Statement) -> bool:
    """Say whether a document of that kind can state the claim in its own voice."""
    if statement.polarity == "denied":
        return kind in DENIED
    if statement.style == PAYMENT:
        return kind in (*_TELLING, "finance")
    if statement.style != PLAIN:
        return kind in _TELLING
    return statement.relation in STATED[kind]


def choose_kind(statements: list[Statement], rng: np.random.Generator, among: tuple[str, ...] = tuple(WEIGHTS)) -> str:
    """Draw a kind that can state all the claims; an officer's report can state any."""
    able = [kind for kind in among if all(can_state(kind, statement) for statement in statements)] or ["officer"]
    weights = np.array([WEIGHTS[kind] for kind in able])
    return able[int(rng.choice(len(able), p=weights / weights.sum()))]
