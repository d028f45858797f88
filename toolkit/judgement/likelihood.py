"""`likelihood`: words of estimative probability and the ranges they stand for (ICD 203)."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError, unknown

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
_EDGE = 1e-9


def likelihood(probability: float) -> str:
    """Return the ICD 203 term for a probability between 0 and 1.

    At a boundary two terms hold (`accepted` gives both); this returns the one nearer to an even chance, the more
    careful claim. Below 1 % and above 99 % ICD 203 has no term but the outer ones, which leave room for surprise.

    Raises ParameterError where the value is not a number between 0 and 1.

    >>> likelihood(0.7), likelihood(0.8), likelihood(0.2), likelihood(1)
    ('likely', 'likely', 'unlikely', 'almost certain')
    """
    terms = accepted(probability)
    return min(terms, key=lambda term: abs(sum(TERMS[term]) / 2 - 0.5))


def accepted(probability: float) -> tuple[str, ...]:
    """Return every ICD 203 term that fits a probability: two at a boundary, one elsewhere.

    >>> accepted(0.2)
    ('very unlikely', 'unlikely')
    """
    value = as_probability(probability)
    inside = min(max(value, 0.01), 0.99)
    return tuple(term for term, (low, high) in TERMS.items() if low - _EDGE <= inside <= high + _EDGE)


def scale(term: str | None = None) -> Any:
    """Return the range of one term (or of its ICD 203 synonym) as (low, high), or the whole scale as a table.

    >>> scale("probable")
    (0.55, 0.8)
    """
    if term is None:
        words = {term: other for other, term in SYNONYMS.items()}
        rows = [(name, words[name], low, high) for name, (low, high) in TERMS.items()]
        return pd.DataFrame(rows, columns=["term", "synonym", "low", "high"])
    name = " ".join(str(term).lower().split())
    name = SYNONYMS.get(name, name)
    if name not in TERMS:
        raise ParameterError(unknown("term of likelihood", term, [*TERMS, *SYNONYMS]))
    return TERMS[name]


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
