"""The page docs/difficulty.md: each day at each level, held to the bands, and what answers without thought earn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.difficulty_case import exercises
from benchmarks.page import table
from classroom.courses import Course
from classroom.reference import BANDS, CHANCE
from grading.judge import judge

PAGE = Path(__file__).parent.parent / "docs" / "difficulty.md"
NOTHING = 0.05
LEVELS = tuple(BANDS)
INTRODUCTION = """# How hard the operational course is

`python -m benchmarks.difficulty` writes this page. Every case is made by its seed; every day is released through
nbgrader, run as trainees receive it, run with the lesson's own solution, and scored against the sealed keys.

The lesson's own solution uses what a trainee has: the file of that morning and the toolkit. It pairs names, counts and
adds up, and does not read, so a careful reader does better. It says how hard a day is:
{bands}. The band holds for the mean of a day over all cases of a level; one case may lie {chance:.2f} beyond it.
"""


def rows(found: Mapping[tuple[str, str, int], Mapping[str, Any]], work: Path, course: Course) -> list[dict[str, Any]]:
    """Return one plain record for each case and day, with what the same day's answers of another case earn there."""
    made: list[dict[str, Any]] = []
    for (scenario, level, seed), days in sorted(found.items()):
        sealed = work / f"{scenario}-{level}-{seed}" / "sealed"
        seeds = sorted(other for one, two, other in found if (one, two) == (scenario, level) and other != seed)
        for day, held in sorted(days.items()):
            keys = exercises(course, day, sealed)
            record = {"scenario": scenario, "level": level, "seed": seed, "day": day}
            record |= {name: value for name, value in held.items() if name not in ("answers", "stamp", "points")}
            if seeds:
                old = found[scenario, level, seeds[0]][day]["answers"]
                scores = {name: judge(key, old.get(name)).score for name, key in keys.items()}
                total = sum(held["points"].values())
                record["other_case"] = sum(held["points"][name] * scores[name] for name in keys) / total
            made.append(record)
    return made


def summary(cases: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return one record for each day and level: mean, least, most, weakest exercise, thoughtless answers, faults."""
    made: list[dict[str, Any]] = []
    for day in sorted({one["day"] for one in cases}):
        means: dict[str, float] = {}
        for level in LEVELS:
            here = [one for one in cases if one["day"] == day and one["level"] == level]
            if not here:
                continue
            low, high = BANDS[level]
            marks = [one["mark"] for one in here]
            means[level] = mean(marks)
            names = list(here[0]["scores"])
            by_exercise = {name: mean(one["scores"][name] for one in here) for name in names}
            most = {
                kind: max((value for one in here for value in one.get(kind, {}).values()), default=0.0)
                for kind in ("blank", "copied", "selected")
            }
            faults = []
            if not low <= means[level] <= high:
                faults.append(f"mean outside {low:.2f} to {high:.2f}")
            off = [one for one in here if not low - CHANCE <= one["mark"] <= high + CHANCE]
            faults += [f"{one['scenario']} {one['seed']}: {one['mark']:.3f}" for one in off]
            faults += [f"{kind} earns {value:.2f}" for kind, value in most.items() if value > NOTHING]
            for one in here:
                wrong = {**one["errors"], **one.get("blank_errors", {})}
                faults += [f"{one['scenario']} {one['seed']}: {name}: {line}" for name, line in wrong.items()]
            made.append(
                {
                    "day": day,
                    "level": level,
                    "cases": len(here),
                    "mean": round(means[level], 3),
                    "least": round(min(marks), 3),
                    "most": round(max(marks), 3),
                    "by_exercise": {name: round(value, 3) for name, value in by_exercise.items()},
                    "scenarios": {
                        scenario: round(mean(one["mark"] for one in here if one["scenario"] == scenario), 3)
                        for scenario in sorted({one["scenario"] for one in here})
                    },
                    **{kind: round(value, 3) for kind, value in most.items()},
                    "other_case": round(mean(one.get("other_case", 0.0) for one in here), 3),
                    "faults": faults,
                }
            )
        order = [means[level] for level in LEVELS if level in means]
        if order != sorted(order, reverse=True) or len(set(order)) < len(order):
            made[-1]["faults"].append("levels do not fall from foundation to expert")
    return made


def shown(figures: Sequence[Mapping[str, Any]]) -> str:
    """Return the table of days and levels, and what is out of line below it."""
    lines = []
    for one in figures:
        weakest = min(one["by_exercise"], key=lambda name: one["by_exercise"][name])
        lines.append(
            (
                one["day"][:5],
                one["level"],
                f"**{one['mean']:.3f}**",
                f"{one['least']:.2f}",
                f"{one['most']:.2f}",
                f"{weakest.split('.')[1]} {one['by_exercise'][weakest]:.2f}",
                f"{one['blank']:.2f}",
                f"{one['copied']:.2f}",
                f"{one['selected']:.2f}",
                f"{one['other_case']:.2f}",
            )
        )
    head = ("day", "level", "mean", "least", "most", "weakest exercise", "blank", "copied", "all selected", "old case")
    faults = [f"- {one['day'][:5]} {one['level']}: {fault}" for one in figures for fault in one["faults"]]
    return table(head, lines) + ("\n\nOut of line:\n\n" + "\n".join(faults) if faults else "")


def page(cases: Sequence[Mapping[str, Any]], figures: Sequence[Mapping[str, Any]]) -> str:
    """Return the text of the page."""
    bands = ", ".join(f"{level} {low:.2f} to {high:.2f}" for level, (low, high) in BANDS.items())
    scenarios = sorted({one["scenario"] for one in cases})
    seeds = sorted({one["seed"] for one in cases})
    head = INTRODUCTION.format(bands=bands, chance=CHANCE)
    made = len({(one["scenario"], one["level"], one["seed"]) for one in cases})
    blank = sum("blank" in one for one in cases)
    listed = ", ".join(f"`{name}`" for name in scenarios)
    by_scenario = table(
        ("day", "level", *scenarios),
        [
            (one["day"][:5], one["level"], *(f"{one['scenarios'].get(name, 0):.2f}" for name in scenarios))
            for one in figures
        ],
    )
    names = [name for one in figures if one["level"] == LEVELS[0] for name in one["by_exercise"]]
    each = {
        name: {one["level"]: one["by_exercise"][name] for one in figures if name in one["by_exercise"]}
        for name in names
    }
    by_exercise = table(
        ("exercise", *LEVELS),
        [(f"`{name}`", *(f"{values.get(level, 0):.2f}" for level in LEVELS)) for name, values in each.items()],
    )
    return f"""{head}
{made} cases: {listed}, each at {len(LEVELS)} levels with {len(seeds)} seeds. Days released and run blank: {blank} of
{len(cases)}.

{shown(figures)}

*mean, least, most*: the day's mark with the lesson's own solution, over the cases. *blank*: the most that any exercise
earns as released. *copied*: the most that the right answer of any other exercise of the course earns. *all selected*:
the most that one code for every item, or as many rows as the form takes, earn where
an answer is chosen from what the paper lists. *old case*: what the lesson's own
answers to another case of the same scenario and level earn on a day, in the mean.

## By scenario

{by_scenario}

## By exercise

{by_exercise}
"""
