"""A chart worked out in pixels, before anything is drawn: sizes, places, courses of lines, places of names."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from toolkit import style
from toolkit.language import text
from toolkit.link import labels
from toolkit.link.geometry import overlap, text_width
from toolkit.link.layout import Arrangement, Frame, arrange
from toolkit.link.paths import paths
from toolkit.link.signs import SIGNS
from toolkit.link.subject import Subject

_LEAST, _TALLEST = 320, 2000
_SIDE = 14
_NAMED = 130
_TRIED = 150  # names tried on a chart too large for all
_ENLARGED = 4


@dataclass(frozen=True)
class Scale:
    """Sizes in pixels that follow from how many entities there are: circle, letters beside and inside it, room."""

    radius: float
    letters: float
    small: float
    cell: tuple[float, float]

    @property
    def sign(self) -> float:
        """Half the width of a sign such as a car: as large as a circle, but never too small to be told."""
        return max(self.radius, 7.5)

    @property
    def thin(self) -> float:
        """What the widths of lines are multiplied by."""
        return 0.55 if self.small == 0 else 1.0

    def inside(self, entity: Any) -> bool:
        """Say whether an entity's number fits into its circle."""
        return self.small > 0 and len(str(entity)) <= 5


@dataclass(frozen=True)
class Scene:
    """Everything that a drawing needs. `names` are the labels beside circles, as (text, centre)."""

    subject: Subject
    scale: Scale
    placed: Arrangement
    rectangles: dict[Any, Frame]
    lines: tuple[tuple[Any, Any], ...]
    courses: list[Any]
    names: dict[Any, tuple[str, tuple[float, float]]]
    taken: Any
    said: tuple[str, ...]

    @property
    def aside(self) -> bool:
        """Whether the chart is so large that names of organisations without members stand beside their rectangles."""
        return len(self.subject.graph) > _NAMED

    def bounds(self) -> Frame:
        """Return the corners of all that is to be seen."""
        reach = self.scale.radius + 6
        boxes = [(x - reach, y - reach, x + reach, y + reach) for x, y in self.placed.points.values()]
        boxes += [tuple(box) for box in self.taken.tolist()]
        boxes += [(*course.min(axis=0), *course.max(axis=0)) for course in self.courses]
        corners = np.array(boxes)
        return (*corners[:, :2].min(axis=0).tolist(), *corners[:, 2:].max(axis=0).tolist())


def scale_for(count: int) -> Scale:
    """Return the sizes for a chart of so many entities.

    >>> scale_for(12).radius > scale_for(100).radius > scale_for(500).radius
    True
    """
    if count <= 45:
        return Scale(radius=17, letters=12, small=9.5, cell=(104, 78))
    if count <= 80:
        return Scale(radius=14, letters=10.5, small=8.5, cell=(84, 60))
    if count <= _NAMED:
        return Scale(radius=12, letters=9.5, small=7.5, cell=(76, 50))
    return Scale(radius=5, letters=9, small=0, cell=(34, 26))


def compose(subject: Subject, ringed: bool, width: int | None, height: int | None, seed: int) -> Scene:
    """Work out where everything goes.

    Parameters
    ----------
    subject : what is to be charted
    ringed : leave room for rings round circles
    width, height : of the plot in pixels; a height that is not given grows until nothing overlaps
    seed : of the layout
    """
    scale = scale_for(len(subject.graph))
    captions = {box: text_width(subject.names[box], scale.letters) * 1.08 + 12 for box in subject.members}
    plates = _plates(subject, scale)
    lines = (*subject.links, *subject.extra)
    wide = width or style.WIDTH
    high: float = height or _height(subject, scale, wide)
    for _ in range(_ENLARGED):
        frame = (_SIDE, _SIDE, wide - _SIDE, high - _SIDE)
        placed = arrange(
            list(subject.graph), lines, subject.members, captions, plates, frame, scale.cell, scale.radius, seed
        )
        if placed.parted or height or high >= _TALLEST or len(subject.graph) > _NAMED:
            break
        high = min(_TALLEST, 1.2 * high)
    rectangles = dict(placed.boxes)
    for entity, (across, tall) in plates.items():
        x, y = placed.points[entity]
        rectangles[entity] = (x - across / 2, y - tall / 2, x + across / 2, y + tall / 2)
    large = len(subject.graph) > _NAMED
    courses = paths(
        lines, placed.points, scale.radius, rectangles, subject.members, subject.graph.is_directed(), bend=not large
    )
    page = (2.0, 2.0, wide - 2.0, high - 2.0)
    names, taken, said = _names(subject, scale, placed, rectangles, courses, page, 5.0 if ringed else 0.0)
    return Scene(subject, scale, placed, rectangles, lines, courses, names, taken, said)


