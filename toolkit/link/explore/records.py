"""The card of one link, as data: its facts and the records behind it with source, grade, time and sentence."""

from __future__ import annotations

from typing import Any

import pandas as pd

from toolkit.errors import ParameterError
from toolkit.evaluation.codes import FOUR_BY_FOUR
from toolkit.language import text
from toolkit.link.cards import COLUMNS, TIMES

SHOWN = 25


def link_records(graph: Any, a: Any, b: Any) -> dict[str, Any]:
    """Return `facts` (lines), `records` (each with its fields) and how many `more` there are, as plain JSON.

    >>> import networkx as nx
    >>> graph = nx.Graph()
    >>> graph.add_edge("a", "b", records=("D1",))
    >>> link_records(graph, "a", "b")["records"]
    [{'record': 'D1', 'grade': '', 'grade_words': '', 'source': '', 'time': '', 'sentence': ''}]
    """
    data = graph.edges[a, b]
    facts = []
    if data.get("relations"):
        facts.append(", ".join(map(str, data["relations"])))
    if not pd.isna(data.get("first")):
        facts.append(f"{data['first']:%Y-%m-%d} – {data['last']:%Y-%m-%d}")
    records = data.get("records", ())
    if records:
        facts.append(text("1 record") if len(records) == 1 else text("{count} records", count=len(records)))
    held = graph.graph.get("evidence")
    wanted = (*COLUMNS, held.time) if held is not None and held.time and held.time not in COLUMNS else COLUMNS
    rows = held.brief(a, b, wanted, SHOWN) if held is not None else []
    return {
        "facts": facts,
        "records": [
            _record(record, rows[at] if at < len(rows) else {}, wanted) for at, record in enumerate(records[:SHOWN])
        ],
        "more": max(0, len(records) - SHOWN),
    }


def _record(record: Any, row: dict[str, Any], wanted: tuple[str, ...]) -> dict[str, str]:
    grade = "".join(str(row[name]) for name in ("source_grade", "information_grade") if name in row)
    times = [row[name] for name in (wanted[-1], *TIMES) if name in row and not pd.isna(row[name])]
    try:
        words = FOUR_BY_FOUR.explain(grade) if grade else ""
    except ParameterError:
        words = ""
    return {
        "record": str(record),
        "grade": grade,
        "grade_words": words,
        "source": text("source {source}", source=row["source_ref"]) if "source_ref" in row else "",
        "time": _moment(times[0]) if times else "",
        "sentence": str(row.get("sentence", "")),
    }


def _moment(value: Any) -> str:
    """A time to the minute; midnight to the second is a day without a time."""
    moment = pd.Timestamp(value)
    return f"{moment:%Y-%m-%d}" if moment == moment.normalize() else f"{moment:%Y-%m-%d %H:%M}"
