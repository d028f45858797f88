"""`swot`: what helps and hinders, within and without, in four fields."""

from __future__ import annotations

from typing import Any

from toolkit.judgement.grid import Grid, sort_into

HEADINGS = ("strengths", "weaknesses", "opportunities", "threats")
_SPELT = {**{one: one for one in HEADINGS}, "strength": HEADINGS[0], "weakness": HEADINGS[1],
          "opportunity": HEADINGS[2], "threat": HEADINGS[3]}  # fmt: skip


def swot(factors: Any) -> Grid:
    """Sort factors under strengths and weaknesses (within), opportunities and threats (without).

    Parameters
    ----------
    factors : {heading: list of factors}, or a table with columns `heading`, `factor` and where wanted `effect`,
        `evidence`, `grade`

    Say whose: the strengths of a smuggling network are the threats to a border service. Raises ParameterError for an
    unknown heading or an empty factor.

    >>> swot({"strength": ["two trained interpreters"], "threats": ["route shift"]}).sentence
    'SWOT: 2 factors under 2 of 4 headings.'
    """
    return sort_into(factors, "SWOT", "judgement.swot", _SPELT, across=2)
