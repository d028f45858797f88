"""`likelihood`: words of estimative probability and the ranges they stand for (ICD 203, PHIA yardstick)."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.language import text

# Intelligence Community Directive 203, Analytic Standards (2015), D.6.e(2): term -> range of probability.
TERMS: dict[str, tuple[float, float]] = {
    "almost no chance": (0.01, 0.05),
    "very unlikely": (0.05, 0.20),
    "unlikely": (0.20, 0.45),
    "roughly even chance": (0.45, 0.55),
    "likely": (0.55, 0.80),
    "very likely": (0.80, 0.95),
    "almost certain": (0.95, 0.99),
}
# The directive's second row of terms for the same ranges; rows are not mixed in one product.
SYNONYMS: dict[str, str] = {
    "remote": "almost no chance",
    "highly improbable": "very unlikely",
    "improbable": "unlikely",
    "roughly even odds": "roughly even chance",
    "probable": "likely",
    "highly probable": "very likely",
    "nearly certain": "almost certain",
}
# Professional Head of Intelligence Assessment (UK), probability yardstick: ranges with gaps between them, on purpose.
PHIA: dict[str, tuple[float, float]] = {
    "remote chance": (0.0, 0.05),
    "highly unlikely": (0.10, 0.20),
    "unlikely": (0.25, 0.35),
    "realistic possibility": (0.40, 0.50),
    "likely or probable": (0.55, 0.75),
    "highly likely": (0.80, 0.90),
    "almost certain": (0.95, 1.0),
}
SCALES: dict[str, dict[str, tuple[float, float]]] = {"icd203": TERMS, "phia": PHIA}
_EDGE = 1e-9


def likelihood(probability: float, yardstick: str = "icd203") -> str:
    """Return the term of a yardstick for a probability between 0 and 1.

    At a boundary of ICD 203 two terms hold (`accepted` gives both); this returns the one nearer to an even chance, the
    more careful claim. Below 1 % and above 99 % ICD 203 has no term but the outer ones, which leave room for surprise.
    The PHIA yardstick (`"phia"`) leaves gaps between its ranges; for a value in a gap the answer says so and names both
    neighbours, since neither term holds. Terms of two yardsticks are never mixed in one product.

    Raises ParameterError where the value is not a number between 0 and 1, or the yardstick is unknown.

    >>> likelihood(0.7), likelihood(0.8), likelihood(0.2), likelihood(1)
    ('likely', 'likely', 'unlikely', 'almost certain')
    >>> likelihood(0.85, "phia"), likelihood(0.07, "phia")
    ('highly likely', 'in the gap between remote chance and highly unlikely')
    """
    terms = accepted(probability, yardstick)
    ranges = SCALES[yardstick]
    if len(terms) == 2 and not any(_within(float(probability), ranges[term]) for term in terms):
        return text("in the gap between {low} and {high}", low=terms[0], high=terms[1])
    return min(terms, key=lambda term: abs(sum(ranges[term]) / 2 - 0.5))


def accepted(probability: float, yardstick: str = "icd203") -> tuple[str, ...]:
    """Return every term that fits a probability: two at a boundary, or the two beside a gap; one elsewhere.

    >>> accepted(0.2), accepted(0.22, "phia")
    (('very unlikely', 'unlikely'), ('highly unlikely', 'unlikely'))
    """
    value = as_probability(probability)
    ranges = _ranges(yardstick)
    inside = min(max(value, min(low for low, _ in ranges.values())), max(high for _, high in ranges.values()))
    held = tuple(term for term, bounds in ranges.items() if _within(inside, bounds))
    if held:
        return held
    below = [term for term, (_, high) in ranges.items() if high < inside]
    above = [term for term, (low, _) in ranges.items() if low > inside]
    return below[-1], above[0]


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] - _EDGE <= value <= bounds[1] + _EDGE


def _ranges(yardstick: str) -> dict[str, tuple[float, float]]:
    if yardstick not in SCALES:
        raise ParameterError(unknown("yardstick", yardstick, SCALES))
    return SCALES[yardstick]


def scale(term: str | None = None, yardstick: str = "icd203") -> Any:
    """Return the range of one term (or of its ICD 203 synonym) as (low, high), or the whole scale as a table.

    The table of the PHIA yardstick has a row for each gap as well, with an empty term.

    >>> scale("probable")
    (0.55, 0.8)
    >>> int((scale(yardstick="phia")["term"] == "").sum())
    6
    """
    ranges = _ranges(yardstick)
    synonyms = SYNONYMS if yardstick == "icd203" else {"likely": "likely or probable", "probable": "likely or probable"}
    if term is None:
        words = {term: other for other, term in synonyms.items()} if yardstick == "icd203" else {}
        rows: list[tuple[str, str, float, float]] = []
        for name, (low, high) in ranges.items():
            if rows and low > rows[-1][3]:
                rows.append(("", "", rows[-1][3], low))
            rows.append((name, words.get(name, ""), low, high))
        return pd.DataFrame(rows, columns=["term", "synonym", "low", "high"])
    name = " ".join(str(term).lower().split())
    name = synonyms.get(name, name)
    if name not in ranges:
        raise ParameterError(unknown("term of likelihood", term, [*ranges, *synonyms]))
    return ranges[name]


def as_probability(value: Any, where: str = "probability") -> float:
    """Return a probability as a float; ParameterError where it is not a number between 0 and 1."""
    if isinstance(value, (bool, str)) or value is None:
        raise ParameterError(f"{where} {value!r} is not a number between 0 and 1")
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise ParameterError(f"{where} {value!r} is not a number between 0 and 1") from None
    if not (math.isfinite(number) and 0 <= number <= 1):
        mend = f"; for {number:g} % write {number / 100:g}" if 1 < number <= 100 else ""
        raise ParameterError(f"{where} {number:g} is not between 0 and 1{mend}")
    return number
