"""`brier`: how good probabilities were once the outcomes, or their frequencies, are known."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError
from toolkit.judgement.categories import Row, of_categories
from toolkit.judgement.likelihood import as_probability
from toolkit.language import text


class Score(float):
    """The Brier score as a number (0 best, 1 worst), with its skill and Murphy's three parts.

    `reliability - resolution + uncertainty` is the score itself: reliability is the distance between what was said and
    what came of it (0 best), resolution how far the judgements tell cases apart (more is better), uncertainty what
    lies in the outcomes alone. `parts` is the table behind them; `expected` the score that single outcomes drawn from
    the frequencies would earn on average (the score itself where outcomes are 0 and 1).
    """

    reference: float
    skill: float
    reliability: float
    resolution: float
    uncertainty: float
    expected: float
    table: pd.DataFrame
    parts: pd.DataFrame
    caveats: tuple[str, ...]

    def __new__(cls, score: float, *, reference: float, table: pd.DataFrame, parts: pd.DataFrame,
                expected: float, caveats: tuple[str, ...]) -> Score:  # fmt: skip
        made = super().__new__(cls, score)
        made.reference = made.uncertainty = reference
        made.skill = 1 - score / reference if reference > 0 else math.nan
        made.reliability = math.fsum(parts["reliability"])
        made.resolution = math.fsum(parts["resolution"])
        made.expected = expected
        made.table = table
        made.parts = parts
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
        lines = [
            self.sentence,
            text(
                "reliability {reliability:.3f} - resolution {resolution:.3f} + uncertainty {uncertainty:.3f}",
                reliability=self.reliability,
                resolution=self.resolution,
                uncertainty=self.uncertainty,
            ),
        ]
        return "\n".join([*lines, *(f"- {one}" for one in self.caveats)])


def brier(probabilities: Any, outcomes: Any) -> Score:
    """Mean squared distance between probabilities and outcomes: `mean((p - o) ** 2)`.

    Parameters
    ----------
    probabilities : numbers between 0 and 1, one for each judgement; or a table with one row for each judgement and one
        column for each of several outcomes that exclude each other, whose probabilities add up to 1 in each row
    outcomes : 1 (it happened), 0 (it did not), or a frequency between them (how often it happened in many re-runs of
        the same situation, which is fairer than one lucky outcome); in the same order. For a table: the name of the
        column that came true in each row, or a table of frequencies of the same shape

    `skill` is `1 - score / score of always saying the mean outcome`: 1 perfect, 0 no better, below 0 worse; NaN where
    all outcomes are alike. Judgements with equal probability make the groups of the decomposition, so that it holds
    exactly, for frequencies too. For a table the loss of a row is half the sum of its squared distances, so that two
    columns score as the single probability does. Few judgements tell little.

    References: Brier (1950), *Monthly Weather Review* 78; Murphy (1973), *Journal of Applied Meteorology* 12. Raises
    ParameterError where lengths differ, a value is not between 0 and 1, or a row does not add up to 1.

    >>> found = brier([0.9, 0.2], [1, 0])
    >>> round(found + 0, 4), round(found.skill, 2)
    (0.025, 0.9)
    >>> round(found.reliability - found.resolution + found.uncertainty, 4)
    0.025
    """
    if isinstance(probabilities, pd.DataFrame):
        rows, seen_rows = of_categories(probabilities, outcomes)
    else:
        told, seen = values(probabilities, outcomes)
        rows, seen_rows = [(p,) for p in told], [(o,) for o in seen]
    share = 1.0 if len(rows[0]) == 1 else 0.5
    losses = [share * _distance(p, o) for p, o in zip(rows, seen_rows, strict=True)]
    base = tuple(math.fsum(column) / len(rows) for column in zip(*seen_rows, strict=True))
    reference = share * math.fsum(_distance(base, o) for o in seen_rows) / len(rows)
    spread = share * math.fsum(o * (1 - o) for row in seen_rows for o in row) / len(rows)
    score = math.fsum(losses) / len(losses)
    notes = []
    if len(rows) < 20:
        notes.append(text("only {count} judgements: luck weighs heavily", count=len(rows)))
    parts = _parts(rows, seen_rows, base, share)
    if len(parts) > len(rows) / 2 and len(rows) >= 20:
        notes.append(
            text("{groups} different probabilities in {count} judgements: reliability and resolution are inflated",
                 groups=len(parts), count=len(rows))
        )  # fmt: skip
    single = len(rows[0]) == 1
    return Score(
        score,
        reference=reference,
        table=pd.DataFrame(
            {
                "probability": [p[0] if single else p for p in rows],
                "outcome": [o[0] if single else o for o in seen_rows],
                "loss": losses,
            }
        ),
        parts=parts,
        expected=score + spread,
        caveats=tuple(notes),
    )


def values(probabilities: Iterable[float], outcomes: Iterable[float]) -> tuple[list[float], list[float]]:
    """Return both lists as numbers between 0 and 1; ParameterError where they are not, or their lengths differ."""
    told, seen = list(probabilities), list(outcomes)
    if len(told) != len(seen):
        raise ParameterError(f"{len(told)} probabilities but {len(seen)} outcomes; give one outcome for each")
    if not told:
        raise ParameterError("no probability was given; give at least one with its outcome")
    first = [as_probability(value, f"probability {place}") for place, value in enumerate(told, start=1)]
    then = [
        as_probability(float(value) if isinstance(value, (bool, np.bool_)) else value, f"outcome {place}")
        for place, value in enumerate(seen, start=1)
    ]
    return first, then


def _distance(first: Row, second: Row) -> float:
    return math.fsum((p - o) ** 2 for p, o in zip(first, second, strict=True))


def _parts(rows: list[Row], seen: list[Row], base: Row, share: float) -> pd.DataFrame:
    """Each group of equal probabilities: how many, what was said, what came, and its part of the score."""
    groups: dict[Row, list[int]] = {}
    for place, row in enumerate(rows):
        groups.setdefault(row, []).append(place)
    found = []
    for row, places in sorted(groups.items()):
        mean = tuple(math.fsum(seen[at][part] for at in places) / len(places) for part in range(len(row)))
        weight = share * len(places) / len(rows)
        single = len(row) == 1
        found.append(
            (row[0] if single else row, len(places), mean[0] if single else mean,
             weight * _distance(row, mean), weight * _distance(mean, base))
        )  # fmt: skip
    return pd.DataFrame(found, columns=["probability", "judgements", "frequency", "reliability", "resolution"])
