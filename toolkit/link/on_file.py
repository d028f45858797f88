"""The case as one chart: people, organisations, telephones, vehicles, vessels, accounts, papers, places and arrests."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.language import text
from toolkit.link.build import build
from toolkit.link.status import status

Row = tuple[Any, str, Any, str, str, str, Any, str]
_COLUMNS = ("source", "source_kind", "target", "target_kind", "relation", "status", "time", "record")
_BY_NAME = "unconfirmed"


def on_file(case: Any, streams: Iterable[str] | None = None) -> Any:
    """Link everything that the records of a case name together, each entity with its type.

    | stream | links |
    |---|---|
    | attributions | person - telephone, as sure as its grade |
    | calls | telephone - telephone, where both are attributed |
    | phone_contacts | telephone - number saved in it, where attributed |
    | surveillance | person - person seen with, person - place, person - vehicle |
    | vehicles, vessels | keeper - vehicle, vessel |
    | sightings | vehicle - place |
    | transfers | account - account, and holder - account |
    | arrests | person - arrest, arrest - place |
    | papers | arrest - document found |

    Parameters
    ----------
    case : a case from `open_case`
    streams : tables to be read; without it all of the above that the case holds

    Returns
    -------
    networkx.Graph as of `link.build`; entities carry `kind` and `name`, which `link.chart` and `link.explore` draw, and
    links `relations`, `status`, `records`, `first`, `last`. A whole case is too large to print: look at a part of it
    with `link.around(graph, entity, steps=2)`.

    Raises ParameterError for a stream that the case does not hold or that links nothing.

    Misleads: a keeper or holder is tied to a nominal by the name alone (unconfirmed): two people may bear one name. A
    vehicle at a place says nothing of who drove it.

    >>> from toolkit.schema.case import Case
    >>> nominals = pd.DataFrame({"nominal_id": ["N1"], "kind": ["person"], "name": ["Sok Dara"]})
    >>> vehicles = pd.DataFrame({"plate": ["QP-1"], "kind": ["van"], "keeper_name": ["Sok Dara"]})
    >>> graph = on_file(Case({}, {"nominals": lambda: nominals, "vehicles": lambda: vehicles}, {}))
    >>> graph.nodes["QP-1"]["kind"], graph.edges["N1", "QP-1"]["status"]
    ('vehicle', 'unconfirmed')
    """
    held = [name for name in _READERS if name in case.tables]
    wanted = held if streams is None else list(dict.fromkeys(streams))
    for name in wanted:
        if name not in held:
            raise ParameterError(f"link.on_file: {unknown('stream that links', name, held)}")
    desk = _Desk(case)
    read = (row for name in wanted for row in _READERS[name](case.table(name), desk))
    rows = [row for row in read if not (pd.isna(row[0]) or pd.isna(row[2]))]
    if not rows:
        raise ParameterError("link.on_file: no record of these streams links two entities")
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    table["time"] = pd.to_datetime(table["time"], utc=True)
    graph = build(table, "source", "target", records="record", time="time")
    for side in ("source", "target"):
        for entity, kind in zip(table[side], table[f"{side}_kind"], strict=True):
            if entity in graph:
                graph.nodes[entity].update(kind=kind, name=desk.called.get(entity, str(entity)))
    if table["relation"].isin(_NAMED).any():
        note = text("keepers and holders are tied to nominals by the name alone: unconfirmed")
        graph.graph["notes"] = (*graph.graph["notes"], note)
    return graph


class _Desk:
    """What every reader looks up: nominals by number and by name, attributed telephones, names of places."""

    def __init__(self, case: Any) -> None:
        nominals = case.table("nominals")
        self.kinds = dict(zip(nominals["nominal_id"], nominals["kind"].astype("str"), strict=True))
        self.called = dict(zip(nominals["nominal_id"], nominals["name"].astype("str"), strict=True))
        once = nominals[~nominals["name"].duplicated(keep=False)]
        self.by_name = dict(zip(once["name"], once["nominal_id"], strict=True))
        listed = "attributions" in case.tables
        self.phones = set(case.table("attributions")["number"]) if listed else set()
        if "places" in case.tables:
            places = case.table("places")
            self.called |= dict(zip(places["place_id"], places["name"].astype("str"), strict=True))

    def kind(self, nominal: Any) -> str:
        return "organisation" if self.kinds.get(nominal) == "organisation" else "person"


def _attributions(table: pd.DataFrame, desk: _Desk) -> Iterable[Row]:
    for at, row in zip(table.index, table.to_dict("records"), strict=True):
        sure = status([f"{row['source_grade']}{row['information_grade']}"])
        who = row["nominal_id"]
        yield who, desk.kind(who), row["number"], "phone", "uses", sure, pd.NaT, f"attribution {at}"


def _calls(table: pd.DataFrame, desk: _Desk) -> Iterable[Row]:
    known = table[table["caller"].isin(desk.phones) & table["callee"].isin(desk.phones)]
    for record, at, a, b in known[["call_id", "started_at", "caller", "callee"]].itertuples(index=False):
        yield a, "phone", b, "phone", "calls", "confirmed", at, record


def _phone_contacts(table: pd.DataFrame, desk: _Desk) -> Iterable[Row]:
    known = table[table["number"].isin(desk.phones)]
    for record, owner, number in known[["contact_id", "owner_number", "number"]].itertuples(index=False):
        yield owner, "phone", number, "phone", "has saved", "confirmed", pd.NaT, record


def _surveillance(table: pd.DataFrame, desk: _Desk) -> Iterable[Row]:
    for row in table.to_dict("records"):
        who, at, record = row["nominal_id"], row["started_at"], row["log_id"]
        for column, kind, words in (("place_id", "place", "seen at"), ("plate", "vehicle", "seen with")):
            yield who, desk.kind(who), row[column], kind, words, "confirmed", at, record
        other = row["seen_with"]
        yield who, desk.kind(who), other, desk.kind(other), "seen with", "confirmed", at, record


def _keepers(kind: str, key: str) -> Callable[[pd.DataFrame, _Desk], Iterable[Row]]:
    def read(table: pd.DataFrame, desk: _Desk) -> Iterable[Row]:
        for row in table.to_dict("records"):
            who = desk.by_name.get(row["keeper_name"])
            if kind == "vessel":
                desk.called[row[key]] = str(row["name"])
            yield who, desk.kind(who), row[key], kind, "keeps", _BY_NAME, pd.NaT, str(row[key])

    return read


def _sightings(table: pd.DataFrame, desk: _Desk) -> Iterable[Row]:
    for record, at, plate, place in table[["sighting_id", "seen_at", "plate", "place_id"]].itertuples(index=False):
        yield plate, "vehicle", place, "place", "seen at", "confirmed", at, record


def _transfers(table: pd.DataFrame, desk: _Desk) -> Iterable[Row]:
    for row in table.to_dict("records"):
        at, record = row["sent_at"], row["transfer_id"]
        yield row["sender_account"], "account", row["receiver_account"], "account", "pays", "confirmed", at, record
        for side in ("sender", "receiver"):
            who = desk.by_name.get(row[f"{side}_name"])
            yield who, desk.kind(who), row[f"{side}_account"], "account", "holds", _BY_NAME, at, record


def _arrests(table: pd.DataFrame, desk: _Desk) -> Iterable[Row]:
    for row in table.to_dict("records"):
        who, arrest, at = row["nominal_id"], row["arrest_id"], row["arrested_at"]
        desk.called[arrest] = text("Arrest, {day}", day=f"{at:%Y-%m-%d}")
        yield who, desk.kind(who), arrest, "event", "arrested", "confirmed", at, arrest
        yield arrest, "event", row["place_id"], "place", "at", "confirmed", at, arrest


def _papers(table: pd.DataFrame, desk: _Desk) -> Iterable[Row]:
    found = table[table["arrest_id"].notna()]
    for record, at, arrest, number in found[["paper_id", "seen_at", "arrest_id", "document_number"]].itertuples(
        index=False
    ):
        yield arrest, "event", number, "document", "found on arrest", "confirmed", at, record


_NAMED = ("keeps", "holds")
_READERS: dict[str, Callable[[pd.DataFrame, _Desk], Iterable[Row]]] = {
    "attributions": _attributions,
    "calls": _calls,
    "phone_contacts": _phone_contacts,
    "surveillance": _surveillance,
    "vehicles": _keepers("vehicle", "plate"),
    "vessels": _keepers("vessel", "registration"),
    "sightings": _sightings,
    "transfers": _transfers,
    "arrests": _arrests,
    "papers": _papers,
}
