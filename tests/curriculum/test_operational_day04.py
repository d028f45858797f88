"""Day 4 of the operational course on generated cases: its keys, its reference solution, and answers worth nothing."""

from __future__ import annotations

import importlib
import itertools
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import synthetic_data
from classroom.build import sheet
from classroom.courses import read_course
from classroom.lesson import read_lesson, unsolved
from grading.exercises import Exercise, read_exercises
from toolkit.answers.normalise import normalise
from toolkit.answers.sheet import NAME, Form
from toolkit.errors import AnswerError
from toolkit.schema import Case
from toolkit.schema.store import to_json, write_case

COURSE = read_course("operational_10day")
DAY = "day04_link_chart"
FOLDER = COURSE.lessons / DAY
EXERCISES = {one.id: one for one in read_exercises(FOLDER / "exercises.toml")}
AUTO = {name: one for name, one in EXERCISES.items() if not one.by_rubric}
LESSON = read_lesson(FOLDER / "1_link_chart.py")
SEEDS = (31, 32, 33)


@dataclass
class Made:
    """One generated case with the derived exercises of the day."""

    case: Case
    truth: Any
    derived: dict[str, Any]

    def mark(self, exercise: str, answer: Any) -> Any:
        one = EXERCISES[exercise]
        nominals = set(self.case.nominals["nominal_id"])
        plain = normalise(answer, Form.from_json(dict(one.form or {})), nominals=nominals, documents=self.case.texts)
        family = importlib.import_module(f"grading.marking.{one.family}")
        derived = self.derived[exercise]
        return family.mark(plain, derived.key, paper=derived.paper, **one.parameters)


def make(seed: int, level: str = "practitioner") -> Made:
    case, truth = synthetic_data.generate("gms-thailand", level=level, seed=seed)
    derived = {name: _derive(one, case, truth) for name, one in EXERCISES.items()}
    for name, one in derived.items():
        case.handouts[f"{COURSE.name}/{name}"] = dict(one.paper)
    return Made(case, truth, derived)


def _derive(exercise: Exercise, case: Case, truth: Any) -> Any:
    module, query = exercise.key.split(".")
    return getattr(importlib.import_module(f"grading.keys.{module}"), query)(case, truth, exercise.asked)


def work(made: Made, folder: Path, monkeypatch: pytest.MonkeyPatch, *, solved: bool) -> dict[str, Any]:
    """Run the lesson's code cells that lead to answers, and return what each mark cell would hand over."""
    write_case(made.case, folder / "case")
    (folder / NAME).write_text(to_json(sheet(COURSE.name, DAY, EXERCISES.values())), "utf-8")
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {}
    answers: dict[str, Any] = {}
    drawing = ("-picture", "-chart", "example-", "stretch-")
    for cell in LESSON.cells:
        if cell.kind != "code" or any(part in cell.name for part in drawing):
            continue
        source = cell.source if solved else unsolved(cell.source)
        if cell.role == "mark":
            source = source.replace("mark(", "recorded(", 1)
        names["recorded"] = answers.__setitem__
        exec(compile(source, cell.name, "exec"), names)
    return answers


@pytest.fixture(scope="module")
def cases() -> dict[int, Made]:
    return {seed: make(seed) for seed in SEEDS}


@pytest.fixture
def made(cases: dict[int, Made]) -> Made:
    return cases[SEEDS[0]]


def test_points_and_minutes_fit_the_day():
    assert sum(one.points for one in EXERCISES.values()) == 40
    assert sum(one.minutes for one in EXERCISES.values()) < COURSE.minutes
    assert not LESSON.problems


def test_the_oracle_scores_one_and_every_paper_says_what_to_do(cases):
    for one in cases.values():
        for name in AUTO:
            assert one.mark(name, one.derived[name].oracle).score == 1.0
        for derived in one.derived.values():
            assert derived.paper["instructions"]
            assert derived.model_answer


def test_a_new_case_changes_every_answer(cases):
    first, second, _ = cases.values()
    for name in AUTO:
        assert first.derived[name].key != second.derived[name].key
        answer = first.derived[name].oracle
        stated = [row for row in answer if _known(row, second)]
        assert second.mark(name, stated).score < 0.15


def _known(row: dict[str, Any], made: Made) -> bool:
    nominals = set(made.case.nominals["nominal_id"])
    ends = [value for name, value in row.items() if name in ("a", "b", "person", "organisation", "nominal")]
    return nominals.issuperset(ends) and set(row.get("documents", ())) <= set(made.case.texts)


