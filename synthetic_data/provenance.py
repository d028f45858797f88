"""Truth tables that follow one evidence stream: each fact of the world with the records that show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from synthetic_data.sensors.observed import Finished
from synthetic_data.world.model import World

_MOST = 20
_SPLIT = ";"


def join(records: Iterable[str]) -> str:
    """Return record ids as one text, each once, at most 20.

    >>> join(["T0001", "T0002", "T0001"])
    'T0001;T0002'
    """
    return _SPLIT.join(list(dict.fromkeys(records))[:_MOST])


def records(finished: Finished, *facts: str) -> dict[str, list[str]]:
    """Return evidence records by the fact behind them, in order of record id; several facts are joined by a blank."""
    key = finished.facts.columns[0]
    found: dict[str, list[str]] = {}
    for record, *values in finished.facts.sort_values(key)[[key, *facts]].itertuples(index=False):
        if all(values):
            found.setdefault(" ".join(map(str, values)), []).append(str(record))
    return found


def by_stream(world: World, done: Mapping[str, Finished]) -> dict[str, pd.DataFrame]:
    """Return the truth tables that follow one stream each, and `houses`, which follows none."""
    return {
        "arrests": _arrests(world, done["arrests"]),
        "papers": _papers(world, done["papers"]),
        "handsets": _handsets(world, done["handsets"]),
        "contacts": _contacts(done["phone_contacts"]),
        "vessels": _vessels(world, done["vessels"], done["vessel_sightings"]),
        "meetings": _meetings(world, done["surveillance"]),
        "houses": _houses(world),
        "assets": _assets(world, done["assets"]),
    }


def _arrests(world: World, arrests: Finished) -> pd.DataFrame:
    """A person may be held twice, so that the instant is part of what a record shows."""
    when = dict(zip(arrests.evidence["arrest_id"], arrests.evidence["arrested_at"].dt.tz_localize(None), strict=True))
    shown = {
        (person, when[record]): record for person, listed in records(arrests, "_person").items() for record in listed
    }
    table = world.table("custody").rename(columns={"held_at": "arrested_at"})
    pairs = zip(table["person_id"], table["arrested_at"], strict=True)
    return table.assign(provenance=[shown.get(pair, "") for pair in pairs])


def _papers(world: World, papers: Finished) -> pd.DataFrame:
    found = records(papers, "_paper")
    table = world.table("papers")
    return table.assign(provenance=[join(found.get(one, ())) for one in table["paper_id"]])


def _handsets(world: World, handsets: Finished) -> pd.DataFrame:
    key = dict(
        zip(
            zip(handsets.evidence["imei"], handsets.evidence["number"], strict=True),
            handsets.evidence["pairing_id"],
            strict=True,
        )
    )
    table = world.table("numbers")
    pairs = zip(table["imei"], table["number"], strict=True)
    return table.assign(provenance=[key.get(pair, "") for pair in pairs])


def _contacts(contacts: Finished) -> pd.DataFrame:
    """Who had whom on the telephone that was read: only what was read is a fact of the case."""
    table = contacts.evidence.merge(contacts.facts, on="contact_id")
    return pd.DataFrame(
        {
            "owner": table["_owner"],
            "contact": table["_person"],
            "number": table["number"],
            "provenance": table["contact_id"],
        }
    )


def _vessels(world: World, vessels: Finished, sightings: Finished) -> pd.DataFrame:
    """A vessel shows in the register and wherever its mark was read right."""
    read = sightings.evidence.merge(sightings.facts, on="sighting_id")
    read = read[read["registration"] == read["_registration"]]
    seen: dict[str, list[str]] = {}
    for mark, record in zip(read["_registration"], read["sighting_id"], strict=True):
        seen.setdefault(mark, []).append(record)
    registered = set(vessels.evidence["registration"])
    table = world.table("vessels")
    return table.assign(
        provenance=[join([*([one] if one in registered else []), *seen.get(one, ())]) for one in table["registration"]]
    )


def _meetings(world: World, surveillance: Finished) -> pd.DataFrame:
    """A meeting that a team saw; whether it knew both persons is in the record."""
    found = records(surveillance, "_meeting")
    table = world.table("meetings")
    return table.assign(provenance=[join(found.get(one, ())) for one in table["meeting_id"]])


def _assets(world: World, assets: Finished) -> pd.DataFrame:
    found = records(assets, "_fact")
    table = world.table("assets")
    return table.assign(provenance=[join(found.get(str(at), ())) for at in table.index])


def _houses(world: World) -> pd.DataFrame:
    """The premises at which legs of journeys begin or end."""
    legs, places = world.table("legs"), world.table("places")
    premises = set(places.loc[places["kind"] == "premises", "place_id"])
    stops = pd.concat(
        [
            legs[["to_place", "ended_at"]].set_axis(["place_id", "used"], axis=1),
            legs[["from_place", "started_at"]].set_axis(["place_id", "used"], axis=1),
        ]
    )
    used = stops[stops["place_id"].isin(premises)].groupby("place_id", sort=True)["used"]
    return pd.DataFrame({"first_used": used.min(), "last_used": used.max()}).reset_index()
