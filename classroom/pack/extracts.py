"""The records that an exercise is about, printed, so that it can be held on paper where the computers fail.

One function a technique, from the file as it stands that morning and the exercise's paper; nothing sealed is read, and
nothing is chosen beyond what the paper itself names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from classroom.pack.texts import table as as_table
from grading.exercises import Exercise
from toolkit.schema import Case

# Rows on paper for one exercise: about nine pages. What goes past them is left out by whole vehicles, days or accounts.
MOST = 300
_DAY, _MINUTE, _CLOCK = "%Y-%m-%d", "%Y-%m-%d %H:%M", "%H:%M:%S"


@dataclass(frozen=True)
class Extract:
    """Records of one kind: what they are, their rows in reading order, and the column by whose values they are cut."""

    title: str
    rows: pd.DataFrame
    by: str = ""


def extract(exercise: Exercise, paper: Mapping[str, Any], case: Case, most: int = MOST) -> str:
    """Return the records that one exercise is about as Markdown; "" where it can be done from its paper or documents.

    Parameters
    ----------
    case : the file as it stands on the morning of the exercise's day
    most : rows that are printed; of the rest it is said what they are about and how many they are
    """
    needed, select = _SELECT.get(exercise.technique, ("", None))
    if select is None or not paper.get(needed):
        return ""
    parts = [
        f"# Records for: {exercise.title}",
        f"Exercise {exercise.id} · an extract of the file, to be used on paper",
    ]
    for one in select(paper, case):
        if one.rows.empty:
            continue
        shown, left = _cut(one, most)
        said = f"**{one.title}:** {len(one.rows):,} {'record' if len(one.rows) == 1 else 'records'}"
        if left:
            said += f", of which {len(shown):,} are printed. Answer on paper for these alone. Not printed: "
            said += ", ".join(left)
        parts += [f"{said}.", as_table(_heads(shown), _body(shown, case))]
    return "\n\n".join(parts) if len(parts) > 2 else ""


def _cut(one: Extract, most: int) -> tuple[pd.DataFrame, list[str]]:
    """The rows that are printed, whole groups of `by` and at least one, and the groups that are not."""
    if len(one.rows) <= most or not one.by:
        return one.rows, []
    counts = one.rows[one.by].value_counts(sort=False).sort_index()
    held = counts.cumsum() <= most
    held.iloc[0] = True
    return one.rows[one.rows[one.by].isin(list(counts.index[held]))], [str(name) for name in counts.index[~held]]


def _events(paper: Mapping[str, Any], case: Case) -> list[Extract]:
    """The records among which the events of a journey are chosen, each stream by itself, with the item's number."""
    items = {str(one["record"]): str(one["id"]) for one in paper["items"] if one.get("record")}
    columns = {
        "transfers": ["transfer_id", "sent_at", "sender_name", "receiver_name", "amount_usd", "place_id"],
        "sightings": ["sighting_id", "seen_at", "plate", "place_id", "heading"],
        "crossings": ["crossing_id", "detected_at", "place_id", "outcome", "traveller_name", "plate"],
        "arrests": ["arrest_id", "arrested_at", "place_id", "name", "outcome"],
    }
    found = []
    for stream, names in columns.items():
        rows = _of(case, stream, names)
        rows = rows[rows[names[0]].isin(list(items))]
        rows.insert(0, "item", rows[names[0]].map(items))
        found.append(Extract(stream.capitalize(), rows.sort_values(names[0])))
    return found


def _passages(paper: Mapping[str, Any], case: Case) -> list[Extract]:
    """The sightings of the vehicles asked for, vehicle by vehicle in the order of time."""
    rows = _of(case, "sightings", ["plate", "seen_at", "place_id", "sighting_id"])
    rows = rows[rows["plate"].isin(paper["vehicles"])].sort_values(["plate", "seen_at", "sighting_id"])
    return [Extract("Sightings of these vehicles", rows, by="plate")]


def _telephone(paper: Mapping[str, Any], case: Case) -> list[Extract]:
    """The call records that a paper asks about, in the order of time: of its numbers, or between its persons."""
    rows = _of(case, "calls", ["started_at", "caller", "callee", "kind", "duration_s", "cell_id", "call_id"])
    if paper.get("nominals"):
        return _between(paper["nominals"], rows, case)
    numbers = paper.get("numbers") or [paper["number"]] if paper.get("window") or paper.get("number") else []
    rows = rows[rows["caller"].isin(numbers) | rows["callee"].isin(numbers)]
    if paper.get("window"):
        first, last = (pd.Timestamp(day, tz="UTC") for day in paper["window"])
        rows = rows[(rows["started_at"] >= first) & (rows["started_at"] < last + pd.Timedelta(days=1))]
    return [Extract("Call records", _by_day(rows), by="day")]


