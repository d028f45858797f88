"""What is to be charted: names, kinds, containment, and the visible reduction of a graph too large to draw."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.language import text
from toolkit.link.engine import check, notes
from toolkit.link.filters import subgraph
from toolkit.link.kinds import KINDS as EVERY_KIND
from toolkit.link.units import seat

# A telephone number that nobody is known to use stands for itself, as a square.
KINDS = (*EVERY_KIND, "number")
MEMBERSHIP = "belongs to"
_NUMBER = re.compile(r"\+\d{7,15}")  # in the international form of `telephone.clean`


@dataclass(frozen=True)
class Subject:
    """A graph made ready for drawing. `members` are shown by boxes and `extra` memberships by lines."""

    graph: Any
    names: dict[Any, str]
    kinds: dict[Any, str]
    members: dict[Any, list[Any]]
    extra: tuple[tuple[Any, Any], ...]
    links: tuple[tuple[Any, Any], ...]
    notes: tuple[str, ...]


def prepare(
    graph: Any,
    nominals: pd.DataFrame | None,
    names: Mapping[Any, str] | None,
    kinds: Mapping[Any, str] | None,
    members: Mapping[Any, Iterable[Any]] | None,
    most: int,
) -> Subject:
    """Check what `link.chart` was given and settle who is drawn how.

    Raises ParameterError for an empty graph, an unknown kind, a nominal index without its columns, or a box or
    member that is not on the chart.
    """
    check(graph, "chart")
    if most < 2:
        raise ParameterError(f"link.chart: most={most}; at least 2 entities")
    said = list(notes(graph))
    if len(graph) > most:
        degree = dict(graph.degree())
        kept = sorted(graph, key=lambda entity: -degree[entity])[:most]
        graph = subgraph(graph, kept)
        said.append(text("{shown} of {all} entities are drawn: those with most links", shown=most, all=len(degree)))
    called, kind = identities(graph, nominals, names, kinds, KINDS, "chart")
    inside = _members(graph, kind, members)
    seated, extra = seat(inside)
    contained = {frozenset((box, entity)) for box, listed in seated.items() for entity in listed}
    links = tuple((a, b) for a, b in graph.edges if a != b and frozenset((a, b)) not in contained)
    shown = {frozenset(pair) for pair in links}
    extra = [pair for pair in extra if frozenset(pair) not in shown]
    return Subject(graph, called, kind, seated, tuple(extra), links, tuple(said))


def identities(
    graph: Any, nominals: Any, names: Any, kinds: Any, valid: Iterable[str], method: str
) -> tuple[dict[Any, str], dict[Any, str]]:
    """Settle the name and the kind of every entity: what was given, else the nominal index, else the node itself.

    Raises ParameterError for a nominal index without its columns or a kind outside `valid`.

    >>> import networkx as nx
    >>> identities(nx.Graph([("a", "b")]), None, {"a": "Sok Dara"}, None, KINDS, "chart")
    ({'a': 'Sok Dara', 'b': 'b'}, {'a': 'person', 'b': 'person'})
    >>> identities(nx.Graph([("+85500000001", "N1")]), None, None, None, KINDS, "chart")[1]
    {'+85500000001': 'number', 'N1': 'person'}
    """
    called = {entity: str(graph.nodes[entity].get("name", entity)) for entity in graph}
    kind = {entity: str(graph.nodes[entity].get("kind") or _presumed(entity, valid)) for entity in graph}
    if nominals is not None:
        for column in ("nominal_id", "name", "kind"):
            if column not in nominals.columns:
                raise ParameterError(f"link.{method}: the nominal index needs a column {column!r}")
        index = nominals.drop_duplicates("nominal_id").set_index("nominal_id")
        on_file = dict(zip(index.index, zip(index["name"], index["kind"], strict=True), strict=True))
        for entity in graph:
            if entity in on_file:
                called[entity], kind[entity] = map(str, on_file[entity])
    for entity in graph:
        if names is not None and entity in names:
            called[entity] = str(names[entity])
        if kinds is not None and entity in kinds:
            kind[entity] = str(kinds[entity])
        if kind[entity] not in valid:
            raise ParameterError(f"link.{method}: {entity}: {unknown('kind', kind[entity], valid)}")
    return called, kind


def _presumed(entity: Any, valid: Iterable[str]) -> str:
    """The kind of an entity of which nothing is said: a telephone number is nobody until it is attributed."""
    if isinstance(entity, str) and _NUMBER.fullmatch(entity):
        return "number" if "number" in valid else "phone"
    return "person"


def _members(graph: Any, kind: dict[Any, str], members: Any) -> dict[Any, list[Any]]:
    if members is not None:
        inside = {box: list(dict.fromkeys(listed)) for box, listed in members.items()}
        for box, listed in inside.items():
            for entity in (box, *listed):
                if entity not in graph:
                    raise ParameterError(
                        f"link.chart: members: {entity!r} is not on the chart; give it to link.build by nodes="
                    )
            if box in listed:
                raise ParameterError(f"link.chart: members: {box!r} can't be its own member")
        nested = [box for box in inside if any(box in listed for listed in inside.values())]
        if nested:
            raise ParameterError(f"link.chart: members: {nested[0]!r} is a box inside a box; draw a link instead")
        return {box: listed for box, listed in inside.items() if listed}
    found: dict[Any, list[Any]] = {}
    for a, b, data in graph.edges(data=True):
        belongs = set(data.get("relations", ())) == {MEMBERSHIP} and data.get("status", "confirmed") == "confirmed"
        for box, entity in ((a, b), (b, a)):
            if belongs and kind[box] == "organisation" and kind[entity] == "person":
                found.setdefault(box, []).append(entity)
    return found
