"""Seal the truth: what the world held, with the evidence records that reveal each fact after noise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from synthetic_data.provenance import by_stream
from synthetic_data.provenance import join as _join
from synthetic_data.provenance import records as _records
from synthetic_data.sensors.calls import Heard
from synthetic_data.sensors.nominals import Index
from synthetic_data.sensors.observed import Finished
from synthetic_data.truth import TABLES, Truth
from synthetic_data.world.model import World
from toolkit.schema.parts import LONG

NOISE = ("operation", "stream", "record_id", "detail")
_MOST = 20


def seal(
    world: World,
    done: Mapping[str, Finished],
    heard: Heard,
    index: Index,
    *,
    told: Mapping[str, pd.DataFrame],
    strategic: pd.DataFrame,
    true_series: pd.DataFrame,
    desk: Mapping[str, pd.DataFrame],
    noise: Iterable[Sequence[str]],
    info: Mapping[str, Any],
) -> Truth:
    """Return the truth of a case.

    `told` comes from the documents, `strategic` and `true_series` from the returns, `desk` from the desk; the rest is
    read off the world and the finished streams. Provenance lists at most 20 records, in order of time.
    """
    nominal, claims = index.numbers, told["claims"]
    tables = {
        "people": world.table("people").assign(nominal_id=lambda t: t["person_id"].map(nominal).fillna("")),
        "aliases": _aliases(told["aliases"], done, index),
        "organisations": world.table("organisations").assign(
            nominal_id=lambda t: t["organisation_id"].map(nominal).fillna("")
        ),
        "memberships": _memberships(world, nominal, claims),
        "links": _links(world, done, heard, nominal, claims),
        "numbers": world.table("numbers"),
        "claims": claims,
        "incoming": told["incoming"],
        "injects": told["injects"],
        "journeys": _journeys(world, done),
        "payments": _payments(world, done),
        **by_stream(world, done),
        "strategic": strategic,
        "true_series": true_series,
        **desk,
        "planted": pd.concat([desk["planted"], told["planted"]], ignore_index=True),
        "noise": _ledger(noise),
    }
    shaped = {name: tables[name][list(columns)].reset_index(drop=True) for name, columns in TABLES.items()}
    return Truth(info=dict(info), tables=shaped, ledgers=() if heard.operations <= LONG else heard.ledgers)


def _ledger(noise: Iterable[Sequence[str]]) -> pd.DataFrame:
    rows = sorted(tuple(str(value) for value in row) for row in noise)
    table = pd.DataFrame(rows, columns=list(NOISE))
    table.insert(0, "operation_id", [f"X{number:05d}" for number in range(1, len(table) + 1)])
    return table


def _documents(claims: pd.DataFrame) -> dict[tuple[str, str], list[str]]:
    """Documents that truly and independently assert a relation, by unordered pair of nominals."""
    found: dict[tuple[str, str], list[str]] = {}
    honest = (claims["polarity"] == "asserted") & (claims["origin"] == "independent") & claims["is_true"].astype(bool)
    for claim in claims[honest].sort_values("document_id", kind="stable").itertuples():
        pair = (min(claim.subject, claim.object), max(claim.subject, claim.object))
        found.setdefault(pair, []).append(str(claim.document_id))
    return found


def _links(
    world: World, done: Mapping[str, Finished], heard: Heard, nominal: Mapping[str, str], claims: pd.DataFrame
) -> pd.DataFrame:
    """A tie is revealed by documents that assert it, and by calls between numbers rightly attributed to the two."""
    documents = _documents(claims)
    right = done["attributions"].evidence
    truly = world.table("numbers").set_index("number")["person_id"].map(nominal)
    right = right[right["number"].map(truly) == right["nominal_id"]]
    called = heard.between(dict(zip(right["number"], right["nominal_id"], strict=True)), _MOST)
    links = world.table("links")
    provenance = []
    for a, b in zip(links["a"].map(nominal), links["b"].map(nominal), strict=True):
        if isinstance(a, str) and isinstance(b, str):
            pair = (min(a, b), max(a, b))
            provenance.append(_join([*documents.get(pair, []), *called.get(pair, [])]))
        else:
            provenance.append("")
    return links.assign(provenance=provenance)


def _memberships(world: World, nominal: Mapping[str, str], claims: pd.DataFrame) -> pd.DataFrame:
    stated = _documents(claims[claims["relation"] == "belongs to"])
    rows = world.table("memberships")
    provenance = []
    for organisation, person in rows[["organisation_id", "person_id"]].itertuples(index=False):
        a, b = nominal.get(organisation, ""), nominal.get(person, "")
        provenance.append(_join(stated.get((min(a, b), max(a, b)), [])) if a and b else "")
    return rows.assign(provenance=provenance)


def _payments(world: World, done: Mapping[str, Finished]) -> pd.DataFrame:
    found = _records(done["transfers"], "_payment")
    payments = world.table("payments")
    return payments.assign(provenance=[_join(found.get(one, [])) for one in payments["payment_id"]])


def _journeys(world: World, done: Mapping[str, Finished]) -> pd.DataFrame:
    """A journey shows in detections, in sightings of its vehicles on the way, and in the migrant's fees."""
    crossings = _records(done["crossings"], "_journey")
    paid = _records(done["transfers"], "_payment")
    fees = world.table("payments").query("purpose.str.startswith('fee')", engine="python")
    by_payer: dict[str, list[str]] = {}
    for payer, payment in zip(fees["payer"], fees["payment_id"], strict=True):
        by_payer.setdefault(payer, []).extend(paid.get(payment, []))
    seen = _seen(world, done["sightings"])
    journeys = world.table("journeys")
    provenance = [
        _join(
            [
                *crossings.get(row.journey_id, []),
                *seen.get(row.journey_id, []),
                *by_payer.get(row.migrant_id, []),
            ]
        )
        for row in journeys.itertuples()
    ]
    days = {"started_on": journeys["started_at"].dt.normalize(), "ended_on": journeys["ended_at"].dt.normalize()}
    return journeys.assign(**days, provenance=provenance)


