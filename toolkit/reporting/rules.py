"""Quality rules over the file of returns, one function a rule; each gives the faults it finds as rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from toolkit.reporting.contributors import ALL
from toolkit.reporting.history import LINE, RETURN
from toolkit.reporting.notes import possible_names
from toolkit.reporting.rounds import after, due_on, label
from toolkit.schema.indicators import cycles, indicators

FAULT, QUESTION = "fault", "question"
JUMP = 4.0  # times the median of a line's own earlier figures, or one part in so many
_SMOOTH = 10  # added to both, so that small numbers may vary as small numbers do
_BEFORE, _LEAST = 8, 4  # earlier figures compared, and fewest of them
LITTLE = 0.5  # share of a total below which a list of parts is asked about
OWN_ABROAD, BY_CITIZENSHIP = "1.4.2", "1.1.2"
_ENTRIES = ("1.1.2", "1.2.2", "1.3.2")
Row = dict[str, Any]


def late(history: pd.DataFrame) -> Iterator[Row]:
    """First figures filed after the day on which they were due. A part of a running period is never late."""
    first = history[(history["vintage"] == 1) & history["until"].isna()].drop_duplicates(RETURN)
    for row in first.itertuples():
        days = (row.reported_on.date() - due_on(row.cycle, row.period.date())).days
        if days > 0:
            yield _row(row, "filed_late", FAULT, value=days, said=f"filed {days} days after it was due")


def not_reported(history: pd.DataFrame) -> Iterator[Row]:
    """Figures left empty: unknown stays unknown, and is asked for."""
    empty = history[history["standing"] & history["value"].isna()]
    for _, rows in empty.groupby([*RETURN, "indicator", "route"], sort=True):
        row = next(rows.itertuples())
        part = "" if len(rows) == 1 and row.citizenship == ALL else f" ({len(rows)} figures)"
        yield _row(row, "not_reported", FAULT, said=f"{row.indicator} is not reported{part}; it is unknown, not 0")


def exceeds_total(history: pd.DataFrame) -> Iterator[Row]:
    """Parts that come to more than their total, in the same return or in the shorter cycles that hold the total.

    Every vintage is looked at: a slip that was corrected later was a fault on the day it was filed.
    """
    kept = history[history["value"].notna()]
    sums = kept.groupby([*RETURN, "vintage", "standing", "indicator", "route"], sort=True)["value"].sum()
    by_vintage = _totals(kept, "vintage")
    totals = _totals(kept[kept["standing"]])
    for (state, cycle, period, vintage, stands, number, route), parts in sums.items():
        total_of = indicators()[number].total
        if not total_of:
            continue
        total, where = by_vintage.get((state, cycle, period, vintage, total_of, route)), total_of
        if total is None and not route and stands:
            total, where = _from_shorter(totals, state, cycle, period, total_of)
        if total is not None and parts > total:
            more = "" if stands else "; a later vintage stands"
            found = {"indicator": number, "route": route, "value": int(parts), "against": int(total)}
            said = f"the parts of {number} come to {parts}, more than {total} of {where}{more}"
            yield _of((state, cycle, period), "exceeds_total", FAULT, vintage=int(vintage), **found, said=said)


def disagrees(history: pd.DataFrame) -> Iterator[Row]:
    """A longer period whose total is not the sum of the shorter ones in it, where all of those are reported."""
    kept = history[history["standing"] & history["value"].notna() & history["until"].isna()]
    totals = _totals(kept)
    for (state, cycle, period, number, route), value in totals.items():
        if route:
            continue
        for shorter, one in cycles().items():
            months = cycles()[cycle].months
            if one.months >= months or months % one.months:
                continue
            starts = [pd.Timestamp(after(period.date(), n * one.months)) for n in range(months // one.months)]
            parts = [totals.get((state, shorter, start, number, "")) for start in starts]
            known = [part for part in parts if part is not None]
            if len(known) == len(parts) and sum(known) != value:
                least = starts[int(np.argmin(known))] if sum(known) < value else starts[int(np.argmax(known))]
                yield _of(
                    (state, cycle, period),
                    "disagrees",
                    FAULT,
                    indicator=number,
                    value=int(value),
                    against=int(sum(known)),
                    said=f"{number} says {value}, its {len(parts)} {shorter} returns come to {sum(known)}; "
                    f"{label(shorter, least.date())} stands out",
                )


def mirror_disagrees(history: pd.DataFrame) -> Iterator[Row]:
    """Own citizens detected abroad above what the other state filed: a consulate never learns of more."""
    kept = history[history["standing"] & history["value"].notna() & (history["route"] == "")]
    filed = kept[(kept["indicator"] == BY_CITIZENSHIP) & (kept["cycle"] == "quarterly")]
    by = filed.set_index(["state", "citizenship", "period"])["value"].to_dict()
    for row in kept[kept["indicator"] == OWN_ABROAD].itertuples():
        quarters = [
            by.get((row.citizenship, row.state, pd.Timestamp(after(row.period.date(), 3 * n))))
            for n in range(cycles()[row.cycle].months // 3)
        ]
        known = [one for one in quarters if one is not None]
        if quarters and len(known) == len(quarters) and row.value > sum(known):
            yield _row(
                row,
                "mirror_disagrees",
                FAULT,
                value=int(row.value),
                against=int(sum(known)),
                said=f"{row.value} own citizens detected in {row.citizenship}, which filed {sum(known)} in "
                f"{BY_CITIZENSHIP}",
            )


def jumps(history: pd.DataFrame) -> Iterator[Row]:
    """Figures many times above or below the line's own earlier ones, of every vintage.

    A question, not a fault: a flow that moves to another route looks the same as a slip of the pen.
    """
    known = history[history["value"].notna() & history["until"].isna()]
    standing = known[known["standing"]].sort_values("period", kind="stable")
    key = ["state", "cycle", *LINE]
    counted = standing.assign(usual=standing["value"].astype("float64"))
    before = counted.groupby(key, sort=False)["usual"].rolling(_BEFORE, min_periods=_LEAST, closed="left").median()
    counted["usual"] = before.droplevel(list(range(len(key))))
    usual = counted.dropna(subset=["usual"]).set_index([*key, "period"])["usual"]
    joined = known.join(usual, on=[*key, "period"], how="inner")
    ratio = (joined["value"].astype("float64") + _SMOOTH) / (joined["usual"] + _SMOOTH)
    for row in joined[(ratio >= JUMP) | (ratio <= 1 / JUMP)].itertuples():
        after_it = "" if row.standing else "; a later vintage stands"
        yield _row(
            row,
            "jump",
            QUESTION,
            value=int(row.value),
            against=round(float(row.usual)),
            said=f"{row.value}, where the {_BEFORE} figures before it lie about {row.usual:.0f}{after_it}",
        )


def revised(history: pd.DataFrame) -> Iterator[Row]:
    """Later vintages: what they changed against the one before; `repeated` where they changed nothing."""
    again = history[[*RETURN, "vintage"]].drop_duplicates()
    history = history.merge(again.loc[again["vintage"] > 1, RETURN].drop_duplicates(), on=RETURN)
    for key, vintages in again[again["vintage"] > 1].groupby(RETURN, sort=True)["vintage"]:
        mine = history[(history[RETURN] == list(key)).all(axis=1)]
        for vintage in sorted(vintages):
            now = mine[mine["vintage"] == vintage].set_index(LINE)["value"]
            was = mine[mine["vintage"] == vintage - 1].set_index(LINE)["value"]
            if was.empty:
                continue
            pair = pd.concat([was.rename("was"), now.rename("now")], axis=1)
            changed = int((pair["was"].fillna(-1) != pair["now"].fillna(-1)).sum())
            first, last = int(was.sum()), int(now.sum())
            kind = "revised_return" if changed else "repeated"
            said = f"vintage {vintage} changes {changed} figures" if changed else f"vintage {vintage} changes nothing"
            yield _of(key, kind, FAULT, vintage=int(vintage), value=last, against=first, said=f"{said} of {len(pair)}")


def not_filed(
    history: pd.DataFrame, expected: dict[str, tuple[str, ...]], today: date, opened: dict[str, date]
) -> Iterator[Row]:
    """Rounds past their due day in which an expected contributor has nothing on file."""
    on_file = set(history[RETURN].drop_duplicates().itertuples(index=False, name=None))
    first = history.groupby(["state", "cycle"])["period"].min().to_dict()
    for state, names in expected.items():
        for cycle in names:
            start = first.get((state, cycle))
            at = start.date() if start is not None else opened.get(cycle)
            while at is not None and due_on(cycle, at) < today:
                if (state, cycle, pd.Timestamp(at)) not in on_file:
                    days = (today - due_on(cycle, at)).days
                    yield _of(
                        (state, cycle, pd.Timestamp(at)),
                        "not_filed",
                        FAULT,
                        value=days,
                        said=f"no return on file, {days} days after it was due",
                    )
                at = after(at, cycles()[cycle].months)


def little_listed(history: pd.DataFrame) -> Iterator[Row]:
    """A list of countries that names less than half of its total."""
    kept = history[history["standing"] & history["value"].notna()]
    sums = kept.groupby([*RETURN, "indicator", "route"], sort=True)["value"].sum()
    totals = _totals(kept)
    for (state, cycle, period, number, route), parts in sums.items():
        one = indicators()[number]
        total = totals.get((state, cycle, period, one.total, route)) if one.by_country else None
        if total is not None and total >= 20 and parts < LITTLE * total:
            said = f"the list of {number} names {parts} of {total}; add the most frequent ones"
            found = {"indicator": number, "route": route, "value": int(parts), "against": int(total)}
            yield _of((state, cycle, period), "little_listed", QUESTION, **found, said=said)


def own_citizens(history: pd.DataFrame) -> Iterator[Row]:
    """Own citizens among illegal entries: under the Protocol nobody enters the own state illegally (Art. 3(a))."""
    chosen = history["standing"] & history["indicator"].isin(_ENTRIES) & (history["route"] == "")
    for row in history[chosen & (history["citizenship"] == history["state"]) & (history["value"] > 0)].itertuples():
        said = f"{row.value} own citizens among {row.indicator}: under the Protocol no illegal entry"
        yield _row(row, "own_citizens", QUESTION, value=int(row.value), said=said)


def names_in_notes(history: pd.DataFrame, known: list[str]) -> Iterator[Row]:
    """Notes with words that may be a person's name."""
    noted = history[history["standing"] & (history["note"] != "")].drop_duplicates([*RETURN, "note"])
    for row in noted.itertuples():
        found = possible_names(row.note, known)
        if found:
            yield _row(row, "name_in_note", QUESTION, said=f"the note may name a person: {', '.join(found)}")


