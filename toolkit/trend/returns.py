"""`series` and `vintages`: periodic returns of states, as they stood at a date."""

from __future__ import annotations

from typing import Any

import pandas as pd

from toolkit.errors import ParameterError, SeriesError, unknown
from toolkit.language import text
from toolkit.trend.check import noted
from toolkit.trend.periods import label

ALL = "ZZ"  # citizenship code of a total over all citizenships
# Total and breakdown: illegal entries, or the quantity seized where the returns are of goods.
TOTALS, BREAKDOWN = "1.1.1", "1.1.2"
SEIZED, SEIZED_BY_ORIGIN = "6.1.1", "6.1.2"
_NEEDED = ("state", "indicator", "route", "citizenship", "period", "value", "reported_on", "vintage")
_LINE = ["state", "indicator", "route", "citizenship"]


def series(
    returns: pd.DataFrame,
    state: str | None = None,
    route: str | None = None,
    citizenship: str | None = None,
    indicator: str | None = None,
    as_of: Any = None,
) -> pd.Series:
    """One monthly series out of state returns: the latest figure of each month filed on or before `as_of`.

    Quarterly, half-yearly and annual figures of the same table are left out: they hold the same detections again.

    Parameters
    ----------
    returns : the evidence table `returns`: one row for each figure filed, with its vintage
    state, route : keep this one; None adds up all of them, unless two states report on one route
    citizenship : keep this one; None takes the states' own totals ("ZZ"), or adds up the breakdown where a line
        has no total
    indicator : indicator number of the return; by default 1.1.1 (illegal entries), or 1.1.2 (by citizenship) where a
        citizenship is named; 6.1.1 and 6.1.2 (quantity seized) where the returns are of goods
    as_of : date at which the file is read; None reads all of it

    Returns a Series of whole numbers (Int64) with one row for each month that any state reported on. "Not reported" is
    <NA>, never 0; a sum is <NA> where a line that belongs to it is not reported. The treatment of repeated,
    contradictory and revised figures is stated by `trend.caveats(series)` and repeated by every later result.

    Raises ParameterError for a state, route, citizenship or indicator that the returns do not have, and where two
    states' reports of one route would be added (the same movement twice); SeriesError where nothing was filed by that
    date.
    """
    chosen, notes = _select(returns, state, route, citizenship, indicator, as_of)
    monthly = _monthly(returns)
    months = _months(monthly, pd.to_datetime(monthly["reported_on"]).max() if as_of is None else pd.Timestamp(as_of))
    latest, more = _latest(chosen)
    notes += more
    lines = latest.pivot(index="period", columns="line", values="value").reindex(months)
    # One line not reported leaves the sum unknown.
    total = lines.astype("Float64").sum(axis=1, skipna=False, min_count=lines.shape[1]).round().astype("Int64")
    total.index = pd.DatetimeIndex(months, freq="MS")
    partly = int((lines.isna().any(axis=1) & lines.notna().any(axis=1)).sum())
    if partly:
        notes.append(text("{count} months are unknown because some lines of the sum are not reported", count=partly))
    notes += _revisions(chosen)
    return noted(total.rename("value"), *notes)


def vintages(
    returns: pd.DataFrame,
    state: str | None = None,
    route: str | None = None,
    citizenship: str | None = None,
    indicator: str | None = None,
    as_of: Any = None,
) -> pd.DataFrame:
    """Every figure filed for one line of the returns, for `nowcast`: columns period, reported_on, value.

    Parameters as for `series`. Where several lines are added up (several routes, say), a figure is known from the day
    on which all of them are. Repeated rows are dropped; figures not reported are left out.
    """
    chosen, _ = _select(returns, state, route, citizenship, indicator, as_of)
    known = chosen.dropna(subset=["value"]).drop_duplicates([*_LINE, "period", "reported_on"], keep="last")
    lines = known["line"].nunique()
    filed = known.pivot_table(index=["period", "reported_on"], columns="line", values="value", aggfunc="last")
    standing = filed.groupby(level="period").ffill()
    total = standing.sum(axis=1, min_count=lines).where(standing.notna().sum(axis=1) == lines).dropna()
    return total.astype("float64").rename("value").reset_index()


def _monthly(returns: pd.DataFrame) -> pd.DataFrame:
    """The monthly figures; a table without cycles is taken to be monthly throughout."""
    return returns[returns["cycle"] == "monthly"] if "cycle" in returns.columns else returns


def _default(table: pd.DataFrame, citizenship: str | None) -> str:
    """The total, or the breakdown where a citizenship is named: of illegal entries, else of goods seized."""
    filed = set(table["indicator"].dropna())
    goods = filed and not filed & {TOTALS, BREAKDOWN}
    if citizenship is None:
        return SEIZED if goods else TOTALS
    return SEIZED_BY_ORIGIN if goods else BREAKDOWN


