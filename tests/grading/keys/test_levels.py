"""Exercises grow harder with the level: the same draw takes more items that need a second look, and never runs dry."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from grading.keys import attributing, levels
from grading.keys.wording import lawful
from tests.grading.keys.days import CASES, record, shown
from toolkit.schema import Case

PLAIN, TWICE = [f"p{number}" for number in range(20)], [f"t{number}" for number in range(20)]


def case_of(level: str) -> Case:
    return Case(info={"level": level}, loaders={}, texts={}, handouts={})


@pytest.mark.parametrize(("level", "hard"), [("foundation", 0), ("practitioner", 2), ("expert", 4), ("", 2)])
def test_the_level_has_its_share(level: str, hard: int) -> None:
    drawn = levels.mixed(case_of(level), PLAIN, TWICE, 10, np.random.default_rng(1))
    assert len(set(drawn)) == 10
    assert sum(one in TWICE for one in drawn) == hard
    assert sum(
        one in TWICE for one in levels.mixed(case_of(level), PLAIN, TWICE, 3, np.random.default_rng(1), of=10)
    ) == (min(hard, 3))


def test_where_one_kind_is_scarce_the_other_fills_up() -> None:
    draw = np.random.default_rng(1)
    assert len(levels.mixed(case_of("foundation"), PLAIN[:2], TWICE, 6, draw)) == 6
    assert len(levels.mixed(case_of("expert"), PLAIN, TWICE[:1], 6, draw)) == 6
    assert sorted(levels.mixed(case_of("expert"), PLAIN[:1], TWICE[:1], 6, draw)) == ["p0", "t0"]


def test_thirds_go_from_plain_to_hard_and_are_never_empty() -> None:
    thirds = [levels.stretch(case_of(level), range(9)) for level in levels.LEVELS]
    assert [list(one) for one in thirds] == [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
    assert [list(levels.stretch(case_of(level), "a")) for level in levels.LEVELS] == [["a"]] * 3


def test_numbers_beyond_the_registers_come_with_the_level() -> None:
    beyond = []
    for level, seed in CASES:
        key = record(level, seed, "day06.attributions")["key"]["numbers"]
        alone, _ = attributing.reading(shown(level, seed, "day06")[0], registers_alone=True)
        beyond.append(
            sum(number not in alone or alone[number].status != one["status"] for number, one in key.items()) / len(key)
        )
    assert beyond[0] == 0
    assert beyond[0] < beyond[1] < beyond[2]


def test_situations_in_other_words_come_with_the_level() -> None:
    unlike = [text.split("{")[0] for bank in (lawful.SUBTLE_STATUSES, lawful.SUBTLE_USES) for texts in bank.values()
              for text in texts]  # fmt: skip
    counted = []
    for level, seed in CASES:
        items = record(level, seed, "day01.lawful")["paper"]["items"]
        counted.append(sum(any(start and item["detail"].startswith(start) for start in unlike) for item in items))
    assert counted[0] == 0
    assert counted[0] < counted[1] < counted[2]


def test_reports_passed_on_and_mirrored_judgements_come_with_the_level() -> None:
    repeats, mirrored = [], []
    for level, seed in CASES:
        codes = record(level, seed, "day05.contradictions")["key"]["items"].values()
        repeats.append(Counter(code for (code,) in codes)["repeats"])
        sealed = record(level, seed, "day10.updates")
        rising = {name for name, codes in sealed["key"]["items"].items() if codes == ["rises"]}
        texts = [item["text"] for item in sealed["paper"]["items"] if item["id"] in rising]
        mirrored.append(sum("no part in the business" in text or "act apart" in text for text in texts))
    assert repeats[0] == 1 < repeats[1] < repeats[2]
    assert mirrored == [0, 1, 2]
