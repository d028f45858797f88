import json
from pathlib import Path
from typing import Any

import pytest

from grading.judge import judge
from grading.keys.store import derive, read_key, write_keys
from tests.grading.small_day import COURSE, EXERCISE, FORM, LINKS, PEOPLE
from toolkit.errors import GradingError

RECORD: dict[str, Any] = {
    "exercise": EXERCISE,
    "family": "edges",
    "parameters": {},
    "form": FORM,
    "paper": {"entities": PEOPLE},
    "key": {"links": LINKS},
}


def test_right_wrong_and_blank() -> None:
    assert judge(RECORD, LINKS).score == 1.0
    assert 0 < judge(RECORD, LINKS[:1]).score < 1
    assert judge(RECORD, []).score == 0.0


def deep() -> Any:
    value: Any = "a"
    for _ in range(50_000):
        value = [value]
    return value


@pytest.mark.parametrize(
    "answer",
    [
        None,
        3,
        "links",
        {"a": 1},
        [1, 2],
        [{"a": "N001"}],
        [{"a": "N001", "b": "N002", "status": "sure"}],
        [{"a": "N001", "b": "N002", "status": "confirmed"}] * 2,
        [{"a": "N001", "b": "N002", "status": "confirmed", "score": 1}],
        [{"a": float("nan"), "b": "N002", "status": "confirmed"}],
        [{"a": "x" * 600_000, "b": "N002", "status": "confirmed"}],
        deep(),
        float("inf"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_malformed_answers_earn_nothing_and_say_why(answer: Any) -> None:
    verdict = judge(RECORD, answer)
    assert verdict.score == 0.0
    assert verdict.detail["malformed"] in verdict.feedback


@pytest.mark.parametrize(
    "damage", [{"family": "edgse"}, {"key": {}}, {"form": None}, {"parameters": {"no_such": 1}}, {"paper": {}}]
)
def test_our_own_faults_leave_the_exercise_to_a_person(damage: dict[str, Any]) -> None:
    with pytest.raises(GradingError):
        judge({**RECORD, **damage}, LINKS)


def test_identifiers_of_the_case_are_checked() -> None:
    verdict = judge(RECORD, LINKS, nominals={"N001", "N002"})
    assert verdict.score == 0.0
    assert "N003" in verdict.feedback


def test_keys_are_read_back_as_written(tmp_path: Path) -> None:
    record = {**RECORD, "version": 1, "course": COURSE, "title": "", "technique": "", "points": 1.0}
    record |= {"oracle": LINKS, "model_answer": ""}
    write_keys([record], tmp_path)
    assert read_key(tmp_path, COURSE, EXERCISE) == json.loads(json.dumps(record))


def test_missing_and_damaged_keys_are_our_fault(tmp_path: Path) -> None:
    with pytest.raises(GradingError, match="no sealed key"):
        read_key(tmp_path, COURSE, EXERCISE)
    (tmp_path / "keys" / COURSE).mkdir(parents=True)
    for text in ("{", "[]", '{"version": 1}'):
        (tmp_path / "keys" / COURSE / f"{EXERCISE}.json").write_text(text)
        with pytest.raises(GradingError, match="damaged"):
            read_key(tmp_path, COURSE, EXERCISE)


def test_a_key_whose_oracle_does_not_score_full_marks_is_not_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    from grading.exercises import Exercise
    from grading.keys import store
    from grading.keys.derived import Derived
    from toolkit.errors import GateError
    from toolkit.schema.case import Case

    exercise = Exercise(EXERCISE, "Links", "link chart", 10, 5, "edges", "links.status", {}, (), FORM)
    case = Case(info={}, loaders={}, texts={})

    def sealed(oracle: Any) -> dict[str, Any]:
        derived = Derived({"entities": PEOPLE}, {"links": LINKS}, oracle)
        monkeypatch.setattr(store, "query", lambda name: lambda *_: derived)
        return derive(COURSE, exercise, case, None)  # type: ignore[arg-type]

    assert sealed(LINKS)["key"]["links"] == LINKS
    with pytest.raises(GateError, match="the oracle scores"):
        sealed(LINKS[:2])
    with pytest.raises(GateError, match="does not take the exercise's form"):
        sealed([{"a": "N001"}])


def test_a_million_entries_are_refused_unwalked() -> None:
    class Untouched(list[Any]):
        def __len__(self) -> int:
            return 10**6

        def __iter__(self) -> Any:
            raise AssertionError("walked")

    verdict = judge(RECORD, Untouched())
    assert verdict.score == 0.0
    assert "more than 262,144 entries" in verdict.feedback
    assert "more than 262,144 entries" in judge(RECORD, [[[1] * 1000] * 300]).feedback
