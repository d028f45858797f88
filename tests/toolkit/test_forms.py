"""Forms keep what was chosen, give it to `mark`, and say in one line what does not fit."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from toolkit import forms
from toolkit.answers.normalise import normalise
from toolkit.answers.sheet import read_sheet
from toolkit.errors import AnswerError, ParameterError
from toolkit.schema.case import Case

ITEMS = [
    {"id": "P1", "text": "A <b>threat</b> assessment", "detail": "Where will the route move?"},
    {"id": "P2", "text": "A target profile"},
    {"id": "P3", "text": "A situation report", "codes": ["strategic", "neither"]},
]


@pytest.fixture
def day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    common = {"technique": "t", "points": 5, "minutes": 10, "hints": []}
    exercises = {
        "day01.products": {
            **common,
            "title": "Products",
            "form": {"type": "choices", "codes": ["strategic", "operational", "neither"]},
        },
        "day01.faults": {
            **common,
            "title": "Faults",
            "form": {"type": "choices", "codes": ["vague", "late"], "several": True},
        },
        "day01.rows": {
            **common,
            "title": "Links",
            "form": {
                "type": "table",
                "most": 3,
                "columns": [
                    {"name": "person", "type": "nominal"},
                    {"name": "status", "type": "code", "codes": ["confirmed", "suspected"]},
                    {"name": "seen", "type": "documents", "optional": True},
                ],
            },
        },
        "day01.fixed": {
            **common,
            "title": "Gradings",
            "form": {
                "type": "table",
                "columns": [
                    {"name": "item", "type": "text"},
                    {"name": "grade", "type": "code", "codes": ["A1", "B2"]},
                ],
            },
        },
    }
    exercises["day01.each"] = {
        **common,
        "title": "Elements",
        "form": {
            "type": "table",
            "each": "report",
            "unique": ["report"],
            "columns": [
                {"name": "report", "type": "text"},
                *({"name": f"part{number}", "type": "code", "codes": ["yes", "no"]} for number in range(4)),
            ],
        },
    }
    sheet = {"version": 1, "course": "senior", "day": "day01", "exercises": exercises}
    (tmp_path / "exercises.json").write_text(json.dumps(sheet))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def case() -> Case:
    paper = {"title": "Which product?", "items": ITEMS, "labels": {"neither": "Neither of them"}}
    nominals = pd.DataFrame({"nominal_id": ["N001", "N002"], "name": ["Chan Dara", "Som Chai"]})
    return Case(
        info={},
        loaders={"nominals": lambda: nominals},
        texts={},
        handouts={
            "senior/day01.each": {"rows": [{"id": "R10"}, {"id": "R20", "text": "the second"}], "items": ITEMS},
            "senior/day01.products": paper,
            "senior/day01.faults": paper,
            "senior/day01.fixed": paper,
        },
    )


def test_a_choice_is_saved_and_found_again(day: Path, case: Case) -> None:
    form = forms.choices("day01.products", case)
    assert (form.values, form.progress) == ({}, "0 of 3 answered")
    form.box.children[1].children[1].value = "operational"
    assert json.loads((day / "form_values" / "day01.products.json").read_text()) == {"P1": "operational"}
    again = forms.choices("day01.products", case)
    assert (again.values, again.progress) == ({"P1": "operational"}, "1 of 3 answered")
    assert [file.name for file in (day / "form_values").iterdir()] == ["day01.products.json"]


def test_several_choices_round_trip_into_the_answer_form(day: Path, case: Case) -> None:
    form = forms.choices("day01.faults", case)
    form.fill({"P1": ["vague", "late"], "P2": ["late"]})
    assert forms.choices("day01.faults", case).values == {"P1": ["vague", "late"], "P2": ["late"]}
    declared = read_sheet().exercise("day01.faults").form
    assert normalise(form.values, declared, items=["P1", "P2"]) == {"P1": ["late", "vague"], "P2": ["late"]}


def test_words_of_the_paper_are_escaped_and_labels_shown(day: Path, case: Case) -> None:
    form = forms.choices("day01.products", case)
    asked, control = form.box.children[1].children
    assert "A &lt;b&gt;threat&lt;/b&gt; assessment" in asked.value
    assert ("Neither of them", "neither") in control.options
    own = form.box.children[3].children[1]
    assert [code for _, code in own.options] == ["", "strategic", "neither"]
    bundle = form._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert "2. A target profile: not answered" in bundle["text/plain"]


def test_values_that_do_not_fit_are_refused(day: Path, case: Case) -> None:
    form = forms.choices("day01.products", case)
    form.fill({"P1": "strategic"})
    with pytest.raises(AnswerError, match="unknown item 'P9'"):
        form.fill({"P9": "strategic"})
    with pytest.raises(AnswerError, match=r"item P3: unknown choice 'operational'.*Valid: neither, strategic"):
        form.fill({"P3": "operational"})
    with pytest.raises(AnswerError, match="one choice is wanted"):
        form.fill({"P1": ["strategic", "neither"]})
    assert form.values == {"P1": "strategic"}


def test_stale_values_are_left_out_visibly_and_a_damaged_file_is_named(day: Path, case: Case) -> None:
    file = day / "form_values" / "day01.products.json"
    file.parent.mkdir()
    file.write_text('{"P1": "strategic", "P7": "strategic"}')
    form = forms.choices("day01.products", case)
    assert form.values == {"P1": "strategic"}
    assert "do not fit this paper, left out: 1" in form._status.value
    file.write_text("{")
    with pytest.raises(AnswerError, match=r"day01\.products\.json is damaged; delete it"):
        forms.choices("day01.products", case)


def test_a_folder_that_cannot_be_written_keeps_the_answers(day: Path, case: Case) -> None:
    (day / "form_values").write_text("in the way")
    form = forms.choices("day01.products", case)
    form.fill({"P1": "neither"})
    assert form.values == {"P1": "neither"}
    assert "not saved" in form._status.value


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda case: forms.choices("day01.nothing", case), "unknown exercise 'day01.nothing'"),
        (lambda case: forms.choices("day01.rows", case), "answered as a table, not by forms.choices"),
        (lambda _: forms.choices("day01.products", Case({}, {}, {})), "no paper for senior/day01.products"),
        (
            lambda _: forms.choices("day01.products", Case({}, {}, {}, {"senior/day01.products": {"items": []}})),
            "asks no item",
        ),
    ],
)
def test_a_missing_exercise_or_paper_is_one_line(day: Path, case: Case, ask, message: str) -> None:
    with pytest.raises(AnswerError, match=message):
        ask(case)


def test_rows_are_added_removed_and_saved(day: Path, case: Case) -> None:
    form = forms.table("day01.rows", case)
    assert form.values == []
    form._rows[0].cells["person"].value = "N002 Som Chai"
    form._append()
    assert form.progress == "rows: 1, incomplete: 1"
    form._rows[0].cells["status"].value = "confirmed"
    form._rows[1].cells["person"].value = "N001 Chan Dara"
    form._drop(form._rows[1])
    expected = [{"person": "N002", "status": "confirmed"}]
    assert form.values == expected
    again = forms.table("day01.rows", case)
    assert again.values == expected
    assert again._rows[0].cells["person"].value == "N002 Som Chai"
    again.fill(pd.DataFrame({"person": ["N001"], "status": ["suspected"], "seen": ["D001; D002"]}))
    declared = read_sheet().exercise("day01.rows").form
    assert normalise(again.values, declared, nominals=["N001", "N002"])[0]["seen"] == ["D001", "D002"]
    with pytest.raises(AnswerError, match="at most 3 are accepted"):
        again.fill([{"person": "N001"}] * 4)


def test_a_paper_may_narrow_whom_a_form_offers(day: Path, case: Case) -> None:
    assert len(forms.table("day01.rows", case)._people) == 2
    case.handouts["senior/day01.rows"] = {"nominals": ["N002"]}
    assert forms.table("day01.rows", case)._people == ["N002 Som Chai"]


def test_a_paper_may_name_the_columns_for_the_reader(day: Path, case: Case) -> None:
    def heads(form: forms.TableForm) -> str:
        return " ".join(child.value for child in form._body.children[0].children if hasattr(child, "value"))

    assert "person" in heads(forms.table("day01.rows", case))
    case.handouts["senior/day01.rows"] = {"labels": {"person": "who <was> seen"}}
    named = forms.table("day01.rows", case)
    assert "who &lt;was&gt; seen" in heads(named)
    named.fill([{"person": "N001", "status": "confirmed"}])
    assert named.values == [{"person": "N001", "status": "confirmed"}]


def test_fixed_rows_carry_their_item(day: Path, case: Case) -> None:
    form = forms.table("day01.fixed", case)
    assert form.progress == "0 of 3 answered"
    form.fill([{"item": "P2", "grade": "B2"}])
    assert form.values == [{"item": "P2", "grade": "B2"}]
    assert forms.table("day01.fixed", case).progress == "1 of 3 answered"
    with pytest.raises(AnswerError, match="row 1: unknown item 'P9'"):
        form.fill([{"item": "P9", "grade": "B2"}])


def test_each_row_of_the_paper_stands_ready_under_its_own_column(day: Path, case: Case) -> None:
    form = forms.table("day01.each", case)
    assert (form.progress, form.values) == ("0 of 2 answered", [])
    form.fill([{"report": "R20", "part0": "yes", "part1": "no", "part2": "no", "part3": "yes"}])
    assert form.progress == "1 of 2 answered"
    assert [row["report"] for row in forms.table("day01.each", case).values] == ["R20"]
    with pytest.raises(AnswerError, match="row 1: unknown report 'R99'"):
        form.fill([{"report": "R99", "part0": "yes"}])


def test_a_matrix_has_a_cell_for_each_pair_and_gives_rows_as_a_table_does(day: Path, case: Case) -> None:
    sheet = json.loads((day / "exercises.json").read_text())
    ends = [{"name": "a", "type": "nominal"}, {"name": "b", "type": "nominal"}]
    status = {"name": "status", "type": "code", "codes": ["confirmed", "suspected"]}
    sheet["exercises"]["day01.matrix"] = {
        **sheet["exercises"]["day01.rows"],
        "form": {"type": "table", "columns": [*ends, status], "unique": ["a", "b"]},
    }
    (day / "exercises.json").write_text(json.dumps(sheet))
    case.handouts["senior/day01.matrix"] = {"nominals": ["N001", "N002", "N003"]}
    form = forms.matrix("day01.matrix", case)
    assert form.progress == "filled cells: 0 of 3"
    form.fill([{"a": "N003", "b": "N001", "status": "suspected"}])
    assert form.values == [{"a": "N001", "b": "N003", "status": "suspected"}]
    assert forms.matrix("day01.matrix", case).values == form.values
    with pytest.raises(AnswerError, match="unknown person of this matrix 'N009'"):
        form.fill([{"a": "N009", "b": "N001", "status": "suspected"}])
    with pytest.raises(AnswerError, match="stands at both ends"):
        form.fill([{"a": "N001", "b": "N001", "status": "suspected"}])
    with pytest.raises(ParameterError, match=r"use forms\.table"):
        forms.matrix("day01.fixed", case)


def test_competing_hypotheses_have_a_cell_each_and_give_values_as_choices_do(day: Path) -> None:
    sheet = json.loads((day / "exercises.json").read_text())
    codes = ["consistent", "inconsistent", "neutral"]
    sheet["exercises"]["day01.ach"] = {
        **sheet["exercises"]["day01.products"],
        "form": {"type": "choices", "codes": codes},
    }
    (day / "exercises.json").write_text(json.dumps(sheet))
    reports = pd.DataFrame({"document_id": ["D007"], "source_grade": ["B"], "information_grade": ["2"]})
    reports["source_ref"] = "INF-01"
    paper = {
        "hypotheses": [{"id": "H1", "text": "takes part"}, {"id": "H2", "text": "a <b>customer</b>"}],
        "evidence": [{"id": "E5", "text": "D007, on A and B", "document": "D007"}, {"id": "E9", "text": "Calls: 3"}],
        "items": [{"id": f"{one} {name}", "text": one} for one in ("E5", "E9") for name in ("H1", "H2")],
        "labels": {"neutral": "Neutral: it says nothing"},
    }
    case = Case(info={}, loaders={"reports": lambda: reports}, texts={}, handouts={"senior/day01.ach": paper})
    form = forms.ach("day01.ach", case)
    assert form.progress == "filled cells: 0 of 4"
    form.fill({"E9 H2": "inconsistent", "E5 H1": "consistent"})
    assert form.values == {"E5 H1": "consistent", "E9 H2": "inconsistent"}
    assert forms.ach("day01.ach", case).values == form.values
    assert forms.choices("day01.ach", case).values == form.values
    normalise(form.values, read_sheet().exercise("day01.ach").form)
    assert "E5 D007, on A and B (B2): H1 consistent; H2 -" in form._listing()
    assert form.table().empty, "a row with an empty cell is not whole"
    form.fill({**form.values, "E5 H2": "neutral"})
    assert form.table().to_dict("records") == [
        {"evidence": "E5 D007, on A and B", "grade": "B2", "source": "INF-01", "H1": "C", "H2": "N"}
    ]
    form.fill({"E9 H2": "inconsistent", "E5 H1": "consistent"})
    for wrong, complaint in (
        ({"E5 H3": "neutral"}, "unknown cell of this matrix 'E5 H3'"),
        ({"E5 H1": "maybe"}, "cell E5 H1: unknown choice 'maybe'"),
    ):
        with pytest.raises(AnswerError, match=complaint):
            form.fill(wrong)
    assert form.values == {"E5 H1": "consistent", "E9 H2": "inconsistent"}
    case.handouts["senior/day01.ach"] = {**paper, "evidence": paper["evidence"][:1]}
    with pytest.raises(AnswerError, match="no matrix of evidence and hypotheses"):
        forms.ach("day01.ach", case)


@pytest.fixture
def tied(day: Path) -> Case:
    """A day with an exercise of order and one of ties, and a case whose papers list what they ask."""
    content = json.loads((day / "exercises.json").read_text("utf-8"))
    common = {"technique": "t", "points": 5, "minutes": 10, "hints": []}
    columns = {
        "day01.order": [{"name": "item", "type": "text"}],
        "day01.ways": [
            *({"name": name, "type": "text"} for name in ("source", "target", "remark")),
            {"name": "count", "type": "number"},
        ],
    }
    for name, asked in columns.items():
        form = {"type": "table", "columns": asked, "most": 9}
        content["exercises"][name] = {**common, "title": name, "form": form}
    (day / "exercises.json").write_text(json.dumps(content), "utf-8")
    papers = {
        "day01.order": {"items": ITEMS},
        "day01.ways": {"entities": [{"id": "PL1", "name": "North Pier"}, {"id": "PL2", "name": "Old Town"}]},
    }
    return Case({}, {}, {}, {f"{content['course']}/{name}": paper for name, paper in papers.items()})


def test_an_order_leaves_out_what_has_no_place(day: Path, tied: Case) -> None:
    form = forms.order("day01.order", tied)
    assert form.values == []
    form._fields["P3"].value, form._fields["P1"].value = "1", "2.5"
    assert form.values == [{"item": "P3"}, {"item": "P1"}]
    assert forms.order("day01.order", tied).values == form.values
    assert normalise(form.values, read_sheet(day).exercise("day01.order").form) == form.values
    form._fields["P1"].value = "first"
    assert form.values == [{"item": "P3"}]
    assert "no number: first" in form.progress
    form.fill(["P2", "P1"])
    assert form.values == [{"item": "P2"}, {"item": "P1"}]
    with pytest.raises(AnswerError, match="P9"):
        form.fill([{"item": "P9"}])
    with pytest.raises(AnswerError, match=r"use forms\.table"):
        forms.order("day01.ways", tied)


def test_the_ends_of_a_tie_are_offered_from_the_paper(day: Path, tied: Case) -> None:
    form = forms.table("day01.ways", tied)
    cells = form._rows[0].cells
    assert cells["source"].options == ("PL1 North Pier", "PL2 Old Town")
    cells["source"].value, cells["target"].value = "PL1 North Pier", "PL2"
    cells["remark"].value = "PL1 North Pier"
    assert form.values == [{"source": "PL1", "target": "PL2", "remark": "PL1 North Pier"}]


def test_a_part_of_a_name_is_understood_and_what_is_not_on_the_list_is_said(day: Path, tied: Case) -> None:
    form = forms.table("day01.ways", tied)
    cells = form._rows[0].cells
    cells["source"].value, cells["target"].value = "pier", "Atlantis"
    assert cells["source"].value == "PL1 North Pier"
    assert form.values == [{"source": "PL1", "target": "Atlantis"}]
    assert "not on the list, choose again: Atlantis" in form.progress


def test_thousands_may_be_parted_and_words_are_no_number(day: Path, tied: Case) -> None:
    form = forms.table("day01.ways", tied)
    count = form._rows[0].cells["count"]
    count.value = "4,620"
    assert form.values[0]["count"] == "4620"
    assert "no number" not in form.progress
    count.value = "lots"
    assert "no number: lots" in form.progress


def test_two_at_one_place_are_said(day: Path, tied: Case) -> None:
    form = forms.order("day01.order", tied)
    for field in list(form._fields.values())[:2]:
        field.value = "1"
    assert "more than one at place 1" in form.progress
