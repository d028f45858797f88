"""Keys of the last day: which judgements rise, fall or stay after the injects, and the briefing that says so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from grading.keys import draw, levels
from grading.keys.chosen import derived_choices
from grading.keys.derived import Derived
from grading.keys.setting import index_names
from grading.keys.statements import pairs
from synthetic_data.truth import Truth
from toolkit.errors import GradingError
from toolkit.schema.case import Case

COURSE = "operational_10day"
UNCHANGED = 3
# Judgements that a withdrawn report makes more probable, by level.
MIRRORED = {"foundation": 0, "practitioner": 1, "expert": 2}
JUDGEMENT = {
    "rises": "More probable than before",
    "falls": "Less probable than before",
    "unchanged": "As probable as before",
}
ACTION = {
    "rescue": "Pass it to the rescue service at once, note time and recipient, evaluate afterwards",
    "evaluate": "Grade it and compare it with the file before anybody is told",
    "hold": "Keep it for the report: it is not about the network",
    "protect": "Answer through the protection service, pass on nothing without consent, record the decision",
    "share": "Give name and place to whoever asks, since it is a public service",
    "summon": "Call the person in today as a witness against the suspects",
}
# kind of inject -> (question, right action, all actions offered)
ASKED = {
    "life": ("What do you do first?", "rescue", ("rescue", "evaluate", "hold")),
    "referral": ("How do you deal with it?", "protect", ("protect", "share", "summon")),
}


def updates(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive judgements to be updated by the injects of the case, and what to do with those that are about people.

    Ties that no inject touches, stated by other sources than one that took a report back, stay as they were.
    """
    rng = draw.stream(truth, f"{COURSE}/day10.updates")
    handed = _handed(truth)
    card = index_names(case)
    made: list[tuple[str, str, tuple[str, ...]]] = []
    for row in handed.itertuples():
        number = f"Inject {row.inject_id}"
        if row.kind in ASKED:
            question, right, offered = ASKED[row.kind]
            made.append((f"{number}. {question}", right, tuple(draw.sample(offered, len(offered), rng))))
        else:
            made += [
                (f"{number}. {text}", code, tuple(JUDGEMENT)) for text, code in _judgements(row, case, truth, card)
            ]
    untouched = draw.sample(_untouched(case, truth, handed), UNCHANGED, rng)
    made += [
        (
            f"After all injects. That there is a tie between {card[a]} ({a}) and {card[b]} ({b})",
            "unchanged",
            tuple(JUDGEMENT),
        )
        for a, b in untouched
    ]
    made = draw.sample(made, len(made), rng)
    numbers = draw.numbers("U", len(made), rng)
    items = [
        {"id": number, "text": text, "detail": "", "codes": list(codes)}
        for number, (text, _, codes) in zip(numbers, made, strict=True)
    ]
    key = {number: [right] for number, (_, right, _) in zip(numbers, made, strict=True)}
    derived = derived_choices(
        "Open this sheet when the last inject is handed out. What becomes of each judgement, and what is done?",
        items,
        key,
        {**JUDGEMENT, **ACTION},
    )
    pages = [{"id": str(row.inject_id), "text": str(row.text)} for row in handed.itertuples()]
    return Derived(
        paper={**derived.paper, "injects": pages},
        key=derived.key,
        oracle=derived.oracle,
        model_answer=derived.model_answer,
    )


def briefing(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive what a good briefing of 15 minutes says of each inject: what rose, what fell, what was done."""
    lines = [
        "Fifteen minutes: two for the question and the answer in one sentence, five for who, where and how with one "
        "chart, four for what the injects changed, two for gaps, two for recommendations.",
        "",
    ]
    for row in _handed(truth).itertuples():
        lines.append(
            f"- Inject {row.inject_id}, {row.title}: more probable {row.rises}; less probable {row.falls}. {row.action}"
        )
    lines += [
        "",
        "Handling is said first and last. Sources are not named, nor described so that they can be guessed. Likelihood "
        "and confidence stand in separate sentences. A question without an answer on file gets that answer.",
    ]
    return Derived(
        paper={"instructions": "Brief the decision maker for 15 minutes on the case as it stands after the injects."},
        key={},
        oracle=None,
        model_answer="\n".join(lines),
    )


def _handed(truth: Truth) -> pd.DataFrame:
    injects = truth.table("injects")
    if not len(injects):
        raise GradingError("this case has no injects; generate another case")
    return injects.sort_values("inject_id", kind="stable")


def _judgements(row: Any, case: Case, truth: Truth, card: Mapping[str, str]) -> list[tuple[str, str]]:
    a, b = str(row.subjects).split(";")
    tie = f"That {card[a]} ({a}) and {card[b]} ({b}) work together"
    if row.kind == "found":
        return [(tie, "rises"), (f"That {card[a]} ({a}) and {card[b]} ({b}) act apart", "falls")]
    people = truth.table("people")
    members = set(people["nominal_id"][people["is_member"].astype("str") == "True"].astype("str"))
    document = str(row.documents).split(";")[0]
    source = _sources(case).get(document, "")
    found = [(tie, "falls"), (f"That what else {source} reported is true", "falls")]
    # What becomes more probable when a statement falls needs a second thought: none, one or two such judgements.
    apart = [(f"That {card[one]} ({one}) has no part in the business", "rises") for one in (a, b) if one not in members]
    apart = [*apart[:1], (f"That {card[a]} ({a}) and {card[b]} ({b}) act apart", "rises"), *apart[1:]]
    return [*found, *apart[: MIRRORED[levels.level(case)]]]


def _untouched(case: Case, truth: Truth, handed: pd.DataFrame) -> list[tuple[str, str]]:
    """Linked pairs of which no end is in an inject, and no document is one of an inject or of its source."""
    sources = _sources(case)
    documents = {one for listed in handed["documents"].astype("str") for one in listed.split(";")}
    withdrawn = {sources[one] for one in documents if one in sources}
    ends = {one for listed in handed["subjects"].astype("str") for one in listed.split(";")}
    stated = pairs(truth.table("claims"), case.table("reports"))
    firms = set(case.table("nominals").query("kind == 'organisation'")["nominal_id"].astype("str"))
    return [
        pair
        for pair, said in stated.items()
        if said.outcome == "linked"
        and not ends & set(pair)
        and not firms & set(pair)
        and not withdrawn & {sources[one] for one in said.documents}
    ]


def _sources(case: Case) -> dict[str, str]:
    reports = case.table("reports")
    return dict(zip(reports["document_id"].astype("str"), reports["source_ref"].astype("str"), strict=True))
