"""Model answer of the activity flow chart: the steps of the business in general terms, with what each one rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from grading.keys.derived import Derived
from grading.keys.statements import status_of
from synthetic_data.truth import Truth
from toolkit.errors import GradingError
from toolkit.schema.case import Case

# The steps in order, and the relation by which documents state each.
STEPS: tuple[tuple[str, str], ...] = (
    ("People are approached and agree to travel", "recruits for"),
    ("Somebody gives the orders: who moves when, and by what way", "directs"),
    ("People are carried to the border and onwards", "drives for"),
    ("People wait in houses on the way", "houses people for"),
    ("Those who work are paid", "pays"),
)
_RECORDS = {"transfers": "fees are paid", "sightings": "vehicles are seen on the way", "crossings": "groups are met"}


def chart(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the steps that documents and records on file bear out, how long a journey takes and how it ends."""
    claims = truth.table("claims")
    claims = claims[(claims["polarity"] == "asserted") & claims["document_id"].isin(list(case.texts))]
    repeats = claims["copies"].astype("str") != ""
    lines, number = [], 0
    for title, relation in STEPS:
        rows = claims[(claims["relation"] == relation) & ~repeats]
        if rows.empty:
            continue
        number += 1
        documents = sorted(set(rows["document_id"]))
        status = status_of(documents, case.table("reports"))
        lines.append(f"{number}. {title}: {status}, {', '.join(documents)}")
    if not lines:
        raise GradingError("no document on file states a step of the business; name a later checkpoint")
    return Derived(
        paper={
            "instructions": "Draw the activity flow chart: generic steps in boxes of three or four words, no names, "
            "arrows in order, dotted where a step is not verified; under each box what it rests on.",
            "documents": sorted(case.texts),
        },
        key={},
        oracle=None,
        model_answer="\n".join([*lines, "", *_in_records(truth), "", *_ends(truth, case)]),
    )


def _in_records(truth: Truth) -> list[str]:
    """Which steps records show, and for how many journeys."""
    journeys = truth.table("journeys")
    lists = journeys["provenance"].astype("str").str.split(";")
    heads = {"transfers": "F", "sightings": "S", "crossings": "B"}
    found = {name: int(sum(any(one.startswith(head) for one in ids) for ids in lists)) for name, head in heads.items()}
    return [f"- Records show that {_RECORDS[name]}: in {count} journeys." for name, count in found.items() if count]


def _ends(truth: Truth, case: Case) -> list[str]:
    """How long journeys that ended by the day of the file took, and how many ended otherwise than by arrival."""
    journeys = truth.table("journeys")
    ended = pd.to_datetime(journeys["ended_on"])
    over = journeys[(ended < pd.Timestamp(case.info["as_of"])) & (journeys["provenance"].astype("str") != "")]
    if over.empty:
        return []
    days = (pd.to_datetime(over["ended_on"]) - pd.to_datetime(over["started_on"])).dt.days
    other = int((over["outcome"] != "arrived").sum())
    return [
        f"- A journey takes {int(days.median())} days as a rule ({int(days.min())} to {int(days.max())}).",
        f"- {other} of {len(over)} journeys of which the file shows something did not end by arrival: the chart needs "
        "an arrow out of each step, and a branch to protection and referral.",
    ]