def _totals(kept: pd.DataFrame, *more: str) -> dict[tuple[Any, ...], int]:
    whole = kept[(kept["citizenship"] == ALL) & (kept["item"] == "")]
    return whole.set_index([*RETURN, *more, "indicator", "route"])["value"].astype("int64").to_dict()


def _from_shorter(
    totals: dict[tuple[Any, ...], int], state: str, cycle: str, period: pd.Timestamp, number: str
) -> tuple[int | None, str]:
    """The total of a longer period out of the shorter returns that hold it."""
    months = cycles()[cycle].months
    for name in indicators()[number].cycles:
        length = cycles()[name].months
        if length < months and not months % length:
            starts = [pd.Timestamp(after(period.date(), n * length)) for n in range(months // length)]
            parts = [totals.get((state, name, start, number, "")) for start in starts]
            known = [part for part in parts if part is not None]
            if len(known) == len(parts):
                return sum(known), f"{number} in the {name} returns"
    return None, number


def _row(row: Any, kind: str, severity: str, *, said: str, value: Any = None, against: Any = None) -> Row:
    return _of(
        (row.state, row.cycle, row.period),
        kind,
        severity,
        vintage=row.vintage,
        indicator=row.indicator if kind not in ("filed_late",) else "",
        route=row.route,
        part=row.item or (row.citizenship if row.citizenship != ALL else ""),
        value=value,
        against=against,
        said=said,
    )


def _of(
    key: tuple[Any, ...],
    kind: str,
    severity: str,
    *,
    said: str,
    vintage: int | None = None,
    indicator: str = "",
    route: str = "",
    part: str = "",
    value: Any = None,
    against: Any = None,
) -> Row:
    state, cycle, period = key
    return {
        "kind": kind,
        "severity": severity,
        "state": state,
        "cycle": cycle,
        "period": period,
        "label": label(cycle, period.date()),
        "vintage": vintage,
        "indicator": indicator,
        "part": part,
        "route": route,
        "value": value,
        "against": against,
        "finding": said,
    }
