"""Make a strategic case: one flow as states, markets and interviews show it, and its sealed truth; nobody is named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

import pandas as pd

from synthetic_data.desk import lay_out, setting_of
from synthetic_data.flows.regions import configured, region_of
from synthetic_data.seeds import generator
from synthetic_data.sensors import returns
from synthetic_data.truth import TABLES, Truth
from toolkit.schema import STREAMS, conform, validate
from toolkit.schema.case import Case

VERSION = "1"
Progress = Callable[[str, float], None]


def observe(
    plot: Mapping[str, Any],
    settings: Mapping[str, Any],
    master: int,
    *,
    window: tuple[date, date],
    language: str = "en",
    progress: Progress = lambda name, share: None,
) -> tuple[Case, Truth]:
    """Return a strategic case and its sealed truth.

    Parameters
    ----------
    plot, settings : scenario and level as `synthetic_data.load` reads them
    master : master seed
    window : first and last day; the file closes on the last, and holds five years of returns before it
    language : language asked for; interviews and reports of strategic cases are in English
    progress : called with the name of a stage and the share done, 0 to 1
    """
    start, end = window
    progress("returns", 0.1)
    figures, strategic, true_series, noise = returns.observe_region(region_of(plot), settings["flows"], master, end)
    progress("desk", 0.5)
    desk = lay_out(setting_of(plot, settings, master, end), strategic, true_series, figures)
    tables = {"returns": conform(figures, STREAMS["returns"]), **desk.tables, "reports": desk.index}
    tables = {name: conform(tables[name], STREAMS[name]) for name in STREAMS if name in tables}
    validate(tables, STREAMS)
    case = Case(
        info=_info(plot, settings, master, language, start, end),
        loaders={name: partial(_held, table) for name, table in tables.items()},
        texts=desk.texts,
        handouts={},
    )
    known = {
        **desk.truth,
        "strategic": strategic,
        "true_series": true_series,
        "noise": _numbered([*noise, *desk.noise]),
    }
    blank = {name: pd.DataFrame(columns=list(columns)) for name, columns in TABLES.items()}
    progress("sealed", 1.0)
    sealed = {**case.info, "seed": master, "sets": {}, "flows": configured(region_of(plot))}
    return case, Truth(sealed, {**blank, **known})


def _held(table: pd.DataFrame) -> pd.DataFrame:
    return table


def _numbered(noise: list[dict[str, str]]) -> pd.DataFrame:
    rows = [{"operation_id": f"X{number:05d}", **row} for number, row in enumerate(noise, start=1)]
    return pd.DataFrame(rows, columns=list(TABLES["noise"]))


def _info(
    plot: Mapping[str, Any], settings: Mapping[str, Any], master: int, language: str, start: date, end: date
) -> dict[str, Any]:
    """What `case.json` says of a case. The seed is the answer key and stays out."""
    rng = generator(master, "world.people", 1)
    first, second = (words[int(rng.integers(len(words)))] for words in plot["operations"])
    return {
        "title": f"Assessment {first} {second}",
        "kind": "strategic",
        "scenario": plot["name"],
        "geography": plot.get("geography", "real"),
        "scenario_title": plot["title"],
        "courses": list(plot["courses"]),
        "level": settings["name"],
        "language": language,
        "window": [start.isoformat(), end.isoformat()],
        "as_of": (end + timedelta(days=1)).isoformat(),
        "synthetic": True,
        "versions": {"generator": VERSION},
    }
