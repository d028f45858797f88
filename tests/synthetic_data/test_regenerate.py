"""The trainer's notebook: it checks its parameters, runs under papermill, and is built from its text."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

import synthetic_data
from classroom.build import notebook, to_text
from classroom.lesson import read_lesson
from synthetic_data.parameters import NAMES, check, given
from toolkit.errors import ParameterError

FOLDER = Path(synthetic_data.__file__).parent
SOUND = {
    "scenario": "gms-thailand",
    "level": "practitioner",
    "seed": "",
    "window": "",
    "size": "",
    "calls": "",
    "language": "en",
    "geography": "real",
    "out": "case",
    "sealed": "sealed",
}


def test_empty_means_the_default() -> None:
    parameters = check(SOUND)
    assert (parameters.seed, parameters.window, parameters.size) == (None, None, None)


def test_values_come_as_papermill_reads_them() -> None:
    parameters = check({**SOUND, "seed": 2**127, "window": "2026-01-01 2026-03-31", "size": "300"})
    assert parameters.seed == 2**127
    assert parameters.window == ("2026-01-01", "2026-03-31")
    assert parameters.size == 300
    assert check({**SOUND, "window": ["2026-01-01", "2026-03-31"]}).window == parameters.window


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sead": 7}, "unknown parameter 'sead'; did you mean"),
        ({"level": "experts"}, "unknown level 'experts'; did you mean 'expert'?"),
        ({"scenario": "gms"}, "unknown scenario 'gms'"),
        ({"language": "xx"}, "unknown language 'xx'"),
        ({"seed": -123456}, "seed is not a whole number"),
        ({"seed": 2**128}, "seed is not a whole number"),
        ({"seed": True}, "seed is not a whole number"),
        ({"geography": "invented"}, "unknown geography 'invented'"),
        ({"calls": 3}, "calls is not a whole number"),
        ({"size": 3}, "size is not a whole number from 300"),
        ({"window": "2026-01-01"}, "not two days"),
        ({"window": "2026-03-31 2026-01-01"}, "ends before it begins"),
        ({"out": " "}, "out is empty"),
    ],
)
def test_a_wrong_parameter_is_named_in_one_line(change: dict[str, object], said: str) -> None:
    with pytest.raises(ParameterError) as caught:
        check({**SOUND, **change})
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "123456" not in str(caught.value), "a seed is never repeated"


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(ParameterError, match=r"unknown level .*; size is not"):
        check({**SOUND, "level": "x", "size": 1})


def test_the_notebook_is_what_its_text_makes_and_holds_no_output() -> None:
    lesson = read_lesson(FOLDER / "regenerate.py")
    assert lesson.problems == ()
    built = (FOLDER / "regenerate.ipynb").read_text("utf-8")
    assert built == to_text(notebook(lesson, {}))
    made = nbformat.reads(built, 4)
    assert all(not cell.get("outputs") for cell in made.cells)
    (tagged,) = [cell for cell in made.cells if "parameters" in cell.metadata.get("tags", ())]
    variables: dict[str, object] = {"In": [], "get_ipython": None}
    exec(tagged.source, variables)
    assert tuple(given(variables)) == NAMES
    assert check(given(variables)).seed is None


def test_it_runs_under_papermill_and_keeps_the_seed_out_of_the_case(tmp_path: Path) -> None:
    import papermill

    seed = 123_456_789_012_345
    executed = papermill.execute_notebook(
        FOLDER / "regenerate.ipynb",
        tmp_path / "sealed_run.ipynb",
        parameters={"seed": seed, "size": 300, "out": str(tmp_path / "case"), "sealed": str(tmp_path / "sealed")},
        progress_bar=False,
        cwd=tmp_path,
    )
    assert (tmp_path / "sealed" / "truth" / "people.csv").is_file()
    case = [file for file in (tmp_path / "case").rglob("*") if file.is_file()]
    assert case
    assert not [file for file in case if str(seed) in file.read_text("utf-8")]
    figures = {
        cell.id
        for cell in executed.cells
        for output in cell.get("outputs", ())
        if "application/vnd.plotly.v1+json" in output.get("data", {})
    }
    assert {"over-time", "network", "map", "returns"} <= figures
    shown = [cell for cell in executed.cells if cell.id not in ("injected-parameters",) and cell.cell_type == "code"]
    told = [cell.id for cell in shown if any(str(seed) in str(output) for output in cell.get("outputs", ()))]
    assert told == []


def test_papermill_with_a_wrong_name_stops_before_anything_is_made(tmp_path: Path) -> None:
    import papermill

    with pytest.raises(papermill.PapermillExecutionError, match="unknown parameter 'sealled'"):
        papermill.execute_notebook(
            FOLDER / "regenerate.ipynb",
            tmp_path / "run.ipynb",
            parameters={"out": str(tmp_path / "case"), "sealled": str(tmp_path / "sealed")},
            progress_bar=False,
            cwd=tmp_path,
        )
    assert not (tmp_path / "case").exists()
