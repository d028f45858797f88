"""Key of the exercise that carries 4x4 grades over into 5x5x5 and 6x6, with the codes on which desks differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from grading.keys import draw
from grading.keys.derived import Derived
from synthetic_data.truth import Truth
from toolkit.errors import GradingError
from toolkit.evaluation import FIVE_BY_FIVE_BY_FIVE, FOUR_BY_FOUR, SIX_BY_SIX
from toolkit.schema.case import Case

COURSE = "operational_10day"
DOCUMENTS = 6
Table = Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
# 4x4 code -> codes that say the same, codes that can be argued for. Read from the wording of the three code tables
# (toolkit.evaluation): no agency's conversion table is followed, and a printed one goes before this.
SOURCE_5: Table = {"A": (("A",), ()), "B": (("B",), ()), "C": (("C",), ("D",)), "X": (("E",), ())}
INFORMATION_5: Table = {"1": (("1",), ()), "2": (("2",), ()), "3": (("3",), ()), "4": (("4",), ())}
SOURCE_6: Table = {"A": (("A",), ()), "B": (("B",), ()), "C": (("D",), ("C", "E")), "X": (("F",), ())}
# 6x6 asks whether other sources confirm it, 4x4 whether the source knew it itself.
INFORMATION_6: Table = {
    "1": (("1",), ("2",)),
    "2": (("2",), ("3", "6")),
    "3": (("2",), ("1", "3")),
    "4": (("6",), ("4",)),
}
COLUMNS = {
    "source_5x5x5": ("source_grade", SOURCE_5),
    "information_5x5x5": ("information_grade", INFORMATION_5),
    "source_6x6": ("source_grade", SOURCE_6),
    "information_6x6": ("information_grade", INFORMATION_6),
}


def codes(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the 5x5x5 and 6x6 codes of graded documents on file, as many different grades among them as there are."""
    reports = _different(case, draw.stream(truth, f"{COURSE}/day02.conversion"))
    key = {
        str(row.document_id): {
            column: {"best": list(table[getattr(row, of)][0]), "near": list(table[getattr(row, of)][1])}
            for column, (of, table) in COLUMNS.items()
        }
        for row in reports.itertuples()
    }
    grade = {str(row.document_id): f"{row.source_grade}{row.information_grade}" for row in reports.itertuples()}
    return Derived(
        paper={
            "instructions": "Carry the 4x4 grade of each document over into both systems, by the wording of the codes.",
            "rows": [{"id": name, "text": f"{name}, graded {grade[name]} (4x4)"} for name in key],
            "reports": [{"document_id": name, "grade": grade[name]} for name in key],
            "legend": {
                system.name: {"source": dict(system.source), "information": dict(system.information)}
                for system in (FOUR_BY_FOUR, FIVE_BY_FIVE_BY_FIVE, SIX_BY_SIX)
            },
        },
        key={"rows": key},
        oracle=[
            {"document": name, **{column: one["best"][0] for column, one in row.items()}} for name, row in key.items()
        ],
        model_answer="\n".join(
            f"- {name}, {grade[name]}: "
            + ", ".join(f"{column.replace('_', ' ')} {' or '.join(one['best'])}" for column, one in row.items())
            for name, row in key.items()
        ),
    )


def _different(case: Case, rng: np.random.Generator) -> pd.DataFrame:
    """Documents of different grades first; at least two source grades and two information grades."""
    reports = case.table("reports").sort_values("document_id", kind="stable")
    reports = reports[reports["source_grade"].isin(list(SOURCE_5)) & reports["information_grade"].isin(list("1234"))]
    mixed = reports.iloc[rng.permutation(len(reports))].astype({"source_grade": "str", "information_grade": "str"})
    again = mixed.groupby(["source_grade", "information_grade"]).cumcount()
    chosen = mixed.loc[again.sort_values(kind="stable").index].head(DOCUMENTS).sort_values("document_id", kind="stable")
    if chosen["source_grade"].nunique() < 2 or chosen["information_grade"].nunique() < 2:
        raise GradingError("the documents on file have one grade; name a later checkpoint")
    return chosen
