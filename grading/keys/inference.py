"""Keys of inference: classes of inference, competing hypotheses on one person, and an argument in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from grading.keys import draw, levels, second
from grading.keys.chosen import derived_choices
from grading.keys.derived import Derived
from grading.keys.reader import file as reader
from grading.keys.setting import index_names, slots
from grading.keys.statements import EVERYDAY, MEMBERSHIP, ordered, status_of
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
# Readers of good sense differ over such a cell, so it is shown and not marked.
OPEN: tuple[str, ...] = ()
# What each kind of statement entails for the three hypotheses, taken as it is worded; grades weigh it afterwards.
# A payment may be a wage or the price of something; "no contact" speaks against custom, "no partner" does not.
ENTAILED = {
    "work": (CONSISTENT, INCONSISTENT, INCONSISTENT),
    "payment": (EITHER, OPEN, INCONSISTENT),
    "everyday": (EITHER, CONSISTENT, INCONSISTENT),
    "denied": (("inconsistent", "neutral"), OPEN, EITHER),
    "calls": (EITHER, EITHER, INCONSISTENT),
}
# How many cells go wrong where such a statement is taken for one of work, because two names stand side by side.
UNLIKE_WORK = {"everyday": 1, "denied": 2}


@dataclass(frozen=True)
class Row:
    """One piece of evidence on the person: the kind of statement, the other persons, its document or "" for calls.

    `codes` are those that stand for each hypothesis, () where the cell is not marked.
    """

    kind: str
    others: tuple[str, ...]
    document: str
    text: str
    sentence: str = ""
    codes: tuple[tuple[str, ...], ...] = ()


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
    A document that the second solver reads otherwise is left out, or its cells take the codes of both readings.
    """
    person, rows = _subject(case, truth)
    rng = draw.stream(truth, f"{COURSE}/day08.ach")
    names = draw.numbers("E", len(rows), rng)
    card = index_names(case)
    hypotheses = [f"H{number}" for number in range(1, len(HYPOTHESES) + 1)]
    cells = {
        f"{name} {hypothesis}": list(codes)
        for name, row in zip(names, rows, strict=True)
        for hypothesis, codes in zip(hypotheses, row.codes, strict=True)
        if codes
    }
    evidence = [{"id": name, "text": row.text, "document": row.document} for name, row in zip(names, rows, strict=True)]
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
            f"- {name}, {row.text}: "
            + "; ".join(f"{one} {' or '.join(cells.get(f'{name} {one}', ['as you argue it']))}" for one in hypotheses)
            for name, row in zip(names, rows, strict=True)
        ),
    )


