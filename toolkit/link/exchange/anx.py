"""i2 Analyst's Notebook Exchange (ANX): the chart as XML, with i2's own strengths, types and places."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError
from toolkit.link.exchange.parts import clean, who, written
from toolkit.link.explore.placing import part, place
from toolkit.link.kinds import KINDS

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
    is a recorded contact and written as Confirmed. Relations become the link's label, records and grades its
    attributes, the first record its date and time.

    Raises ParameterError for an empty graph, an unknown kind, entities that print alike, a place that is not given or
    not a number, or a path that can't be written.

    Structure after i2's published exchange schema; what a given version of the product shows is for its user to see.
    """
    called, kind = who(graph, "to_anx", nominals, names, kinds)
    places = _places(graph, called, positions, seed)
    root = ET.Element("Chart", {"IdReferenceLinking": "true", "Rigorous": "false"})
    _collections(root, [one for one in KINDS if one in set(kind.values())])
    items = ET.SubElement(root, "ChartItemCollection")
    for number, entity in enumerate(graph):
        x, y = places[entity]
        item = ET.SubElement(
            items, "ChartItem", {"Label": clean(called[entity]), "XPosition": str(round(x)), "DateSet": "false"}
        )
        end = ET.SubElement(item, "End", {"X": str(round(x)), "Y": str(round(y)), "Z": "0"})
        own = {"EntityId": f"E{number}", "Identity": clean(entity), "LabelIsIdentity": "false"}
        icon = ET.SubElement(ET.SubElement(end, "Entity", own), "Icon", {"TextX": "0", "TextY": "16"})
        ET.SubElement(icon, "IconStyle", {"Type": TYPES[kind[entity]], "Enlargement": "ICEnlargeSingle"})
    numbers = {entity: f"E{number}" for number, entity in enumerate(graph)}
    for a, b, data in graph.edges(data=True):
        if a != b:
            _link(items, graph, numbers, a, b, data)
    ET.indent(root)
    with written(path, (".anx", ".xml"), "to_anx") as building:
        ET.ElementTree(root).write(building, encoding="utf-8", xml_declaration=True)
    return Path(path)


def _collections(root: Any, kinds: list[str]) -> None:
    strengths = ET.SubElement(root, "StrengthCollection")
    for name, dots in _DOTS.items():
        ET.SubElement(strengths, "Strength", {"Name": name, "DotStyle": dots})
    ET.SubElement(ET.SubElement(root, "LinkTypeCollection"), "LinkType", {"Name": "Link", "Colour": "0"})
    types = ET.SubElement(root, "EntityTypeCollection")
    for kind in kinds:
        shown = {"PreferredRepresentation": "RepresentAsIcon", "IconFile": TYPES[kind]}
        ET.SubElement(types, "EntityType", {"Name": TYPES[kind], **shown})
    classes = ET.SubElement(root, "AttributeClassCollection")
    for name, held in _ATTRIBUTES.items():
        ET.SubElement(classes, "AttributeClass", {"Name": name, "Type": held, "Visible": "false", "IsUser": "true"})


def _link(items: Any, graph: Any, numbers: Mapping[Any, str], a: Any, b: Any, data: Mapping[str, Any]) -> None:
    facts = {"Label": clean(", ".join(map(str, data.get("relations", ())))), "DateSet": "false"}
    if data.get("first") is not None and not pd.isna(data["first"]):
        moment = pd.Timestamp(data["first"])
        facts |= {"DateSet": "true", "TimeSet": "true", "DateTime": f"{moment:%Y-%m-%dT%H:%M:%S}"}
    item = ET.SubElement(items, "ChartItem", facts)
    line = ET.SubElement(item, "Link", {"End1Id": numbers[a], "End2Id": numbers[b]})
    arrow = "ArrowOnHead" if graph.is_directed() else "ArrowNone"
    style = {"Strength": STRENGTHS[str(data.get("status", ""))], "Type": "Link", "ArrowStyle": arrow}
    ET.SubElement(line, "LinkStyle", {**style, "MlStyle": "MultiplicityMultiple"})
    records = [str(record) for record in data.get("records", ())]
    values = {
        "Strength of link": f"{data.get('strength', 1):g}",
        "Number of records": str(len(records)) if records else "",
        "Records": _short("; ".join(records)),
        "Grades": _grades(graph, a, b),
    }
    held = ET.SubElement(item, "AttributeCollection")
    for name, value in values.items():
        if value:
            ET.SubElement(held, "Attribute", {"AttributeClass": name, "Value": clean(value)})


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
