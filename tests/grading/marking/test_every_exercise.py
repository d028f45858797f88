"""What marking promises, on every exercise of a real case: the key itself, blank, thoughtless and random answers."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from grading.judge import judge
from grading.marking import families

MadeCase = Callable[[int], tuple[Path, Path]]
SEED = 20260417
DRAWS = 40


@pytest.fixture(scope="module")
def keys(made_case: MadeCase) -> dict[str, dict[str, Any]]:
    """Every sealed key of a case that a machine marks, by course and exercise."""
    _, sealed = made_case(SEED)
    found = (json.loads(file.read_text("utf-8")) for file in sorted((sealed / "keys").rglob("*.json")))
    return {f"{one['course']} {one['exercise']}": one for one in found if one["family"] != "rubric"}


def score(sealed: dict[str, Any], answer: Any) -> float:
    verdict = judge(sealed, answer)
    assert math.isfinite(verdict.score)
    assert 0.0 <= verdict.score <= 1.0
    return verdict.score


def blank(sealed: dict[str, Any]) -> Any:
    return type(sealed["oracle"])()


def draws(sealed: dict[str, Any], rng: random.Random) -> Iterator[Any]:
    """Answers of the right form with values drawn from those that the key's own answer uses."""
    oracle = sealed["oracle"]
    while True:
        if isinstance(oracle, dict):
            values = list(oracle.values())
            codes = sealed["form"].get("codes") or values
            several = isinstance(values[0], list)
            yield {item: [rng.choice(codes)] if several else rng.choice(codes) for item in oracle}
            continue
        columns = {name: [row[name] for row in oracle if name in row] for name in oracle[0]}
        for column in sealed["form"]["columns"]:
            if column.get("codes"):
                columns[column["name"]] = list(column["codes"])
        yield [{name: rng.choice(values) for name, values in columns.items() if values} for _ in oracle]


def test_every_family_marks_an_exercise(keys: dict[str, dict[str, Any]]) -> None:
    assert {one["family"] for one in keys.values()} == set(families())


def test_the_key_earns_everything_and_a_blank_nothing(keys: dict[str, dict[str, Any]]) -> None:
    assert {name: score(one, one["oracle"]) for name, one in keys.items()} == pytest.approx(dict.fromkeys(keys, 1.0))
    assert {name: score(one, blank(one)) for name, one in keys.items()} == dict.fromkeys(keys, 0.0)


def test_one_value_for_everything_earns_about_nothing(keys: dict[str, dict[str, Any]]) -> None:
    """The same code for every item, and every row that the form allows with the same code."""
    earned = {}
    for name, one in keys.items():
        if isinstance(one["oracle"], dict) and one["form"]["type"] == "choices":
            several = isinstance(next(iter(one["oracle"].values())), list)
            codes = {code for value in one["oracle"].values() for code in (value if several else [value])}
            answers: list[Any] = [dict.fromkeys(one["oracle"], [code] if several else code) for code in codes]
            if several:
                answers.append(dict.fromkeys(one["oracle"], sorted(codes)))
            earned[name] = max(score(one, answer) for answer in answers)
    assert len(earned) > 10
    assert {name: value for name, value in earned.items() if value > 0.05} == {}


def test_another_exercises_answer_earns_about_nothing(keys: dict[str, dict[str, Any]]) -> None:
    """Copied from the neighbour, or from the example of the exercise before."""
    earned = {}
    for name, one in keys.items():
        for other, answer in ((other, two["oracle"]) for other, two in keys.items() if other != name):
            value = score(one, answer)
            if value > 0.05:
                earned[name, other] = value
    assert earned == {}


def test_guessing_earns_little_and_never_leaves_the_bounds(keys: dict[str, dict[str, Any]]) -> None:
    """Values come from the right answer itself, which no trainee has; so the mean may stand above 0."""
    means = {}
    for name, one in keys.items():
        source = draws(one, random.Random(f"{SEED} {name}"))
        means[name] = sum(score(one, next(source)) for _ in range(DRAWS)) / DRAWS
    assert {name: round(mean, 2) for name, mean in means.items() if mean > 0.35} == {}
    assert sum(means.values()) / len(means) < 0.12


