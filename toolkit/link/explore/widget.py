"""The widget: the chart's state as traits that Python and the page share, and the answers to what the page asks."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.link.engine import to_igraph
from toolkit.link.explore.columns import columns
from toolkit.link.explore.placing import part, place
from toolkit.link.explore.records import link_records
from toolkit.link.explore.words import words
from toolkit.link.filters import subgraph
from toolkit.link.measures import MEASURES

STATIC = Path(__file__).parent / "static"
# Above either, a moving chart is a picture of itself, lines are of the quickest kind, and icons are left out.
LARGE_NODES, LARGE_LINKS = 1000, 2500
_DAY = datetime.date(1970, 1, 1)


def _numbers_out(entities: Iterable[Any], widget: Explorer) -> list[int]:
    return sorted(widget.numbers[entity] for entity in entities)


def _numbers_in(numbers: Iterable[int], widget: Explorer) -> list[Any]:
    return [widget.entities[number] for number in numbers]


def _links_out(pairs: Iterable[tuple[Any, Any]], widget: Explorer) -> list[int]:
    return [widget.link_numbers[tuple(pair)] for pair in pairs]


def _links_in(numbers: Iterable[int], widget: Explorer) -> list[tuple[Any, Any]]:
    return [widget.links[number] for number in numbers]


def _groups_out(groups: Mapping[str, Iterable[Any]], widget: Explorer) -> list[dict[str, Any]]:
    return [{"name": name, "members": _numbers_out(members, widget)} for name, members in groups.items()]


def _groups_in(groups: Iterable[Mapping[str, Any]], widget: Explorer) -> dict[str, list[Any]]:
    return {str(group["name"]): _numbers_in(group["members"], widget) for group in groups}


def _places_out(places: Mapping[Any, tuple[float, float]], widget: Explorer) -> list[float]:
    return [round(float(value), 2) for entity in widget.entities for value in places[entity]]


def _places_in(flat: list[float], widget: Explorer) -> dict[Any, tuple[float, float]]:
    return {entity: (flat[2 * at], flat[2 * at + 1]) for at, entity in enumerate(widget.entities)}


def _period_out(period: tuple[datetime.date, datetime.date] | None, widget: Explorer) -> list[int] | None:
    return None if period is None else [(day - _DAY).days for day in period]


def _period_in(days: list[int] | None, widget: Explorer) -> tuple[datetime.date, datetime.date] | None:
    return None if days is None else (_DAY + datetime.timedelta(days[0]), _DAY + datetime.timedelta(days[1]))


class Explorer(anywidget.AnyWidget):
    """The interactive chart; made by `link.explore`, which says what each trait holds."""

    _esm = STATIC / "explore.js"
    _css = STATIC / "explore.css"

    _data = traitlets.Dict().tag(sync=True)
    _words = traitlets.Dict().tag(sync=True)
    height = traitlets.Int(520).tag(sync=True)
    selection = traitlets.List().tag(sync=True, to_json=_numbers_out, from_json=_numbers_in)
    selected_links = traitlets.List().tag(sync=True, to_json=_links_out, from_json=_links_in)
    hidden = traitlets.List().tag(sync=True, to_json=_numbers_out, from_json=_numbers_in)
    groups = traitlets.Dict().tag(sync=True, to_json=_groups_out, from_json=_groups_in)
    positions = traitlets.Dict().tag(sync=True, to_json=_places_out, from_json=_places_in)
    period = traitlets.Any(None, allow_none=True).tag(sync=True, to_json=_period_out, from_json=_period_in)

    def __init__(
        self,
        graph: Any,
        *,
        names: Mapping[Any, str],
        kinds: Mapping[Any, str],
        groups: Mapping[Any, Any],
        values: Mapping[str, Mapping[Any, float]],
        start: list[Any] | None,
        positions: Mapping[Any, tuple[float, float]],
        title: str,
        handling: str,
        notes: Iterable[str],
        height: int,
        seed: int,
    ) -> None:
        self.graph = graph
        self.entities = list(graph)
        self.numbers = {entity: at for at, entity in enumerate(self.entities)}
        self.links = [(a, b) for a, b in graph.edges if a != b]
        self.link_numbers = {link: at for at, link in enumerate(self.links)}
        if not graph.is_directed():
            self.link_numbers |= {(b, a): at for (a, b), at in self.link_numbers.items()}
        self._values = dict(values)
        self._seed = seed
        data, said = columns(graph, names, kinds, groups, tuple(values))
        large = len(graph) > LARGE_NODES or len(self.links) > LARGE_LINKS
        data |= {"title": title, "handling": handling, "large": large}
        data["notes"] = [*notes, *said, *(_size_notes(graph) if large else ())]
        ends = [(self.numbers[a], self.numbers[b]) for a, b in self.links]
        self._names = [names[entity] for entity in self.entities]
        points = part(place(len(self.entities), ends, seed), self._names)
        laid = dict(zip(self.entities, map(tuple, points.tolist()), strict=True))
        laid |= {entity: (float(x), float(y)) for entity, (x, y) in positions.items() if entity in laid}
        shown = None if start is None else set(start)
        super().__init__(
            _data=data,
            _words=words(),
            height=height,
            positions=laid,
            hidden=[] if shown is None else [entity for entity in self.entities if entity not in shown],
        )
        self.on_msg(self._asked)

    def shown(self) -> Any:
        """Return the graph of the entities that are not hidden, with the links among them."""
        hidden = set(self.hidden)
        if not hidden:
            return self.graph
        return subgraph(self.graph, [entity for entity in self.entities if entity not in hidden])

    @traitlets.validate("selection", "hidden")
    def _on_chart(self, proposal: Any) -> list[Any]:
        given = list(dict.fromkeys(proposal["value"]))
        for entity in given:
            self._check(entity, proposal["trait"].name)
        return given

    @traitlets.validate("groups")
    def _groups_on_chart(self, proposal: Any) -> dict[str, list[Any]]:
        seen: set[Any] = set()
        for name, members in proposal["value"].items():
            for entity in members:
                self._check(entity, f"groups[{name!r}]")
                if entity in seen:
                    raise ParameterError(f"link.explore: groups: {entity!r} stands in two groups; a box holds it once")
                seen.add(entity)
        return {str(name): list(members) for name, members in proposal["value"].items() if len(members)}

    @traitlets.validate("positions")
    def _every_place(self, proposal: Any) -> dict[Any, tuple[float, float]]:
        given = proposal["value"]
        for entity in given:
            self._check(entity, "positions")
        places = {**self.positions, **given}
        for entity, place_of in places.items():
            if len(place_of) != 2 or not all(math.isfinite(value) for value in place_of):
                raise ParameterError(
                    f"link.explore: positions: {entity!r} stands at {place_of}; give two finite numbers"
                )
        return places

    @traitlets.validate("period")
    def _two_days(self, proposal: Any) -> tuple[datetime.date, datetime.date] | None:
        import pandas as pd

        if proposal["value"] is None:
            return None
        try:
            first, last = (pd.Timestamp(day).date() for day in proposal["value"])
        except (TypeError, ValueError):
            raise ParameterError(
                f"link.explore: period={proposal['value']!r}; give two days, as ('2026-01-01', '2026-01-31'), or None"
            ) from None
        if first > last:
            raise ParameterError(f"link.explore: period begins on {first}, after its end on {last}; turn them round")
        return first, last

    def _check(self, entity: Any, where: str) -> None:
        if entity not in self.numbers:
            raise ParameterError(
                f"link.explore: {where}: {entity!r} is not on the chart of {len(self.entities)} entities"
            )

    def _asked(self, _: Any, content: Mapping[str, Any], buffers: Any) -> None:
        """Answer the page: a link's card, a measure, a new layout."""
        kind = content.get("kind")
        if kind == "card":
            link = self.links[int(content["link"])]
            self.send({"kind": "card", "link": int(content["link"]), **link_records(self.graph, *link)})
        elif kind == "measure":
            name = str(content["name"])
            self.send({"kind": "measure", "name": name, "values": self._measure(name)})
        elif kind == "arrange":
            self._arrange([int(at) for at in content["nodes"]])

    def _measure(self, name: str) -> list[float | None]:
        if name in self._values:
            found = [float(self._values[name].get(entity, math.nan)) for entity in self.entities]
        else:
            found = MEASURES[name](to_igraph(self.graph)[0], None)
        return [None if not math.isfinite(value) else value for value in found]

    def _arrange(self, nodes: list[int]) -> None:
        at = {node: index for index, node in enumerate(nodes)}
        pairs = ((self.numbers[a], self.numbers[b]) for a, b in self.links)
        ends = [(at[a], at[b]) for a, b in pairs if a in at and b in at]
        points = part(place(len(nodes), ends, self._seed), [self._names[node] for node in nodes])
        self.send({"kind": "arranged", "nodes": nodes, "places": points.tolist()})


def _size_notes(graph: Any) -> tuple[str, ...]:
    """What the page leaves out of a large chart so that it stays quick."""
    moving = text("while a large chart moves, what comes in from its edges is blank until it stops")
    if graph.is_directed():
        return text("large chart: icons and arrowheads are left out, and names appear as you zoom in"), moving
    return text("large chart: icons are left out, and names appear as you zoom in"), moving
