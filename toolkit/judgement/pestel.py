"""`pestel`: factors of the environment under their six headings."""

from __future__ import annotations

from typing import Any

from toolkit.judgement.grid import Grid, sort_into

HEADINGS = ("political", "economic", "social", "technological", "environmental", "legal")


def pestel(factors: Any) -> Grid:
    """Sort factors of the environment under political, economic, social, technological, environmental and legal.

    Parameters
    ----------
    factors : {heading: list of factors}, or a table with columns `heading`, `factor` and where wanted `effect`,
        `evidence` (document ids), `grade`

    A list of factors is not an analysis: say what each does to the flow (`effect`). Raises ParameterError for an
    unknown heading or an empty factor.

    >>> found = pestel({"legal": ["visa waiver from March"], "economic": "wage gap of 3 to 1"})
    >>> found.to_frame()["heading"].tolist()
    ['economic', 'legal']
    """
    return sort_into(factors, "PESTEL", "judgement.pestel", {one: one for one in HEADINGS}, across=3)
