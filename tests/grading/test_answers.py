from typing import Any

import pytest

from grading.answers import take
from toolkit.answers.emit import MIME


def output(payload: Any) -> dict[str, Any]:
    return {"output_type": "display_data", "data": {MIME: payload, "text/plain": "Recorded"}, "metadata": {}}


def payload(**changes: Any) -> dict[str, Any]:
    return {"version": 1, "exercise": "day04.links", "answer": [], **changes}


def test_exactly_one_answer_counts() -> None:
    recorded = take("day04.links", [output(payload(answer=[1]))])
    assert (recorded.answer, recorded.reason, recorded.incident) == ([1], "", "")


def test_no_answer_is_no_incident() -> None:
    error = {"output_type": "error", "ename": "AnswerError", "evalue": "row 1, status: empty", "traceback": []}
    assert take("day04.links", [error]).reason == "row 1, status: empty"
    assert take("day04.links", []).incident == ""
    assert "no answer was recorded" in take("day04.links", []).reason


@pytest.mark.parametrize(
    "outputs",
    [
        [output(payload()), output(payload())],
        [output(payload(exercise="day04.other"))],
        [output(payload(version=2))],
        [output(payload(score=1.0))],
        [output({"answer": []})],
        [output("text")],
        [output(None)],
        [output(payload(answer=[[[[[[[[1]]]]]]]]))],
    ],
)
def test_anything_else_is_no_answer_and_an_incident(outputs: list[dict[str, Any]]) -> None:
    recorded = take("day04.links", outputs)
    assert recorded.answer is None
    assert recorded.reason
    assert recorded.incident.startswith("day04.links: ")