def test_the_reference_solution_scores_in_the_band_of_practitioners(cases, tmp_path, monkeypatch):
    shares = []
    for seed, one in cases.items():
        (tmp_path / str(seed)).mkdir()
        answers = work(one, tmp_path / str(seed), monkeypatch, solved=True)
        assert set(answers) == set(AUTO)
        scores = {name: one.mark(name, answer).score for name, answer in answers.items()}
        shares.append(sum(scores[name] * AUTO[name].points for name in AUTO) / sum(one.points for one in AUTO.values()))
        assert all(score > 0.4 for score in scores.values()), scores
    assert 0.75 <= sum(shares) / len(shares) <= 0.95, shares


def test_a_blank_notebook_runs_and_earns_nothing(made, tmp_path, monkeypatch):
    answers = work(made, tmp_path, monkeypatch, solved=False)
    assert answers == {name: [] for name in AUTO}
    for name, one in AUTO.items():
        with pytest.raises(AnswerError, match="no rows yet"):
            made.mark(name, [])
        family = importlib.import_module(f"grading.marking.{one.family}")
        assert family.mark([], made.derived[name].key, paper=made.derived[name].paper, **one.parameters).score == 0.0


def test_everything_selected_earns_nothing(made):
    persons = made.derived["day04.links"].paper["nominals"]
    pairs = [(a, b, "confirmed") for a, b in itertools.combinations(persons, 2)][:60]
    assert made.mark("day04.links", pairs).score < 0.1
    paper = made.derived["day04.groups"].paper
    firms, people = paper["organisations"], paper["persons"]
    placed = [(one["id"], firm["id"], "suspected") for firm in firms for one in people][:60]
    assert made.mark("day04.groups", placed).score < 0.1
    everybody = made.case.nominals["nominal_id"].tolist()
    for start in (0, 20, 40):
        accused = [(one, "organiser", "suspected", ["D001", "D002"]) for one in everybody[start : start + 20]]
        assert made.mark("day04.key_actors", accused).score == 0.0


def test_random_answers_earn_about_nothing(made):
    draw = random.Random(5)
    everybody = made.case.nominals["nominal_id"].tolist()
    persons = made.derived["day04.links"].paper["nominals"]
    pairs = list(itertools.combinations(persons, 2))
    codes = ("confirmed", "suspected")
    scores = [
        made.mark("day04.links", [(a, b, draw.choice(codes)) for a, b in draw.sample(pairs, 15)]).score
        for _ in range(30)
    ] + [
        made.mark(
            "day04.key_actors", [(one, "broker", draw.choice(codes), []) for one in draw.sample(everybody, 12)]
        ).score
        for _ in range(30)
    ]
    assert sum(scores) / len(scores) < 0.08


def test_the_busiest_callers_are_not_the_key_actors(made):
    from toolkit import link

    calls = link.attributed(made.case.calls, made.case.attributions)
    graph = link.build(calls, source="from_nominal", target="to_nominal")
    most = made.derived["day04.key_actors"].paper["most"]
    top = link.rank(graph).to_frame().index[:most]
    assert made.mark("day04.key_actors", [(one, "broker", "suspected", []) for one in top]).score < 0.2


def test_nobody_outside_the_business_is_a_key_actor_or_a_cheap_mistake(cases):
    for one in cases.values():
        people = one.truth.table("people")
        innocent = set(people.loc[~people["is_member"].astype(str).eq("True"), "nominal_id"]) - {""}
        key = one.derived["day04.key_actors"].key
        assert not innocent & {row["nominal"] for row in key["actors"]}
        dual = set(people.loc[people["dual_role"].astype(str).eq("True"), "nominal_id"])
        assert not (innocent - dual) & set(key["members"])


def test_a_paper_gives_nothing_of_the_key_away(cases):
    for one in cases.values():
        for name in AUTO:
            paper = str(one.derived[name].paper)
            assert "confirmed" not in paper
            assert "sentence" not in one.derived[name].paper
        assert not {"actors", "members"} & set(one.derived["day04.key_actors"].paper)


@pytest.mark.deep
@pytest.mark.parametrize(("level", "low", "high"), [("foundation", 0.88, 1.0), ("expert", 0.6, 0.92)])
def test_the_reference_solution_follows_the_level(level, low, high, tmp_path, monkeypatch):
    shares = []
    for seed in (41, 42):
        one = make(seed, level)
        (tmp_path / str(seed)).mkdir()
        answers = work(one, tmp_path / str(seed), monkeypatch, solved=True)
        scores = {name: one.mark(name, answer).score for name, answer in answers.items()}
        shares.append(sum(scores[name] * AUTO[name].points for name in AUTO) / sum(one.points for one in AUTO.values()))
    assert low <= sum(shares) / len(shares) <= high, shares
