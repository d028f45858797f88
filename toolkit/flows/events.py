"""Events put in order of time, with their three pictures: event chart, time-event chart, timeline with theme lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import EvidenceError, ParameterError, unknown
from toolkit.flows import boxes, lanes, paint
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import moments, need, some

STATUSES = ("confirmed", "unconfirmed", "suspected", "tentative")
KINDS = ("event", "start", "end", "noteworthy")
_WORDS = 5


@dataclass(frozen=True, eq=False, repr=False)
class Events(Table):
    """Events in order of time: `time`, `event`, `lane`, `kind`, `status`; `exact` says whether the hour is known."""

    order: tuple[tuple[Any, Any], ...] = ()
    exact: bool = field(default=False)

    def event_chart(self, title: str = "", handling: str = "") -> Any:
        """Return the event chart: boxes of a few words with date, arrows in order, dotted where not verified.

        Arrows follow `order` where it was given, else time.
        """
        given = {
            name: boxes.Box(
                str(row.event),
                self._date(row.time),
                _sure(row.status),
                row.kind if row.kind in ("start", "end") else "",
                self._card(name, row),
            )
            for name, row in zip(self.frame.index, self.frame.itertuples(), strict=True)
        }
        pairs = self.order or tuple(zip(self.frame.index[:-1], self.frame.index[1:], strict=True))
        arrows = [boxes.Arrow(a, b, sure=given[a].sure and given[b].sure) for a, b in pairs]
        made = boxes.in_layers(given, arrows) if self.order else boxes.in_rows(given, arrows)
        return paint.figure(
            made, title or text("Event chart: {count} events", count=len(self.frame)), self.caveats, handling
        )

    def time_event_chart(self, title: str = "", handling: str = "") -> Any:
        """Return the time-event chart: triangle = start or end, rectangle = event, X = noteworthy, true to time."""
        return lanes.draw(
            self.frame, title or text("Time-event chart"), self.caveats, handling, signs=True, form=self._form
        )

    def timeline(self, title: str = "", handling: str = "") -> Any:
        """Return the timeline: one line for each lane (entity or theme), filled marks where verified."""
        return lanes.draw(self.frame, title or text("Timeline"), self.caveats, handling, signs=False, form=self._form)

    @property
    def _form(self) -> str:
        return "%d %b %H:%M" if self.exact else "%d %b %Y"

    def _date(self, time: Any) -> str:
        return (
            text("date not known") if pd.isna(time) else f"{time:%Y-%m-%d %H:%M}" if self.exact else f"{time:%Y-%m-%d}"
        )

    def _card(self, name: Any, row: Any) -> str:
        said = [f"{name}: {row.event}", self._date(row.time), row.status or ""]
        return " · ".join(one for one in said if one)


def events(
    table: pd.DataFrame,
    event: str = "event",
    time: str = "time",
    *,
    lane: str | None = None,
    kind: str | None = None,
    status: str | None = None,
    order: Iterable[tuple[Any, Any]] | None = None,
    by: str | None = None,
) -> Events:
    """Put events in order of time and make them ready for drawing.

    Parameters
    ----------
    table : one row for each event
    event, time : columns of the words (three or four say it) and of the day or instant; instants count in UTC
    lane : column of the entity or theme, for the timeline
    kind : column of event, start, end, noteworthy
    status : column of confirmed, unconfirmed, suspected, tentative; without it all count as verified
    order : pairs (before, after) that are known where dates are not enough, by the name of the event; `flows.order`
        checks them. With it, events may lack a date
    by : column that names an event; without it the index does

    Returns
    -------
    Events, indexed by name, in order of time (with `order`, in an order that keeps it): `.event_chart()`,
    `.time_event_chart()`, `.timeline()`. The caveats count events of the same instant, long boxes and unknown days.

    Raises ParameterError for unknown columns, an empty table or an event named twice; EvidenceError for unknown kinds
    or statuses, dates that are none, or an order that contradicts itself or the dates.

    Method: event and time-event charts as in the UNODC Criminal Intelligence Manual for Analysts.

    >>> table = pd.DataFrame({"event": ["group met", "fee paid"], "time": ["2026-01-05", "2026-01-02"]})
    >>> events(table).to_frame()["event"].tolist()
    ['fee paid', 'group met']
    """
    method = "flows.events"
    need(table, method, [one for one in (event, time, lane, kind, status, by) if one is not None])
    if table.empty:
        raise ParameterError(f"{method}: there is no event")
    names = table.index if by is None else pd.Index(table[by])
    if not names.is_unique:
        raise ParameterError(f"{method}: the event {names[names.duplicated()][0]!r} stands twice; name each event once")
    frame = pd.DataFrame(
        {
            "time": moments(table, time, method).to_numpy(),
            "event": table[event].astype("str").to_numpy(),
            "lane": table[lane].fillna(text("not known")).astype("str").to_numpy() if lane else "",
            "kind": _codes(table, kind, KINDS, "event", method),
            "status": _codes(table, status, STATUSES, "confirmed", method),
        },
        index=names.rename("name"),
    )
    pairs = tuple(dict.fromkeys(tuple(pair) for pair in order)) if order is not None else ()
    dateless = frame["time"].isna()
    if dateless.any() and not pairs:
        raise EvidenceError(
            [f"{method}: event {some(list(names[dateless]))} has no date; give one, or order= with pairs"]
        )
    frame = frame.sort_values("time", kind="stable")
    caveats = []
    if pairs:
        from toolkit.flows.order import order as partial

        found = partial(pairs, items=list(names), times=frame["time"])
        if len(found.contradictions):
            raise EvidenceError(
                [f"{method}: order= contradicts itself or the dates: {found.contradictions.iloc[0]['why']}"]
            )
        bounds = {one: _bound(one, frame["time"], found.after[one]) for one in frame.index}
        earlier = found.frame["before"]
        frame = frame.loc[sorted(frame.index, key=lambda one: (*bounds[one][:1], earlier[one], bounds[one][1]))]
        pairs = tuple(found.reduced)
    exact = bool((frame["time"].dropna().dt.normalize() != frame["time"].dropna()).any())
    same = int(frame["time"].dropna().duplicated().sum())
    if same and not pairs:
        caveats.append(text("at the time of the event before, in the order of the table: {count}", count=same))
    if exact:
        caveats.append(text("times in UTC"))
    which, words = pd.factorize(frame["event"])
    long = int(np.array([len(str(one).split()) > _WORDS for one in words], dtype=bool)[which].sum())
    if long:
        caveats.append(
            text(
                "{count} events have more than {most} words: three or four read best in a box", count=long, most=_WORDS
            )
        )
    if dateless.any():
        caveats.append(text("without a date: {names}", names=some(list(names[dateless]), 8)))
    doubted = int((frame["status"] != "confirmed").sum())
    if doubted:
        caveats.append(text("not verified, drawn dotted or open: {count}", count=doubted))
    return Events(text("{count} events in order of time", count=len(frame)), frame, tuple(caveats), pairs, exact)


def _codes(table: pd.DataFrame, column: str | None, valid: tuple[str, ...], usual: str, method: str) -> Any:
    if column is None:
        return usual
    found = table[column].fillna(usual).astype("str").str.strip().str.lower()
    for one in found.unique():
        if one not in valid:
            raise EvidenceError([f"{method}: column {column!r}: {unknown('code', one, valid)}"])
    return found.to_numpy()


def _sure(status: str) -> bool:
    return status == "confirmed"


def _bound(one: Any, times: pd.Series, after: Iterable[Any]) -> tuple[Any, bool]:
    """Return the time by which an event had happened, and whether it is its own or that of the next dated one."""
    if not pd.isna(times[one]):
        return times[one], True
    known = [times[other] for other in after if not pd.isna(times[other])]
    return min(known, default=pd.Timestamp.max), False
