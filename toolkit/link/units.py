"""What moves as one on a chart: an entity alone, or organisations as boxes with their members seated inside."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

TITLE = 24.0
PAD = 10.0
Corners = tuple[float, float, float, float]
# Where a box's name stands, and how it hangs on that point in Plotly's words.
Title = tuple[float, float, str]


@dataclass(frozen=True)
class Unit:
    """Offsets of entities and corners of boxes from the unit's centre; `blocks` lists seats that may be exchanged."""

    width: float
    height: float
    offsets: dict[Any, tuple[float, float]]
    boxes: dict[Any, Corners]
    titles: dict[Any, Title] = field(default_factory=dict)
    blocks: tuple[tuple[Any, ...], ...] = ()


def group_units(
    entities: Sequence[Any],
    members: Mapping[Any, Sequence[Any]],
    cell: tuple[float, float],
    captions: Mapping[Any, float],
    plates: Mapping[Any, tuple[float, float]],
) -> list[Unit]:
    """Cut a chart into units, in order of first appearance.

    Parameters
    ----------
    entities : all entities, boxes included
    members : box -> members; an entity stands in at most two boxes, and a box overlaps at most one other
        (`seat` makes it so)
    cell : width and height that one entity with its label needs
    captions : box -> width of its name
    plates : organisation without members -> width and height of its rectangle

    >>> units = group_units(["a", "b", "firm"], {"firm": ["b"]}, (90, 60), {"firm": 40}, {})
    >>> [sorted(unit.offsets) for unit in units], list(units[1].boxes)
    ([['a'], ['b']], ['firm'])
    """
    inside = {entity for seated in members.values() for entity in seated}
    units: list[Unit] = []
    done: set[Any] = set()
    single = {entity for entity in entities if entity not in inside and entity not in members}
    for entity in entities:
        if entity in single:
            wide, high = plates.get(entity, (0.0, 0.0))
            units.append(Unit(max(cell[0], wide + 2 * PAD), max(cell[1], high + 2 * PAD), {entity: (0.0, 0.0)}, {}))
        elif entity in members and entity not in done:
            partner = _partner(entity, members)
            done |= {entity, partner}
            units.append(
                _one(entity, members, cell, captions)
                if partner is None
                else _two(entity, partner, members, cell, captions)
            )
    return units


def seat(members: Mapping[Any, Sequence[Any]]) -> tuple[dict[Any, list[Any]], list[tuple[Any, Any]]]:
    """Decide which memberships are shown by boxes; return them, and the others as (box, member) lines.

    Two boxes overlap for the members that they share; a third membership, or a third box, needs a line.

    >>> seat({"x": ["a", "b"], "y": ["b"], "z": ["b", "c"]})
    ({'x': ['a', 'b'], 'y': ['b'], 'z': ['c']}, [('z', 'b')])
    """
    boxes: dict[Any, list[Any]] = {}
    lines: list[tuple[Any, Any]] = []
    partner: dict[Any, Any] = {}
    holders: dict[Any, list[Any]] = {}
    for box, listed in members.items():
        boxes[box] = []
        for entity in dict.fromkeys(listed):
            held = holders.setdefault(entity, [])
            other = held[0] if held else None
            fits = not held or (len(held) == 1 and partner.get(box, other) == other and partner.get(other, box) == box)
            if not fits:
                lines.append((box, entity))
                continue
            if other is not None:
                partner[box], partner[other] = other, box
            held.append(box)
            boxes[box].append(entity)
    return {box: seated for box, seated in boxes.items() if seated}, lines


def _partner(box: Any, members: Mapping[Any, Sequence[Any]]) -> Any:
    shared = set(members[box])
    return next((other for other in members if other != box and shared & set(members[other])), None)


def _grid(seated: Sequence[Any], cell: tuple[float, float], left: float, top: float, rows: int) -> dict[Any, Any]:
    return {
        entity: (left + cell[0] * (i // rows + 0.5), top - cell[1] * (i % rows + 0.5))
        for i, entity in enumerate(seated)
    }


def _one(
    box: Any, members: Mapping[Any, Sequence[Any]], cell: tuple[float, float], captions: Mapping[Any, float]
) -> Unit:
    seated = list(members[box])
    rows = max(1, math.floor(math.sqrt(len(seated))))
    columns = math.ceil(len(seated) / rows)
    wide = max(columns * cell[0], captions[box]) + 2 * PAD
    high = rows * cell[1] + TITLE + PAD
    offsets = _grid(seated, cell, -columns * cell[0] / 2, high / 2 - TITLE, rows)
    corners = (-wide / 2, -high / 2, wide / 2, high / 2)
    titles = {box: (0.0, high / 2 - TITLE / 2, "middle center")}
    return Unit(wide + 2 * PAD, high + 2 * PAD, offsets, {box: corners}, titles, (tuple(seated),))


def _two(
    first: Any,
    second: Any,
    members: Mapping[Any, Sequence[Any]],
    cell: tuple[float, float],
    captions: Mapping[Any, float],
) -> Unit:
    """Two boxes that overlap: members of the first alone, of both, of the second alone, in three blocks."""
    shared = [entity for entity in members[first] if entity in set(members[second])]
    blocks = [
        [entity for entity in members[first] if entity not in shared],
        shared,
        [entity for entity in members[second] if entity not in shared],
    ]
    rows = max(1, math.floor(math.sqrt(max(len(block) for block in blocks))))
    widths = [math.ceil(len(block) / rows) * cell[0] for block in blocks]
    for side, box in ((0, first), (2, second)):
        # A box without members of its own still has to stick out, and each name has to fit.
        widths[side] = max(widths[side], 3 * PAD, captions[box] - widths[1])
    total, high = sum(widths) + 4 * PAD, rows * cell[1]
    left, top = -total / 2 + PAD, high / 2
    offsets: dict[Any, tuple[float, float]] = {}
    starts = []
    for block, width in zip(blocks, widths, strict=True):
        starts.append(left)
        offsets |= _grid(block, cell, left, top, rows)
        left += width + PAD
    upper = (starts[0] - PAD, -high / 2 - PAD, starts[1] + widths[1] + PAD / 2, high / 2 + TITLE)
    lower = (starts[1] - PAD / 2, -high / 2 - TITLE, starts[2] + widths[2] + PAD, high / 2 + PAD)
    titles = {
        first: (upper[0] + PAD, upper[3] - TITLE / 2, "middle right"),
        second: (lower[2] - PAD, lower[1] + TITLE / 2, "middle left"),
    }
    size = (total + 2 * PAD, high + 2 * (TITLE + PAD))
    return Unit(*size, offsets, {first: upper, second: lower}, titles, tuple(map(tuple, blocks)))
