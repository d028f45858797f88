"""`mark` records well-formed answers, says what is malformed, and refuses a run that would give marks unseen."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from toolkit import mark
from toolkit.answers.normalise import normalise
from toolkit.answers.sheet import Form
from toolkit.errors import AnswerError

LINKS = Form.from_json(
    {
        "type": "table",
        "columns": [
            {"name": "a", "type": "nominal"},
            {"name": "b", "type": "nominal"},
            {"name": "status", "type": "code", "codes": ["confirmed", "suspected"]},
        ],
        "unique": ["a", "b"],
        "most": 3,
    }
)
SHEET = {
    "course": "c",
    "day": "day01_x",
    "exercises": {
        "day01.links": {
            "title": "t",
            "technique": "q",
            "points": 5,
            "minutes": 5,
            "form": {"type": "choices", "codes": ["yes", "no"]},
        }
    },
}


def test_a_frame_a_list_and_tuples_give_the_same_rows():
    rows = [{"a": "N001", "b": "N002", "status": "confirmed"}]
    assert normalise(pd.DataFrame(rows), LINKS) == rows
    assert normalise(rows, LINKS) == rows
    assert normalise([("N001", "N002", "confirmed")], LINKS) == rows


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (None, "still empty"),
        (3, "expected a table"),
        ([], "no rows yet"),
        ([{"a": "N001", "b": "N002", "status": "sure"}], "row 1, status: unknown value 'sure'"),
        ([{"a": "N001", "b": "N002"}], "row 1, status: empty; valid: confirmed, suspected"),
        ([{"a": "N001", "c": "N002", "status": "confirmed"}], "row 1: unknown column 'c'"),
        ([("N001", "N002", "confirmed"), ("N002", "N001", "suspected")], "rows 1 and 2 both give N001 - N002"),
        ([("N001", "N002", "confirmed")] * 4, "4 rows; at most 3"),
        ([("N001", "N9", "confirmed")], "row 1, b: 'N9' is not an index number"),
    ],
)
def test_malformed_tables_are_named(answer, said):
    with pytest.raises(AnswerError) as raised:
        normalise(answer, LINKS, nominals={"N001", "N002"})
    assert said in str(raised.value)


def test_series_keeps_not_reported_apart_from_nought():
    index = pd.period_range("2026-01", periods=3, freq="M")
    series = pd.Series([1, pd.NA, 0], index=index, dtype="Int64")
    assert normalise(series, Form("series")) == {"2026-01": 1.0, "2026-02": None, "2026-03": 0.0}
    dated = pd.Series([1.0, np.nan], index=pd.date_range("2026-01-01", periods=2, freq="MS"))
    assert normalise(dated, Form("series")) == {"2026-01": 1.0, "2026-02": None}


@pytest.mark.parametrize("value", [float("inf"), "a", True, [1], {"x": 1}])
def test_a_series_takes_finite_numbers_only(value):
    with pytest.raises(AnswerError):
        normalise({"2026-01": value}, Form("series"))


def test_a_column_of_per_cent_takes_0_to_100_with_or_without_its_sign():
    columns = [{"name": "item", "type": "text"}, {"name": "probability", "type": "percent"}]
    form = Form.from_json({"type": "table", "columns": columns})
    given = [("P1", 0), ("P2", "12.5"), ("P3", "30 %"), ("P4", 100)]
    assert [row["probability"] for row in normalise(given, form)] == [0.0, 12.5, 30.0, 100.0]
    for wrong in (150, -3, "100.1 %"):
        with pytest.raises(AnswerError, match=r"row 1, probability: .* is not between 0 and 100 per cent"):
            normalise([("P1", wrong)], form)
    with pytest.raises(AnswerError, match="'30 %%' is not a number"):
        normalise([("P1", "30 %%%")], form)


def test_choices_check_items_and_codes():
    form = Form("choices", codes=("yes", "no"))
    assert normalise({"q1": "yes", "q2": None}, form, items={"q1", "q2"}) == {"q1": "yes"}
    for wrong in ({"q9": "yes"}, {"q1": "maybe"}, {"q1": ["yes", "no"]}, {"q1": None}):
        with pytest.raises(AnswerError):
            normalise(wrong, form, items={"q1", "q2"})


@pytest.fixture
def assignment(tmp_path, monkeypatch):
    (tmp_path / "exercises.json").write_text(json.dumps(SHEET))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_mark_says_what_it_recorded(assignment, capsys):
    mark("day01.links", {"q1": "yes"})
    assert "Recorded for day01.links: 1 entries" in capsys.readouterr().out
    with pytest.raises(AnswerError, match=r"did you mean 'day01\.links'"):
        mark("day01.link", {"q1": "yes"})


def test_mark_refuses_plain_autograde_even_when_the_variable_is_removed(assignment):
    code = (
        "import os; os.environ.pop('NBGRADER_EXECUTION', None)\n"
        "from toolkit import mark\nmark('day01.links', {'q1': 'yes'})"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={"NBGRADER_EXECUTION": "autograde", "PATH": "/usr/bin"},
        cwd=assignment,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1
    assert "academy grade" in run.stderr.splitlines()[-1] or sys.platform != "linux"


def test_a_notebook_shows_the_line_and_no_traceback():
    from IPython.core.interactiveshell import InteractiveShell

    shown = InteractiveShell.instance()
    try:
        with pytest.MonkeyPatch.context() as patch:
            lines: list[str] = []
            patch.setattr(shown, "_showtraceback", lambda kind, value, text: lines.extend(text))
            shown.run_cell("from toolkit.errors import AnswerError\nraise AnswerError('row 1: empty')")
    finally:
        InteractiveShell.clear_instance()
    assert lines == ["AnswerError: row 1: empty"]


def test_a_missing_sheet_is_one_clear_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AnswerError, match=r"exercises\.json is not beside this notebook"):
        mark("day01.links", {})


def test_importing_the_toolkit_loads_no_heavy_library():
    heavy = ("pandas", "plotly", "igraph", "networkx", "statsmodels")
    code = f"import sys, toolkit; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"
