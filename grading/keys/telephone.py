"""Keys of telephone analysis: a raw export cleaned, who calls whom among attributed persons, and a pattern in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from grading.keys import draw, exports
from grading.keys.derived import Derived
from synthetic_data.truth import Truth
from toolkit import link
from toolkit.errors import GradingError
from toolkit.schema.case import Case

COURSE = "operational_10day"
CALLS, TWICE = 28, 10
PERSONS, FLOWS = 7, 8
ADDED = 2  # persons of the matrix who use several numbers
SAME = ["started_at", "caller", "callee"]
CLEAN = ("caller", "callee", "started", "duration_s")


def clean(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the clean table of one number's calls, from three exports that write numbers and clocks differently.

    Some calls are in two exports, as where both operators answer a request. A clean table holds each call once, under
    the number of the line that stands first.
    """
    rng = draw.stream(truth, f"{COURSE}/day06.clean")
    calls = _once(case)
    seen = pd.concat([calls["caller"], calls["callee"]]).value_counts()
    busy = sorted(set(case.table("attributions")["number"]) & set(seen.index[seen >= CALLS]))
    if not busy:
        raise GradingError(f"no attributed number has {CALLS} calls on file; generate another case")
    number = draw.pick(busy, rng)
    own = calls[(calls["caller"] == number) | (calls["callee"] == number)]
    start = int(rng.integers(len(own) - CALLS + 1))
    excerpt = own.iloc[start : start + CALLS]
    country = dict(zip(case.table("subscribers")["number"], case.table("subscribers")["country"], strict=True))
    legend, lines = exports.write(excerpt, exports.home(number, country), TWICE, rng)
    names = draw.numbers("L", len(lines), rng)
    raw = [{"line": name, **line} for name, line in zip(names, lines, strict=True)]
    rows = exports.read(raw)
    wanted = sorted(
        (row.caller, row.callee, row.started_at.strftime(exports.UTC), int(row.duration_s))
        for row in excerpt.itertuples()
    )
    if sorted(tuple(row[name] for name in CLEAN) for row in rows) != wanted:
        raise GradingError("the raw export cannot be read back as the calls it was written from")
    return Derived(
        paper={
            "instructions": f"The three exports hold the calls of {number}. Hand in each call once, under the line "
            "that stands first: both numbers as +, country code and digits; start in UTC as 2026-01-31 18:05:09; "
            "duration in seconds. Two calls are the same where both numbers and the start are.",
            "legend": legend,
            "raw": raw,
        },
        key={"rows": rows, "raw": [{"line": line["line"], **exports.as_written(line)} for line in raw]},
        oracle=rows,
        model_answer=f"{len(raw)} lines, {len(rows)} calls: {len(raw) - len(rows)} lines repeat a call of another "
        f"export. Lines kept: {', '.join(row['line'] for row in rows)}.",
    )


