"""Commodity flow: what moves from where to where, how much, since when; each unit for itself."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError
from toolkit.flows import boxes, paint
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import amounts, left_out, moments, need

_MOST = 60


@dataclass(frozen=True, eq=False, repr=False)
class Commodity(Table):
    """One row for each way and thing that moves; `chart()` draws boxes and arrows with amounts."""

    names: Mapping[Any, str] = field(default_factory=dict)

    def chart(self, title: str = "", handling: str = "") -> Any:
        """Return the flow chart: arrows from source to target with what moves, amount and first date, thicker for more.

        Dotted where no record of the way is confirmed. Raises ParameterError for more ways than a page holds.
        """
        frame = self.frame
        labels = []
        for row in frame.itertuples():
            amount = f"{row.amount:,.0f}" if float(row.amount).is_integer() else f"{row.amount:,.2f}"
            unit = str(getattr(row, "unit", "") or "")
            said = " ".join(one for one in (str(getattr(row, "what", "") or ""), amount, unit) if one)
            dated = "" if pd.isna(getattr(row, "first", pd.NaT)) else f" · {row.first:%Y-%m-%d}"
            labels.append(said + dated)
        return draw(frame.assign(label=labels), self.names, title or self.title, self.caveats, handling)


def commodity(
    records: pd.DataFrame,
    source: str = "source",
    target: str = "target",
    *,
    amount: str | None = None,
    unit: str | None = None,
    what: str | None = None,
    time: str | None = None,
    status: str | None = None,
    names: Mapping[Any, str] | None = None,
) -> Commodity:
    """Add up what moves from each source to each target: people, money, documents, vehicles.

    Parameters
    ----------
    records : one row for each movement
    source, target : columns of the two ends
    amount : column to add up; without it records are counted
    unit : column of the unit or currency; different units are never added up
    what : column of the thing that moves; each thing is a way of its own
    time : column of days or instants
    status : column of confirmed, unconfirmed, ...; a way is confirmed where one of its records is
    names : end -> what the drawing calls it

    Returns
    -------
    Commodity with `source`, `target`, `what`, `amount`, `unit`, `records`, `first`, `last`, `status` as far as they
    were given, in order of the first record.

    Raises ParameterError for unknown columns, empty tables, or amounts that are none.

    Misleads: an arrow is what is on file. A way that nobody watched has none.

    >>> table = pd.DataFrame({"source": "A", "target": "B", "sum": [5.0, 7.0], "currency": ["THB", "LAK"]})
    >>> commodity(table, amount="sum", unit="currency").to_frame()[["amount", "unit"]].values.tolist()
    [[5.0, 'THB'], [7.0, 'LAK']]
    """
    method = "flows.commodity"
    need(records, method, [one for one in (source, target, amount, unit, what, time, status) if one is not None])
    mixed = "currency" in records.columns and records["currency"].nunique() > 1
    if mixed and amount is not None and unit is None and not amount.endswith("_usd"):
        raise ParameterError(f"{method}: the records hold several currencies; say unit='currency', or choose one")
    whole = records[source].notna() & records[target].notna()
    rows = records[whole]
    if rows.empty:
        raise ParameterError(f"{method}: no record has both ends")
    table = pd.DataFrame({"source": rows[source], "target": rows[target]})
    keys = ["source", "target"]
    for name, column in (("what", what), ("unit", unit)):
        if column is not None:
            table[name] = rows[column].fillna(text("not given")).astype("str")
            keys.append(name)
    table["amount"] = 1.0 if amount is None else amounts(rows, amount, method)
    table["records"] = 1
    table["first"] = table["last"] = moments(rows, time, method) if time is not None else pd.NaT
    if status is not None:
        table["sure"] = rows[status].astype("str").str.strip().str.lower() == "confirmed"
    sums: dict[str, Any] = {"amount": "sum", "records": "sum"}
    if time is not None:
        sums |= {"first": "min", "last": "max"}
    if status is not None:
        sums["sure"] = "max"
    frame = table.groupby(keys, sort=False).agg(sums).reset_index().round({"amount": 2})
    if time is not None:
        frame = frame.sort_values("first", kind="stable").reset_index(drop=True)
    if status is not None:
        frame["status"] = frame.pop("sure").map({True: "confirmed", False: "unconfirmed"})
    caveats = [text("an arrow is what is on file: a way that nobody watched has none")]
    if unit is not None and frame["unit"].nunique() > 1:
        caveats.append(text("amounts are in {count} units, each added up for itself", count=frame["unit"].nunique()))
    caveats += left_out(int((~whole).sum()), len(records), text("lack an end"))
    title = text("Commodity flow: {ways} ways, {count} records", ways=len(frame), count=len(rows))
    return Commodity(title, frame, tuple(caveats), dict(names or {}))


def draw(
    frame: pd.DataFrame,
    names: Mapping[Any, str],
    title: str,
    notes: Sequence[str] = (),
    handling: str = "",
    method: str = "flows.commodity",
) -> Any:
    """Draw rows with source, target, amount, label and, where given, status, as boxes and arrows."""
    ways = list(dict.fromkeys(zip(frame["source"], frame["target"], strict=True)))
    if len(ways) > _MOST:
        raise ParameterError(
            f"{method}: {len(ways)} ways do not fit a page; choose at most {_MOST}, such as the largest of .to_frame()"
        )
    ends = dict.fromkeys(one for way in ways for one in way)
    shown = {
        one: boxes.Box(names.get(one, str(one)), str(one) if one in names and names[one] != str(one) else "")
        for one in ends
    }
    top = max(float(frame["amount"].max()), 1e-9)
    arrows = []
    for (a, b), rows in frame.groupby(["source", "target"], sort=False):
        words = "<br>".join(rows["label"].astype("str").head(3)) + ("<br>…" if len(rows) > 3 else "")
        sure = "status" not in rows.columns or bool((rows["status"] == "confirmed").any())
        share = math.sqrt(float(rows["amount"].max()) / top) if "unit" not in rows.columns else 0.3
        arrows.append(boxes.Arrow(a, b, words, sure, round(1.2 + 2.8 * share, 1)))
    from toolkit.link.geometry import text_width

    labelled = max((text_width(line, 11) for one in arrows for line in one.words.split("<br>")), default=0.0)
    made = boxes.in_layers(shown, arrows, labelled=labelled)
    return paint.figure(made, title, notes, handling)
