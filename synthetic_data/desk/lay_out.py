"""Lay everything out on the desk: each part in turn, in the shape in which a case and its truth hold it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from synthetic_data.desk.bibliography import compile_bibliography
from synthetic_data.desk.prices import observe_prices
from synthetic_data.desk.setting import Setting
from synthetic_data.truth import TABLES
from toolkit.schema.streams.reports import RECORD as REPORTS


@dataclass(frozen=True)
class Desk:
    """Evidence tables by stream, documents with their index, truth tables, and ledger rows without their number."""

    tables: dict[str, pd.DataFrame]
    index: pd.DataFrame
    texts: dict[str, str]
    truth: dict[str, pd.DataFrame]
    noise: list[dict[str, str]]


def lay_out(setting: Setting, strategic: pd.DataFrame) -> Desk:
    """Return the desk of one flow. `strategic` is the truth of its returns, to which statements are traced."""
    works, roles = compile_bibliography(setting)
    prices, market = observe_prices(setting, roles)
    parts = {"bibliography": works, "prices": prices}
    facts = [fact for part in parts.values() for fact in part.planted]
    return Desk(
        tables={name: part.table for name, part in parts.items()},
        index=pd.DataFrame(columns=list(REPORTS.names)),
        texts={},
        truth={"planted": _facts(facts), "market": _shaped("market", market), "coding": _shaped("coding", [])},
        noise=[row for part in parts.values() for row in part.noise],
    )


def _facts(rows: list[dict[str, Any]]) -> pd.DataFrame:
    return _shaped("planted", [{"fact_id": f"G{number:03d}", **row} for number, row in enumerate(rows, start=1)])


def _shaped(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(TABLES[name]))