def matrix(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the from-to matrix of calls and messages among persons of the attribution list, each record once."""
    rng = draw.stream(truth, f"{COURSE}/day06.matrix")
    people = link.attributed(_once(case), case.table("attributions"))
    people = people[people["from_nominal"] != people["to_nominal"]]
    counts = Counter(zip(people["from_nominal"].astype("str"), people["to_nominal"].astype("str"), strict=True))
    ends = (("from_nominal", "caller"), ("to_nominal", "callee"))
    numbers = pd.concat([people[list(end)].set_axis(["who", "number"], axis=1) for end in ends])
    several = numbers.drop_duplicates()["who"].astype("str").value_counts()
    chosen = _circle(counts, {str(one) for one in several.index[several > 1]}, rng)
    flows = [
        {"source": a, "target": b, "count": counts[(a, b)]}
        for a in sorted(chosen)
        for b in sorted(chosen)
        if counts[(a, b)]
    ]
    cards = case.table("nominals").set_index("nominal_id")["name"]
    entities = [{"id": one, "name": str(cards[one])} for one in chosen]
    return Derived(
        paper={
            "instructions": "Count, over the whole file and by the attribution list, the calls and messages from each "
            "of these persons to each other one. A person may hold several numbers. A record entered twice (same "
            "numbers, same start) counts once. Leave out pairs without a record.",
            "entities": entities,
            "nominals": chosen,
        },
        key={"flows": flows, "ignored": []},
        oracle=flows,
        model_answer="\n".join(
            f"- {cards[row['source']]} ({row['source']}) to {cards[row['target']]} ({row['target']}): {row['count']}"
            for row in flows
        ),
    )


def pattern(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the model paragraph on one number's pattern of calls: contacts, hours, cells, a silence, and limits."""
    rng = draw.stream(truth, f"{COURSE}/day06.pattern")
    held = case.table("attributions")
    calls = _once(case)
    made = calls[calls["caller"].isin(set(held["number"]))]
    busy = made["caller"].value_counts()
    row = held[held["number"] == draw.pick(sorted(busy.index[:20]), rng)].iloc[0]
    number = str(row["number"])
    own = calls[(calls["caller"] == number) | (calls["callee"] == number)]
    other = own["callee"].where(own["caller"] == number, own["caller"])
    first = other.value_counts().sort_index(kind="stable").sort_values(ascending=False, kind="stable").head(3)
    who = dict(zip(held["number"], held["nominal_id"], strict=True))
    hours = own["started_at"].dt.hour.value_counts().sort_values(ascending=False, kind="stable").index[:3]
    cells = own[own["caller"] == number]["cell_id"].dropna().value_counts().head(2)
    days = own["started_at"].dt.normalize().drop_duplicates().sort_values().reset_index(drop=True)
    gaps = days.diff().dt.days.fillna(0)
    at = int(gaps.to_numpy().argmax())
    contacts = "; ".join(f"{one} ({who.get(one, 'not attributed')}), {count} records" for one, count in first.items())
    grade = f"{row['source_grade']}{row['information_grade']}"
    return Derived(
        paper={
            "instructions": f"One paragraph for the team leader on the pattern of calls of {number}: with whom, when, "
            "where, what changed, and what the records do not show.",
            "number": number,
        },
        key={},
        oracle=None,
        model_answer=f"{number} is attributed to {row['nominal_id']} on the ground {row['ground']}, graded {grade}. "
        f"From {days.iloc[0]:%Y-%m-%d} to {days.iloc[-1]:%Y-%m-%d} the file holds {len(own)} records with "
        f"{other.nunique()} numbers, {int((own['caller'] == number).sum())} of them outgoing. Most contacts: "
        f"{contacts}. Most records fall into the hours {', '.join(f'{hour:02d}' for hour in sorted(hours))} UTC. "
        + (f"It used above all the cells {', '.join(cells.index)}. " if len(cells) else "The export gives no cells. ")
        + (
            f"The longest silence is {int(gaps[at])} days, up to {days[at]:%Y-%m-%d}; whether the number was switched "
            "off, replaced or only left out of the records is not known. "
            if at
            else ""
        )
        + "The records link SIMs, not people: they do not show who held the telephone nor what was said, and many "
        "contacts alone make nobody a member.",
    )


def _once(case: Case) -> pd.DataFrame:
    """The call records without those that were entered twice."""
    return case.table("calls").drop_duplicates(SAME).reset_index(drop=True)


def _circle(counts: Mapping[tuple[str, str], int], several: Collection[str], rng: np.random.Generator) -> list[str]:
    """Persons who call each other enough to fill a matrix, not so much that every cell of it is full.

    Of such circles the first with `ADDED` persons of `several` numbers, so that there is something to add up; where
    there is none, the one with most of them.
    """
    near: dict[str, set[str]] = {}
    for a, b in counts:
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    best: list[str] = []
    most = (False, 0, 0)
    for start in draw.sample(sorted(near), len(near), rng):
        chosen = [start]
        while len(chosen) < PERSONS:
            edge = sorted(set().union(*(near[one] for one in chosen)) - set(chosen))
            if not edge:
                break
            chosen.append(draw.pick(edge, rng))
        flows = _flows(chosen, counts)
        if not 0 < flows <= PERSONS * (PERSONS - 1) // 2:
            continue
        full = flows >= FLOWS and len(chosen) == PERSONS
        worth = (full, min(ADDED, len(set(chosen) & set(several))), flows)
        if full and worth[1] == ADDED:
            return draw.sample(chosen, PERSONS, rng)
        if worth > most:
            best, most = chosen, worth
    if not best:
        raise GradingError("no two persons of the attribution list call each other; generate another case")
    return draw.sample(best, len(best), rng)


def _flows(chosen: Sequence[str], counts: Mapping[tuple[str, str], int]) -> int:
    return sum((a, b) in counts for a in chosen for b in chosen)
