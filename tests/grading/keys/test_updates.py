"""Day 10: judgements after the injects and the briefing, over seeds and levels."""

from __future__ import annotations

import pytest

from grading.keys.updates import ACTION, JUDGEMENT
from tests.grading.keys import days


def test_updates():
    def thoughtless(paper):
        return [
            {item["id"]: code for item in paper["items"] if code in item["codes"]} for code in (*JUDGEMENT, *ACTION)
        ]

    days.keeps_its_promises("day10.updates", thoughtless)


@pytest.mark.parametrize(("level", "seed"), days.CASES)
def test_the_paper_holds_the_injects_without_what_they_should_change(level, seed):
    _, truth = days.shown(level, seed, "day10")
    paper = str(days.record(level, seed, "day10.updates")["paper"])
    for row in truth.table("injects").itertuples():
        assert str(row.inject_id) in paper
        assert str(row.action) not in paper
        assert str(row.action) in days.record(level, seed, "day10.briefing")["model_answer"]
