"""What must say nothing, stream by stream: ids, order, formats, lengths and missing values of the evidence.

Each function returns one row for each thing or record with `member`: whether a member of the network is behind it.
What is the analysis itself (who is called, met or held, and what a document betrays) is no feature here.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from synthetic_data.truth import Truth
from toolkit.schema.case import Case

LABEL = "member"
Members = Mapping[str, bool]


def papers(case: Case, truth: Truth, member: Members) -> pd.DataFrame:
    """One row for each document seen, at its first record, labelled by who carries it."""
    rows = _revealed(case, truth, "papers", "person_id").drop_duplicates("_fact")
    series = ["issuing_state", "kind"]
    zone = rows["mrz_1"].fillna("").str.len() + rows["mrz_2"].fillna("").str.len() + rows["mrz_3"].fillna("").str.len()
    empty = {f"no {name}": rows[name].isna() for name in ("place_id", "name", "birth_date", "sex", "issued_on")}
    empty |= {f"no {name}": rows[name].isna() for name in ("expires_on", "mrz_1", "mrz_2")}
    return _table(
        rows["_who"].map(member),
        {
            "number within series": _place(_tail(rows["document_number"]), [rows[one] for one in series]),
            "length of number": rows["document_number"].str.len(),
            "length of name": rows["name"].str.len().fillna(0),
            "length of zone": zone,
            **{kind: rows["kind"] == kind for kind in ("passport", "border pass")},
            "second": rows["seen_at"].dt.second,
            **empty,
        },
    )


def pairings(case: Case, truth: Truth, member: Members) -> pd.DataFrame:
    """One row for each number of the subscriber data: is there a pairing, and what it looks like."""
    user = truth.table("numbers").drop_duplicates("number").set_index("number")["person_id"]
    known = case.table("subscribers")
    rows = known[known["number"].isin(user.index)][["number"]].merge(
        case.table("handsets").drop_duplicates("number"), on="number", how="left"
    )
    # only among the many numbers that were in use from the first day: later days are changes of SIM, which are evidence
    order = _place(rows["pairing_id"], [rows["first_seen"]]).where(rows["first_seen"] == rows["first_seen"].min())
    return _table(
        rows["number"].map(user).map(member),
        {
            "no pairing": rows["pairing_id"].isna(),
            "no days": rows["pairing_id"].notna() & rows["days"].isna(),
            "handset": _tail(rows["imei"].fillna("500000")),
            "length of handset": rows["imei"].str.len().fillna(15),
            "place in order": order.fillna(0.5),
        },
    )


def arrests(case: Case, truth: Truth, member: Members) -> pd.DataFrame:
    """One row for each arrest on file."""
    rows = _revealed(case, truth, "arrests", "person_id")
    empty = {f"no {name}": rows[name].isna() for name in ("place_id", "name", "citizenship", "birth_date", "number")}
    return _table(
        rows["_who"].map(member),
        {"length of name": rows["name"].str.len().fillna(0), "second": rows["arrested_at"].dt.second, **empty},
    )


def contacts(case: Case, truth: Truth, member: Members) -> pd.DataFrame:
    """One row for each entry of a contact list, labelled by whom it stands for."""
    rows = _revealed(case, truth, "phone_contacts", "contact", "contacts")
    saved = rows["saved_as"].fillna("")
    return _table(
        rows["_who"].map(member),
        {
            "no name": rows["saved_as"].isna(),
            "length of name": saved.str.len(),
            "words of name": saved.str.split().str.len(),
            "place in list": _place(rows["contact_id"], [rows["arrest_id"]]),
        },
    )


def watches(case: Case, truth: Truth, member: Members) -> pd.DataFrame:
    """One row for each line of surveillance, labelled by its subject."""
    people = truth.table("people")
    who = people[people["nominal_id"].astype("str") != ""].set_index("nominal_id")["person_id"]
    rows = case.table("surveillance")
    return _table(
        rows["nominal_id"].map(who).map(member),
        {
            "no place": rows["place_id"].isna(),
            "second": rows["started_at"].dt.second,
            "teams": rows["team"] == rows["team"].min(),
        },
    )


def premises(case: Case, truth: Truth) -> pd.DataFrame:
    """One row for each premises, labelled by whether it served as a safe house."""
    rows = case.table("places").reset_index()
    rows = rows[rows["kind"] == "premises"]
    order = _place(rows["index"], [rows["country"]])
    sources = {source: rows["information"] == source for source in ("land register", "patrol", "resident")}
    return _table(
        rows["place_id"].isin(set(truth.table("houses")["place_id"])),
        {
            "place in order": order,
            "no occupant": rows["occupant"].isna(),
            "decimals": rows["latitude"].astype(str).str.len(),
            **sources,
        },
    )


def vessels(case: Case, truth: Truth, member: Members) -> pd.DataFrame:
    """One row for each registered vessel with a skipper, labelled by him or her."""
    skipper = truth.table("vessels").set_index("registration")["skipper"].astype("str")
    rows = case.table("vessels").reset_index()
    rows = rows[rows["registration"].map(skipper).fillna("") != ""]
    order = _place(rows["index"], [rows["registration"].str[:6]])
    return _table(
        rows["registration"].map(skipper).map(member),
        {
            "place in order": order,
            "number": _tail(rows["registration"]),
            "length of mark": rows["registration"].str.len(),
            "no name": rows["name"].isna(),
            "no keeper": rows["keeper_name"].isna(),
            "no port": rows["home_place_id"].isna(),
        },
    )


def _revealed(case: Case, truth: Truth, stream: str, person: str, table: str = "") -> pd.DataFrame:
    """Evidence rows with `_who`, the person whom the truth puts behind each, and `_fact`, the fact's row."""
    facts = truth.table(table or stream)
    listed = [
        (record, who, fact)
        for fact, (who, records) in enumerate(zip(facts[person], facts["provenance"], strict=True))
        for record in str(records).split(";")
        if record
    ]
    rows = case.table(stream)
    key = rows.columns[0]
    known = pd.DataFrame(listed, columns=[key, "_who", "_fact"]).astype({key: "str"})
    return rows.merge(known, on=key, how="inner")


def _table(label: pd.Series, shown: Mapping[str, pd.Series]) -> pd.DataFrame:
    columns = {name: values.astype(float) for name, values in shown.items()}
    return pd.DataFrame({LABEL: label.fillna(False).astype(bool), **columns}).reset_index(drop=True)


def _place(values: pd.Series, by: list[pd.Series]) -> pd.Series:
    """The rank of each value within its group, from 0 to 1 and 0.5 on average however large the group."""
    groups = values.groupby(by)
    return (groups.rank() - 0.5) / groups.transform("size")


def _tail(values: pd.Series) -> pd.Series:
    """The last six digits: what follows country, network or kind."""
    return values.str.replace(r"\D", "", regex=True).str[-6:].replace("", "0").astype(float)
