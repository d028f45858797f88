"""The parameters of `regenerate.ipynb`: papermill only warns of a wrong one, so the notebook checks its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from synthetic_data import load
from synthetic_data.make import FEWEST, GEOGRAPHIES, MOST
from synthetic_data.seeds import LIMIT
from synthetic_data.world.plan import LARGEST, SMALLEST
from toolkit.errors import ParameterError, unknown
from toolkit.language import LANGUAGES

NAMES = ("scenario", "level", "seed", "window", "size", "calls", "language", "geography", "out", "sealed")
# What a notebook's kernel defines before any cell has run.
_KERNEL = ("In", "Out", "exit", "get_ipython", "open", "quit")


@dataclass(frozen=True)
class Parameters:
    """Checked parameters. None means: a fresh secret seed, the scenario's own window, size and calls."""

    scenario: str
    level: str
    seed: int | None
    window: tuple[str, str] | None
    size: int | None
    calls: int | None
    language: str
    geography: str
    out: Path
    sealed: Path


def given(variables: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the parameter cells have set, from a notebook's `globals()` before any other cell has run.

    >>> given({"In": [], "_": 1, "level": "expert", "sead": 7})
    {'level': 'expert', 'sead': 7}
    """
    return {name: value for name, value in variables.items() if not name.startswith("_") and name not in _KERNEL}


def check(values: Mapping[str, Any]) -> Parameters:
    """Return the parameters, or raise ParameterError listing every problem: unknown names, values out of range.

    `seed`, `size` and `calls` may be numbers or text of digits, empty for none; `window` is two days, in a list or in
    one text, such as "2026-01-01 2026-03-31", empty for the scenario's own.
    """
    problems = [unknown("parameter", name, NAMES) for name in values if name not in NAMES]
    problems += [f"parameter {name!r} is missing" for name in NAMES if name not in values]
    if problems:
        raise ParameterError("; ".join(problems))
    for name, valid in (
        ("scenario", load.names("scenarios")),
        ("level", load.names("levels")),
        ("language", tuple(LANGUAGES)),
        ("geography", GEOGRAPHIES),
    ):
        if values[name] not in valid:
            problems.append(unknown(name, values[name], valid))
    seed = _whole("seed", values["seed"], 0, LIMIT - 1, problems)
    size = _whole("size", values["size"], SMALLEST, LARGEST, problems)
    calls = _whole("calls", values["calls"], FEWEST, MOST, problems)
    window = _window(values["window"], problems)
    for name in ("out", "sealed"):
        if not str(values[name]).strip():
            problems.append(f"{name} is empty; name a new folder")
    if problems:
        raise ParameterError("; ".join(problems))
    return Parameters(
        scenario=str(values["scenario"]),
        level=str(values["level"]),
        seed=seed,
        window=window,
        size=size,
        calls=calls,
        language=str(values["language"]),
        geography=str(values["geography"]),
        out=Path(str(values["out"])),
        sealed=Path(str(values["sealed"])),
    )


def _whole(name: str, value: Any, low: int, high: int, problems: list[str]) -> int | None:
    if value is None or str(value).strip() == "":
        return None
    text = str(value).strip()
    if isinstance(value, bool) or not text.isdecimal() or not low <= int(text) <= high:
        # A seed is the answer key: a message never repeats it.
        bounds = "0 to 2**128 - 1" if name == "seed" else f"{low} to {high:,}"
        problems.append(f"{name} is not a whole number from {bounds}; leave it empty for the default")
        return None
    return int(text)


def _window(value: Any, problems: list[str]) -> tuple[str, str] | None:
    if value is None or len(value) == 0:
        return None
    days = value.replace(",", " ").split() if isinstance(value, str) else [str(day) for day in value]
    try:
        start, end = (date.fromisoformat(day) for day in days)
    except ValueError:
        problems.append(f"window {value!r} is not two days; write it as 2026-01-01 2026-03-31")
        return None
    if end <= start:
        problems.append(f"window {value!r} ends before it begins")
    return start.isoformat(), end.isoformat()
