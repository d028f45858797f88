"""`brier`: how good probabilities were once the outcomes, or their frequencies, are known."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd

from toolkit.errors import ParameterError
from toolkit.judgement.likelihood import as_probability
from toolkit.language import text


class Score(float):
    """The Brier score as a number (0 best, 1 worst), with its skill against always saying the base rate."""

    reference: float
    skill: float
    table: pd.DataFrame
    caveats: tuple[str, ...]

    def __new__(cls, score: float, reference: float, table: pd.DataFrame, caveats: tuple[str, ...]) -> Score:
        made = super().__new__(cls, score)
        made.reference = reference
        made.skill = 1 - score / reference if reference > 0 else math.nan
        made.table = table
        made.caveats = caveats
        return made

    def to_frame(self) -> pd.DataFrame:
        """One row for each judgement: probability, outcome, loss."""
        return self.table.copy()

    @property
    def sentence(self) -> str:
        """The score and what it is worth."""
        if math.isnan(self.skill):
            return text("Brier score {score:.3f}; every outcome was alike, so skill cannot be told.", score=float(self))
        if self.skill > 0:
            return text(
                "Brier score {score:.3f}: {skill:.0%} better than always saying the base rate.",
                score=float(self),
                skill=self.skill,
            )
        return text("Brier score {score:.3f}: no better than always saying the base rate.", score=float(self))

    def __repr__(self) -> str:
        return "\n".join([self.sentence, *(f"- {one}" for one in self.caveats)])


def brier(probabilities: Iterable[float], outcomes: Iterable[float]) -> Score:
    """Mean squared distance between probabilities and outcomes: `mean((p - o) ** 2)`.

    Parameters
    ----------
    probabilities : numbers between 0 and 1, one for each judgement
    outcomes : 1 (it happened), 0 (it did not), or a frequency between them (how often it happened in many re-runs of
        the same situation, which is fairer than one lucky outcome); in the same order

    `skill` is `1 - score / score of always saying the mean outcome`: 1 perfect, 0 no better, below 0 worse; NaN where
    all outcomes are alike. Few judgements tell little.

    Reference: Brier (1950), *Monthly Weather Review* 78. Raises ParameterError where lengths differ or a value is not
    between 0 and 1.

    >>> found = brier([0.9, 0.2], [1, 0])
    >>> round(found + 0, 4), round(found.skill, 2)
    (0.025, 0.9)
    """
    told, seen = list(probabilities), list(outcomes)
    if len(told) != len(seen):
        raise ParameterError(f"{len(told)} probabilities but {len(seen)} outcomes; give one outcome for each")
    if not told:
        raise ParameterError("no probability was given; give at least one with its outcome")
    first = [as_probability(value, f"probability {place}") for place, value in enumerate(told, start=1)]
    then = [
        as_probability(float(value) if value is True or value is False else value, f"outcome {place}")
        for place, value in enumerate(seen, start=1)
    ]
    losses = [(p - o) ** 2 for p, o in zip(first, then, strict=True)]
    score = math.fsum(losses) / len(losses)
    base = math.fsum(then) / len(then)
    reference = math.fsum((base - o) ** 2 for o in then) / len(then)
    notes = []
    if len(told) < 20:
        notes.append(text("only {count} judgements: luck weighs heavily", count=len(told)))
    return Score(
        score,
        reference=reference,
        table=pd.DataFrame({"probability": first, "outcome": then, "loss": losses}),
        caveats=tuple(notes),
    )
