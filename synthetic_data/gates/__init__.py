"""Release gates: what a case must hold to before anybody sees it. One file for each family of gates."""

from __future__ import annotations

import pandas as pd

from synthetic_data.gates import configured, flows, integrity, leak, realism, reported, secrecy, sets, travel
from synthetic_data.gates.gate import to_frame
from synthetic_data.gates.sample import sampled
from synthetic_data.truth import Truth
from toolkit.schema.case import Case

__all__ = ["check"]

ALL = (integrity, configured, reported, flows, travel, realism, leak, sets, secrecy)
WHOLE = (integrity, configured)
STRATEGIC = (integrity, reported, flows, secrecy)


def check(case: Case, truth: Truth) -> pd.DataFrame:
    """Return every gate with its verdict: columns `gate`, `passed`, `value`, `limit`, `detail`.

    A strategic case holds no people, so that the gates about them do not apply to it. Of a table with more than a
    million records, gates of integrity and of configuration see every part and the others some parts, which a row of
    the report names.
    """
    families = STRATEGIC if case.info.get("kind") == "strategic" else ALL
    shorter, notes = sampled(case)
    found = [gate for family in families for gate in family.gates(case if family in WHOLE else shorter, truth)]
    return to_frame([*found, *notes])
