"""Model answer of the first day's collection plan: what the file lacks, who could know, and what to ask for first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from grading.keys.derived import Derived
from synthetic_data.truth import Truth
from toolkit.errors import GradingError
from toolkit.schema import STREAMS
from toolkit.schema.case import Case

# What a stream that is not on file could answer, by whom it is held, and what it needs. Training choices, general
# enough for most states; national law goes before them.
ASKED_FOR: dict[str, tuple[str, str, str]] = {
    "subscribers": ("in whose name the numbers are", "operators", "a request that names each number"),
    "calls": ("who speaks with whom before and during a journey", "operators", "an order for named numbers and days"),
    "attributions": (
        "who uses the numbers",
        "surveillance, custody and sources",
        "evidence for each number, with a grade",
    ),
    "transfers": (
        "how fees travel",
        "financial intelligence unit and reporting entities",
        "a request on named persons",
    ),
    "returns": ("whether this route grows", "the states' reporting system", "what is filed already"),
}


def plan(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the gaps of the file on this morning, and a plan that would close them.

    A gap of knowledge is counted: ties of persons on the index of which no record on file speaks yet, by stage of the
    business; those numbers are for the instructor. The plan asks by stage and place, never by who turned out guilty.
    """
    people = truth.table("people")
    members = people[people["is_member"].astype(bool)]
    if members.empty:
        raise GradingError("the truth of this case holds no network; generate another case")
    reports = case.table("reports")
    waiting = [name for name in ASKED_FOR if name not in case.tables]
    paper = {
        "instructions": "Plan the collection for the next two weeks. For each requirement: the question, the gap it "
        "closes, the source or authority, the legal ground, by when, and what you will do if nothing comes.",
        "on_file": {name: case.rows(name) for name in case.tables if case.rows(name) and name in STREAMS},
        "documents": sorted(case.texts),
        "as_of": case.info["as_of"],
    }
    lines = [
        "One plan in the form that is asked; others serve as well.",
        "",
        *_requests(case),
        "",
        "Referral, before any interview with somebody who may be a victim: the protection service is called first, and "
        "the interview waits for its answer.",
        "",
        f"File of {case.info['as_of']}: {len(reports)} documents. What it cannot say yet, and where the answer lies:",
        "",
        *_stages(truth),
        "",
        *(
            f"- {STREAMS[name].title}: would show {what}. Held by: {holder}. Needs: {need}."
            for name, (what, holder, need) in ASKED_FOR.items()
            if name in waiting
        ),
        "",
        *_grounds(reports),
        "A good plan asks first what is cheap and open, last what intrudes most; gives each request a purpose, a "
        "limit in time and a ground; protects sources and possible victims, with a referral before any interview; "
        "asks for nothing by nationality; and says how an answer would change the next decision.",
    ]
    return Derived(paper=paper, key={}, oracle=None, model_answer="\n".join(lines))


def _requests(case: Case) -> list[str]:
    """Four requests as a table, the cheap and open first, made from the records that are on file this morning."""
    day = pd.Timestamp(case.info["as_of"])

    def by(days: int) -> str:
        return (day + pd.Timedelta(days=days)).strftime("%Y-%m-%d")

    busiest = _busiest(case)
    seized = case.rows("phone_contacts") if "phone_contacts" in case.tables else 0
    phones = f"{seized} contacts of seized telephones" if seized else "the numbers that reports give"
    rows = [
        (
            f"Which vehicles wait at {busiest}, and on which nights?",
            "plates are on file, hours of waiting are not",
            "the border unit and whoever keeps a camera there",
            "consent, recorded; this investigation alone",
            by(1),
            "a patrol on the next two market days",
        ),
        (
            "In whose names are the numbers that more than one seized telephone holds?",
            f"{phones}: no holder is known",
            "operators",
            "a request that names each number",
            by(5),
            "go on with those that reports name",
        ),
        (
            "Whom did these numbers speak with in the two days before each stop?",
            "nobody has asked for call records",
            "operators",
            "an order for named numbers and days",
            by(10),
            "watch the place of the last stop instead",
        ),
        (
            "Who is paid after a group has arrived?",
            "fees are told, receipts are not on file",
            "financial intelligence unit",
            "a request on persons with a ground on file",
            by(14),
            "ask for fees in the interviews, after referral",
        ),
    ]
    head = ("question", "gap", "who could know", "ground", "by when", "if nothing comes")
    return ["| " + " | ".join(line) + " |" for line in (head, ("---",) * len(head), *rows)]


def _busiest(case: Case) -> str:
    """The place at which most plates were seen; in general words where nobody has seen one."""
    seen = case.table("sightings")["place_id"].astype("str") if "sightings" in case.tables else pd.Series(dtype="str")
    if seen.empty:
        return "the border point nearest to the last stop"
    most = str(seen.mode().min())
    return str(case.table("places").set_index("place_id")["name"].get(most, most))


def _stages(truth: Truth) -> list[str]:
    """For each stage of the business, how many true ties there are and of how many a record on file speaks."""
    links = truth.table("links")
    ties = links[links["is_criminal"].astype(bool) & (links["stage"] != "")]
    lines = []
    for stage, group in ties.groupby("stage", sort=True):
        shown = int((group["provenance"].astype("str") != "").sum())
        lines.append(
            f"- {stage}: {len(group)} ties, {shown} of them on record so far. Ask who does what here, under whose "
            f"orders."
        )
    people = truth.table("people")
    unknown = int((people["is_member"].astype(bool) & (people["nominal_id"] == "")).sum())
    return [
        *lines,
        f"- {unknown} people of the network are not on the nominal index at all: ask for roles, not for names.",
    ]


def _grounds(reports: Any) -> list[str]:
    """What the grades on file say of where sources are missing."""
    first_hand = reports["information_grade"].astype("str").isin(["1", "2"]).sum()
    return [
        f"- {int(first_hand)} of {len(reports)} documents are first hand; the rest needs a second, independent source.",
        "",
    ]