def wrong_rows(sealed: dict[str, Any], case: Path) -> list[dict[str, Any]]:
    """Rows that accuse somebody, or merge two, without ground."""
    key, paper = sealed["key"], sealed["paper"]
    if sealed["family"] == "merges":
        known = {tuple(sorted(pair)) for pair in key["open"]}
        home = {one: number for number, cluster in enumerate(key["clusters"]) for one in cluster}
        ids = sorted(one["id"] for one in paper["entities"])
        pairs = [(a, b) for a in ids for b in ids if a < b and (a, b) not in known and home.get(a, a) != home.get(b, b)]
        return [{"a": a, "b": b, "verdict": "same"} for a, b in pairs]
    if sealed["family"] == "actors":
        nominals = [line.split(",")[0] for line in (case / "evidence" / "nominals.csv").read_text().splitlines()[1:]]
        known = {*key.get("members", ()), *key.get("ignored", ()), *(one["nominal"] for one in key["actors"])}
        row = sealed["oracle"][0]
        return [{**row, "nominal": one, "status": "confirmed"} for one in nominals if one not in known]
    if sealed["family"] == "containment":
        known = {(row["person"], row["organisation"]) for row in key["members"]} | set(map(tuple, key["ignored"]))
        pairs = [(a["id"], b["id"]) for a in paper["persons"] for b in paper["organisations"]]
        rows = [pair for pair in pairs if pair not in known]
        return [{"person": a, "organisation": b, "status": "confirmed"} for a, b in rows]
    ids = sorted(one["id"] for one in paper.get("entities", ()))
    known = {tuple(pair) for pair in key.get("ignored", ())}
    if sealed["family"] == "edges":
        known |= {(row["a"], row["b"]) for row in key["links"]}
        pairs = [(a, b) for a in ids for b in ids if a < b and not {(a, b), (b, a)} & known]
        return [{"a": a, "b": b, "status": "suspected"} for a, b in pairs]
    if sealed["family"] == "directed" and not ids[0].startswith("PL"):  # between places nobody is accused
        known |= {(row["source"], row["target"]) for row in key["flows"]}
        pairs = [(a, b) for a in ids for b in ids if a != b and (a, b) not in known]
        return [{**sealed["oracle"][0], "source": a, "target": b} for a, b in pairs]
    if sealed["family"] == "attribution":
        people = {one["nominal"] for one in key["numbers"].values()}
        row = sealed["oracle"][0]
        wrong = [(number, one) for number, about in key["numbers"].items() for one in people - {about["nominal"]}]
        return [{**row, "number": number, "nominal": one} for number, one in sorted(wrong)]
    return []


def same_number(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return "number" in one and one["number"] == other["number"]


def test_a_wrong_accusation_link_or_merge_costs_at_least_twice_an_omission(
    keys: dict[str, dict[str, Any]], made_case: MadeCase
) -> None:
    case, _ = made_case(SEED)
    checked = {}
    for name, one in keys.items():
        wrong = wrong_rows(one, case)[:12]
        if not wrong:
            continue
        oracle = one["oracle"]
        omitted = [1 - score(one, [*oracle[:at], *oracle[at + 1 :]]) for at in range(len(oracle))]
        # A number is attributed once: the wrong row stands in place of the right one.
        accused = [1 - score(one, [*(each for each in oracle if not same_number(each, row)), row]) for row in wrong]
        checked[name] = (sum(accused) / len(accused)) / (sum(omitted) / len(omitted))
    families = {keys[name]["family"] for name in checked}
    assert families == {"merges", "actors", "containment", "edges", "directed", "attribution"}
    assert {name: round(ratio, 2) for name, ratio in checked.items() if ratio < 1.99} == {}
