"""Net worth: what somebody's wealth grew by and cost to live on, beyond what known sources paid for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from toolkit.errors import EvidenceError, ParameterError, unknown
from toolkit.finance.records import money
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import amounts, currency, listed, moments, need, some

SIDES = ("asset", "liability", "income", "expenditure")
_STEPS = (
    "net_worth_before",
    "net_worth_after",
    "change",
    "expenditure",
    "known_sources",
    "unknown_sources",
)


@dataclass(frozen=True, eq=False, repr=False)
class NetWorth(Table):
    """One row for each person; `statement(person)` shows the working, `chart(person)` draws it."""

    unit: str = "US$"
    lines: pd.DataFrame = field(default_factory=pd.DataFrame)

    def statement(self, person: Any) -> pd.DataFrame:
        """Return the lines of one person's statement: side, kind, value before, value after (or over the time).

        Raises ParameterError for a person without a statement.
        """
        if person not in self.frame.index:
            raise ParameterError(
                f"finance.net_worth: {unknown('person with a statement', person, map(str, self.frame.index))}"
            )
        return self.lines[self.lines["person"] == person].drop(columns="person").reset_index(drop=True)

    def chart(self, person: Any = None) -> Any:
        """Return the working of one person as a waterfall, or the unknown sources of all as bars.

        Raises ParameterError for a person without a statement.
        """
        import plotly.graph_objects as go

        from toolkit import style

        figure = go.Figure()
        if person is None:
            shown = self.frame.sort_values("unknown_sources", kind="stable")
            figure.add_bar(
                x=shown["unknown_sources"],
                y=[str(one) for one in shown.index],
                orientation="h",
                marker_color=style.OKABE_ITO["blue"],
                text=[money(one, "") for one in shown["unknown_sources"]],
                textposition="outside",
                cliponaxis=False,
            )
            figure.update_yaxes(type="category", showgrid=False)
            figure.update_xaxes(title=self.unit, tickformat=",.0f")
            title, high = text("Unknown sources by the net worth method"), 140 + 26 * len(shown)
        else:
            self.statement(person)
            row = self.frame.loc[person]
            figure.add_waterfall(
                x=[
                    text("change in<br>net worth"),
                    text("expenditure"),
                    text("known<br>sources"),
                    text("unknown<br>sources"),
                ],
                y=[row["change"], row["expenditure"], -row["known_sources"], 0],
                measure=["relative", "relative", "relative", "total"],
                text=[
                    money(one, "")
                    for one in (row["change"], row["expenditure"], -row["known_sources"], row["unknown_sources"])
                ],
                textposition="outside",
                cliponaxis=False,
                connector={"line": {"color": style.MUTED, "width": 1}},
                increasing={"marker": {"color": style.OKABE_ITO["sky"]}},
                decreasing={"marker": {"color": style.OKABE_ITO["green"]}},
                totals={"marker": {"color": style.OKABE_ITO["vermillion"]}},
            )
            low, top = _extent([row["change"], row["expenditure"], -row["known_sources"]])
            figure.update_yaxes(
                title=self.unit,
                tickformat=",.0f",
                range=[low - 0.12 * (top - low) * (low < 0), top + 0.15 * (top - low)],
            )
            figure.update_xaxes(showgrid=False)
            title, high = text("Net worth of {person}", person=person), 430
        figure.update_layout(
            template=style.template(), title=title, width=style.WIDTH, height=high, showlegend=False, margin={"r": 90}
        )
        return figure


def net_worth(
    assets: pd.DataFrame,
    person: Any = None,
    *,
    value: str = "value_usd",
    who: str = "nominal_id",
    side: str = "side",
    as_of: str = "as_of",
) -> NetWorth:
    """Work out unknown sources: change in (assets at cost - liabilities) + expenditure - known sources.

    Parameters
    ----------
    assets : statements of means (`case.assets`): whose, day, side (asset, liability, income, expenditure), value.
        Assets are at cost, so that a rise in prices is no income
    person : one or several; without it everybody with a statement
    value : column of values, in one currency

    Returns
    -------
    NetWorth indexed by person: `from`, `to` (first and last day of the statement), `net_worth_before`,
    `net_worth_after`, `change`, `expenditure`, `known_sources`, `unknown_sources`, `share` (of the total to be
    explained that is unknown).

    Raises ParameterError for unknown columns or sides, several currencies, or a person without statements of two days.

    Misleads: gifts, inheritances, savings at home and loans among relatives leave no record; an estimate is one. A
    figure near 0 is within the error of the estimates.

    Method: net worth method, as in the OECD and UNODC manuals on financial investigation.

    >>> rows = [("N1", "2026-01-01", "asset", 100.0), ("N1", "2026-06-30", "asset", 180.0),
    ...     ("N1", "2026-06-30", "liability", 20.0), ("N1", "2026-06-30", "income", 50.0),
    ...     ("N1", "2026-06-30", "expenditure", 40.0)]
    >>> table = pd.DataFrame(rows, columns=["nominal_id", "as_of", "side", "value_usd"])
    >>> net_worth(table).to_frame()["unknown_sources"].tolist()
    [50.0]
    """
    method = "finance.net_worth"
    need(assets, method, (who, side, as_of, value))
    if assets.empty:
        raise ParameterError(f"{method}: there is no statement of means")
    unit = currency(assets, value, method)
    wrong = [one for one in assets[side].dropna().unique() if one not in SIDES]
    nobody = assets[who].isna()
    if nobody.any():
        raise EvidenceError(
            [f"{method}: column {who!r} is empty in row {some(list(assets.index[nobody]))}; say whose, or leave it out"]
        )
    if wrong or assets[side].isna().any():
        raise EvidenceError([f"{method}: {unknown('side', wrong[0] if wrong else 'empty', SIDES)}, in column {side!r}"])
    table = pd.DataFrame(
        {
            "person": assets[who],
            "side": assets[side].astype("str"),
            "kind": assets["kind"].astype("str") if "kind" in assets.columns else "",
            "day": moments(assets, as_of, method),
            "value": amounts(assets, value, method),
            "source": assets["source"].astype("str") if "source" in assets.columns else "",
        }
    )
    undated = (table["day"].isna() & table["side"].isin(SIDES[:2])).to_numpy()
    if undated.any():
        raise EvidenceError(
            [
                f"{method}: column {as_of!r} is empty in row {some(list(assets.index[undated]))}; what is owned or "
                "owed counts on a day: give it, or leave the row out"
            ]
        )
    wanted = sorted(table["person"].unique()) if person is None else listed(person)
    rows, between, estimated = [], [], []
    for one in wanted:
        own = table[table["person"] == one]
        held = own[own["side"].isin(SIDES[:2])]
        days = sorted(held["day"].unique())
        if len(days) < 2:
            raise ParameterError(
                f"{method}: {one} has statements of {len(days)} day; what is owned and owed on two is needed"
            )
        rows.append((one, days[0], days[-1], *_work(own, days[0], days[-1])))
        between += [str(one)] if len(days) > 2 else []
        estimated += [str(one)] if (own["source"] == "estimate").any() else []
    frame = pd.DataFrame(rows, columns=["person", "from", "to", *_STEPS]).set_index("person")
    explained = frame["change"] + frame["expenditure"]
    frame["share"] = (frame["unknown_sources"] / explained.where(explained > 0)).round(3)
    caveats = [
        text("assets are taken at the value given; by the method that is cost"),
        text("gifts, savings at home and loans among relatives leave no record: unknown is not unlawful"),
    ]
    if estimated:
        caveats.append(text("rests on estimates in part: {persons}", persons=", ".join(estimated)))
    if between:
        caveats.append(text("only the first and the last day are used of: {persons}", persons=", ".join(between)))
    title = text("Net worth of {count} persons, in {unit}", count=len(frame), unit=unit or value)
    return NetWorth(title, frame, tuple(caveats), unit or value, _lines(table[table["person"].isin(wanted)]))


def _work(own: pd.DataFrame, first: Any, last: Any) -> tuple[float, ...]:
    def total(side: str, day: Any = None) -> float:
        rows = own[own["side"] == side]
        return float(rows["value"][rows["day"] == day].sum() if day is not None else rows["value"].sum())

    before, after = (total("asset", day) - total("liability", day) for day in (first, last))
    spent, known = total("expenditure"), total("income")
    change = after - before
    return tuple(round(one, 2) for one in (before, after, change, spent, known, change + spent - known))


def _lines(table: pd.DataFrame) -> pd.DataFrame:
    order = {side: place for place, side in enumerate(SIDES)}
    stock = table[table["side"].isin(SIDES[:2])]
    first = stock.groupby("person")["day"].transform("min")
    last = stock.groupby("person")["day"].transform("max")
    parts = []
    for name, rows in (("before", stock[stock["day"] == first]), ("after", stock[stock["day"] == last])):
        parts.append(rows.assign(column=name))
    parts.append(table[~table["side"].isin(SIDES[:2])].assign(column="over_the_time"))
    wide = pd.concat(parts).pivot_table(
        index=["person", "side", "kind"], columns="column", values="value", aggfunc="sum", fill_value=0.0
    )
    wide = wide.reindex(columns=["before", "after", "over_the_time"], fill_value=0.0).reset_index()
    wide.columns.name = None
    return wide.sort_values(
        ["person", "side"], key=lambda one: one.map(order) if one.name == "side" else one, kind="stable"
    )


def _extent(steps: list[float]) -> tuple[float, float]:
    """Lowest and highest point of a waterfall."""
    level, seen = 0.0, [0.0]
    for step in steps:
        level += step
        seen.append(level)
    low, top = min(seen), max(seen)
    return low, top if top > low else low + 1
