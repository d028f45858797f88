"""Which handset carried which number when: changes of SIM, changes of handset, and handsets with several SIMs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import instants, left_out, listed, moments, need
from toolkit.telephone.records import limits

KINDS = ("change of SIM", "change of handset", "SIMs in one handset at once", "one SIM in handsets at once")
_LANES = 25  # handsets that one picture holds
_COLUMNS = ("kind", "held", "before", "after", "last_before", "first_after", "gap_days")


@dataclass(frozen=True, eq=False, repr=False)
class Pairings(Table):
    """One row for each handset and number; `changes` says what followed what, `followed(number)` for one number."""

    changes: pd.DataFrame = field(default_factory=pd.DataFrame)

    def followed(self, number: Any) -> list[Any]:
        """Return the numbers that were in a handset of this number before or after it, never at the same time."""
        sims = self.changes[self.changes["kind"] == KINDS[0]]
        shared = set(self.changes["held"][self.changes["kind"] == KINDS[2]])
        own = set(self.frame["imei"][self.frame["number"] == number]) - shared
        others = self.frame["number"][self.frame["imei"].isin(own) & (self.frame["number"] != number)]
        return sorted(set(others)) if len(sims) else []

    def chart(self, only: Any = None) -> Any:
        """Return bars of time in lanes by handset, one bar for each number; `only` names handsets or numbers.

        Without it, the handsets with more than one number are drawn, the 25 first used; the
        title says where there are more.

        Raises ParameterError where nothing is left to draw.
        """
        import plotly.graph_objects as go

        from toolkit import style

        frame = self.frame
        if only is None:
            several = frame["imei"].value_counts()
            chosen = frame[frame["imei"].isin(several[several > 1].index)]
        else:
            wanted = listed(only)
            own = frame["imei"][frame["imei"].isin(wanted) | frame["number"].isin(wanted)]
            chosen = frame[frame["imei"].isin(own)]
        every = list(dict.fromkeys(chosen.sort_values("first", kind="stable")["imei"]))
        lanes = every[:_LANES]
        if not lanes:
            raise ParameterError("telephone.handsets: no handset to draw; only= names handsets or numbers on file")
        figure = go.Figure()
        shown = chosen[chosen["imei"].isin(lanes)]
        late = shown["first"].min() + 0.8 * (shown["last"].max() - shown["first"].min())
        for place, lane in enumerate(lanes):
            for turn, row in enumerate(chosen[chosen["imei"] == lane].sort_values("first", kind="stable").itertuples()):
                y = place + (0.16 if turn % 2 else -0.16)
                figure.add_scatter(
                    x=[row.first, row.last],
                    y=[y, y],
                    mode="lines+markers",
                    line={"width": 7, "color": style.PALETTE[turn % 6]},
                    marker={"size": 7, "symbol": "square", "color": style.PALETTE[turn % 6]},
                    hovertext=f"{row.imei}<br>{row.number}<br>{row.first:%Y-%m-%d} – {row.last:%Y-%m-%d}",
                    hoverinfo="text",
                    showlegend=False,
                )
                figure.add_annotation(
                    x=row.last if row.first > late else row.first,
                    y=y,
                    text=str(row.number),
                    showarrow=False,
                    xanchor="right" if row.first > late else "left",
                    yanchor="bottom" if turn % 2 == 0 else "top",
                    yshift=3 if turn % 2 == 0 else -3,
                    font={"size": 10},
                )
        figure.update_layout(
            template=style.template(),
            title=text("Handsets and the numbers in them")
            if len(lanes) == len(every)
            else text("Handsets and the numbers in them: the first {shown} of {all}", shown=len(lanes), all=len(every)),
            width=style.WIDTH,
            height=120 + 54 * len(lanes),
            margin={"l": 140},
        )
        figure.update_yaxes(
            tickvals=list(range(len(lanes))), ticktext=lanes, range=[len(lanes) - 0.4, -0.6], showgrid=False
        )
        figure.update_xaxes(type="date")
        return figure


def handsets(
    records: pd.DataFrame,
    *,
    imei: str = "imei",
    number: str = "caller",
    time: str = "started_at",
) -> Pairings:
    """Pair handsets and numbers, and list what followed what.

    Parameters
    ----------
    records : call records (handset of the caller), or the operators' pairings with `imei`, `number`, `first_seen`,
        `last_seen` (such as `case.handsets`)

    Returns
    -------
    Pairings with `imei`, `number`, `first`, `last`, `records` (or `days`). `.changes` has one row for each neighbouring
    pair: `kind`, `held` (the handset or number that stayed), `before`, `after`, `last_before`, `first_after`,
    `gap_days` (below 0: together). `.followed(number)` names the numbers in the same handset at other times.

    Raises ParameterError for unknown columns.

    Misleads: a handset sold or lent changes hands with its IMEI; an IMEI can be copied. A change of SIM links two
    numbers to one handset, not to one person.

    >>> times = pd.to_datetime(["2026-01-01", "2026-01-05", "2026-02-01"], utc=True)
    >>> calls = pd.DataFrame({"imei": ["I1", "I1", "I1"], "caller": ["+1", "+1", "+2"], "started_at": times})
    >>> found = handsets(calls)
    >>> found.changes[["kind", "held", "before", "after"]].values.tolist()
    [['change of SIM', 'I1', '+1', '+2']]
    >>> found.followed("+2")
    ['+1']
    """
    method = "telephone.handsets"
    caveats = [limits(), text("a handset changes hands with its IMEI, and an IMEI can be copied")]
    if isinstance(records, pd.DataFrame) and {"first_seen", "last_seen"} <= set(records.columns):
        need(records, method, (imei, "number"))
        frame = pd.DataFrame(
            {
                "imei": records[imei].astype("str"),
                "number": records["number"].astype("str"),
                "first": moments(records, "first_seen", method),
                "last": moments(records, "last_seen", method),
            }
        )
        if "days" in records.columns:
            frame["days"] = records["days"]
        whole = pd.Timedelta(days=1)
    else:
        need(records, method, (imei, number, time))
        whole_rows = (records[imei].notna() & records[number].notna()).to_numpy()
        caveats += left_out(int((~whole_rows).sum()), len(records), text("name no handset"))
        columns = (records[imei], records[number], instants(records, time, method))
        frame = _pairings(*(columns if whole_rows.all() else (column[whole_rows] for column in columns)))
        whole = pd.Timedelta(0)
    if frame.empty:
        raise ParameterError(f"{method}: no record names a handset and a number")
    # numbers in the order of the words are sorted faster than words
    words = {column: pd.factorize(frame[column], sort=True) for column in ("imei", "number")}
    coded = frame.assign(**{column: code for column, (code, _) in words.items()})
    order = np.lexsort((coded["number"], coded["first"].to_numpy("datetime64[ns]"), coded["imei"]))
    frame, coded = (table.iloc[order].reset_index(drop=True) for table in (frame, coded))
    parts = []
    for held, other, kinds in (("imei", "number", (KINDS[0], KINDS[2])), ("number", "imei", (KINDS[1], KINDS[3]))):
        part = _neighbours(coded, held, other, kinds, whole)
        for column, named in (("held", held), ("before", other), ("after", other)):
            part[column] = words[named][1].take(part[column].to_numpy(dtype="int64"))
        parts.append(part)
    changes = pd.concat(parts, ignore_index=True)
    changes = changes.sort_values("first_after", kind="stable").reset_index(drop=True)
    counts = changes["kind"].value_counts()
    shown = ", ".join(f"{text(kind)} {counts[kind]}" for kind in KINDS if kind in counts) or text("no change")
    title = text(
        "{pairs} pairings of {handsets} handsets and {numbers} numbers: {changes}",
        pairs=len(frame),
        handsets=frame["imei"].nunique(),
        numbers=frame["number"].nunique(),
        changes=shown,
    )
    return Pairings(title, frame, tuple(caveats), changes)


def _pairings(imei: pd.Series, number: pd.Series, when: pd.Series) -> pd.DataFrame:
    """Return each handset with each of its numbers: first and last record, and how many; one without a time counts."""
    (handset, handsets_), (sim, sims) = pd.factorize(imei), pd.factorize(number)
    pair, pairs = pd.factorize(handset.astype("int64") * max(len(sims), 1) + sim)
    times = _bounds(when, pair, len(pairs))
    return pd.DataFrame(
        {
            "imei": handsets_.take(pairs // max(len(sims), 1)),
            "number": sims.take(pairs % max(len(sims), 1)),
            "first": times[0],
            "last": times[1],
            "records": np.bincount(pair, minlength=len(pairs)),
        }
    )


def _bounds(when: pd.Series, pair: Any, size: int) -> tuple[Any, Any]:
    """The first and the last time of each pairing."""
    if when.isna().any():
        grouped = when.groupby(pair, sort=True)
        return pd.DatetimeIndex(grouped.min()), pd.DatetimeIndex(grouped.max())
    times = pd.DatetimeIndex(when)
    both = []
    for find, start in ((np.minimum, times.asi8.max() if len(times) else 0), (np.maximum, np.iinfo("int64").min)):
        found: Any = np.full(size, start, dtype="int64")
        find.at(found, pair, times.asi8)
        both.append(pd.DatetimeIndex(found.view(f"datetime64[{times.unit}]")).tz_localize("UTC"))
    return both[0], both[1]


def _neighbours(
    frame: pd.DataFrame, held: str, other: str, kinds: tuple[str, str], whole: pd.Timedelta
) -> pd.DataFrame:
    """Each pairing of a holder beside the next one; two that share time are no change."""
    if held not in frame.columns:
        raise ParameterError(unknown("column", held, map(str, frame.columns)))
    ordered = frame.sort_values([held, "first", other], kind="stable")
    # The one that lasted longest so far, so that a short pairing inside a long one is seen as such.
    longest = ordered.groupby(held, sort=False)["last"].cummax()
    before = ordered.groupby(held, sort=False)[other].shift(1)
    last = longest.groupby(ordered[held], sort=False).shift(1)
    rows = before.notna()
    apart = ordered["first"][rows] - last[rows]
    # Records of whole days: the same day may hold the end of one and the start of the next.
    together = apart < pd.Timedelta(0) if whole else apart <= pd.Timedelta(0)
    return pd.DataFrame(
        {
            "kind": together.map({True: kinds[1], False: kinds[0]}),
            "held": ordered[held][rows],
            "before": before[rows],
            "after": ordered[other][rows],
            "last_before": last[rows],
            "first_after": ordered["first"][rows],
            "gap_days": (apart / pd.Timedelta(days=1)).round(2),
        },
        columns=list(_COLUMNS),
    )
