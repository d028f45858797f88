"""Who passes and why not: pure rules over one trainee's marks, equated to what the reference solution earns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from classroom.results.rules import BY_PLAN, PARTS, Rules

Outcome = Literal["passed", "not passed", "open"]


@dataclass(frozen=True)
class Mark:
    """One exercise of one trainee.

    `points` is None where it waits for a person; `submitted` is False where nothing came in, which counts 0.
    `penalty` is the share of the points that lateness takes off. `reference` is the share of the points that the
    course's own reference solution earns on the same case: 1 for work that a person marks, and where it is unknown.
    """

    exercise: str
    auto: bool
    points: float | None
    most: float
    submitted: bool = True
    penalty: float = 0.0
    reference: float = 1.0

    @property
    def earned(self) -> float:
        """Points after lateness; 0 where there are none yet."""
        return (self.points or 0.0) * (1 - self.penalty)

    @property
    def waits(self) -> bool:
        """Is it handed in and not marked yet?"""
        return self.submitted and self.points is None


@dataclass(frozen=True)
class Decision:
    """What the rules say of one trainee. Percentages are equated; None where there is nothing of that kind.

    `reasons` say why somebody does not pass, or why it is still open; `raw` is the plain percentage of all points
    that count.
    """

    outcome: Outcome
    overall: float | None
    auto: float | None
    rubric: float | None
    raw: float | None
    parts: Mapping[str, float]
    must_pass: Mapping[str, bool | None]
    reasons: tuple[str, ...]


def equated(marks: Iterable[Mark], floor: float = 0.5) -> float | None:
    """Return the percentage of a total, equated to the reference solution: linear, through 0, capped at 100.

    With earned points e, most points m and the reference's share r of each exercise the total is
    100 * sum(e) / (sum(m) * max(floor, sum(r m) / sum(m))). Cases differ in difficulty; so equated, the same work
    earns the same percentage on an easy and on a hard case (Kolen and Brennan 2014, linear equating with a fixed
    origin). It misleads where the reference solution fails on an exercise for a reason of its own: `floor` keeps
    that from giving marks away. None without an exercise.

    >>> equated([Mark("a", True, 6, 10, reference=0.8)])
    75.0
    >>> equated([Mark("a", True, 9, 10, reference=0.8)])
    100.0
    """
    rows = list(marks)
    most = sum(one.most for one in rows)
    if not most:
        return None
    reference = sum(one.reference * one.most for one in rows) / most
    return round(min(100.0, 100 * sum(one.earned for one in rows) / (most * max(floor, reference))), 6)


def decide(marks: Iterable[Mark], rules: Rules, *, complete: bool = True, attendance: float | None = None) -> Decision:
    """Apply a course's rules to one trainee.

    Parameters
    ----------
    marks : every exercise of the days given out so far, one each
    complete : are all days of the course given out? If not, nobody has passed yet
    attendance : percent of the sessions; None where it was not recorded

    Parts of the course without an exercise give their weight to the others. A trainee who fails one of the rules
    does not pass however high the rest stands; one whom waiting work could still bring across stays open.
    """
    rows = list(marks)
    counted = [one for one in rows if rules.part(one.exercise)]
    now = _totals(counted, rules)
    best = _totals([_at_best(one) for one in counted], rules)
    must = {one.item: _must(rows, one.exercises, one.percent, rules.floor) for one in rules.must_pass}
    if rules.completion == BY_PLAN:
        failed, waits = _by_plan(rows, rules, attendance)
    else:
        failed, waits = [], []
        for name, needed in (("overall", rules.overall), ("auto", rules.auto), ("rubric", rules.rubric)):
            value, could = now[name], best[name]
            if value is None or could is None:
                continue
            if could < needed:
                failed.append(f"{_WORDS[name]} {could:.0f} %, {needed:.0f} % needed")
            elif value < needed:
                waits.append(f"{_WORDS[name]} {value:.0f} % so far, {needed:.0f} % needed")
    for passed, words, found in ((False, "must-pass not met", failed), (None, "must-pass not shown yet", waits)):
        items = [item for item, met in must.items() if met is passed]
        if items:
            found.append(f"{words}: {', '.join(items)}")
    open_work = [one.exercise for one in rows if one.waits]
    if open_work:
        waits.append(f"to be marked by a person: {', '.join(open_work)}")
    if not complete:
        waits.append("days of the course are still to come")
    missing = [one.exercise for one in counted if not one.submitted]
    if missing and (failed or waits):
        (failed if failed else waits).append(f"not handed in, so 0: {', '.join(missing)}")
    outcome: Outcome = "not passed" if failed and complete else "open" if failed or waits else "passed"
    raw = 100 * sum(one.earned for one in counted) / sum(one.most for one in counted) if counted else None
    return Decision(
        outcome, now["overall"], now["auto"], now["rubric"], raw, _parts(counted, rules), must, (*failed, *waits)
    )


_WORDS = {"overall": "course mark", "auto": "marked by the platform", "rubric": "marked by rubric"}


def _at_best(one: Mark) -> Mark:
    """The mark as it would stand if a person gave all points for what waits."""
    return Mark(one.exercise, one.auto, one.most, one.most, True, one.penalty, one.reference) if one.waits else one


def _parts(rows: list[Mark], rules: Rules) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in PARTS:
        value = equated((one for one in rows if rules.part(one.exercise) == part), rules.floor)
        if value is not None:
            found[part] = value
    return found


def _totals(rows: list[Mark], rules: Rules) -> dict[str, float | None]:
    parts = _parts(rows, rules)
    weight = sum(rules.weights[part] for part in parts)
    overall = sum(rules.weights[part] * value for part, value in parts.items()) / weight if weight else None
    return {
        "overall": overall,
        "auto": equated((one for one in rows if one.auto), rules.floor),
        "rubric": equated((one for one in rows if not one.auto), rules.floor),
    }


def _must(rows: list[Mark], exercises: tuple[str, ...], percent: float, floor: float) -> bool | None:
    """Is the item met in each of its exercises? None while one is to come or waits, unless another fails."""
    found = [one for one in rows if one.exercise in exercises]
    if any(not one.waits and (equated([one], floor) or 0.0) < percent for one in found):
        return False
    return None if len(found) < len(exercises) or any(one.waits for one in found) else True


def _by_plan(rows: list[Mark], rules: Rules, attendance: float | None) -> tuple[list[str], list[str]]:
    failed, waits = [], []
    if attendance is None:
        waits.append("attendance is not recorded")
    elif attendance < rules.attendance:
        failed.append(f"attended {attendance:.0f} % of the sessions, {rules.attendance:.0f} % needed")
    plan = next((one for one in rows if one.exercise == rules.plan), None)
    if plan is None or plan.waits:
        waits.append(f"the action plan ({rules.plan}) is not accepted yet")
    elif 100 * plan.earned < rules.plan_percent * plan.most:
        failed.append(f"the action plan ({rules.plan}) was not accepted")
    return failed, waits
