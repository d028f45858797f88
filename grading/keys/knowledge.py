"""Keys of the test before and after the operational course: two parallel forms, with names and figures of the case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from grading.keys import draw
from grading.keys.derived import Derived
from grading.keys.setting import slots
from grading.keys.wording.knowledge import SIBLINGS, Question
from synthetic_data.truth import Truth
from toolkit import judgement, link
from toolkit.errors import GradingError, unknown
from toolkit.evaluation import FOUR_BY_FOUR
from toolkit.schema.case import Case

COURSE = "operational_10day"
FORMS = ("pre", "post")
CODES = ("a", "b", "c", "d")
_STATUS = {"confirmed": "confirmed", "unconfirmed": "suspected", "tentative": "suspected"}
# Grades of two reports on one tie, each from a source of its own; a line has one answer, and both forms take that line.
_TIES = (
    (("B2", "X4"), ("C2", "B3"), ("A1", "C4")),
    (("C4", "X4"), ("B4", "X2"), ("C2", "X4")),
)
# Chances in per cent as far from one half as the other of their pair: the two forms take one pair.
_CHANCES = ((3, 97), (10, 90), (30, 70))


def form(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive one form of the test; `form` is "pre" or "post".

    Which sibling of a topic stands in which form is drawn once for both, and so is what a question with figures is
    about: two unlike ones of one kind, one for each form. So no question comes twice in a cohort, and both forms have
    the same topics at the same difficulty.
    """
    which = str(parameters.get("form", "pre"))
    if which not in FORMS:
        raise GradingError(unknown("form of the test", which, FORMS))
    shared = draw.stream(truth, f"{COURSE}/tests")
    turned = {topic: int(shared.integers(2)) for topic in SIBLINGS}
    rng = draw.stream(truth, f"{COURSE}/tests.{which}")
    place = FORMS.index(which)
    asked = [(topic, SIBLINGS[topic][(turned[topic] + place) % 2]) for topic in SIBLINGS]
    asked += [
        ("grades", _grade(draw.sample("ABCX", len(FORMS), shared)[place], rng)),
        ("probability", _term(draw.sample(draw.pick(_CHANCES, shared), len(FORMS), shared)[place], rng)),
        ("finance", _funds(draw.sample(range(20, 60), len(FORMS), shared)[place], rng)),
        ("link status", _tie(draw.sample(draw.pick(_TIES, shared), len(FORMS), shared)[place])),
    ]
    asked = draw.sample(asked, len(asked), rng)
    names = draw.numbers("T", len(asked), rng)
    items, key, lines, filling = [], {}, [], slots(case, rng)
    for number, (name, (topic, (question, right, wrong))) in enumerate(zip(names, asked, strict=True), start=1):
        answers = draw.sample([right, *wrong], len(CODES), rng)
        options = [f"{code}) {answer.format(**filling)}" for code, answer in zip(CODES, answers, strict=True)]
        code = CODES[answers.index(right)]
        items.append(
            {"id": name, "text": question.format(**filling), "detail": "\n".join(options), "codes": list(CODES)}
        )
        key[name] = [code]
        lines.append(f"{number}. {items[-1]['text']} ({topic})\n   **{options[CODES.index(code)]}**")
    return Derived(
        paper={
            "instructions": "Choose one answer for each question. Leave out what you do not know.",
            "items": items,
            "codes": list(CODES),
            "labels": {code: code for code in CODES},
        },
        key={"items": key},
        oracle={name: codes[0] for name, codes in key.items()},
        model_answer="\n".join(lines),
    )


def _grade(source: str, rng: np.random.Generator) -> Question:
    others = [words for code, words in FOUR_BY_FOUR.source.items() if code != source]
    code = f"{source}{draw.pick('1234', rng)}"
    return f"What does the first character of the 4x4 grade {code} say of the source?", FOUR_BY_FOUR.source[source], (
        others[0], others[1], others[2],
    )  # fmt: skip


def _term(chance: int, rng: np.random.Generator) -> Question:
    right = judgement.accepted(chance / 100)[0]
    terms = ("almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely", "very likely")
    others = draw.sample([one for one in (*terms, "almost certain") if one != right], 3, rng)
    return (
        f"Your judgement is a chance of {chance} %. Which term do you write?",
        right,
        (others[0], others[1], others[2]),
    )


def _funds(thousands: int, rng: np.random.Generator) -> Question:
    """Change in net worth, in thousands, plus expenditure less known sources."""
    change = 1000 * thousands
    spent, known = (1000 * int(rng.integers(*limits)) for limits in ((10, 40), (5, 30)))
    right = change + spent - known
    wrong = [change - spent - known, change + known - spent, change + spent + known]
    question = (
        f"Within a year somebody's net worth rose by {change:,} US dollars; {spent:,} were spent; known sources were "
        f"{known:,}. How much came from unknown sources?"
    )
    texts = [f"{value:,} US dollars" for value in dict.fromkeys([right, *wrong, change + spent, change])]
    return question, texts[0], (texts[1], texts[2], texts[3])


def _tie(grades: tuple[str, str]) -> Question:
    one, other = grades
    found = _STATUS[link.status([one, other], ["S1", "S2"])]
    unlike = "suspected" if found == "confirmed" else "confirmed"
    question = f"Two sources state a tie, one graded {one}, the other {other}. By the rule of this course the link is"
    return question, found, (unlike, "no link", "denied")
