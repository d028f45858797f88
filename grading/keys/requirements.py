"""Keys of the strategic course's first day: sources for requirements, a search, a return filed, what a state can do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from grading.keys import draw, filed
from grading.keys.chosen import derived_choices
from grading.keys.derived import Derived
from grading.keys.setting import COUNTRIES
from grading.keys.wording import requirements as words
from synthetic_data.truth import Truth
from toolkit.errors import GradingError
from toolkit.schema.case import Case
from toolkit.schema.indicators import indicators

COURSE = "strategic_5day"
SEARCHES = 4
# Smallest figure that is searched for, so that an error of one shows.
LEAST = 20
ENTRIES = (10, 13)


def sources(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive information requirements of this case's client, and the holding of the desk that answers each."""
    rng = draw.stream(truth, f"{COURSE}/day01.sources")
    wanted = [code for code, texts in words.REQUIREMENTS.items() for _ in range(min(2, len(texts)))]
    wanted = draw.sample(wanted, len(wanted), rng)
    used: set[str] = set()
    items, key = [], {}
    for name, code in zip(draw.numbers("Q", len(wanted), rng), wanted, strict=True):
        text = draw.pick([one for one in words.REQUIREMENTS[code] if one not in used], rng)
        used.add(text)
        items.append({"id": name, "text": "Where do you look first?", "detail": text.format(**_slots(case, rng))})
        key[name] = [code]
    return derived_choices(
        "Match each requirement to the one holding of this desk that answers it.", items, key, words.HOLDINGS
    )


