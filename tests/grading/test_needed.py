from pathlib import Path
from typing import Any

import pytest

from grading.classrun import grade
from grading.feedback import exporter
from grading.nbgrader_calls import load_config
from tests.grading.small_day import COURSE, DAY, NOTEBOOK, RIGHT, answering, by_name, submit

RULES: dict[str, Any] = {
    "must_pass": [
        {"item": "handling", "exercises": ["day04.links"], "percent": 60},
        {"item": "clear words", "exercises": ["day04.why"]},
    ]
}


@pytest.mark.parametrize(
    ("share", "words"),
    [(None, "still to be marked"), (60, "reached"), (29, "not reached"), (31, "ask your instructor")],
)
def test_what_is_needed_is_said(share: float | None, words: str) -> None:
    said = exporter.needed(RULES, "day04.links", share)
    assert "without handling: at least 60 % is needed here" in said
    assert words in said
    assert ("not reached" in said) == (words == "not reached")
    assert exporter.needed(RULES, "day04.other", share) == ""


def test_the_course_names_what_nobody_may_fail() -> None:
    assert "legal status" in exporter.needed(exporter.stated_rules(COURSE), "day01.elements", 10)
    assert exporter.stated_rules("no_course") == {}


def test_it_stands_in_the_feedback(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For an exercise that the platform marked and for one that a person marked; the name holds a space."""
    from nbgrader.api import Gradebook
    from nbgrader.apps.api import NbGraderAPI

    monkeypatch.setattr(exporter, "stated_rules", lambda course: RULES if course == COURSE else {})
    submit(workspace, "Anna Kim", answering(RIGHT))
    submit(workspace, "bopha", lambda notebook: by_name(notebook, "why").update(source="My own words."))
    grade(COURSE, DAY, workspace, recorded=True)
    with Gradebook(f"sqlite:///{workspace / 'gradebook.db'}") as gradebook:
        written = gradebook.find_grade("why", NOTEBOOK, DAY, "Anna Kim")
        written.manual_score, written.needs_manual_grade = 1.0, False
        gradebook.db.commit()
    monkeypatch.chdir(workspace)
    made = NbGraderAPI(config=load_config(workspace)).generate_feedback(DAY)
    assert made["success"], made
    pages = {
        name: (workspace / "feedback" / name / DAY / f"{NOTEBOOK}.html").read_text("utf-8")
        for name in ("Anna Kim", "bopha")
    }
    assert "without clear words: at least 50 % is needed here. You have 20 %: not reached." in pages["Anna Kim"]
    assert "without handling: at least 60 % is needed here. You have 0 %: not reached." in pages["bopha"]
    assert "without clear words: at least 50 % is needed here. It is still to be marked." in pages["bopha"]
