"""The cards that open on a chart: who an entity is, and the records, sources and grades behind a link."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from toolkit.language import text
from toolkit.link.convention import status_words
from toolkit.link.kinds import kind_words

RECORDS = 6
_SENTENCE = 90
TIMES = ("dated", "started_at", "sent_at", "seen_at", "detected_at")
COLUMNS = ("source_grade", "information_grade", "source_ref", "sentence", *TIMES)


def entity_card(graph: Any, entity: Any, name: str, kind: str, group: Any = None) -> str:
    """Return the card of an entity: name, number, kind, group, links.

    >>> import networkx as nx
    >>> entity_card(nx.Graph([("N001", "N002")]), "N001", "Sok Dara", "person")
    '<b>Sok Dara</b> N001<br>person<br>1 link'
    """
    head = f"<b>{html.escape(name)}</b>" + (f" {html.escape(str(entity))}" if name != str(entity) else "")
    kinds = {"organisation": text("organisation"), "number": text("number, not attributed")}
    lines = [head, text("person") if kind == "person" else kinds.get(kind) or kind_words(kind)]
    if group is not None:
        lines.append(text("group: {group}", group=html.escape(str(group))))
    count = graph.degree(entity)
    lines.append(text("{count} link", count=count) if count == 1 else text("{count} links", count=count))
    return "<br>".join(lines)


def link_card(graph: Any, a: Any, b: Any, names: Mapping[Any, str], rows: Sequence[Mapping[str, Any]] = ()) -> str:
    """Return the card of a link: its ends, status, strength, times, and its records with source and grade.

    `rows` are the first records behind it, with those of `COLUMNS` that they have.

    >>> import networkx as nx
    >>> graph = nx.Graph()
    >>> graph.add_edge("a", "b", strength=2, status="confirmed", records=("D1", "D2"))
    >>> link_card(graph, "a", "b", {})
    '<b>a – b</b><br>Confirmed link · strength 2 · 2 records<br>D1<br>D2'
    """
    data = graph.edges[a, b]
    arrow = " → " if graph.is_directed() else " – "
    facts = []
    if data.get("status"):
        facts.append(status_words(str(data["status"])))
    if "strength" in data:
        facts.append(text("strength {value}", value=f"{data['strength']:,g}"))
    records = data.get("records", ())
    if records:
        count = len(records)
        facts.append(text("1 record") if count == 1 else text("{count} records", count=count))
    lines = [f"<b>{html.escape(names.get(a, str(a)))}{arrow}{html.escape(names.get(b, str(b)))}</b>"]
    if facts:
        lines.append(" · ".join(facts))
    if data.get("relations"):
        lines.append(html.escape(", ".join(data["relations"])))
    if not pd.isna(data.get("first")):
        lines.append(f"{data['first']:%Y-%m-%d} – {data['last']:%Y-%m-%d}")
    for position, record in enumerate(records[:RECORDS]):
        lines.append(_record(record, rows[position] if position < len(rows) else {}))
    if len(records) > RECORDS:
        lines.append(text("and {count} more", count=len(records) - RECORDS))
    return "<br>".join(lines)


def _record(record: Any, row: Mapping[str, Any]) -> str:
    parts = [str(record)]
    if "source_grade" in row and "information_grade" in row:
        parts.append(f"{row['source_grade']}{row['information_grade']}")
    if "source_ref" in row:
        parts.append(text("source {source}", source=row["source_ref"]))
    parts += [str(row[column])[:10] for column in TIMES if column in row and not pd.isna(row[column])][:1]
    if "sentence" in row:
        sentence = str(row["sentence"])
        parts.append(sentence if len(sentence) <= _SENTENCE else sentence[: _SENTENCE - 1] + "…")
    return html.escape(" · ".join(parts))
