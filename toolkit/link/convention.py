"""The drawing conventions of link charts and association matrices: what each line, sign and colour stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.language import text
from toolkit.style import INK, MUTED, OKABE_ITO

# Surest first, as a legend lists them. A link without a status is drawn as a plain recorded contact.
DASHES: dict[str, str] = {"confirmed": "solid", "unconfirmed": "dash", "tentative": "dot", "": "solid"}
INKS: dict[str, str] = {"confirmed": INK, "unconfirmed": INK, "tentative": MUTED, "": "#555555"}
WIDTHS = (1.3, 2.6, 4.4)
HIGHLIGHT = OKABE_ITO["vermillion"]
BOX_FILL = "rgba(230,159,0,0.10)"
BOX_LINE = "#8A6200"
NUMBER_FILL = "#D9D9D9"
# Group colours, light enough for black letters inside.
GROUP_COLOURS: tuple[str, ...] = ("#8CC7E8", "#F2B84B", "#7CCBB0", "#E3AACA", "#F5EC86", "#F0A07A", "#B9B9B9")
PLAIN = "#FFFFFF"


def status_words(status: str) -> str:
    """Return what a legend calls a line of that status; "" is a link without grades.

    >>> status_words("confirmed")
    'Confirmed link'
    """
    return {
        "confirmed": text("Confirmed link"),
        "unconfirmed": text("Unconfirmed (suspected) link"),
        "tentative": text("Tentative link"),
        "": text("Recorded contact"),
    }[status]


@dataclass(frozen=True)
class Bins:
    """Up to three widths of line: `limits` are the smallest strengths of each bin, `words` what a legend says."""

    limits: tuple[float, ...]
    words: tuple[str, ...]

    def of(self, strength: float) -> int:
        """Return the number of the bin that a strength falls into."""
        return max([index for index, limit in enumerate(self.limits) if strength >= limit], default=0)


def width_bins(strengths: Sequence[float]) -> Bins:
    """Cut strengths into at most three bins at about their half and nine tenths.

    >>> width_bins([1, 1, 1]).words
    ('1',)
    >>> width_bins([1, 1, 2, 2, 3, 5, 8, 20, 40, 90]).words
    ('1 to 4', '5 to 39', '40 to 90')
    """
    values = sorted(strengths)
    if not values or values[0] == values[-1]:
        return Bins((values[0] if values else 0,), (f"{values[0]:,g}" if values else "",))
    middle, top = values[(len(values) - 1) // 2], values[int(0.9 * (len(values) - 1))]
    limits = [values[0]]
    for limit in (_above(values, middle), top):
        if limit > limits[-1]:
            limits.append(limit)
    whole = all(float(value).is_integer() for value in values)
    words = []
    for index, limit in enumerate(limits):
        upper = limits[index + 1] - (1 if whole else 0) if index + 1 < len(limits) else values[-1]
        words.append(f"{limit:,g}" if upper == limit else f"{limit:,g} to {upper:,g}")
    return Bins(tuple(limits), tuple(words))


def _above(values: Sequence[float], middle: float) -> float:
    return next((value for value in values if value > middle), values[-1])


def group_colours(groups: Mapping[Any, Any], entities: Sequence[Any]) -> tuple[dict[Any, str], dict[Any, str]]:
    """Return entity -> fill, and group -> fill for the legend; the largest groups get the colours.

    >>> fills, legend = group_colours({"a": 1, "b": 1, "c": 2}, ["a", "b", "c"])
    >>> list(legend), fills["a"] == fills["b"]
    ([1, 2], True)
    """
    sizes: dict[Any, int] = {}
    for entity in entities:
        if entity in groups:
            sizes[groups[entity]] = sizes.get(groups[entity], 0) + 1
    ordered = sorted(sizes, key=lambda group: (-sizes[group], str(group)))[: len(GROUP_COLOURS)]
    colour = dict(zip(sorted(ordered, key=str), GROUP_COLOURS, strict=False))
    return {entity: colour.get(groups.get(entity), PLAIN) for entity in entities}, colour