def _seen(world: World, sightings: Finished) -> dict[str, list[str]]:
    evidence = sightings.evidence.merge(sightings.facts, on="sighting_id")
    evidence = evidence[evidence["plate"] == evidence["_plate"]]
    evidence = evidence.assign(seen_at=evidence["seen_at"].dt.tz_localize(None))
    by_plate: dict[str, list[tuple[pd.Timestamp, str]]] = {}
    for plate, when, record in zip(evidence["plate"], evidence["seen_at"], evidence["sighting_id"], strict=True):
        by_plate.setdefault(plate, []).append((when, record))
    found: dict[str, list[str]] = {}
    for leg in world.table("legs").itertuples():
        during = [record for when, record in by_plate.get(leg.plate, ()) if leg.started_at <= when <= leg.ended_at]
        found.setdefault(leg.journey_id, []).extend(during)
    return found


def _aliases(stated: pd.DataFrame, done: Mapping[str, Finished], index: Index) -> pd.DataFrame:
    """Names other than the true one: on the index, in the documents, and in every stream that writes names."""
    rows = [
        (person, alias, kind, index.numbers[person]) for person, alias, kind in index.aliases if kind != "true name"
    ]
    rows += [tuple(row) for row in stated[list(TABLES["aliases"])].itertuples(index=False)]
    for name, column, fact in (
        ("subscribers", "registered_name", "_named"),
        ("crossings", "traveller_name", "_person"),
        ("transfers", "sender_name", "_payer"),
        ("transfers", "receiver_name", "_payee"),
        ("vehicles", "keeper_name", "_keeper"),
        ("vessels", "keeper_name", "_keeper"),
        ("arrests", "name", "_person"),
        ("phone_contacts", "saved_as", "_person"),
    ):
        rows += _written(done[name], column, fact)
    table = pd.DataFrame(rows, columns=list(TABLES["aliases"]))
    grouped = table.groupby(["person_id", "alias"], sort=True)
    return pd.DataFrame({"kind": grouped["kind"].first(), "provenance": grouped["provenance"].agg(_join)}).reset_index()


def _written(finished: Finished, column: str, fact: str) -> list[tuple[str, str, str, str]]:
    """Variants in one column, found through the noise ledger, for records whose name was not lost later."""
    key = finished.facts.columns[0]
    person = dict(zip(finished.facts[key], finished.facts[fact], strict=True))
    written = dict(zip(finished.evidence[key], finished.evidence[column], strict=True))
    rows = []
    for operation, _, record, detail in finished.noise:
        if operation.startswith("name ") and detail.startswith(f"{column}: ") and isinstance(written[record], str):
            rows.append((str(person[record]), str(written[record]), operation[len("name ") :], record))
    return rows
