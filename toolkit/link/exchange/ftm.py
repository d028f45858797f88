"""FollowTheMoney JSON lines, read by Aleph and OpenSanctions' tools: one entity a line, links as entities too."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit.link.convention import status_words
from toolkit.link.exchange.parts import days, who, written

# Schema and the property that holds the name. A number links handsets and SIMs: who holds it is open, so LegalEntity.
SCHEMAS: dict[str, tuple[str, str]] = {
    "person": ("Person", "name"),
    "organisation": ("Organization", "name"),
    "phone": ("LegalEntity", "name"),
    "place": ("Address", "full"),
    "vehicle": ("Vehicle", "registrationNumber"),
    "vessel": ("Vessel", "name"),
    "account": ("BankAccount", "accountNumber"),
    "document": ("Document", "title"),
    "event": ("Event", "name"),
    "other": ("LegalEntity", "name"),
}
_HOLDERS = ("person", "organisation", "phone", "other")


def to_ftm(
    graph: Any,
    path: str | Path,
    *,
    nominals: pd.DataFrame | None = None,
    names: Mapping[Any, str] | None = None,
    kinds: Mapping[Any, str] | None = None,
    dataset: str = "analysis-academy",
) -> Path:
    """Write a graph as FollowTheMoney entities, one JSON object a line, and return the path.

    Parameters
    ----------
    graph : from `link.build`
    path : file that ends in .ftm, .ftm.json, .json, .jsonl or .ijson
    nominals, names, kinds : as for `link.explore`
    dataset : goes into every identifier, so that two cases loaded into one collection do not run into each other

    A link whose only relation is "belongs to", of a person to an organisation, becomes a Membership; "pays" between
    holders a Payment; "family of" between persons a Family; a link between two telephones a Call; every other one an
    UnknownLink with the relations as its role. Status, strength and records go along (`status`, `summary`,
    `recordId`). Identifiers follow from dataset, kind and entity alone: a second export updates the first.

    A telephone's number is its name; the property `phone` holds it only where the number could exist, which an invented
    one may not.

    Misleads: a link of many records is one Payment or Call from the first to the last day; `link.multigraph` has each.

    Raises ParameterError for an empty graph, an unknown kind, entities that print alike, or a path that can't be
    written.
    """
    called, kind = who(graph, "to_ftm", nominals, names, kinds)
    numbers = {entity: _number(dataset, "entity", str(entity)) for entity in graph}
    with (
        written(path, (".json", ".jsonl", ".ijson", ".ftm"), "to_ftm") as building,
        building.open("w", encoding="utf-8") as out,
    ):
        for entity in graph:
            schema, named = SCHEMAS[kind[entity]]
            properties = {named: [called[entity]]}
            number = _telephone(called[entity]) if kind[entity] == "phone" else None
            if number is not None:
                properties["phone"] = [number]
            _line(out, numbers[entity], schema, properties)
        for a, b, data in graph.edges(data=True):
            schema, properties = _link(data, kind, numbers, a, b, graph.is_directed())
            _line(out, _number(dataset, "link", str(a), str(b)), schema, properties)
    return Path(path)


def _link(
    data: Mapping[str, Any], kind: Mapping[Any, str], numbers: Mapping[Any, str], a: Any, b: Any, directed: bool
) -> tuple[str, dict[str, list[str]]]:
    relations = tuple(str(relation) for relation in data.get("relations", ()))
    only = relations[0] if len(relations) == 1 else ""
    if only == "belongs to" and {kind[a], kind[b]} == {"person", "organisation"}:
        box, member = (a, b) if kind[a] == "organisation" else (b, a)
        schema, ends = "Membership", {"member": numbers[member], "organization": numbers[box]}
    elif only == "pays" and directed and kind[a] in _HOLDERS and kind[b] in _HOLDERS:
        schema, ends = "Payment", {"payer": numbers[a], "beneficiary": numbers[b]}
    elif only == "family of" and kind[a] == kind[b] == "person":
        schema, ends = "Family", {"person": numbers[a], "relative": numbers[b]}
    elif directed and kind[a] == kind[b] == "phone":
        schema, ends = "Call", {"caller": numbers[a], "receiver": numbers[b]}
    else:
        schema, ends = "UnknownLink", {"subject": numbers[a], "object": numbers[b]}
    properties = {name: [number] for name, number in ends.items()}
    if relations and schema in ("UnknownLink", "Membership"):
        properties["role"] = list(relations)
    span = days(data)
    if span is not None:
        properties |= {"startDate": [span[0]], "endDate": [span[1]]}
    if data.get("records"):
        properties["recordId"] = [str(record) for record in data["records"]]
    said = [status_words(str(data["status"]))] if data.get("status") else []
    said.append(f"strength {data.get('strength', 1):g}")
    properties["summary"] = ["; ".join(said)]
    if data.get("status") and schema in ("UnknownLink", "Membership"):
        properties["status"] = [str(data["status"])]
    return schema, properties


def _telephone(words: str) -> str | None:
    """Return a number in international form (E.164), or None: FollowTheMoney refuses numbers that nobody can have."""
    import phonenumbers

    try:
        number = phonenumbers.parse(words)
    except phonenumbers.NumberParseException:
        return None
    valid = phonenumbers.is_valid_number(number)
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)) if valid else None


def _number(*parts: str) -> str:
    return hashlib.sha1("\x1f".join(parts).encode(), usedforsecurity=False).hexdigest()


def _line(out: Any, number: str, schema: str, properties: Mapping[str, list[str]]) -> None:
    out.write(json.dumps({"id": number, "schema": schema, "properties": properties}, ensure_ascii=False) + "\n")