def _between(people: Sequence[str], rows: pd.DataFrame, case: Case) -> list[Extract]:
    """The part of the attribution list that gives some persons' numbers, and the records between two of them."""
    listed = _of(case, "attributions", ["number", "nominal_id"])
    listed = listed[listed["nominal_id"].isin(people)].sort_values(["nominal_id", "number"])
    user = dict(zip(listed["number"], listed["nominal_id"], strict=True))
    caller, callee = rows["caller"].map(user), rows["callee"].map(user)
    rows = rows[caller.notna() & callee.notna() & (caller != callee)].drop(columns=["duration_s", "cell_id"])
    return [
        Extract("Numbers of these persons on the attribution list", listed),
        Extract("Call records between them", _by_day(rows), by="day"),
    ]


def _by_day(rows: pd.DataFrame) -> pd.DataFrame:
    """Call records in the order of time, their day in a column of its own."""
    rows = rows.sort_values(["started_at", "call_id"]).drop(columns="call_id")
    rows.insert(0, "day", rows["started_at"].dt.strftime(_DAY))
    return rows


def _holder(paper: Mapping[str, Any], case: Case) -> list[Extract]:
    """What was paid to one holder's accounts, and what was paid from them."""
    accounts = paper["holder"]["accounts"]
    rows = _transfers(case)
    into, out = rows["receiver_account"].isin(accounts), rows["sender_account"].isin(accounts)
    return [Extract("Paid to these accounts", rows[into]), Extract("Paid from these accounts", rows[out])]


def _paths(paper: Mapping[str, Any], case: Case) -> list[Extract]:
    """The transfers between the accounts of the holders listed, payer by payer."""
    holders = {str(account): str(one["id"]) for one in paper["entities"] for account in one.get("accounts") or ()}
    rows = _transfers(case)
    rows = rows[rows["sender_account"].isin(list(holders)) & rows["receiver_account"].isin(list(holders))]
    rows = rows.drop(columns=["channel"]).sort_values(["sender_account", "receiver_account", "transfer_id"])
    return [Extract("Transfers between these accounts", rows, by="sender_account")]


def _means(paper: Mapping[str, Any], case: Case) -> list[Extract]:
    """The lines of the statements of means of the people asked for."""
    people = [str(one["id"]) for one in paper["people"]]
    rows = _of(case, "assets", ["nominal_id", "as_of", "side", "kind", "value_usd", "source", "asset_id"])
    rows = rows[rows["nominal_id"].isin(people)].sort_values(["nominal_id", "as_of", "asset_id"])
    return [Extract("Lines of the statements of means", rows, by="nominal_id")]


_Select = Callable[[Mapping[str, Any], Case], Sequence[Extract]]
# Technique -> what its paper must name, and what is printed then.
_SELECT: dict[str, tuple[str, _Select | None]] = {
    "event chart": ("items", _events),
    "commodity flow": ("vehicles", _passages),
    "telephone analysis": ("instructions", _telephone),
    "source and application": ("holder", _holder),
    "money path": ("entities", _paths),
    "net worth": ("people", _means),
}


def _of(case: Case, stream: str, columns: list[str]) -> pd.DataFrame:
    """Some columns of a stream; no row where nobody has asked for it yet."""
    return case.table(stream)[columns].copy() if stream in case.tables else pd.DataFrame(columns=columns)


def _transfers(case: Case) -> pd.DataFrame:
    names = ["transfer_id", "sent_at", "channel", "sender_account", "receiver_account", "amount_usd"]
    return _of(case, "transfers", names)


_HEADS = {
    "sender_account": "From",
    "receiver_account": "To",
    "sender_name": "From",
    "receiver_name": "To",
    "amount_usd": "US$",
    "value_usd": "US$",
    "place_id": "Place",
    "cell_id": "Cell",
    "nominal_id": "Index number",
    "as_of": "Day",
    "duration_s": "Seconds",
    "traveller_name": "Traveller",
}


def _heads(rows: pd.DataFrame) -> list[str]:
    """A heading in words for each column that is printed: times are in UTC, numbers of records are one word."""
    return [
        _HEADS.get(name)
        or ("Time (UTC)" if name.endswith("_at") else "Record" if name.endswith("_id") else name.capitalize())
        for name in rows.columns
    ]


def _body(rows: pd.DataFrame, case: Case) -> list[list[str]]:
    places = case.places.set_index("place_id")["name"].to_dict() if "places" in case.tables else {}
    columns = {}
    for name in rows.columns:
        column = rows[name]
        if pd.api.types.is_datetime64_any_dtype(column):
            shape = _DAY if name == "as_of" else _CLOCK if name == "started_at" else _MINUTE  # calls have a day beside
            column = column.dt.strftime(shape)
        elif name in ("amount_usd", "value_usd"):
            column = column.map(lambda one: f"{one:,.2f}".removesuffix(".00"))
        elif name == "place_id":
            column = column.map(lambda one: f"{places.get(one, '')} ({one})" if isinstance(one, str) else "")
        columns[name] = ["" if pd.isna(one) else str(one) for one in column]
    return [list(row) for row in zip(*columns.values(), strict=True)]
