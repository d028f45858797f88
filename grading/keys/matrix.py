"""Keys of the association matrix: how many links each person has in a document set, and its disputed cells in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from grading.keys import draw
from grading.keys.derived import Derived
from grading.keys.statements import EVERYDAY, Pair, Stated, ordered, pairs
from synthetic_data.truth import Truth
from toolkit.errors import GradingError
from toolkit.schema.case import Case

COURSE = "operational_10day"
CELLS = 3
_WORDED = {"client of": "is a customer of", "family of": "is family of"}


def counts(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive how many persons of a document set, "A" unless `set` names another, each of them is linked with.

    A cell that the documents state and deny with equal weight may be counted or not. Each different count weighs alike,
    so that one number given to everybody earns little.
    """
    stated, persons, documents = _cells(case, truth, str(parameters.get("set", "A")))
    sure: Counter[str] = Counter()
    open_: Counter[str] = Counter()
    for pair, said in stated.items():
        for person in pair:
            sure[person] += said.outcome == "linked"
            open_[person] += said.outcome == "contradictory"
    ids = [str(card["nominal_id"]) for card in persons]
    often = Counter(sure[name] for name in ids)
    if len(often) < 2:
        raise GradingError("all persons of this document set have equally many links; generate another case")
    key = {
        name: {
            "value": sure[name] + open_[name] / 2,
            "scale": 1.0,
            "full": open_[name] / 2,
            "none": open_[name] / 2 + 1.0,
            "weight": round(1.0 / often[sure[name]], 6),
        }
        for name in ids
    }
    names = {str(card["nominal_id"]): str(card["name"]) for card in persons}
    return Derived(
        paper={
            "instructions": "Count, for each person, with how many of the others the matrix links him or her, "
            f"confirmed or suspected. Documents: {', '.join(documents)}.",
            "items": [{"id": name, "text": names[name]} for name in ids],
            "documents": list(documents),
            "labels": {"value": "number of links"},
        },
        key={"items": key},
        oracle=[{"item": name, "value": sure[name]} for name in ids],
        model_answer="\n".join(
            f"- {names[name]} ({name}): {sure[name]}" + (f", or {open_[name]} more" if open_[name] else "")
            for name in sorted(ids, key=lambda name: (-sure[name], name))
        ),
    )


def disputed(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive three cells of a set that need an argument, each with the documents on both sides and what they carry."""
    stated, persons, documents = _cells(case, truth, str(parameters.get("set", "A")))
    names = {str(card["nominal_id"]): str(card["name"]) for card in persons}
    claims = truth.table("claims")
    read = claims[claims["document_id"].isin(list(documents))]
    by_pair: dict[Pair, list[Any]] = {}
    for row in read.sort_values(["document_id", "claim_id"], kind="stable").itertuples(index=False):
        by_pair.setdefault(ordered(row.subject, row.object), []).append(row)
    mixed = draw.sample(sorted(stated), len(stated), draw.stream(truth, f"{COURSE}/day03.disputed"))
    cells = sorted(mixed, key=lambda pair: -_doubt(stated[pair], by_pair[pair]))[:CELLS]
    reports = case.table("reports").astype("str").set_index("document_id")
    shown = [{"a": a, "b": b, "names": [names[a], names[b]]} for a, b in cells]
    return Derived(
        paper={
            "instructions": "Justify each of these cells in two or three sentences: which documents speak for the "
            "link, which against it, what their grades and sources carry, and what would settle it.",
            "cells": shown,
            "documents": list(documents),
        },
        key={},
        oracle=None,
        model_answer="\n".join(_argued(pair, stated[pair], by_pair[pair], names, reports) for pair in cells),
    )


def _cells(case: Case, truth: Truth, name: str) -> tuple[dict[Pair, Stated], list[Mapping[str, Any]], Sequence[str]]:
    """What the documents of a set say of each pair of its persons, the persons' cards, and the documents."""
    if name not in truth.info["sets"]:
        raise GradingError(f"document set {name} is not on file whole; name another set or a later checkpoint")
    documents, entities = (truth.info["sets"][name][part] for part in ("documents", "nominals"))
    cards = case.table("nominals")
    persons = cards[cards["nominal_id"].isin(entities) & (cards["kind"] == "person")]
    inside = set(persons["nominal_id"])
    stated = {
        pair: said
        for pair, said in pairs(truth.table("claims"), case.table("reports"), documents).items()
        if inside.issuperset(pair)
    }
    return stated, persons.to_dict("records"), documents


def _doubt(said: Stated, rows: Sequence[Any]) -> int:
    """How much a cell needs an argument: both sides first, then repeats, then single weak documents."""
    polarities = {row.polarity for row in rows}
    repeated = any(row.copies for row in rows)
    return (
        8 * (len(polarities) > 1)
        + 4 * (said.outcome == "contradictory")
        + 3 * repeated
        + 2 * (said.status == "suspected")
        + (said.outcome == "denied")
    )


def _argued(pair: Pair, said: Stated, rows: Sequence[Any], names: Mapping[str, str], reports: pd.DataFrame) -> str:
    verdict = {
        "linked": f"linked, {said.status}",
        "denied": "no link",
        "contradictory": "open: leave the cell empty or mark it as contradictory",
    }[said.outcome]
    lines = [f"- {names[pair[0]]} ({pair[0]}) and {names[pair[1]]} ({pair[1]}): {verdict}."]
    for row in rows:
        one = reports.loc[row.document_id]
        side = "denies" if row.polarity == "denied" else "states"
        repeat = f"; it repeats {row.copies} and adds nothing to it" if row.copies else ""
        daily = "; an everyday tie, which a denial of joint work does not touch" if row.relation in EVERYDAY else ""
        ends = (names.get(row.subject, row.subject), names.get(row.object, row.object))
        lines.append(
            f"  {row.document_id} ({one['source_ref']}, {one['source_grade']}{one['information_grade']}) {side} that "
            f"{ends[0]} {_WORDED.get(row.relation, row.relation)} {ends[1]}{repeat}{daily}."
        )
    better = (
        "a report of a source of grade A or B at first hand" if said.status != "confirmed" else "nothing more needed"
    )
    lines.append(f"  What would settle it: {better}.")
    return "\n".join(lines)
