"""Day 1 of the senior course on generated cases: its keys, its reference solution, no code to see, empty answers."""

from __future__ import annotations

import pytest

SEEDS = (31, 32, 33)


@pytest.fixture(scope="module")
def day(written_day):
    return written_day("senior_2day", "day01_products_tasking")


@pytest.fixture(scope="module")
def cases(day):
    return [day.make(seed) for seed in SEEDS]


def test_points_and_minutes_fit_the_day(day):
    assert sum(one.points for one in day.exercises.values()) == 40
    assert sum(one.minutes for one in day.exercises.values()) < day.course.minutes
    assert not day.lesson.problems


def test_seniors_see_no_code(day):
    for cell in day.lesson.cells:
        if cell.kind == "code":
            assert cell.hidden or cell.role == "mark"
            assert cell.role in ("given", "answer", "mark")


def test_the_oracle_scores_one_and_every_paper_says_what_to_do(day, cases):
    for made in cases:
        for name in day.auto:
            assert made.mark(name, made.derived[name].oracle).score == 1.0
        for derived in made.derived.values():
            assert derived.paper["instructions"]
            assert derived.model_answer


def test_items_are_about_this_case_and_offer_their_answer(day, cases):
    for made in cases:
        known = {
            *made.case.texts,
            *made.case.places["name"],
            *made.case.returns["route"].dropna(),
            made.case.info["title"],
        }
        known |= {*made.case.nominals["name"], *made.case.nominals["nominal_id"]}
        for name in day.auto:
            derived, codes = made.derived[name], set(day.exercises[name].form["codes"])
            items = derived.paper["items"]
            assert len({item["id"] for item in items}) == len(items)
            for item in items:
                offered = set(item.get("codes", derived.paper["codes"]))
                assert set(derived.key["items"][item["id"]]) <= offered <= codes <= set(derived.paper["labels"])
                assert "{" not in item["detail"]
            named = sum(any(word in item["detail"] for word in known) for item in items)
            assert named >= len(items) / 2


def test_papers_have_sound_taskings_and_double_flaws(cases):
    for made in cases:
        flaws = made.derived["day01.taskings"].key["items"].values()
        assert sum(codes == ["sound"] for codes in flaws) == 2
        assert sum(len(codes) == 2 for codes in flaws) == 2
        assert not any("sound" in codes and len(codes) > 1 for codes in flaws)


def test_one_case_answers_name_no_item_of_another(day, cases):
    first, second, _ = cases
    for name in day.auto:
        theirs = second.derived[name].key["items"]
        taken = {item: codes for item, codes in first.derived[name].oracle.items() if item in theirs}
        assert len(taken) <= 2
        if taken:
            assert second.mark(name, taken).score < 0.1


def test_blank_everything_and_one_code_for_all_are_worth_nothing(day, cases):
    for made in cases:
        for name, one in day.auto.items():
            items = made.derived[name].paper["items"]
            for code in one.form["codes"]:
                value = [code] if one.form.get("several") else code
                assert made.mark(name, {item["id"]: value for item in items}).score == 0
        items = made.derived["day01.taskings"].paper["items"]
        every = {item["id"]: day.exercises["day01.taskings"].form["codes"] for item in items}
        assert made.mark("day01.taskings", every).score == 0


@pytest.mark.parametrize(
    ("level", "low", "high"), [("foundation", 0.9, 1.0), ("practitioner", 0.75, 0.95), ("expert", 0.6, 0.9)]
)
def test_the_reference_solution_scores_in_the_band_of_its_level(day, cases, level, low, high, tmp_path, monkeypatch):
    made = cases[0] if level == "practitioner" else day.make(SEEDS[0], level)
    answers = made.work(tmp_path, monkeypatch, solved=True)
    earned = sum(one.points * made.mark(name, answers[name]).score for name, one in day.auto.items())
    assert low <= earned / sum(one.points for one in day.auto.values()) <= high


def test_a_blank_notebook_runs_to_its_end_and_earns_nothing(day, cases, tmp_path, monkeypatch):
    answers = cases[0].work(tmp_path, monkeypatch, solved=False)
    assert all(not answers[name] for name in day.auto)
