"""Source and application of funds: what went out of a holder's accounts beyond what is known to have come in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.finance.records import ENDS, absent, money, ready
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import amounts, instants, listed, need

_SIDES = ("source", "application")
_BY = ("month", "channel", "account", "week")


@dataclass(frozen=True, eq=False, repr=False)
class Funds(Table):
    """Sources and applications line by line; `sources`, `applications` and `unknown` are their sums, in `unit`."""

    sources: float = 0.0
    applications: float = 0.0
    unit: str = ""
    entries: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def unknown(self) -> float:
        """Applications less known sources; below 0 where more came in than went out."""
        return round(self.applications - self.sources, 2)

    @property
    def sentence(self) -> str:
        """The result in one sentence."""
        if self.unknown < 0:
            return text(
                "known sources {into} exceed applications {out} by {rest}: nothing is left to explain",
                into=money(self.sources, self.unit),
                out=money(self.applications, self.unit),
                rest=money(-self.unknown, self.unit),
            )
        return text(
            "applications {out} less known sources {into}: {rest} from unknown sources",
            out=money(self.applications, self.unit),
            into=money(self.sources, self.unit),
            rest=money(self.unknown, self.unit),
        )

    def by(self, what: str) -> pd.DataFrame:
        """Return sources and applications by "month" or "week" (UTC), "channel", or "account" (of the other side).

        Raises ParameterError for anything else.
        """
        if what not in _BY:
            raise ParameterError(f"finance.source_application: {unknown('by', what, _BY)}")
        rows = self.entries.dropna(subset=["at"]) if what in ("month", "week") else self.entries
        plain: Any = rows["at"].dt.tz_localize(None) if what in ("month", "week") else None
        key = {
            "month": lambda: plain.dt.strftime("%Y-%m"),
            "week": lambda: plain.dt.to_period("W").dt.start_time.dt.strftime("%Y-%m-%d"),
            "channel": lambda: rows["channel"].fillna(text("not given")),
            "account": lambda: rows["item"],
        }[what]()
        table = rows.pivot_table(index=key.rename(what), columns="side", values="amount", aggfunc="sum", fill_value=0.0)
        table = table.reindex(columns=list(_SIDES), fill_value=0.0).rename(
            columns={"source": "sources", "application": "applications"}
        )
        table.columns.name = None
        return table.round(2)

    def chart(self, by: str = "month", most: int = 20) -> Any:
        """Return bars of sources and applications side by side, with the unknown funds in the title.

        By "account" the bars lie, the `most` largest accounts one below another and the others added up.

        Raises ParameterError as `by` does, or for fewer than 1 account.
        """
        import plotly.graph_objects as go

        from toolkit import style

        table, lying = self.by(by), by == "account"
        if lying:
            table = _largest(table, most)
        figure = go.Figure()
        # a dark and a light colour: they stay apart on paper without colours
        for column, words, colour in (
            ("sources", text("known sources"), style.OKABE_ITO["blue"]),
            ("applications", text("applications"), style.OKABE_ITO["orange"]),
        ):
            ends = {"x": [str(one) for one in table.index], "y": table[column]}
            if lying:
                ends = {"x": ends["y"], "y": ends["x"], "orientation": "h"}
            figure.add_bar(**ends, name=words, marker_color=colour)
        figure.update_layout(
            template=style.template(),
            title={"text": style.money_safe(f"{self.title}<br><sup>{self.sentence}</sup>")},
            width=style.WIDTH,
            height=190 + 32 * len(table) if lying else 430,
            barmode="group",
            margin={"t": 120, "b": 50},
            legend={"orientation": "h", "y": 1, "yanchor": "bottom", "x": 0, "borderwidth": 0},
        )
        named, counted = figure.update_xaxes, figure.update_yaxes
        if lying:
            named, counted = counted, named
        named(type="category", showgrid=False)
        counted(title=self.unit, tickformat=",.0f")
        if lying:
            figure.update_yaxes(autorange="reversed")
        return figure


def _largest(table: pd.DataFrame, most: int) -> pd.DataFrame:
    """The rows with the largest sums, largest first, and one that adds up the others."""
    if most < 1:
        raise ParameterError(f"finance.source_application: most={most}; at least 1 account")
    ordered = table.loc[table.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    if len(ordered) <= most:
        return ordered
    rest = ordered.iloc[most:]
    name = text("{count} other accounts", count=len(rest))
    return pd.concat([ordered.iloc[:most], pd.DataFrame([rest.sum()], index=[name])])


def source_application(
    transfers: pd.DataFrame,
    accounts: Iterable[Any],
    *,
    others: pd.DataFrame | None = None,
    amount: str = "amount_usd",
    time: str = "sent_at",
) -> Funds:
    """Set what came into a holder's accounts beside what went out: applications - known sources = unknown sources.

    Parameters
    ----------
    transfers : transfers of one file, with `sender_account` and `receiver_account`
    accounts : all accounts and marks of the holder; transfers among them are left out, and a caveat counts them
    others : what the transfers do not show, such as wages, cash found, living costs: `side` (source or application),
        `item`, and the amount column
    amount : column to add up, in one currency

    Returns
    -------
    Funds: one row for each other side, with `side`, `item`, `amount`, `transfers`, `first`, `last`; `.sources`,
    `.applications`, `.unknown`, `.by("month")`, `.sentence`, `.chart()`.

    Raises ParameterError for unknown columns, several currencies, or accounts that no transfer names.

    Misleads: unknown is not unlawful. Transfers that nobody reported, cash, savings from before and money held for
    others all count as unknown; the figure is no surer than the coverage of the reporting.

    Method: source and application of funds, as in the Financial Investigations Manual of the UNODC and FIAT courses.

    >>> times = pd.to_datetime(["2026-01-01", "2026-01-02"], utc=True)
    >>> table = pd.DataFrame({"sender_account": ["B1", "B2"], "receiver_account": ["B2", "B3"],
    ...     "amount_usd": [10.0, 14.0], "sent_at": times, "channel": "bank"})
    >>> source_application(table, ["B2"]).unknown
    4.0
    """
    method = "finance.source_application"
    own = listed(accounts)
    if not own:
        raise ParameterError(f"{method}: accounts= is empty; name the accounts of the holder")
    table, values, unit, caveats = ready(transfers, method, amount, (*ENDS, time))
    when = instants(table, time, method)
    out, into = (table[end].isin(own).to_numpy() for end in ENDS)
    if not (out | into).any():
        raise ParameterError(f"{method}: no transfer names {', '.join(map(str, own[:6]))}")
    parts = [
        pd.DataFrame(
            {
                "side": side,
                "item": table[other][rows].to_numpy(),
                "amount": values[rows],
                "at": when[rows].to_numpy(),
                "channel": table["channel"][rows].astype("object").to_numpy() if "channel" in table.columns else None,
                "transfer": 1,
            }
        )
        for side, other, rows in (("source", ENDS[0], into & ~out), ("application", ENDS[1], out & ~into))
    ]
    entries = pd.concat(parts, ignore_index=True)
    entries["at"] = pd.to_datetime(entries["at"], utc=True)
    if others is not None:
        entries = pd.concat([entries, _others(others, amount, method)], ignore_index=True)
    grouped = entries.groupby(["side", "item"], sort=False)
    frame = grouped.agg(
        amount=("amount", "sum"), transfers=("transfer", "sum"), first=("at", "min"), last=("at", "max")
    ).reset_index()
    frame["amount"] = frame["amount"].round(2)
    frame = frame.sort_values(["side", "amount"], ascending=False, kind="stable").reset_index(drop=True)
    sums = {side: round(float(entries["amount"][entries["side"] == side].sum()), 2) for side in _SIDES}
    both = int((out & into).sum())
    caveats = (
        text("unknown is not unlawful: the figure says where to ask, and is no surer than the reporting"),
        *((text("{count} transfers among the holder's own accounts are left out", count=both),) if both else ()),
        *absent(table, own),
        *caveats,
    )
    title = text("Source and application of funds of {accounts}", accounts=", ".join(map(str, own[:4])))
    found = Funds(title, frame, caveats, sums["source"], sums["application"], unit, entries)
    # the finding first: the lines of a long table hide its sums
    return replace(found, caveats=(found.sentence, *caveats))


def _others(others: pd.DataFrame, amount: str, method: str) -> pd.DataFrame:
    need(others, method, ("side", "item", amount))
    wrong = [one for one in others["side"].unique() if one not in _SIDES]
    if wrong:
        raise ParameterError(f"{method}: {unknown('side', wrong[0], _SIDES)}")
    values = amounts(others, amount, method)
    return pd.DataFrame(
        {
            "side": others["side"].to_numpy(),
            "item": others["item"].to_numpy(),
            "amount": values,
            "at": pd.Series(np.repeat(np.datetime64("NaT", "us"), len(others))).dt.tz_localize("UTC"),
            "channel": None,
            "transfer": 0,
        }
    )