def _height(subject: Subject, scale: Scale, width: int) -> float:
    count = len(subject.graph)
    area = count * scale.cell[0] * scale.cell[1] * (1.9 if count <= 45 else 2.4 if count <= _NAMED else 2.9)
    # A box needs its border and title, and leaves gaps round it.
    area += sum(60 * 90 + 0.6 * len(seated) * math.prod(scale.cell) for seated in subject.members.values())
    return min(_TALLEST, max(_LEAST, area / width))


def _plates(subject: Subject, scale: Scale) -> dict[Any, tuple[float, float]]:
    """Width and height of the rectangles of organisations that hold no member on this chart.

    Their names stand inside, on a large chart beside.
    """
    sizes: dict[Any, tuple[float, float]] = {}
    for entity, kind in subject.kinds.items():
        if kind == "organisation" and entity not in subject.members:
            if len(subject.graph) > _NAMED:
                sizes[entity] = (2.8 * scale.radius, 2 * scale.radius)
                continue
            wide, high = labels.extent(labels.wrap(subject.names[entity]), scale.letters)
            sizes[entity] = (1.08 * wide + 14, high + 10)
    return sizes


def _names(
    subject: Subject,
    scale: Scale,
    placed: Arrangement,
    rectangles: Mapping[Any, Frame],
    courses: list[Any],
    page: Frame,
    rim: float,
) -> tuple[dict[Any, tuple[str, tuple[float, float]]], Any, tuple[str, ...]]:
    large = len(subject.graph) > _NAMED
    people = [
        entity
        for entity in subject.graph
        if subject.kinds[entity] != "organisation" or (large and entity not in subject.members)
    ]
    wanted = [
        entity
        for entity in people
        if subject.kinds[entity] in SIGNS or not (scale.inside(entity) and subject.names[entity] == str(entity))
    ]
    said: tuple[str, ...] = ()
    if large:
        degree = dict(subject.graph.degree())
        wanted = sorted(wanted, key=lambda entity: -degree[entity])[:_TRIED]
    written = {entity: labels.wrap(subject.names[entity]) for entity in wanted}
    starts = np.vstack([np.empty((0, 2)), *(course[:-1] for course in courses)])
    ends = np.vstack([np.empty((0, 2)), *(course[1:] for course in courses)])
    walls = _walls(placed, rectangles)
    circles = {entity: placed.points[entity] for entity in people}
    reach = scale.sign if any(subject.kinds[entity] in SIGNS for entity in people) else scale.radius
    at = labels.place(written, circles, reach + rim, scale.letters, starts, ends, walls, page)
    if large:
        wanted = _clear(written, at, scale, np.vstack([walls, *_squares(circles, reach)]))
        said = (
            text(
                "names are written for {count} of {all} entities: where there is room, those with most links first",
                count=len(wanted),
                all=len(subject.graph),
            ),
        )
    taken = [list(box) for box in rectangles.values()]
    for entity in wanted:
        x, y = at[entity]
        wide, high = labels.extent(written[entity], scale.letters)
        taken.append([x - wide / 2, y - high / 2, x + wide / 2, y + high / 2])
    return {entity: (written[entity], at[entity]) for entity in wanted}, np.array(taken).reshape(-1, 4), said


def _squares(circles: Mapping[Any, tuple[float, float]], radius: float) -> Any:
    inner = radius - 1
    return np.array([(x - inner, y - inner, x + inner, y + inner) for x, y in circles.values()]).reshape(-1, 1, 4)


def _clear(written: Mapping[Any, str], at: Mapping[Any, tuple[float, float]], scale: Scale, solid: Any) -> list[Any]:
    """Return the entities whose names cover no sign and no name before them."""
    kept: list[Any] = []
    used = solid
    for entity, words in written.items():
        wide, high = labels.extent(words, scale.letters)
        x, y = at[entity]
        box = np.array([x - wide / 2, y - high / 2 + 1, x + wide / 2, y + high / 2 - 1])
        if not overlap(box, used).any():
            kept.append(entity)
            used = np.vstack([used, box])
    return kept


def _walls(placed: Arrangement, rectangles: Mapping[Any, Frame]) -> Any:
    """What names must not cover: rectangles without members, and the borders and titles of boxes."""
    walls = [list(corners) for entity, corners in rectangles.items() if entity not in placed.boxes]
    for box, (x0, y0, x1, y1) in placed.boxes.items():
        walls += [[x0 - 2, y0, x0 + 2, y1], [x1 - 2, y0, x1 + 2, y1]]
        walls += [[x0, y0 - 2, x1, y0 + 2], [x0, y1 - 2, x1, y1 + 2]]
        _, y, _ = placed.titles[box]
        walls.append([x0, y - 8, x1, y + 8])
    return np.array(walls).reshape(-1, 4)
