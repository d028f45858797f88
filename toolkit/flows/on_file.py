"""Every dated record of a case as an event, out of all streams, so that one table can be filtered and put in order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.language import text

# Stream -> (time, words, columns that say who or what it is about).
STREAMS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "transfers": ("sent_at", "money sent", ("sender_name", "receiver_name", "sender_account", "receiver_account")),
    "sightings": ("seen_at", "vehicle seen", ("plate",)),
    "vessel_sightings": ("seen_at", "vessel seen", ("registration",)),
    "crossings": ("detected_at", "border record", ("traveller_name", "document_number", "plate")),
    "arrests": ("arrested_at", "arrest", ("name", "nominal_id", "number")),
    "surveillance": ("started_at", "seen by a team", ("nominal_id", "seen_with", "plate")),
    "papers": ("seen_at", "document seen", ("name", "document_number")),
    "calls": ("started_at", "call", ("caller", "callee")),
    "reports": ("dated", "document", ("source_ref",)),
}
_USUAL = ("transfers", "sightings", "vessel_sightings", "crossings", "arrests", "surveillance")


def on_file(
    case: Any, streams: Iterable[str] | None = None, *, since: Any = None, until: Any = None, about: Any = None
) -> pd.DataFrame:
    """Return the dated records of a case as one table of events, in order of time.

    Parameters
    ----------
    case : a case from `open_case`
    streams : tables to be read; without it transfers, sightings of vehicles and vessels, crossings, arrests and
        surveillance
    since, until : first and last instant, such as "2026-01-31"; both count
    about : names, plates, accounts or numbers, one or several: only records that hold one of them as written

    Returns
    -------
    DataFrame with `record`, `time` (UTC), `event` (what it is, in two words), `stream`, `place_id` (where known) and
    `about` (who or what, separated by "; "). `flows.events(table, by="record")` makes it ready for a chart.

    Raises ParameterError for a table that the case does not hold or that has no dates, or where nothing is left.

    >>> arrests = pd.DataFrame({"arrest_id": ["AR1"], "arrested_at": pd.to_datetime(["2026-01-02"], utc=True),
    ...     "place_id": ["PL1"], "name": ["Sok Dara"]})
    >>> from toolkit.schema.case import Case
    >>> on_file(Case({}, {"arrests": lambda: arrests}, {}))[["record", "event", "about"]].values.tolist()
    [['AR1', 'arrest', 'Sok Dara']]
    """
    method = "flows.on_file"
    held = [name for name in STREAMS if name in case.tables]
    wanted = [name for name in _USUAL if name in held] if streams is None else list(dict.fromkeys(streams))
    parts = []
    for name in wanted:
        if name not in held:
            raise ParameterError(f"{method}: {unknown('table with dates', name, held)}")
        table = case.table(name)
        column, words, columns = STREAMS[name]
        times = table[column]
        times = times.dt.tz_localize("UTC") if times.dt.tz is None else times.dt.tz_convert("UTC")
        parts.append(
            pd.DataFrame(
                {
                    "record": table.iloc[:, 0].astype("str"),
                    "time": times,
                    "event": text(words),
                    "stream": name,
                    "place_id": table["place_id"].astype("object") if "place_id" in table.columns else None,
                    "about": _about(table, [one for one in columns if one in table.columns]),
                }
            )
        )
    events = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    if len(events):
        for bound, later in ((since, False), (until, True)):
            if bound is not None:
                at = pd.Timestamp(bound)
                at = at.tz_localize("UTC") if at.tzinfo is None else at.tz_convert("UTC")
                events = events[events["time"] <= at] if later else events[events["time"] >= at]
        if about is not None:
            sought = {str(one) for one in ([about] if isinstance(about, str) else about)}
            events = events[[bool(sought & set(one.split("; "))) for one in events["about"]]]
    if not len(events):
        raise ParameterError(f"{method}: no record fits; widen since=, until= or about=")
    return events.sort_values(["time", "record"], kind="stable").reset_index(drop=True)


def _about(table: pd.DataFrame, columns: list[str]) -> list[str]:
    parts = [table[column].fillna("").astype("str") for column in columns]
    return ["; ".join(one for one in row if one) for row in zip(*parts, strict=True)] if parts else [""] * len(table)
