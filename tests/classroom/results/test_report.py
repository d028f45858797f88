"""The class report on classes of every size: complete, self-contained, and readable by a machine."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from tests.classroom.results.made_up import made_up


@pytest.mark.parametrize(("count", "days", "missing"), [(0, 1, 0.0), (1, 1, 0.0), (5, 4, 0.4), (30, 10, 0.1)])
def test_a_report_of_every_size_is_whole(count: int, days: int, missing: float, tmp_path: Path) -> None:
    made = made_up(count, days=days, missing=missing, waiting=0.1)
    files = {file.name for file in made.write(tmp_path)}
    assert {"report.html", "report.xlsx", "class.csv", "marks.csv", "exercises.csv", "incidents.csv"} <= files
    page = (tmp_path / "report.html").read_text("utf-8")
    outside = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", outside)
    assert '<b>"links-mark"</b>' not in outside
    assert len(pd.read_csv(tmp_path / "class.csv")) == count
    assert load_workbook(tmp_path / "report.xlsx", read_only=True)["class"].max_row == count + 1
    told = json.loads(made.as_json())
    assert [row["trainee"] for row in told["class"]] == [f"trainee{number + 1:02d}" for number in range(count)]
    assert all(row["outcome"] == "open" or days == 10 for row in told["class"] if "still" in row["reasons"])


def test_what_nearly_everyone_missed_stands_out() -> None:
    table = made_up(30).items.set_index("exercise")
    assert list(table.index[table["missed"]]) == ["day06.matrix"]


def test_outcomes_come_from_the_rules() -> None:
    table = made_up(30).table()
    assert set(table["outcome"]) <= {"passed", "not passed"}
    passed = table[table["outcome"] == "passed"]
    assert (passed[["overall", "auto", "rubric"]].min() >= [60, 50, 50]).all()
    assert (table[table["outcome"] == "not passed"]["reasons"] != "").all()
