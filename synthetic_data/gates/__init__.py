"""Release gates: what a case must hold to before anybody sees it. One file for each family of gates."""

from __future__ import annotations

import pandas as pd

from synthetic_data.gates import integrity, leak, realism, secrecy, sets, travel
from synthetic_data.gates.gate import to_frame
from synthetic_data.truth import Truth
from toolkit.schema.case import Case

__all__ = ["check"]


def check(case: Case, truth: Truth) -> pd.DataFrame:
    """Return every gate with its verdict: columns `gate`, `passed`, `value`, `limit`, `detail`."""
    return to_frame(
        [gate for family in (integrity, travel, realism, leak, sets, secrecy) for gate in family.gates(case, truth)]
    )
