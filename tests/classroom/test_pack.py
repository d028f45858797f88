"""A pack prints what stands around a course in two folders, and nothing of the sealed one reaches the trainees."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from classroom.cli import run
from classroom.courses import CURRICULUM
from classroom.pack.making import make_pack, make_slides
from toolkit.errors import CaseError, ParameterError

DAY = "day04_link_chart"
COURSE = "operational_10day"


@pytest.fixture(scope="module")
def curriculum(tmp_path_factory) -> Path:
    """The courses as they stand, of which one day alone has a lesson: packing all of them takes too long here."""

    def without(folder: str, names: list[str]) -> set[str]:
        written = {name for name in names if name.endswith(".py") and Path(folder).name != DAY}
        return written | ({"source", "locale"} & set(names))

    target = tmp_path_factory.mktemp("pack") / "curriculum"
    shutil.copytree(CURRICULUM, target, ignore=without)
    return target


@pytest.fixture(scope="module")
def packed(made_case, curriculum, tmp_path_factory):
    case, sealed = made_case()
    people = tmp_path_factory.mktemp("class") / "class.csv"
    people.write_text("trainee,name\nanong,Anong Srisai\nbopha,Bopha Chan\n", "utf-8")
    out = tmp_path_factory.mktemp("packed") / "pack"
    return make_pack("operational", case, sealed, out, people=people, curriculum=curriculum), sealed


def words(file: Path) -> str:
    """The text of a PDF or HTML file, its blanks made one each."""
    if file.suffix == ".pdf":
        return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())
    return " ".join(file.read_text("utf-8").split())


def test_a_pack_holds_all_that_stands_around_a_course(packed):
    pack, _ = packed
    there = {str(file.relative_to(pack.folder)) for file in pack.folder.rglob("*") if file.is_file()}
    assert {
        "trainees/timetable.pdf",
        "trainees/glossary.pdf",
        "trainees/forms/worksheets.pdf",
        "trainees/forms/final_evaluation.pdf",
        f"trainees/{DAY}/new_on_file.pdf",
        f"trainees/{DAY}/handouts.pdf",
        f"trainees/{DAY}/evaluation.pdf",
        f"trainees/{DAY}/slides_{DAY}.html",
        f"trainees/{DAY}/slides_{DAY}.pdf",
        "trainers/timetable.pdf",
        "trainers/case_file_whole.pdf",
        f"trainers/lesson_plans/{DAY}.pdf",
        f"trainers/model_answers/{DAY}.pdf",
        "trainers/marking_scheme.pdf",
        "trainers/double_marking/day04_first_marker.xlsx",
        "trainers/double_marking/day04_second_marker.xlsx",
        "trainers/tests_with_answers.pdf",
        "trainers/attendance.pdf",
        "trainers/injects/for_trainers.pdf",
    } == {name for name in there if "/hand_out_at_" not in name}
    assert pack.days == (DAY,)
    assert len(pack.left_out) == 9
    assert "day01_cycle_law" in pack.left_out


def test_every_page_says_that_it_is_synthetic(packed):
    pack, _ = packed
    for file in pack.folder.rglob("*.pdf"):
        if file.name not in ("case_file_whole.pdf", "new_on_file.pdf"):
            assert all("SYNTHETIC" in page.extract_text() for page in PdfReader(file).pages), file
    deck = words(pack.folder / f"trainees/{DAY}/slides_{DAY}.html")
    assert deck.count("<p class=mark>SYNTHETIC") == deck.count("<section") > 10
    assert "http" not in deck.replace("http-equiv", "")


def test_nothing_sealed_reaches_the_trainees(packed):
    pack, sealed = packed
    given = " ".join(words(file) for file in (pack.folder / "trainees").rglob("*") if file.suffix in (".pdf", ".html"))
    assert json.loads((sealed / "sealed.json").read_text("utf-8"))["case_sha256"] not in given
    secrets = []
    for one in csv.DictReader((sealed / "truth/injects.csv").open(encoding="utf-8", newline="")):
        secrets += [one["action"], one["text"].split("\n\n")[-1]]
    for file in (sealed / "keys" / COURSE).glob("*.json"):
        key = json.loads(file.read_text("utf-8"))
        own = json.dumps(key["paper"], ensure_ascii=False)
        # A line that carries an answer: what the paper itself says is left aside.
        lines = [" ".join(line.strip("-* ").split()) for line in key.get("model_answer", "").splitlines()]
        secrets += [line for line in lines if len(line) > 25 and line.lstrip("0123456789. ") not in own]
    assert len(secrets) > 100
    shown = [secret for secret in secrets if " ".join(secret.replace("**", "").split()) in given]
    # Wording of the glossary and of codes stands in answers too; names and documents of this case never do.
    assert not [line for line in shown if any(sign.isdigit() for sign in line)], shown[:5]
    # The same search finds the answers where they belong.
    answers = words(pack.folder / f"trainers/model_answers/{DAY}.pdf")
    key = json.loads((sealed / "keys" / COURSE / "day04.links.json").read_text("utf-8"))
    line = next(line for line in key["model_answer"].splitlines() if line.startswith("- "))
    assert " ".join(line.strip("- ").split()) in answers


def test_papers_are_printed_in_words_and_competing_hypotheses_as_a_matrix(made_case):
    from classroom.pack.paper import handout
    from grading.exercises import load_course
    from toolkit.schema import read_case

    case = read_case(made_case()[0])
    printed = {
        one.id: handout(one, case.handouts[f"{COURSE}/{one.id}"])
        for one in load_course(COURSE).exercises
        if f"{COURSE}/{one.id}" in case.handouts
    }
    assert len(printed) > 30
    assert not [name for name, text in printed.items() if "{'" in text]
    paper = case.handouts[f"{COURSE}/day08.ach"]
    lines = printed["day08.ach"].splitlines()
    assert "| no. | evidence | H1 | H2 | H3 |" in lines
    for piece in paper["evidence"]:
        assert [line for line in lines if line.startswith(f"| {piece['id']} |") and line.endswith("|  |  |  |")]


def test_each_inject_is_a_sheet_of_its_own_named_by_its_minute(packed):
    pack, sealed = packed
    rows = list(csv.DictReader((sealed / "truth/injects.csv").open(encoding="utf-8", newline="")))
    rows = [one for one in rows if one["course_day"] == "any"]  # day 10 is not written here
    assert rows
    told = [" ".join(one["text"].split("\n\n")[-1].split()) for one in rows]
    for one, own in zip(rows, told, strict=True):
        minute = int(one["minute"])
        name = f"hand_out_at_{minute // 60}h{minute % 60:02d}_{one['inject_id']}.pdf"
        sheet = words(pack.folder / "trainers/injects" / name)
        assert own in sheet
        assert not [other for other in told if other != own and other in sheet]


def test_a_binder_grows_by_the_documents_of_each_morning_and_holds_none_before_it(made_case):
    from types import SimpleNamespace

    from classroom.pack.trainees import new_on_file
    from grading.exercises import load_course
    from toolkit.schema import read_case

    case = read_case(made_case()[0])
    days = load_course(COURSE).days
    materials = SimpleNamespace(case=case, days=days)
    dated = case.reports.set_index("document_id")["dated"]
    binder: list[str] = []
    for day in days:
        on_file, fresh = new_on_file(materials, day)
        binder += fresh
        assert sorted(binder) == sorted(on_file.texts)
        assert (dated[fresh] <= str(on_file.info["as_of"])[:10]).all(), day.name
    assert len(binder) == len(set(binder)) == len(case.texts)
    assert len(new_on_file(materials, days[0])[1]) < len(case.texts) / 2


def test_handouts_carry_what_the_paper_says(packed):
    pack, sealed = packed
    paper = json.loads((sealed / "keys" / COURSE / "day04.links.json").read_text("utf-8"))["paper"]
    given = words(pack.folder / f"trainees/{DAY}/handouts.pdf")
    for one in paper["entities"]:
        assert f"{one['id']}" in given
        assert one["name"] in given
    assert all(document in given for document in paper["documents"])


def test_sheets_know_the_class(packed):
    import pandas as pd

    pack, _ = packed
    sheet = pd.read_excel(pack.folder / "trainers/double_marking/day04_first_marker.xlsx", sheet_name=None)
    assert list(sheet["marks"]["trainee"]) == ["anong", "bopha"]
    assert any("layout" in column for column in sheet["marks"].columns)
    assert len(sheet["rubric"]) > 10
    assert "Bopha Chan" in words(pack.folder / "trainers/attendance.pdf")


def test_wrong_folders_are_refused_and_nothing_is_written(made_case, tmp_path):
    case, sealed = made_case()
    other = tmp_path / "sealed"
    other.mkdir()
    (other / "sealed.json").write_text('{"case_sha256": "0"}', "utf-8")
    with pytest.raises(CaseError, match="another case"):
        make_pack("operational", case, other, tmp_path / "pack")
    with pytest.raises(ParameterError, match="operational_10day"):
        make_pack("operationel", case, sealed, tmp_path / "pack")
    assert [one.name for one in tmp_path.iterdir()] == ["sealed"]
    with pytest.raises(ParameterError, match="exists"):
        make_pack("operational", case, sealed, tmp_path)


def test_slides_of_one_day(tmp_path, capsys):
    assert run(["slides", "senior", "1", "--out", str(tmp_path / "s"), "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert sorted(made["files"].values())[0] == 0
    assert sorted(made["files"].values())[1] > 5
    with pytest.raises(ParameterError, match="day01"):
        make_slides("senior", tmp_path / "t", day="7")
