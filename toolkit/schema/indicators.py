"""The indicators of periodic returns as data: number, title, unit, breakdown and reporting cycles."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

UNITS = ("detections", "persons", "documents", "seizures", "US$", "kg", "tonnes", "m3", "items")


@dataclass(frozen=True)
class Indicator:
    """One question of a return. `by` is "" for a total; `total` numbers what the parts may not exceed together.

    `items` are the valid parts where the breakdown is by fixed items; by a country they are ISO 3166 codes.
    `unit` is "" where each return states its own.
    """

    number: str
    title: str
    unit: str
    by: str
    total: str
    cycles: tuple[str, ...]
    items: tuple[str, ...]
    help: str

    @property
    def by_country(self) -> bool:
        """Whether the parts are countries (of citizenship, issue, origin or detection)."""
        return self.by == "citizenship" or self.by.startswith("country")


@dataclass(frozen=True)
class Cycle:
    """One reporting cycle: its length in months, and the days after its end by which a return is due."""

    name: str
    months: int
    due_days: int


@cache
def indicators() -> dict[str, Indicator]:
    """Return the indicators by number, in order.

    >>> indicators()["1.1.2"].title, indicators()["1.1.2"].total
    ('Illegal entries by citizenship', '1.1.1')
    """
    rows = _read()["indicators"]
    return {
        row["number"]: Indicator(
            **{name: row[name] for name in ("number", "title", "unit", "by", "total", "help")},
            cycles=tuple(row["cycles"]),
            items=tuple(row.get("items", ())),
        )
        for row in rows
    }


@cache
def cycles() -> dict[str, Cycle]:
    """Return the reporting cycles by name, shortest first.

    >>> [one.months for one in cycles().values()]
    [1, 3, 6, 12]
    """
    return {name: Cycle(name, **one) for name, one in _read()["cycles"].items()}


@cache
def sections() -> dict[str, str]:
    """Return the titles of the sections by the first part of an indicator's number.

    >>> sections()["4"]
    'Documents'
    """
    return dict(_read()["sections"])


@cache
def terms() -> dict[str, str]:
    """Return the defined terms of the forms, each with its definition.

    >>> terms()["facilitated"]
    'Somebody was paid, or was to be paid, for the entry.'
    """
    return dict(_read()["terms"])


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads((resources.files("toolkit.schema") / "indicators.toml").read_text("utf-8"))
