"""Day 2 of the strategic course on generated cases: its keys, its reference solution, and answers worth nothing."""

from __future__ import annotations

import pytest

SEEDS = (31, 32, 33)


@pytest.fixture(scope="module")
def day(written_day):
    return written_day("strategic_5day", "day02_trends")


@pytest.fixture(scope="module")
def cases(day):
    return [day.make(seed) for seed in SEEDS]


def test_points_and_minutes_fit_the_day(day):
    assert sum(one.points for one in day.exercises.values()) == 50
    assert sum(one.minutes for one in day.exercises.values()) < day.course.minutes
    assert not day.lesson.problems


def test_the_oracle_scores_one_and_every_paper_says_what_to_do(day, cases):
    for made in cases:
        for name in day.auto:
            assert made.mark(name, made.derived[name].oracle).score == 1.0
        for derived in made.derived.values():
            assert derived.paper["instructions"]
            assert derived.model_answer


def test_a_paper_asks_what_the_released_returns_show(cases):
    for made in cases:
        returns = made.case.returns
        asked = made.derived["day02.series"].paper
        for column in ("state", "route", "citizenship", "indicator"):
            assert asked[column] in set(returns[column])
        late = made.derived["day02.nowcast"].paper
        filed = returns[(returns["state"] == late["other"]) & (returns["route"] == late["route"])]
        assert {item["id"] for item in late["items"]} <= set(filed["period"].dt.strftime("%Y-%m"))


def test_no_paper_holds_its_key(day, cases):
    for made in cases:
        for name in ("day02.breaks", "day02.displacement"):
            paper = str(made.derived[name].paper)
            months = [one["month"] for one in made.derived["day02.breaks"].key["changes"]]
            assert not any(month in paper for month in months)


def test_one_case_answers_fail_on_another(day, cases):
    first, second, _ = cases
    for name in day.auto:
        assert first.derived[name].key != second.derived[name].key
        assert second.mark(name, first.derived[name].oracle).score < 0.4


def test_saying_one_thing_of_everything_is_worth_nothing(cases):
    for made in cases:
        months = made.derived["day02.series"].key["months"]
        for value in (None, 0):
            assert made.mark("day02.series", dict.fromkeys(months, value)).score < 0.05
        items = [item["id"] for item in made.derived["day02.displacement"].paper["items"]]
        for status in ("confirmed", "suspected", "not established"):
            month = {"month": "2023-06"} if status != "not established" else {}
            rows = [{"item": item, "status": status, **month} for item in items]
            assert made.mark("day02.displacement", rows).score == 0
        every = [
            {"route": route["id"], "month": f"202{year}-07", "direction": direction}
            for route in made.derived["day02.breaks"].paper["routes"]
            for year, direction in ((2, "rise"), (3, "fall"), (4, "rise"), (5, "fall"))
        ]
        assert made.mark("day02.breaks", every).score == 0
        asked = made.derived["day02.nowcast"].paper["items"]
        huge = [{"item": item["id"], "low": 0, "best": 10**6, "high": 10**9} for item in asked]
        assert made.mark("day02.nowcast", huge).score == 0


@pytest.mark.parametrize(("level", "low", "high"), [("foundation", 0.9, 1.0), ("practitioner", 0.75, 1.0)])
def test_the_reference_solution_reaches_its_level(day, cases, level, low, high, tmp_path, monkeypatch):
    made = cases[0] if level == "practitioner" else day.make(SEEDS[0], level)
    answers = made.work(tmp_path, monkeypatch, solved=True)
    assert set(answers) == set(day.auto)
    earned = sum(one.points * made.mark(name, answers[name]).score for name, one in day.auto.items())
    assert low <= earned / sum(one.points for one in day.auto.values()) <= high


def test_a_blank_notebook_runs_to_its_end_and_earns_nothing(day, cases, tmp_path, monkeypatch):
    answers = cases[0].work(tmp_path, monkeypatch, solved=False)
    assert answers["day02.series"] is None
    assert all(not answers[name] for name in day.auto)
