"""Key of the reading exercise: what grades, handling codes and estimative words of this case say and do not say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from grading.keys import draw
from grading.keys.chosen import derived_choices, subtle
from grading.keys.derived import Derived
from grading.keys.setting import slots
from grading.keys.wording import grades as words
from synthetic_data.truth import Truth
from toolkit import judgement
from toolkit.errors import GradingError
from toolkit.schema.case import Case

COURSE = "senior_2day"
OPTIONS = 4


def grades(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive readings of this case's grades, handling codes and judgements; at a boundary either term is right."""
    rng = draw.stream(truth, f"{COURSE}/day01.grades")
    made = [
        *_grade_items(case, rng),
        *_statement_items(case, rng),
        *_handling_items(case, rng),
        *_term_items(case, rng),
        *_wording_items(case, rng),
    ]
    names = draw.numbers("G", len(made), rng)
    items = [
        {"id": name, **{k: v for k, v in one.items() if k != "right"}} for name, one in zip(names, made, strict=True)
    ]
    key = {name: list(one["right"]) for name, one in zip(names, made, strict=True)}
    ranges = {f"range {term}": span for term, span in words.RANGES.items()}
    labels = {
        **words.SOURCE,
        **words.INFORMATION,
        **words.HOLDS,
        **ranges,
        **{term: term for term in words.RANGES},
        **words.WORDING,
    }
    return derived_choices("Read each one with the legends beside you.", items, key, labels)


def _grade_items(case: Case, rng: np.random.Generator) -> list[dict[str, Any]]:
    """Two readings of the first character and two of the second, for documents of different grades."""
    made: list[dict[str, Any]] = []
    for column, labels, asked in (
        ("source_grade", words.SOURCE, "What does the first character of the grade tell you?"),
        ("information_grade", words.INFORMATION, "What does the second character of the grade tell you?"),
    ):
        reports = case.table("reports")
        for grade in draw.sample(sorted(set(reports[column].astype("str"))), 2, rng):
            row = _document(reports[reports[column].astype("str") == grade], rng)
            code = next(one for one in labels if one.endswith(grade))
            made.append(
                {"text": asked, "detail": _card(row), "codes": draw.sample(list(labels), 4, rng), "right": [code]}
            )
    return made


def _statement_items(case: Case, rng: np.random.Generator) -> list[dict[str, Any]]:
    """Four statements about graded documents, of which two are meant to hold."""
    reports = case.table("reports")
    both = reports["source_grade"].astype("str") + reports["information_grade"].astype("str")
    made: list[dict[str, Any]] = []
    used: set[str] = set()
    for wanted, hard in zip((True, False, True, False), subtle(case, 4, rng), strict=True):
        pool = words.SUBTLE if hard else words.PLAIN
        statement, holds_for = draw.pick([one for one in pool if one[0] not in used and (one[1] or not wanted)], rng)
        used.add(statement)
        fits = both.map(lambda grade, of=holds_for: bool(set(grade) & set(of)))
        # Where no document fits, as for a statement that holds of every grade, its opposite is asked.
        holds = wanted if (fits == wanted).any() else not wanted
        made.append(_statement(statement, _card(_document(reports[fits == holds], rng)), holds))
    return made


def _handling_items(case: Case, rng: np.random.Generator) -> list[dict[str, Any]]:
    reports = case.table("reports")
    made = []
    for code in draw.sample([code for code in words.HANDLING if (reports["handling"] == code).any()], 2, rng):
        statement, holds = draw.pick(words.HANDLING[code], rng)
        row = _document(reports[reports["handling"] == code], rng)
        made.append(_statement(statement, _card(row, handling=True), holds))
    return made


def _term_items(case: Case, rng: np.random.Generator) -> list[dict[str, Any]]:
    """Two terms to be read as ranges, a probability inside a range and one at a boundary to be worded."""
    terms = list(words.RANGES)
    made: list[dict[str, Any]] = []
    filling = slots(case, rng)
    for term in draw.sample(terms, 2, rng):
        codes = [f"range {one}" for one in _near(terms, term, rng)]
        made.append(
            {
                "text": "Which chance does the writer mean?",
                "detail": f"{_opening(term)} that movement on {filling['route']} falls by {filling['month']}.",
                "codes": codes,
                "right": [f"range {term}"],
            }
        )
    inside = draw.pick((3, 10, 30, 50, 65, 90, 97), rng)
    edge = draw.pick((5, 20, 45, 55, 80, 95), rng)
    for chance in (inside, edge):
        right = list(judgement.accepted(chance / 100))
        made.append(
            {
                "text": "Which term of the scale do you write?",
                "detail": f"Your analyst puts the chance that {filling['place']} stays in use at {chance} %.",
                "codes": _near(terms, right[0], rng),
                "right": right,
            }
        )
    return made


def _wording_items(case: Case, rng: np.random.Generator) -> list[dict[str, Any]]:
    made = []
    for code in draw.sample(list(words.WORDING), 3, rng):
        term = draw.pick(("likely", "very likely", "unlikely", "almost certain"), rng)
        text = draw.pick(words.JUDGEMENTS[code], rng).format(term=term, **slots(case, rng))
        made.append(
            {
                "text": "What do you say of the wording of this judgement?",
                "detail": text,
                "codes": draw.sample(list(words.WORDING), 4, rng),
                "right": [code],
            }
        )
    return made


def _opening(term: str) -> str:
    if not term.endswith("chance"):
        return f"It is {term}"
    return f"There is {term}" if term.startswith("almost") else f"There is a {term}"


def _near(terms: Sequence[str], term: str, rng: np.random.Generator) -> list[str]:
    """Four neighbouring terms with the given one and the next among them, in the order of the scale."""
    place = list(terms).index(term)
    lowest, highest = max(0, place + 2 - OPTIONS), min(place, len(terms) - OPTIONS)
    start = int(rng.integers(lowest, highest + 1)) if highest >= lowest else highest
    return list(terms[start : start + OPTIONS])


def _statement(statement: str, card: str, holds: bool) -> dict[str, Any]:
    right = "holds" if holds else "does not hold"
    return {"text": f"Does this hold? {statement}", "detail": card, "codes": list(words.HOLDS), "right": [right]}


def _document(reports: pd.DataFrame, rng: np.random.Generator) -> Any:
    if not len(reports):
        raise GradingError("no document of this case has the grade asked for; generate another case")
    return reports.iloc[int(rng.integers(len(reports)))]


def _card(row: Any, *, handling: bool = False) -> str:
    grade = f"{row['source_grade']}{row['information_grade']}"
    card = f"Document {row['document_id']}, {row['kind']}, source {row['source_ref']}, grade {grade}"
    return f"{card}, handling code {row['handling']}." if handling else f"{card}."
