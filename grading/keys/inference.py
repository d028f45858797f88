"""Keys of inference: classes of inference, competing hypotheses on one person, and an argument in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from grading.keys import draw
from grading.keys.chosen import derived_choices
from grading.keys.derived import Derived
from grading.keys.setting import index_names, slots
from grading.keys.statements import EVERYDAY, MEMBERSHIP, status_of
from grading.keys.wording.inference import CLASSES, SENTENCES
from synthetic_data.truth import Truth
from toolkit import link
from toolkit.errors import GradingError
from toolkit.schema.case import Case

COURSE = "operational_10day"
EACH = 3
FEWEST, MOST = 4, 8
HYPOTHESES = (
    "takes part in the business of moving people",
    "has only everyday contact with the persons named beside him or her: custom, trade, family",
    "has no contact with the persons named beside him or her",
)
CONSISTENT, INCONSISTENT, NEUTRAL = ("consistent",), ("inconsistent",), ("neutral",)
EITHER = ("consistent", "neutral")
# What each kind of statement entails for the three hypotheses, taken as it is worded; grades weigh it afterwards.
ENTAILED = {
    "work": (CONSISTENT, INCONSISTENT, INCONSISTENT),
    "everyday": (EITHER, CONSISTENT, INCONSISTENT),
    "denied": (("inconsistent", "neutral"), EITHER, EITHER),
    "calls": (EITHER, EITHER, INCONSISTENT),
}


@dataclass(frozen=True)
class Row:
    """One piece of evidence on the person: the kind of statement, the other persons, its document or "" for calls."""

    kind: str
    others: tuple[str, ...]
    document: str
    text: str


def classes(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive sentences to be told apart: hypothesis, prediction, estimation or conclusion."""
    rng = draw.stream(truth, f"{COURSE}/day08.classes")
    transfers = case.table("transfers")
    figures = {
        "transfers": str(len(transfers)),
        "hawala": str(round(100 * float((transfers["channel"] == "hawala").mean()))),
        "calls": str(case.rows("calls")),
    }
    fillings = [slots(case, rng) for _ in range(EACH)]
    made = [
        (name, sentence.format(**filling, **figures))
        for name, sentences in SENTENCES.items()
        for sentence, filling in zip(draw.sample(sentences, EACH, rng), fillings, strict=True)
    ]
    made = draw.sample(made, len(made), rng)
    names = draw.numbers("I", len(made), rng)
    items = [
        {"id": name, "text": text, "detail": "", "codes": list(CLASSES)}
        for name, (_, text) in zip(names, made, strict=True)
    ]
    key = {name: [code] for name, (code, _) in zip(names, made, strict=True)}
    return derived_choices(
        "Which class of inference is each sentence? They are invented for this exercise.", items, key, CLASSES
    )