def argument(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the model argument on the same person: facts, premises, inference, test, probability, gaps."""
    person, rows = _subject(case, truth)
    card = index_names(case)
    reports = case.table("reports")
    grades = {
        str(row.document_id): f"{row.source_grade}{row.information_grade}"
        for row in reports.dropna(subset=["source_grade", "information_grade"]).itertuples()
    }
    work, against = ([row for row in rows if row.kind in kinds] for kinds in (("work",), ("everyday", "denied")))
    documents = [row.document for row in work]
    status = status_of(documents, reports)
    sources = set(reports["source_ref"][reports["document_id"].isin(documents)].dropna().astype("str"))
    lines = [
        f"Facts on {card[person]} ({person}):",
        *(f"- {row.document} ({grades.get(row.document, 'no grade')}): {row.sentence}" for row in rows if row.document),
        *(f"- {row.text}" for row in rows if not row.document),
        "",
        f"- **Premise 1:** {_counted(work, 'statement')} of work with "
        f"{_listed(sorted({other for row in work for other in row.others}))}; by their grades the part is {status}.",
        f"- **Premise 2**, from {_listed([row.document for row in against])}: everyday contact, or a part denied.",
        f"- **Inference:** that {card[person]} takes part in the business is {_weighed(status, len(set(documents)))}.",
        f"- **Confidence**, on its own line: {'moderate' if len(sources) > 1 else 'low'}; the statements of work "
        f"come from {_counted(sorted(sources), 'source')}.",
        "- **Key assumption:** the documents named speak of one and the same person, and no source copies another.",
        "- **Test:** the documents against it are read as carefully as those for it; a document that repeats another "
        "one is counted once; calls alone fit both explanations.",
        "- **Gaps:** what the calls were about; whether money changed hands; who the sources are to each other.",
        "",
        "The argument is on a part in an act, not on a person's nationality, trade or family.",
    ]
    return Derived(
        paper={
            "instructions": f"Write the argument on {card[person]} ({person}): facts, premises, inference with its "
            "probability in the words of the scale, confidence on a line of its own, test, gaps.",
            "nominal": person,
        },
        key={},
        oracle=None,
        model_answer="\n".join(lines),
    )


def _weighed(status: str, documents: int) -> str:
    """The term for a part that documents state: by their grades, and by how many there are."""
    if status != "confirmed":
        return "a roughly even chance"
    return "very likely" if documents > 1 else "likely"


def _counted(things: Sequence[Any], noun: str) -> str:
    return f"{len(things)} {noun}{'' if len(things) == 1 else 's'}"


def _subject(case: Case, truth: Truth) -> tuple[str, list[Row]]:
    """A person of whom the file speaks both ways, no migrant, with the evidence in drawn order.

    The higher the level, the larger is the share of documents that show everyday contact or deny a tie.
    """
    rng = draw.stream(truth, f"{COURSE}/day08.subject")
    people = truth.table("people")
    migrants = set(people["nominal_id"][people["kind"] == "migrant"].astype("str"))
    firms = set(case.table("nominals").query("kind == 'organisation'")["nominal_id"].astype("str"))
    card = index_names(case)
    found = _read_again(case, _statements(truth.table("claims"), card, firms))
    calls = _calls(case)
    both: dict[str, list[Row]] = {}
    for person, rows in sorted(found.items()):
        others = sorted({other for row in rows for other in row.others})
        heard = [(other, calls.get(frozenset((person, other)), 0)) for other in others]
        shown = [(other, count) for other, count in heard if count][:2]
        rows = rows[: MOST - len(shown)]
        rows += [
            Row(
                "calls",
                (other,),
                "",
                f"Call records: {count} with {card[other]} ({other}), between attributed numbers",
                codes=ENTAILED["calls"],
            )
            for other, count in shown
        ]
        kinds = {row.kind for row in rows}
        if person not in migrants and len(rows) >= FEWEST and kinds & {"work"} and kinds & {"everyday", "denied"}:
            both[person] = rows
    if not both:
        raise GradingError("the documents of this case speak both ways of nobody; generate another case")
    # The more documents show everyday contact or deny a tie, the less is told by names that stand side by side.
    other = {one: sum(UNLIKE_WORK.get(row.kind, 0) for row in rows) / len(rows) for one, rows in both.items()}
    ranked = sorted(both, key=lambda one: (other[one], one))
    person = draw.pick(levels.stretch(case, ranked, parts=5), rng)
    return person, draw.sample(both[person], MOST, rng)


def _statements(claims: pd.DataFrame, card: Mapping[str, str], firms: set[str]) -> dict[str, list[Row]]:
    """Statements by person, those of one document on one pair as one row; mixed ones and repetitions are left out."""
    claims = claims[(claims["copies"].astype("str") == "") & (claims["relation"] != MEMBERSHIP)]
    said: dict[tuple[str, str, str], dict[str, str]] = {}
    for claim in claims.sort_values(["document_id", "claim_id"], kind="stable").itertuples():
        for person, other in ((claim.subject, claim.object), (claim.object, claim.subject)):
            if not {str(person), str(other)} & firms:
                pair = (str(person), str(other), str(claim.document_id))
                said.setdefault(pair, {}).setdefault(_kind(claim), str(claim.sentence))
    found: dict[str, list[Row]] = {}
    for (person, other, document), kinds in said.items():
        if len(kinds) == 1:
            text = f"{document}, on {card[person]} and {card[other]} ({other})"
            ((kind, sentence),) = kinds.items()
            found.setdefault(person, []).append(Row(kind, (other,), document, text, sentence))
    return found


def _read_again(case: Case, found: Mapping[str, Sequence[Row]]) -> dict[str, list[Row]]:
    """The same statements with the codes that both solvers give them, without those that they read as opposites."""
    file = reader.read(case)
    kept: dict[str, list[Row]] = {}
    for person, rows in found.items():
        for row in rows:
            codes = second.cells(file, row.document, ordered(person, row.others[0]), row.kind, ENTAILED)
            if codes is not None:
                kept.setdefault(person, []).append(replace(row, codes=codes))
    return kept


def _kind(claim: Any) -> str:
    if claim.polarity == "denied":
        return "denied"
    if claim.relation in EVERYDAY:
        return "everyday"
    return "payment" if claim.relation == "pays" else "work"


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
