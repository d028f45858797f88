"""Day 6: the clean table, attributions and the directed matrix, over seeds and levels."""

from __future__ import annotations

import pandas as pd
import pytest

from grading.keys import exports
from grading.keys.attributing import _followed
from grading.marking import family
from tests.grading.keys import days


def test_clean_table():
    days.keeps_its_promises("day06.clean", lambda paper: [[{"line": line["line"]} for line in paper["raw"]]])


def test_a_table_that_keeps_the_repeated_lines_is_not_clean():
    sealed = days.record(*days.CASES[1], "day06.clean")
    every = [exports.read([line])[0] for line in sealed["paper"]["raw"]]
    assert len(every) > len(sealed["oracle"])
    assert 0.5 < days.score(sealed, every) < 0.9


def test_attributions():
    def thoughtless(paper):
        open_ = [{"number": number, "status": "not established"} for number in paper["numbers"]]
        one = [
            {"number": number, "nominal": "N001", "ground": "subscriber", "status": "suspected"}
            for number in paper["numbers"]
        ]
        return [open_, one]

    days.keeps_its_promises("day06.attributions", thoughtless)


def test_matrix():
    def thoughtless(paper):
        ids = paper["nominals"]
        return [[{"source": a, "target": b, "count": 5} for a in ids for b in ids if a != b]]

    days.keeps_its_promises("day06.matrix", thoughtless)


@pytest.mark.parametrize(("level", "seed"), days.CASES)
def test_the_pattern_names_its_number_and_its_limits(level, seed):
    sealed = days.record(level, seed, "day06.pattern")
    assert sealed["paper"]["number"] in sealed["model_answer"]
    assert "do not show" in sealed["model_answer"]


def test_a_handset_with_two_numbers_at_once_leads_to_nobody():
    class File:
        def __init__(self, days_of_second):
            rows = [("H", "+1", 1), ("H", "+1", 5), *(("H", "+2", day) for day in days_of_second)]
            self.calls = pd.DataFrame(rows, columns=["imei", "caller", "started_at"])

        def table(self, name):
            return self.calls

    assert _followed(File([6, 9])) == [("+1", "+2"), ("+2", "+1")]
    assert _followed(File([4, 9])) == []


def test_a_wrong_person_costs_at_least_twice_an_omission():
    mark = family("attribution")
    key = {
        "numbers": {
            "+1": {"nominal": "N1", "grounds": ["handset"], "status": "suspected"},
            "+2": {"nominal": "N2", "grounds": ["handset"], "status": "suspected"},
            "+3": {"nominal": "N3", "grounds": ["handset"], "status": "suspected"},
            "+4": {"nominal": "N4", "grounds": ["handset"], "status": "suspected"},
        }
    }
    paper = {"numbers": ["+1", "+2", "+3", "+4", "+5"]}
    right = [
        {"number": number, "nominal": one["nominal"], "ground": "handset", "status": "suspected"}
        for number, one in key["numbers"].items()
    ]
    whole = mark(right, key, paper=paper).score
    omitted = whole - mark(right[1:], key, paper=paper).score
    wrong = whole - mark([{**right[0], "nominal": "N9"}, *right[1:]], key, paper=paper).score
    assert whole == 1
    assert wrong >= 2 * omitted