def ach(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the cells of a matrix of competing hypotheses on one person that documents and call records entail.

    The person may be guilty or not: asked is what each piece of evidence says of each hypothesis, not who is right.
    """
    person, rows = _subject(case, truth)
    rng = draw.stream(truth, f"{COURSE}/day08.ach")
    names = draw.numbers("E", len(rows), rng)
    card = index_names(case)
    hypotheses = [f"H{number}" for number in range(1, len(HYPOTHESES) + 1)]
    cells = {
        f"{name} {hypothesis}": list(codes)
        for name, row in zip(names, rows, strict=True)
        for hypothesis, codes in zip(hypotheses, ENTAILED[row.kind], strict=True)
    }
    evidence = [{"id": name, "text": row.text} for name, row in zip(names, rows, strict=True)]
    return Derived(
        paper={
            "instructions": f"The person is {card[person]} ({person}). Mark each cell: would you see this evidence, "
            "taken as it is worded, if the hypothesis were true? Grades weigh it afterwards.",
            "hypotheses": [
                {"id": name, "text": f"{card[person]} {text}"}
                for name, text in zip(hypotheses, HYPOTHESES, strict=True)
            ],
            "evidence": evidence,
            "items": [
                {"id": f"{one['id']} {name}", "text": one["text"], "detail": name}
                for one in evidence
                for name in hypotheses
            ],
            "labels": {
                "consistent": "Consistent: I would expect it",
                "inconsistent": "Inconsistent: it speaks against",
                "neutral": "Neutral: it says nothing either way",
            },
        },
        key={"cells": cells},
        oracle={cell: codes[0] for cell, codes in cells.items()},
        model_answer="\n".join(
            f"- {name}, {row.text}: " + "; ".join(f"{one} {' or '.join(cells[f'{name} {one}'])}" for one in hypotheses)
            for name, row in zip(names, rows, strict=True)
        ),
    )


def argument(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the model argument on the same person: facts, premises, inference, test, probability, gaps."""
    person, rows = _subject(case, truth)
    card = index_names(case)
    reports = case.table("reports")
    by_kind = {kind: [row for row in rows if row.kind == kind] for kind in ENTAILED}
    work, against = by_kind["work"], [*by_kind["everyday"], *by_kind["denied"]]
    status = status_of([row.document for row in work], reports) if work else "not established"
    lines = [f"Facts on {card[person]} ({person}):", *(f"- {row.text}" for row in rows), ""]
    if work:
        lines.append(
            f"Premise 1: {len(work)} statement{'' if len(work) == 1 else 's'} of work with "
            f"{_listed(sorted({other for row in work for other in row.others}))}; by their grades the part is {status}."
        )
    if against:
        lines.append(
            f"Premise 2, from {_listed([row.document for row in against])}: everyday contact, or a part denied."
        )
    weighed = "likely" if status == "confirmed" else "no more than a roughly even chance"
    lines += [
        f"Inference: that {card[person]} takes part in the business is "
        f"{weighed if work else 'unlikely on this file; everyday contact explains all of it'}.",
        "Test: the documents against it are read as carefully as those for it; a document that repeats another one is "
        "counted once; calls alone fit both explanations.",
        "Gaps: what the calls were about; whether money changed hands; who the sources are to each other.",
        "The argument is on a part in an act, not on a person's nationality, trade or family.",
    ]
    return Derived(
        paper={
            "instructions": f"Write the argument on {card[person]} ({person}): facts, premises, inference, test, "
            "probability in the words of the scale, gaps.",
            "nominal": person,
        },
        key={},
        oracle=None,
        model_answer="\n".join(lines),
    )


def _subject(case: Case, truth: Truth) -> tuple[str, list[Row]]:
    """A person of whom the file speaks both ways, no migrant, with the evidence in drawn order."""
    rng = draw.stream(truth, f"{COURSE}/day08.subject")
    people = truth.table("people")
    migrants = set(people["nominal_id"][people["kind"] == "migrant"].astype("str"))
    firms = set(case.table("nominals").query("kind == 'organisation'")["nominal_id"].astype("str"))
    found = _statements(truth.table("claims"), index_names(case), firms)
    calls = _calls(case)
    both: dict[str, list[Row]] = {}
    for person, rows in sorted(found.items()):
        others = sorted({other for row in rows for other in row.others})
        heard = [(other, calls.get(frozenset((person, other)), 0)) for other in others]
        shown = [(other, count) for other, count in heard if count][:2]
        rows = rows[: MOST - len(shown)]
        rows += [
            Row("calls", (other,), "", f"Call records: {count} between their attributed numbers, with {other}")
            for other, count in shown
        ]
        kinds = {row.kind for row in rows}
        if person not in migrants and len(rows) >= FEWEST and kinds & {"work"} and kinds & {"everyday", "denied"}:
            both[person] = rows
    if not both:
        raise GradingError("the documents of this case speak both ways of nobody; generate another case")
    person = draw.pick(sorted(both), rng)
    return person, draw.sample(both[person], MOST, rng)


def _statements(claims: pd.DataFrame, card: Mapping[str, str], firms: set[str]) -> dict[str, list[Row]]:
    """Statements by person, those of one document on one pair as one row; mixed ones and repetitions are left out."""
    claims = claims[(claims["copies"].astype("str") == "") & (claims["relation"] != MEMBERSHIP)]
    kinds: dict[tuple[str, str, str], set[str]] = {}
    for claim in claims.sort_values(["document_id", "claim_id"], kind="stable").itertuples():
        kind = "denied" if claim.polarity == "denied" else "everyday" if claim.relation in EVERYDAY else "work"
        for person, other in ((claim.subject, claim.object), (claim.object, claim.subject)):
            if not {str(person), str(other)} & firms:
                kinds.setdefault((str(person), str(other), str(claim.document_id)), set()).add(kind)
    found: dict[str, list[Row]] = {}
    for (person, other, document), said in kinds.items():
        if len(said) == 1:
            text = f"{document}, on {card[person]} and {card[other]} ({other})"
            found.setdefault(person, []).append(Row(next(iter(said)), (other,), document, text))
    return found


def _calls(case: Case) -> dict[frozenset[str], int]:
    """Records between each two persons of the attribution list."""
    people = link.attributed(case.table("calls"), case.table("attributions"))
    people = people.drop_duplicates(["started_at", "caller", "callee"])
    counts = people.groupby(["from_nominal", "to_nominal"], sort=True).size()
    found: dict[frozenset[str], int] = {}
    for (a, b), count in counts.items():
        pair = frozenset((str(a), str(b)))
        found[pair] = found.get(pair, 0) + int(count)
    return found


def _listed(parts: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(parts))
