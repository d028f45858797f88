"""Key of the probability exercise: how often a thing is so in the world of this case, on evidence like this."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from grading.keys import draw
from grading.keys.derived import Derived
from grading.keys.statements import EVERYDAY
from synthetic_data.truth import Truth
from toolkit import judgement, link
from toolkit.errors import GradingError
from toolkit.schema.case import Case

COURSE = "operational_10day"
ASKED, FEWEST = 8, 5
REFERENCE = 0.5
CONTACTS = 3
Count = tuple[str, str, int, int]


def probabilities(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive frequencies to be judged: of true statements by grade, of members among people whom the file shows alike.

    A frequency of k in n is smoothed to (k + 1) / (n + 2), the rule of succession, since n is small and nothing is
    certain. Half of the questions ask for the opposite, so that one figure for all of them is worth nothing.
    """
    rng = draw.stream(truth, f"{COURSE}/day08.probabilities")
    counts = [one for one in (*_of_statements(case, truth), *_of_persons(case, truth)) if one[3] >= FEWEST]
    chosen = draw.sample(counts, ASKED, rng)
    if len(chosen) < ASKED // 2:
        raise GradingError("the file is too small for frequencies; generate another case")
    order = sorted(range(len(chosen)), key=lambda at: (chosen[at][2] + 1) / (chosen[at][3] + 2))
    turned = {at for place, at in enumerate(order) if place % 2}
    names = draw.numbers("P", len(chosen), rng)
    items, values, lines = [], {}, []
    for at, (name, (question, opposite, hits, total)) in enumerate(zip(names, chosen, strict=True)):
        text, number = (opposite, total - hits) if at in turned else (question, hits)
        values[name] = round((number + 1) / (total + 2), 4)
        items.append({"id": name, "text": text})
        terms = " or ".join(judgement.accepted(values[name]))
        lines.append(f"- {text} {number} of {total} in this case: about {values[name]:.0%}, {terms}")
    return Derived(
        paper={
            "instructions": "State for each the probability in per cent, by what the file, its grades and the ways of "
            "such cases tell you. Whoever answers 50 throughout earns nothing.",
            "items": items,
        },
        key={"items": values, "reference": REFERENCE},
        oracle=[{"item": name, "probability": round(100 * value, 2)} for name, value in values.items()],
        model_answer="\n".join(lines),
    )


def _of_statements(case: Case, truth: Truth) -> list[Count]:
    claims = truth.table("claims").merge(case.table("reports"), on="document_id")
    holds = claims["is_true"].astype("str") == "True"
    grade = claims["source_grade"].astype("str") + claims["information_grade"].astype("str")
    rows: list[Count] = []
    for label, group in (
        ("A1", grade == "A1"),
        ("B1 or B2", grade.isin(["B1", "B2"])),
        ("C3, C4, X3 or X4", grade.isin(["C3", "C4", "X3", "X4"])),
    ):
        about = f"one statement from a document graded {label}, taken at random,"
        rows.append((f"That {about} is true?", f"That {about} is false?", int(holds[group].sum()), int(group.sum())))
    denied = claims["polarity"] == "denied"
    about = "one statement on file that two persons do not work together"
    rows.append((f"That {about} is true?", f"That {about} is false?", int(holds[denied].sum()), int(denied.sum())))
    return rows


def _of_persons(case: Case, truth: Truth) -> list[Count]:
    people = truth.table("people")
    people = people[people["nominal_id"].astype("str") != ""]
    members = set(people["nominal_id"][people["is_member"].astype("str") == "True"].astype("str"))
    listed = set(people["nominal_id"].astype("str"))
    claims = truth.table("claims")
    asserted = claims[(claims["polarity"] == "asserted") & (claims["copies"].astype("str") == "")]
    working = asserted[~asserted["relation"].isin([*EVERYDAY, "belongs to"])]
    often = pd.concat([working["subject"], working["object"]]).value_counts()
    kept = set(asserted["object"][asserted["relation"] == "client of"].astype("str"))
    groups = {
        "listed on the nominal index": listed,
        f"who on the attributed call chart has contact with {CONTACTS} or more others": _in_contact(case),
        "of whom two or more statements say that he or she works with others": set(often.index[often >= 2].astype(str)),
        "who is said to serve customers": kept,
        "taken into custody on suspicion of facilitation": _held(case),
    }
    rows: list[Count] = []
    for label, group in groups.items():
        inside = group & listed
        about = f"one person {label}, taken at random,"
        rows.append(
            (
                f"That {about} takes part in the business?",
                f"That {about} has no part in the business?",
                len(inside & members),
                len(inside),
            )
        )
    return rows


def _in_contact(case: Case) -> set[str]:
    people = link.attributed(case.table("calls"), case.table("attributions"))
    graph = link.build(people, source="from_nominal", target="to_nominal")
    return {str(nominal) for nominal, degree in graph.degree() if int(degree) >= CONTACTS}


def _held(case: Case) -> set[str]:
    if "arrests" not in case.tables:
        return set()
    arrests = case.table("arrests")
    return set(arrests["nominal_id"][arrests["suspicion"] == "facilitation"].dropna().astype("str"))