def _select(
    returns: pd.DataFrame,
    state: str | None,
    route: str | None,
    citizenship: str | None,
    indicator: str | None,
    as_of: Any,
) -> tuple[pd.DataFrame, list[str]]:
    missing = [name for name in _NEEDED if name not in returns.columns]
    if missing:
        raise ParameterError(f"the returns lack the column{'s' * (len(missing) > 1)} {', '.join(missing)}")
    table = _monthly(returns)
    indicator = indicator or _default(table, citizenship)
    for name, wanted in (("indicator", indicator), ("state", state), ("route", route), ("citizenship", citizenship)):
        if wanted is None:
            continue
        known = table[name].dropna().astype("str")
        if wanted not in set(known):
            raise ParameterError(unknown(name, wanted, set(known)))
        table = table[table[name] == wanted]
    mirrored = table.groupby("route")["state"].nunique()
    if state is None and (mirrored > 1).any():
        twice = str(mirrored.idxmax())
        states = sorted(set(table.loc[table["route"] == twice, "state"]))
        raise ParameterError(
            f"{' and '.join(states)} both report on {twice!r}: added up, the same movement would count twice; "
            f"name one, such as state={states[-1]!r}"
        )
    table = table.assign(
        citizenship=table["citizenship"].fillna(ALL),
        period=pd.to_datetime(table["period"]).dt.to_period("M").dt.to_timestamp(),
        reported_on=pd.to_datetime(table["reported_on"]),
        value=pd.to_numeric(table["value"]).astype("Float64"),
    )
    notes: list[str] = []
    if citizenship is None:
        table = _totals(table, notes)
    if as_of is not None:
        try:
            day = pd.Timestamp(as_of)
        except (ValueError, TypeError):
            raise ParameterError(f"as_of {as_of!r} is not a date; write it as 2026-03-14") from None
        table = table[table["reported_on"] <= day]
        notes.append(text("as the file stood on {day}", day=f"{day:%Y-%m-%d}"))
        if not len(table):
            raise SeriesError(f"nothing was filed for this line by {day:%Y-%m-%d}")
    parts = [table[name].astype("str") for name in _LINE]
    line = parts[0].str.cat(parts[1:], sep="|")
    return table.assign(line=line), notes


def _months(returns: pd.DataFrame, day: pd.Timestamp) -> pd.DatetimeIndex:
    """Every month that any state had reported on by that day: a late line ends in unknown months, not early."""
    filed = pd.to_datetime(returns["period"])[pd.to_datetime(returns["reported_on"]) <= day].dt.to_period("M")
    return pd.period_range(filed.min(), filed.max(), freq="M").to_timestamp()


def _totals(table: pd.DataFrame, notes: list[str]) -> pd.DataFrame:
    """The states' own totals; the breakdown only for lines without a total, since both together count twice."""
    own = table["citizenship"] == ALL
    key = table["state"].astype("str") + "|" + table["route"].astype("str")
    without = ~key.isin(set(key[own]))
    if without.any():
        notes.append(
            text("added up from the breakdown by citizenship, which may stay below the true total (no total is filed)")
        )
    return table[own | without]


def _latest(chosen: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    notes: list[str] = []
    filed = ["line", "period", "vintage"]
    repeated = chosen.duplicated([*filed, "value"]).sum()
    if repeated:
        notes.append(text("{count} figures were filed twice and are counted once", count=int(repeated)))
    distinct = chosen.drop_duplicates([*filed, "value"])
    torn = distinct[distinct.duplicated(filed, keep=False)]
    if len(torn):
        months = ", ".join(label(one, "MS") for one in sorted(set(torn["period"]))[:4])
        notes.append(text("contradictory figures of one vintage ({months}): the one filed last is used", months=months))
    ordered = distinct.sort_values(["line", "period", "reported_on", "vintage"], kind="stable")
    return ordered.drop_duplicates(["line", "period"], keep="last"), notes


def _revisions(chosen: pd.DataFrame) -> list[str]:
    known = chosen.dropna(subset=["value"]).sort_values(["reported_on", "vintage"], kind="stable")
    first = known.drop_duplicates(["line", "period"], keep="first").set_index(["line", "period"])["value"]
    last = known.drop_duplicates(["line", "period"], keep="last").set_index(["line", "period"])["value"]
    last = last.reindex(first.index)
    revised = (first != last).astype("bool")
    if not revised.any():
        return []
    base = float(first[revised].sum())
    change = 100 * (float(last[revised].sum()) / base - 1) if base else float("nan")
    notes = [
        text(
            "{count} figures were revised after first filing (together by {change:+.0f} %): expect the same of the "
            "latest months",
            count=int(revised.sum()),
            change=change,
        )
    ]
    return notes
