"""What a gate returns: its name, whether the case passes, what was measured, the limit, and where it failed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

import pandas as pd

_NAMED = 3


@dataclass(frozen=True)
class Gate:
    """One release gate of one case."""

    gate: str
    passed: bool
    value: float
    limit: str
    detail: str = ""


def none_of(gate: str, problems: Iterable[str]) -> Gate:
    """A gate that allows no problem at all; its detail names the first few.

    >>> none_of("documents", ["D001 has no text"]).passed
    False
    """
    found = list(problems)
    more = f"; and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    return Gate(gate, not found, float(len(found)), "0", "; ".join(found[:_NAMED]) + more)


def between(gate: str, value: float, low: float, high: float, detail: str = "") -> Gate:
    """A gate that holds a measure within bounds, both included.

    >>> between("density", 0.08, 0.025, 0.124).passed
    True
    """
    return Gate(gate, bool(low <= value <= high), round(float(value), 4), f"{low:g} to {high:g}", detail)


def to_frame(gates: Iterable[Gate]) -> pd.DataFrame:
    """Return gates as a table, one row each."""
    return pd.DataFrame([astuple(gate) for gate in gates], columns=[field.name for field in fields(Gate)])
