"""Pass rules as pure functions: every rule can fail somebody, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.courses import Course, courses
from classroom.results.passing import Mark, decide, equated
from classroom.results.rules import MustPass, Rules, read_rules
from grading.exercises import load_course
from toolkit.errors import LessonError

RULES = Rules(
    weights={"exercises": 40, "tests": 10, "report": 30, "briefing": 20},
    overall=60,
    auto=50,
    rubric=50,
    parts={"tests": ("t",), "report": ("r",), "briefing": ("b",)},
    not_counted=("pre",),
    must_pass=(MustPass("legal status", ("a",), 50),),
)


def marks(**points: float | None) -> list[Mark]:
    """The marks of one trainee, each of 10 points; a, t and pre are marked by the platform."""
    return [Mark(name, name in ("a", "t", "pre"), value, 10) for name, value in points.items()]


def test_weights_are_those_of_the_parts() -> None:
    one = decide(marks(a=10, t=0, r=10, b=10), RULES)
    assert one.overall == pytest.approx(90)
    assert one.outcome == "passed"
    assert decide(marks(a=10, t=10, r=0, b=10), RULES).overall == pytest.approx(70)


@pytest.mark.parametrize(
    ("points", "why"),
    [
        ({"a": 5, "t": 5, "r": 6, "b": 5}, "course mark 53 %"),
        ({"a": 5, "t": 4, "r": 10, "b": 10}, "marked by the platform 45 %"),
        ({"a": 10, "t": 10, "r": 3, "b": 6, "w": 4}, "marked by rubric 43 %"),
        ({"a": 4.9, "t": 10, "r": 10, "b": 10}, "must-pass not met: legal status"),
    ],
)
def test_each_rule_can_fail_somebody(points: dict[str, float], why: str) -> None:
    one = decide(marks(**points), RULES)
    assert one.outcome == "not passed"
    assert any(why in reason for reason in one.reasons), one.reasons


def test_what_does_not_count_does_not_count() -> None:
    best = {"a": 10.0, "t": 10.0, "r": 10.0, "b": 10.0}
    assert decide(marks(**best, pre=0), RULES).overall == 100


def test_waiting_work_leaves_it_open_only_where_it_could_still_decide() -> None:
    assert decide(marks(a=10, t=10, r=None, b=10), RULES).outcome == "open"
    hopeless = decide(marks(a=1, t=1, r=None, b=0), RULES)
    assert hopeless.outcome == "not passed"
    assert decide(marks(a=10, t=10, r=10, b=10), RULES, complete=False).outcome == "open"


def test_what_was_not_handed_in_counts_nothing_and_is_named() -> None:
    rows = [*marks(a=10, t=10, b=10), Mark("r", False, None, 10, submitted=False)]
    one = decide(rows, RULES)
    assert one.overall == pytest.approx(70)
    assert one.outcome == "passed"
    rows = [
        *marks(a=10, t=10),
        Mark("r", False, None, 10, submitted=False),
        Mark("b", False, None, 10, submitted=False),
    ]
    failed = decide(rows, RULES)
    assert failed.outcome == "not passed"
    assert "not handed in, so 0: r, b" in failed.reasons


def test_a_part_without_an_exercise_gives_its_weight_to_the_others() -> None:
    assert decide(marks(a=6, r=6), RULES).overall == pytest.approx(60)


def test_lateness_takes_its_share() -> None:
    assert equated([Mark("a", True, 10, 10, penalty=0.2)]) == pytest.approx(80)


def test_a_hard_and_an_easy_case_earn_the_same_for_the_same_work() -> None:
    easy, hard = Mark("a", True, 7.2, 10, reference=0.9), Mark("a", True, 5.6, 10, reference=0.7)
    assert equated([easy]) == pytest.approx(equated([hard]))
    assert equated([Mark("a", True, 1, 10, reference=0.0)]) == pytest.approx(20)  # the floor holds


@given(
    st.lists(
        st.builds(
            Mark,
            st.sampled_from("artb"),
            st.booleans(),
            st.one_of(st.none(), st.floats(0, 10)),
            st.just(10.0),
            st.booleans(),
            st.floats(0, 1),
            st.floats(0, 1),
        ),
        max_size=6,
        unique_by=lambda one: one.exercise,
    ),
    st.integers(0, 5),
)
def test_more_points_never_lower_anything(rows: list[Mark], at: int) -> None:
    before = decide(rows, RULES)
    for value in (before.overall, before.auto, before.rubric):
        assert value is None or 0 <= value <= 100
    if not rows:
        return
    one = rows[at % len(rows)]
    better = [*rows]
    better[at % len(rows)] = Mark(one.exercise, one.auto, 10, 10, one.submitted, 0.0, one.reference)
    after = decide(better, RULES)
    assert (after.overall or 0) >= (before.overall or 0) - 1e-9
    assert not (before.outcome == "passed" and after.outcome != "passed")


def test_managers_complete_by_attendance_and_plan() -> None:
    rules = Rules(RULES.weights, 60, 50, 50, completion="plan", plan="p", attendance=80)
    good = [Mark("p", False, 6, 10), Mark("a", True, 0, 10)]
    assert decide(good, rules, attendance=90).outcome == "passed"
    assert decide(good, rules, attendance=70).outcome == "not passed"
    assert decide(good, rules).outcome == "open"
    assert decide([Mark("p", False, 4, 10)], rules, attendance=90).outcome == "not passed"


@pytest.mark.parametrize("course", courses(), ids=lambda one: one.name)
def test_the_rules_of_every_course_hold(course: Course) -> None:
    name = course.name
    exercises = load_course(name).exercises
    rules = read_rules(course.folder / "course.toml", tuple(one.id for one in exercises))
    every = [Mark(one.id, not one.by_rubric, one.points, one.points) for one in exercises]
    assert decide(every, rules, attendance=100).outcome == "passed"
    none = [Mark(one.exercise, one.auto, 0, one.most) for one in every]
    assert decide(none, rules, attendance=0).outcome == "not passed"
    for item in rules.must_pass:
        failed = [Mark(m.exercise, m.auto, 0 if m.exercise in item.exercises else m.most, m.most) for m in every]
        assert decide(failed, rules, attendance=100).must_pass[item.item] is False


def test_a_wrong_declaration_names_every_problem(tmp_path: Path) -> None:
    file = tmp_path / "course.toml"
    file.write_text(
        "[weights]\nexercises = 40\n[pass]\noverall = 60\nauto = 50\nrubric = 50\n"
        '[[must_pass]]\nitem = "law"\nexercises = ["day01.lawfull"]\n[completion]\nby = "luck"\n'
    )
    with pytest.raises(LessonError) as caught:
        read_rules(file, ("day01.lawful",))
    said = str(caught.value).splitlines()
    assert len(said) == 3
    assert any("must sum to 100" in line for line in said)
    assert any("did you mean 'day01.lawful'" in line for line in said)
