"""Day 9: how statements stand, targets and gaps of the whole file, over seeds and levels."""

from __future__ import annotations

import pytest

from tests.grading.keys import days


def test_graded_file():
    def thoughtless(paper):
        return [
            [{"document": one["document"], "standing": code} for one in paper["statements"]] for code in paper["labels"]
        ]

    days.keeps_its_promises("day09.graded", thoughtless)


def test_targets():
    def thoughtless(paper):
        return [
            [{"nominal": one, "role": "organiser", "status": status} for one in paper["nominals"]]
            for status in ("confirmed", "suspected", "not established")
        ]

    days.keeps_its_promises("day09.targets", thoughtless)


def test_gaps():
    def thoughtless(paper):
        return [{item["id"]: code for item in paper["items"]} for code in paper["labels"]]

    days.keeps_its_promises("day09.gaps", thoughtless)


@pytest.mark.parametrize(("level", "seed"), days.CASES)
def test_neither_target_nor_report_names_who_travelled_or_who_is_innocent(level, seed):
    _, truth = days.shown(level, seed, "day09")
    kinds = truth.table("people").set_index("nominal_id")["kind"]
    for row in days.record(level, seed, "day09.targets")["key"]["actors"]:
        assert kinds[row["nominal"]] == "member"
        assert row["documents"]
    report = days.record(level, seed, "day09.report")["model_answer"]
    innocent = [nominal for nominal, kind in kinds.items() if nominal and kind != "member"]
    assert not [nominal for nominal in innocent if f"({nominal}" in report]


@pytest.mark.parametrize(("level", "seed"), days.CASES)
def test_the_final_report_holds_what_the_injects_changed_and_the_draft_does_not(level, seed):
    _, truth = days.shown(level, seed, "day10")
    draft, final = (days.record(level, seed, name) for name in ("day09.report", "day10.report"))
    assert draft["paper"] != final["paper"]
    for row in truth.table("injects").itertuples():
        assert str(row.action) in final["model_answer"]
        assert str(row.action) not in draft["model_answer"]
        assert str(row.title) not in str(final["paper"])
