"""i2 Analyst's Notebook Exchange (ANX): the chart as XML, with i2's own strengths, types and places."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError
from toolkit.evaluation.codes import FOUR_BY_FOUR
from toolkit.link.cards import COLUMNS, TIMES
from toolkit.link.exchange.parts import clean, who, written
from toolkit.link.explore.placing import part, place
from toolkit.link.kinds import KINDS
from toolkit.link.status import graded

STRENGTHS = {"confirmed": "Confirmed", "unconfirmed": "Unconfirmed", "tentative": "Tentative", "": "Confirmed"}
_DOTS = {"Confirmed": "DotStyleSolid", "Unconfirmed": "DotStyleDashed", "Tentative": "DotStyleDotted"}
# i2's standard types; the receiving installation draws them with its own icons.
TYPES = {
    "person": "Person",
    "organisation": "Organization",
    "phone": "Telephone",
    "place": "Location",
    "vehicle": "Vehicle",
    "vessel": "Vessel",
    "account": "Account",
    "document": "Document",
    "event": "Event",
    "other": "General",
}
_ATTRIBUTES = {
    "Strength of link": "AttNumber",
    "Number of records": "AttNumber",
    "Records": "AttText",
    "Grades": "AttText",
}
_LONG = 250
_CARDS = 50
# Of one numbering each: an index 0 is a grade not given.
_GRADES = {"GradeOne": ("-", *FOUR_BY_FOUR.source), "GradeTwo": ("-", *FOUR_BY_FOUR.information)}


def to_anx(
    graph: Any,
    path: str | Path,
    *,
    nominals: pd.DataFrame | None = None,
    names: Mapping[Any, str] | None = None,
    kinds: Mapping[Any, str] | None = None,
    positions: Mapping[Any, tuple[float, float]] | None = None,
    seed: int = 1,
) -> Path:
    """Write a graph as an i2 chart (ANX), and return the path.

    Parameters
    ----------
    graph : from `link.build`
    path : file that ends in .anx or .xml
    nominals, names, kinds : as for `link.explore`
    positions : entity -> (x, y) in pixels, y downwards, such as `.positions` of `link.explore`; without it laid out

    Status becomes i2's strength: Confirmed (solid), Unconfirmed (dashed), Tentative (dotted); a link without a status
    is a recorded contact and written as Confirmed. Relations become the link's label, the first record its date and
    time (UTC where the records know their zone, which its description says). Each record, up to 50 of a link, becomes a
    card with its date, source, and 4x4 grade as i2's first and second grade; all records are named in the attributes.

    Raises ParameterError for an empty graph, an unknown kind, entities that print alike, a place that is not given or
    not a number, or a path that can't be written.

    Order of elements and names of attributes as public programs write that read and write the format; i2's own schema
    is not public. The file has not been opened in the product: look at a first one before relying on it.
    """
    called, kind = who(graph, "to_anx", nominals, names, kinds)
    places = _places(graph, called, positions, seed)
    # Types and strengths are referred to by name, as well as by the Id that a strict reader asks for.
    root = ET.Element("Chart", {"IdReferenceLinking": "false", "Rigorous": "false"})
    ids = _collections(root, [one for one in KINDS if one in set(kind.values())], _graded(graph))
    items = ET.SubElement(root, "ChartItemCollection")
    for number, entity in enumerate(graph):
        x, y = places[entity]
        item = ET.SubElement(
            items, "ChartItem", {"Label": clean(called[entity]), "DateSet": "false", "XPosition": str(round(x))}
        )
        end = ET.SubElement(item, "End", {"X": str(round(x)), "Y": str(round(y)), "Z": "0"})
        own = {"EntityId": f"E{number}", "Identity": clean(entity), "LabelIsIdentity": "false"}
        icon = ET.SubElement(ET.SubElement(end, "Entity", own), "Icon", {"TextX": "0", "TextY": "16"})
        named = TYPES[kind[entity]]
        style = {"Type": named, "EntityTypeReference": ids["EntityType", named], "Enlargement": "ICEnlargeSingle"}
        ET.SubElement(icon, "IconStyle", style)
    numbers = {entity: f"E{number}" for number, entity in enumerate(graph)}
    for a, b, data in graph.edges(data=True):
        if a != b:
            _link(items, graph, (numbers[a], numbers[b]), a, b, data, ids)
    ET.indent(root)
    with written(path, (".anx", ".xml"), "to_anx") as building:
        ET.ElementTree(root).write(building, encoding="utf-8", xml_declaration=True)
    return Path(path)


def _graded(graph: Any) -> bool:
    held = graph.graph.get("evidence")
    return held is not None and graded(held.table)


def _collections(root: Any, kinds: list[str], grades: bool) -> dict[tuple[str, str], str]:
    """Write what items refer to; return (tag, name) -> its Id."""
    ids: dict[tuple[str, str], str] = {}

    def add(parent: Any, tag: str, name: str, **others: str) -> None:
        ids[tag, name] = f"ID{len(ids) + 1}"
        key = "Text" if tag == "String" else "Name"
        ET.SubElement(parent, tag, {"Id": ids[tag, name], key: name.split(":", 1)[-1], **others})

    strengths = ET.SubElement(root, "StrengthCollection")
    for name, dots in _DOTS.items():
        add(strengths, "Strength", name, DotStyle=dots)
    for grade, codes in _GRADES.items() if grades else ():
        held = ET.SubElement(ET.SubElement(root, grade), "StringCollection")
        for code in codes:
            add(held, "String", f"{grade}:{code}")
    classes = ET.SubElement(root, "AttributeClassCollection")
    for name, kept in _ATTRIBUTES.items():
        rights = {"IsUser": "true", "UserCanAdd": "true", "UserCanRemove": "true"}
        add(classes, "AttributeClass", name, Type=kept, Visible="false", **rights)
    types = ET.SubElement(root, "EntityTypeCollection")
    for kind in kinds:
        add(types, "EntityType", TYPES[kind], PreferredRepresentation="RepresentAsIcon", IconFile=TYPES[kind])
    add(ET.SubElement(root, "LinkTypeCollection"), "LinkType", "Link", Colour="0")
    return ids


def _link(
    items: Any,
    graph: Any,
    ends: tuple[str, str],
    a: Any,
    b: Any,
    data: Mapping[str, Any],
    ids: Mapping[tuple[str, str], str],
) -> None:
    facts = {"Label": clean(", ".join(map(str, data.get("relations", ()))))} | _moment(data.get("first"))
    item = ET.SubElement(items, "ChartItem", facts)
    line = ET.SubElement(item, "Link", {"End1Id": ends[0], "End2Id": ends[1]})
    records = list(data.get("records", ()))
    _cards(line, graph, a, b, records)
    arrow = "ArrowOnHead" if graph.is_directed() else "ArrowNone"
    strength = STRENGTHS[str(data.get("status", ""))]
    style = {"Strength": strength, "StrengthReference": ids["Strength", strength], "ArrowStyle": arrow, "Type": "Link"}
    style |= {"LinkTypeReference": ids["LinkType", "Link"], "MlStyle": "MultiplicityMultiple"}
    ET.SubElement(line, "LinkStyle", style)
    values = {
        "Strength of link": f"{data.get('strength', 1):g}",
        "Number of records": str(len(records)) if records else "",
        "Records": _short("; ".join(map(str, records))),
        "Grades": _grades(graph, a, b),
    }
    held = ET.SubElement(item, "AttributeCollection")
    for name, value in values.items():
        if value:
            known = {"AttributeClass": name, "AttributeClassReference": ids["AttributeClass", name]}
            ET.SubElement(held, "Attribute", {**known, "Value": clean(value)})


def _moment(value: Any) -> dict[str, str]:
    """The attributes that date an item or a card."""
    if value is None or pd.isna(value):
        return {"DateSet": "false"}
    moment = pd.Timestamp(value)
    if moment.tzinfo is not None:
        moment = moment.tz_convert("UTC")
    facts = {"DateSet": "true", "TimeSet": "true", "DateTime": f"{moment:%Y-%m-%dT%H:%M:%S}"}
    return facts | ({"DateTimeDescription": f"{moment:%Y-%m-%d %H:%M} UTC"} if moment.tzinfo is not None else {})


def _cards(line: Any, graph: Any, a: Any, b: Any, records: list[Any]) -> None:
    held = graph.graph.get("evidence")
    if held is None or not records:
        return
    columns = (*COLUMNS, held.time) if held.time and held.time not in COLUMNS else COLUMNS
    cards = ET.SubElement(line, "CardCollection")
    for record, row in zip(records, held.brief(a, b, columns, _CARDS), strict=False):
        facts = {"Summary": clean(record)} | _moment(
            next((row[name] for name in (held.time, *TIMES) if name in row), None)
        )
        for tag, column in (("GradeOne", "source_grade"), ("GradeTwo", "information_grade")):
            code = str(row.get(column, "")).strip().upper()
            if code in _GRADES[tag]:
                facts[f"{tag}Index"] = str(_GRADES[tag].index(code))
        for name, column in (("SourceReference", "source_ref"), ("Text", "sentence")):
            if not pd.isna(row.get(column)):
                facts[name] = clean(_short(str(row[column])))
        ET.SubElement(cards, "Card", facts)


def _grades(graph: Any, a: Any, b: Any) -> str:
    held = graph.graph.get("evidence")
    if held is None:
        return ""
    rows = held.brief(a, b, ("source_grade", "information_grade"), 200)
    found = [f"{row['source_grade']}{row['information_grade']}" for row in rows if len(row) == 2]
    return _short("; ".join(dict.fromkeys(found)))


def _short(words: str) -> str:
    return words if len(words) <= _LONG else words[: _LONG - 1] + "…"


def _places(graph: Any, called: Mapping[Any, str], positions: Any, seed: int) -> dict[Any, tuple[float, float]]:
    if positions is None:
        at = {entity: number for number, entity in enumerate(graph)}
        ends = [(at[a], at[b]) for a, b in graph.edges if a != b]
        points = part(place(len(at), ends, seed), [called[entity] for entity in graph])
        return {entity: (float(x), float(y)) for entity, (x, y) in zip(graph, points.tolist(), strict=True)}
    for entity in graph:
        if entity not in positions or any(pd.isna(value) for value in positions[entity]):
            raise ParameterError(
                f"link.to_anx: positions: no place for {entity!r}; give (x, y), or leave positions out"
            )
    return {entity: (float(positions[entity][0]), float(positions[entity][1])) for entity in graph}
