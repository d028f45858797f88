"""Lay everything out on the desk: each part in turn, in the shape in which a case and its truth hold it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from synthetic_data.desk.bibliography import compile_bibliography
from synthetic_data.desk.catalogue import compile_catalogue
from synthetic_data.desk.market import estimates, market_rows
from synthetic_data.desk.papers import write_papers
from synthetic_data.desk.prices import observe_prices
from synthetic_data.desk.questionnaire import answer_questionnaire
from synthetic_data.desk.setting import Setting
from synthetic_data.desk.transcripts import interview
from synthetic_data.truth import TABLES
from toolkit.schema import STREAMS, conform


@dataclass(frozen=True)
class Desk:
    """Evidence tables by stream, documents with their index, truth tables, and ledger rows without their number."""

    tables: dict[str, pd.DataFrame]
    index: pd.DataFrame
    texts: dict[str, str]
    truth: dict[str, pd.DataFrame]
    noise: list[dict[str, str]]


def lay_out(setting: Setting, strategic: pd.DataFrame, true: pd.DataFrame, returns: pd.DataFrame) -> Desk:
    """Return the desk of one flow.

    Parameters
    ----------
    strategic, true : truth tables `strategic` and `true_series`, to which statements and estimates are traced
    returns : the returns on file
    """
    works, roles = compile_bibliography(setting)
    prices, priced = observe_prices(setting, roles)
    parts = {
        "prices": prices,
        "bibliography": works,
        "catalogue": compile_catalogue(setting),
        "questionnaire": answer_questionnaire(setting),
    }
    market = market_rows(setting, true, returns)
    index, texts, sized, noise = write_papers(setting, works.table, estimates(market, roles))
    _reveal(market, priced, sized)
    facts = _facts([*(fact for part in parts.values() for fact in part.planted), *sized])
    talks = interview(setting, strategic, facts)
    return Desk(
        tables={name: conform(part.table[list(STREAMS[name].names)], STREAMS[name]) for name, part in parts.items()},
        index=conform(pd.DataFrame([*index, *talks.index]), STREAMS["reports"]),
        texts={**texts, **talks.texts},
        truth={"planted": facts, "market": _shaped("market", [*market, *priced]), "coding": talks.coding},
        noise=[*(row for part in parts.values() for row in part.noise), *noise, *talks.noise],
    )


def _reveal(
    market: Sequence[dict[str, Any]], priced: Sequence[Mapping[str, Any]], sized: Sequence[Mapping[str, Any]]
) -> None:
    """Enter what reveals the whole market: the careful paper its volume, the prices at the end of the way its price."""
    careful = sorted({record for fact in sized if not fact["detail"] for record in fact["provenance"].split(";")[:1]})
    ends = [row for row in priced if row["stage"] in ("destination", "whole journey")]
    for row in market:
        prices = [row_of["provenance"] for row_of in ends if row_of["year"] == row["year"]]
        known = {"volume": careful, "share found": [*careful, row["provenance"]], "price": prices}
        row["provenance"] = ";".join(one for one in known.get(row["measure"], [*careful, *prices]) if one)


def _facts(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    return _shaped("planted", [{"fact_id": f"G{number:03d}", **row} for number, row in enumerate(rows, start=1)])


def _shaped(name: str, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(TABLES[name]))
