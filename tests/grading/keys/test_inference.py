"""Day 8: classes of inference, competing hypotheses and probabilities, over seeds and levels."""

from __future__ import annotations

import pytest

from tests.grading.keys import days


def test_classes():
    def thoughtless(paper):
        return [{item["id"]: code for item in paper["items"]} for code in paper["labels"]]

    days.keeps_its_promises("day08.classes", thoughtless)


def test_ach():
    def thoughtless(paper):
        return [{item["id"]: code for item in paper["items"]} for code in paper["labels"]]

    days.keeps_its_promises("day08.ach", thoughtless)


def test_probabilities():
    def thoughtless(paper):
        return [[{"item": item["id"], "probability": value} for item in paper["items"]] for value in (0, 50, 100)]

    days.keeps_its_promises("day08.probabilities", thoughtless)


@pytest.mark.parametrize(("level", "seed"), days.CASES)
def test_nobody_who_travels_is_the_subject_of_hypotheses(level, seed):
    _, truth = days.shown(level, seed, "day08")
    people = truth.table("people").set_index("nominal_id")["kind"]
    sealed = days.record(level, seed, "day08.argument")
    assert people[sealed["paper"]["nominal"]] != "migrant"
    assert sealed["paper"]["nominal"] in sealed["model_answer"]
