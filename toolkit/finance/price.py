"""The price of a journey: what each payer paid in all, in how many payments, and how far prices spread."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError
from toolkit.finance.records import ENDS, money, ready
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import instants, listed

_FEW = 6  # payers below which no interval is given


@dataclass(frozen=True, eq=False, repr=False)
class Price(Table):
    """One row for each payer; `median` with its interval `low` to `high`, and `quartiles`, in `unit`."""

    unit: str = ""
    median: float = math.nan
    low: float = math.nan
    high: float = math.nan
    quartiles: tuple[float, float] = (math.nan, math.nan)

    @property
    def sentence(self) -> str:
        """The price in one sentence."""
        between = (
            text(
                "95 % interval of the median {low} to {high}",
                low=money(self.low, self.unit),
                high=money(self.high, self.unit),
            )
            if self.low == self.low
            else text("too few payers for an interval")
        )
        return text(
            "{count} payers paid {median} each in the middle (half of them {first} to {third}); {between}",
            count=len(self.frame),
            median=money(self.median, self.unit),
            first=money(self.quartiles[0], ""),
            third=money(self.quartiles[1], ""),
            between=between,
        )

    def chart(self) -> Any:
        """Return each payer's total by day of the first payment, with median and quartiles."""
        import plotly.graph_objects as go

        from toolkit import style

        figure = go.Figure()
        figure.add_scatter(
            x=self.frame["first"],
            y=self.frame["total"],
            mode="markers",
            name=text("payer"),
            cliponaxis=False,
            marker={
                "size": 7 + 2 * self.frame["payments"].clip(upper=6),
                "color": style.OKABE_ITO["blue"],
                "opacity": 0.6,
            },
            hovertext=[
                f"{one}: {money(row.total, self.unit)}, {row.payments}"
                for one, row in zip(self.frame.index, self.frame.itertuples(), strict=True)
            ],
            hoverinfo="text",
        )
        figure.add_hrect(
            y0=self.quartiles[0], y1=self.quartiles[1], fillcolor=style.OKABE_ITO["orange"], opacity=0.15, line_width=0
        )
        figure.add_hline(
            y=self.median,
            line={"color": style.OKABE_ITO["vermillion"], "width": 2},
            annotation={"text": text("median {value}", value=money(self.median, self.unit)), "font": {"size": 12}},
            annotation_position="top right",
        )
        figure.update_layout(
            template=style.template(),
            title=self.title,
            width=style.WIDTH,
            height=430,
            showlegend=False,
            margin={"b": 70},
        )
        figure.update_yaxes(title=text("paid in all, {unit}", unit=self.unit), rangemode="tozero")
        figure.update_xaxes(title=text("first payment; larger marks: more payments"))
        return figure


def journey_price(
    transfers: pd.DataFrame,
    payees: Iterable[Any],
    *,
    payers: Iterable[Any] | None = None,
    least: float = 0.0,
    by: str = "sender_account",
    amount: str = "amount_usd",
    time: str = "sent_at",
) -> Price:
    """Add up what each payer paid to those who collect the fees, and describe the prices.

    Parameters
    ----------
    payees : accounts of those who collect
    payers : accounts that count; without it all that paid to the payees
    least : totals below this are left out, and a caveat counts them: a single deposit is not the price of a journey
    by : what a payer is: an account, or "sender_name"
    amount : column to add up, in one currency

    Returns
    -------
    Price, one row for each payer: `total`, `payments`, `first`, `last`, `days`. `.median` with an exact 95 % interval
    by order statistics (no shape of the distribution is assumed), `.quartiles`, `.sentence`, `.chart()`.

    Raises ParameterError for unknown columns, several currencies, or no payment to the payees.

    Misleads: an account may pay for a family; who has not paid in full yet looks cheap; payments in cash are not on
    file.

    >>> times = pd.to_datetime(["2026-01-01"] * 3, utc=True)
    >>> table = pd.DataFrame({"sender_account": ["B1", "B1", "B2"], "receiver_account": "B9",
    ...     "amount_usd": [100.0, 200.0, 320.0], "sent_at": times})
    >>> journey_price(table, ["B9"]).median
    310.0
    """
    method = "finance.journey_price"
    table, values, unit, caveats = ready(transfers, method, amount, (*ENDS, by, time))
    wanted = table[ENDS[1]].isin(listed(payees))
    if payers is not None:
        wanted &= table[by].isin(listed(payers))
    wanted &= ~table[ENDS[0]].isin(listed(payees))
    if not wanted.any():
        raise ParameterError(f"{method}: nobody paid to {', '.join(map(str, listed(payees)[:6]))}")
    rows = pd.DataFrame({"payer": table[by], "amount": values, "at": instants(table, time, method)})[wanted]
    frame = rows.groupby("payer", sort=True).agg(
        total=("amount", "sum"), payments=("amount", "size"), first=("at", "min"), last=("at", "max")
    )
    frame["days"] = ((frame["last"] - frame["first"]).dt.total_seconds() / 86_400).round(1)
    small = int((frame["total"] < least).sum())
    frame = frame[frame["total"] >= least].round({"total": 2}).sort_values("first", kind="stable")
    if frame.empty:
        raise ParameterError(f"{method}: no payer paid {least:g} or more in all")
    low, high = _interval(sorted(frame["total"]))
    said = [text("an account may pay for several travellers, and cash is not on file")]
    if small:
        said.append(
            text("{count} payers with less than {least} in all are left out", count=small, least=money(least, unit))
        )
    title = text("What {count} payers paid in all", count=len(frame))
    quartiles = (float(frame["total"].quantile(0.25)), float(frame["total"].quantile(0.75)))
    return Price(title, frame, (*said, *caveats), unit, float(frame["total"].median()), low, high, quartiles)


def _interval(values: list[float], level: float = 0.95) -> tuple[float, float]:
    """Return the shortest symmetric pair of order statistics that holds the median with at least this probability."""
    size = len(values)
    if size < _FEW:
        return math.nan, math.nan
    # P(fewer than k of n lie below the median), summed from the outside in.
    tail = 0.0
    place = 0
    for k in range(size // 2):
        tail += math.comb(size, k) / 2**size
        if 2 * tail > 1 - level:
            break
        place = k
    return values[place], values[size - 1 - place]
