"""Model accounts in prose of one case: who, what, where, when, how, on which documents, and what is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from synthetic_data.truth import Truth

PARTS = ("who", "what", "where", "when", "how", "documents", "gaps")
_SPLIT = ";"
_FEES = "fee"
_SHOWN = 4


def narrative(truth: Truth) -> dict[str, dict[str, str]]:
    """Return model accounts of the case as far as its documents and records bear them out.

    Parameters
    ----------
    truth : the truth of the case, or the part of it that a checkpoint shows

    Returns
    -------
    `network`, `person`, `route` and `payments`, each with the parts `who`, `what`, `where`, `when`, `how`, `documents`,
    `gaps`, and `text`, which joins them. A part about which the file says nothing says that.
    """
    told = _told(truth)
    accounts = {
        "network": _network(truth, told),
        "person": _person(truth, told),
        "route": _route(truth, told),
        "payments": _payments(truth, told),
    }
    for parts in accounts.values():
        parts["text"] = " ".join(parts[name] for name in PARTS if parts[name])
    return accounts


def _told(truth: Truth) -> pd.DataFrame:
    """Claims that are true, independent and asserted, of members alone on both ends or of a member and a firm."""
    claims = truth.table("claims")
    sound = (claims["polarity"] == "asserted") & (claims["origin"] == "independent") & claims["is_true"].map(_true)
    named = set(_members(truth)["nominal_id"]) | set(_fronts(truth)["nominal_id"])
    return claims[sound & claims["subject"].isin(named) & claims["object"].isin(named)]


def _network(truth: Truth, told: pd.DataFrame) -> dict[str, str]:
    people = _members(truth)
    on_file = people[people["nominal_id"] != ""]
    shown = on_file[on_file["nominal_id"].isin({*told["subject"], *told["object"]})]
    chiefs = shown[shown["role"] == "organiser"]
    brokers = shown[shown["is_broker"].map(_true)]
    stages = sorted(set(shown["stage"]) - {""})
    journeys = _shown(truth.table("journeys"))
    return {
        "who": f"The documents show {len(shown)} members of the business. {_named(chiefs)} organise its stages; "
        f"{_named(brokers)} join stages that do not meet otherwise."
        + ("" if truth.info.get("variant") == "hub" else " Nobody directs the whole."),
        "what": f"They move people across borders for money, in stages: {', '.join(stages)}.",
        "where": f"The routes on file are {_listed(_common(journeys['route']))}.",
        "when": _span(journeys["started_on"]),
        "how": "Each stage works under its own organiser; word and money pass through the brokers.",
        "documents": f"Roles and ties rest on {_documents(told)}.",
        "gaps": f"Members whom no document shows: {len(people) - len(shown)}. Ties told by weak sources alone are "
        "suspected, not confirmed. Migrants, relatives, helpers without profit and businesses open to everybody are no "
        "part of the business.",
    }


def _person(truth: Truth, told: pd.DataFrame) -> dict[str, str]:
    people = _members(truth)
    ends = pd.concat([told["subject"], told["object"]]).value_counts()
    known = people[people["nominal_id"].isin(ends.index)]
    key = known[known["is_broker"].map(_true)]
    pool = key if len(key) else known
    if not len(pool):
        return dict.fromkeys(PARTS, "The documents show no member of the business.")
    best = sorted(pool["nominal_id"], key=lambda one: (-int(ends[one]), one))[0]
    card = pool.set_index("nominal_id").loc[best]
    own = told[(told["subject"] == best) | (told["object"] == best)]
    names = people.set_index("nominal_id")["name"].to_dict() | _fronts(truth).set_index("nominal_id")["name"].to_dict()
    others = [one for one in dict.fromkeys([*own["subject"], *own["object"]]) if one != best]
    stages = sorted(set(people[people["nominal_id"].isin(others)]["stage"]) - {""})
    part = "joins stages as a broker" if _true(card["is_broker"]) else f"works as {card['role']}"
    return {
        "who": f"{card['name']} ({best}), of the stage {card['stage']}, {part}.",
        "what": f"Tied by the documents to {_listed([f'{names[one]} ({one})' for one in others])}.",
        "where": "",
        "when": "",
        "how": f"Contacts lie in {_listed(stages)}." if stages else "",
        "documents": f"This rests on {_documents(own)}.",
        "gaps": "What the person earns, and who took part before the window, is not on file.",
    }


def _route(truth: Truth, told: pd.DataFrame) -> dict[str, str]:
    journeys = _shown(truth.table("journeys"))
    if not len(journeys):
        return dict.fromkeys(PARTS, "The file shows no journey.")
    route = _common(journeys["route"])[0]
    rows = journeys[journeys["route"] == route]
    ended = rows["outcome"].value_counts().sort_index()
    fees = rows["fee_usd"].astype(float)
    return {
        "who": f"{rows['migrant_id'].nunique()} travellers can be traced on it.",
        "what": f"The route {route} is the most used of those on file, with {len(rows)} journeys that left a record.",
        "where": f"It runs {' to '.join(str(route).split(' - '))}.",
        "when": _span(rows["started_on"]),
        "how": f"Fees lie between USD {fees.min():.0f} and USD {fees.max():.0f}; "
        f"{_listed([f'{count} {outcome}' for outcome, count in ended.items()])}.",
        "documents": f"Records: {_listed(_provenance(rows))}.",
        "gaps": "Journeys that left no record are not counted: detections are not flows.",
    }


def _payments(truth: Truth, told: pd.DataFrame) -> dict[str, str]:
    payments = _shown(truth.table("payments"))
    names = truth.table("people").set_index("person_id")["name"].to_dict()
    inside = set(_members(truth)["person_id"])
    fees = payments[payments["purpose"].astype("str").str.startswith(_FEES) & payments["payee"].isin(inside)]
    on = payments[payments["payer"].isin(inside) & payments["payee"].isin(inside)]
    heads = [one for one in _common(fees["payee"]) if one in set(on["payer"])]
    if not heads:
        return dict.fromkeys(PARTS, "The file shows no fee that is passed on.")
    first = heads[0]
    paid, passed = fees[fees["payee"] == first], on[on["payer"] == first]
    takers = _common(passed["payee"])
    both = pd.concat([paid, passed])
    return {
        "who": f"{names[first]} receives fees and passes money on to {_listed([names[one] for one in takers])}.",
        "what": f"USD {paid['amount_usd'].astype(float).sum():,.0f} of fees come in by {len(paid)} transfers on file; "
        f"USD {passed['amount_usd'].astype(float).sum():,.0f} go on by {len(passed)}.",
        "where": "",
        "when": _span(both["paid_at"]),
        "how": f"Fees are paid as {_listed(_common(paid['purpose']))}.",
        "documents": f"Records: {_listed(_provenance(both))}.",
        "gaps": "Cash and transfers that were not recorded are missing, so the sums are the least that was paid.",
    }


def _members(truth: Truth) -> pd.DataFrame:
    people = truth.table("people")
    return people[people["is_member"].map(_true)].sort_values("person_id", kind="stable")


def _fronts(truth: Truth) -> pd.DataFrame:
    firms = truth.table("organisations")
    return firms[firms["is_front"].map(_true)]


def _shown(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["provenance"].astype("str") != ""]


def _true(value: object) -> bool:
    return str(value) == "True"


def _common(values: pd.Series) -> list[str]:
    """Values by how often they stand, the most common first."""
    counts: Mapping[str, int] = values.astype("str").value_counts().to_dict()
    return sorted(counts, key=lambda one: (-counts[one], one))


def _span(days: pd.Series) -> str:
    when = pd.to_datetime(days)
    return f"Between {when.min():%d %B %Y} and {when.max():%d %B %Y}." if len(when) else "The file gives no day."


def _named(rows: pd.DataFrame) -> str:
    return _listed([f"{row.name} ({row.nominal_id})" for row in rows.itertuples(index=False)])


def _documents(rows: pd.DataFrame) -> str:
    return _listed(_common(rows["document_id"])) if len(rows) else "no document"


def _provenance(rows: pd.DataFrame) -> list[str]:
    return sorted({one for listed in rows["provenance"].astype("str") for one in listed.split(_SPLIT) if one})


def _listed(items: Sequence[object]) -> str:
    shown = [str(item) for item in items[:_SHOWN]]
    more = len(items) - len(shown)
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    if len(shown) < 2:
        return "".join(shown) or "nobody"
    return f"{', '.join(shown[:-1])} and {shown[-1]}"
