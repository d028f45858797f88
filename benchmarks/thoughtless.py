"""Answers without thought: the answer of another exercise, and everything selected. What each earns on a key."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grading.judge import judge

Key = Mapping[str, Any]


def copied(key: Key, others: Sequence[Key]) -> float:
    """Return the most that the right answer of another exercise earns here: an example or a neighbour copied."""
    return max((judge(key, one["oracle"]).score for one in others if one["exercise"] != key["exercise"]), default=0.0)


def selected(key: Key, everybody: Sequence[str]) -> float:
    """Return the most that selecting everything earns, with one code for all; 0 where nothing is to be selected.

    `everybody` are the nominals of the file.
    """
    return max((judge(key, answer).score for answer in everything(key, everybody)), default=0.0)


def everything(key: Key, everybody: Sequence[str]) -> Iterator[Any]:
    """Yield each way to select everything.

    Choices, and tables with a row for each thing: every item with the same code. Pairs and actors: as many rows as the
    form takes of those that the paper's lists allow, from three places of the list. Numbers, orders and phrases are
    not chosen from a list: nothing.
    """
    form, oracle, paper = key["form"], key["oracle"], key["paper"]
    if form["type"] == "choices":
        several = bool(form.get("several"))
        used = sorted({code for value in oracle.values() for code in (value if several else [value])})
        yield from [dict.fromkeys(oracle, used)] if several else (dict.fromkeys(oracle, code) for code in used)
        return
    if form["type"] != "table" or not oracle:
        return
    columns = form["columns"]
    if form.get("each"):
        yield from _same_row(form["each"], [row[form["each"]] for row in oracle], columns, everybody)
        return
    for name, codes in ((column["name"], column["codes"]) for column in columns if column["name"] in CODED):
        listed = _listed(columns, paper, everybody)
        most = min(int(form.get("most", 500)), len(listed))
        for start, code in itertools.product((0, (len(listed) - most) // 2, len(listed) - most), codes):
            roles = next((column["codes"] for column in columns if column["name"] == "role"), [None])
            for role in roles:
                more = {name: code} if role is None else {name: code, "role": role}
                yield [{**row, **more} for row in listed[start : start + most]]


CODED = ("status", "verdict")


def _listed(
    columns: Sequence[Mapping[str, Any]], paper: Mapping[str, Any], everybody: Sequence[str]
) -> list[dict[str, str]]:
    """The rows that a paper's lists allow, without their codes."""
    names = {column["name"] for column in columns}
    if {"a", "b"} <= names:
        ids = paper.get("nominals") or [one["id"] for one in paper["entities"]]
        return [{"a": a, "b": b} for a, b in itertools.combinations(ids, 2)]
    if {"person", "organisation"} <= names:
        pairs = itertools.product(paper["organisations"], paper["persons"])
        return [{"person": one["id"], "organisation": firm["id"]} for firm, one in pairs]
    if "nominal" in names:
        return [{"nominal": one} for one in everybody]
    return []


def _same_row(
    each: str, things: Sequence[str], columns: Sequence[Mapping[str, Any]], everybody: Sequence[str]
) -> Iterator[list[dict[str, Any]]]:
    """Give every thing the same row: for each place of the longest list of codes, that code of every column."""
    longest = max(len(column.get("codes", ())) for column in columns)
    for place in range(longest):
        same: dict[str, Any] = {}
        for column in columns:
            if column.get("codes"):
                same[column["name"]] = column["codes"][min(place, len(column["codes"]) - 1)]
            elif column["type"] == "nominal":
                same[column["name"]] = everybody[0]
        yield [{each: thing, **same} for thing in things]