def search(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive figures to be found in the returns by indicator, state, citizenship and period; the last vintage stands.

    At least one of them was revised, so that the first figure found is not the one on file.
    """
    rng = draw.stream(truth, f"{COURSE}/day01.search")
    returns = case.table("returns")
    named = indicators()
    lines = ["state", "cycle", "indicator", "route", "citizenship", "item", "period"]
    filed_by = returns.sort_values(["reported_on", "vintage"], kind="stable")
    grouped = filed_by.groupby(lines, dropna=False)["value"]
    standing = pd.DataFrame({"last": grouped.last(), "vintages": grouped.nunique()}).reset_index()
    # A line whose last filing says "not reported" has no figure on file.
    standing = standing[standing["last"].notna() & (standing["last"] >= LEAST) & standing["item"].isna()]
    standing = standing[standing["citizenship"].notna()]
    revised, plain = standing[standing["vintages"] > 1], standing[standing["vintages"] == 1]
    if len(revised) == 0 or len(plain) < SEARCHES:
        raise GradingError("too few returns of this case can be searched; generate another case")
    rows = [revised.iloc[int(rng.integers(len(revised)))]]
    for cycle in draw.sample(sorted(set(plain["cycle"])), SEARCHES - 1, rng):
        of = plain[plain["cycle"] == cycle]
        rows.append(of.iloc[int(rng.integers(len(of)))])
    order = draw.sample(rows, len(rows), rng)
    names = draw.numbers("S", len(order), rng)
    items = [{"id": name, "text": _asked(row, named)} for name, row in zip(names, order, strict=True)]
    values = {name: int(row["last"]) for name, row in zip(names, order, strict=True)}
    return Derived(
        paper={"instructions": "Give each figure as it stands on file today, its last vintage.", "items": items},
        key={"items": {name: {"value": value} for name, value in values.items()}},
        oracle=[{"item": name, "value": value} for name, value in values.items()],
        model_answer="\n".join(f"- {item['text']}: {values[item['id']]:,}" for item in items),
    )


def filing(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive a register of one month and the return (1.1.2) that a state files from it.

    The register holds one entry twice, one of the month after, and travellers admitted with valid papers; the return
    counts what remains by citizenship.
    """
    rng = draw.stream(truth, f"{COURSE}/day01.filing")
    true = truth.table("true_series")
    month = pd.Timestamp(case.info["as_of"]).to_period("M") - 1
    by_line = true.groupby(["state", "route"])["citizenship"].nunique()
    open_lines = sorted(by_line[by_line >= 3].index)
    if not open_lines:
        raise GradingError("no route of this case has three citizenships; generate another case")
    state, route = draw.pick(open_lines, rng)
    codes = sorted(set(true[(true["state"] == state) & (true["route"] == route)]["citizenship"].astype("str")))
    codes = draw.sample(codes, 5, rng)
    entries = [_entry(month, draw.pick(codes, rng), rng) for _ in range(int(rng.integers(*ENTRIES)))]
    entries += [_entry(month, code, rng) for code in codes[:3]]
    entries.sort(key=lambda one: (one["date"], one["citizenship"], one["persons"]))
    counted = list(entries)
    twice = {**draw.pick(entries, rng), "note": "entered again by the night shift"}
    later = {**_entry(month + 1, draw.pick(codes, rng), rng)}
    admitted = {**_entry(month, draw.pick(codes, rng), rng), "note": "admitted, papers in order"}
    register = sorted(
        [*entries, twice, later, admitted], key=lambda one: (one["date"], one["note"], one["citizenship"])
    )
    right, naive = _sums(counted), _sums(register)
    return Derived(
        paper={
            "instructions": f"You file for {_country(state)}. From this register of {route}, file indicator 1.1.2 for "
            f"{month}: detections by citizenship. A detection is a record made when an officer finds a person who "
            "entered, or tried to enter, otherwise than the law provides.",
            "state": state,
            "route": route,
            "month": str(month),
            "register": [{"line": number, **one} for number, one in enumerate(register, start=1)],
        },
        key={"rows": right, "raw": naive},
        oracle=right,
        model_answer="\n".join(f"- {row['citizenship']}: {row['value']}" for row in right)
        + "\n\nLeft out: one entry made twice, one of the month after, one of travellers admitted with valid papers.",
    )


def capacity(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive which answers of a state's questionnaire contradict one another, are missing, or stand."""
    rng = draw.stream(truth, f"{COURSE}/day01.capacity")
    planted = truth.table("planted")
    planted = planted[planted["stream"] == "questionnaire"]
    table = case.table("questionnaire").set_index("item_id")
    against = planted[planted["kind"] == "contradiction"]["subject"].astype("str").str.split(";")
    clash = sorted({name for pair in against for name in pair})
    blank = [str(name) for name in table.index[table["answer"].isna()]]
    if not clash:
        raise GradingError("no answers of this case's questionnaire contradict one another; generate another case")
    others = [str(name) for name in table.index if name not in clash and name not in blank]
    chosen = [*clash, *draw.sample(blank, 2, rng), *draw.sample(others, len(clash), rng)]
    order = draw.sample(chosen, len(chosen), rng)
    items, key = [], {}
    for name, asked in zip(draw.numbers("A", len(order), rng), order, strict=True):
        answer = table.at[asked, "answer"]
        shown = "no answer" if pd.isna(answer) else str(answer)
        items.append({"id": name, "text": f"{asked}. {table.at[asked, 'question']}", "detail": f"Answer: {shown}."})
        key[name] = ["contradicts" if asked in clash else "not answered" if asked in blank else "stands"]
    return derived_choices(
        "Read the whole questionnaire. Then say of each of these answers what may be done with it.",
        items,
        key,
        words.ANSWERS,
    )


def terms_of_reference(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the client's question, and a model of terms of reference that follow from it."""
    rng = draw.stream(truth, f"{COURSE}/day01.terms")
    filling = _slots(case, rng)
    question = draw.pick(words.CLIENT, rng).format(**filling)
    works = int((~case.table("bibliography")["synthetic"].astype(bool)).sum())
    return Derived(
        paper={"instructions": "Write terms of reference of one page for this question.", "question": question},
        key={},
        oracle=None,
        model_answer=(
            f"**Question.** {question}\n\n**Decision it serves.** Named with its date; if the client cannot name one, "
            "that is the first thing to agree on.\n\n**Scope.** The routes of the returns, five years and the part "
            "year; detections, not persons and not flows.\n\n**Sources.** Returns of the states and their mirrors, "
            "prices, "
            f"the catalogue, the questionnaire, interviews, and {works} published works; no nominal "
            f"data.\n\n**Method.** "
            "Trends with breaks and late reporting, an estimate with a range, competing hypotheses, indicators."
            "\n\n**Limits.** States that report late; one state's answers that do not fit together.\n\n**Product and "
            "handling.** Four pages; entries of the catalogue keep their handling.\n\n**Review.** One meeting at half "
            "time, one reader from outside."
        ),
    )


def _slots(case: Case, rng: np.random.Generator) -> dict[str, str]:
    """A route, a state that reports on it, another state, a year and a product of this case's desk."""
    returns = filed.monthly(case)
    years = sorted(set(returns["period"].dt.year))[:-1]
    route = draw.pick(sorted(set(returns["route"].dropna().astype("str"))), rng)
    state = draw.pick(sorted(set(returns[returns["route"] == route]["state"])), rng)
    answering = str(case.table("questionnaire")["country"].iloc[0])
    other = draw.pick(sorted(set(case.table("catalogue")["country"])), rng)
    return {
        "route": f"the route {route}",
        "state": _country(state),
        "answering": _country(answering),
        "other": _country(other),
        "year": str(draw.pick(years, rng)),
        "product": str(case.table("prices")["product"].iloc[0]),
    }


def _country(code: Any) -> str:
    return COUNTRIES.get(str(code), (str(code), str(code)))[0]


def _asked(row: Any, named: Mapping[str, Any]) -> str:
    title = getattr(named[str(row["indicator"])], "title", "")
    of = "all" if row["citizenship"] == "ZZ" else row["citizenship"]
    route = "" if pd.isna(row["route"]) else f", route {row['route']}"
    return (
        f"{row['indicator']} {title}: reported by {row['state']}{route}, {of}, "
        f"{row['cycle']} period from {row['period']:%Y-%m-%d}"
    )


def _entry(month: pd.Period, code: str, rng: np.random.Generator) -> dict[str, Any]:
    day = int(rng.integers(1, month.days_in_month + 1))
    return {"date": f"{month}-{day:02d}", "citizenship": code, "persons": int(rng.integers(2, 15)), "note": ""}


def _sums(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    sums: dict[str, int] = {}
    for one in entries:
        sums[one["citizenship"]] = sums.get(one["citizenship"], 0) + one["persons"]
    return [{"citizenship": code, "value": value} for code, value in sorted(sums.items(), key=lambda s: (-s[1], s[0]))]
