"""Gates against leaks: nothing about ids, order, formats or missing values tells members from the others.

One case is small, so a gate allows for the error of sampling; the tests pool several seeds and allow less.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from synthetic_data.gates import tells
from synthetic_data.gates.gate import Gate
from synthetic_data.truth import Truth
from toolkit.schema.case import Case

TOLERANCE = 0.05
# Standard errors allowed: about one chance in a thousand cases over all the features.
ERRORS = 4.0
LABEL = tells.LABEL
# Streams of few rows: a short or quiet case may show members alone in them, or none.
SPARSE = ("arrests", "phone contacts", "surveillance", "premises", "vessels")


def gates(case: Case, truth: Truth) -> list[Gate]:
    """Check each stream's worst feature: area under the ROC curve within 0.5 +- (0.05 + 4 standard errors)."""
    return [worst(f"leak: {name}", table, name in SPARSE) for name, table in features(case, truth).items()]


def worst(gate: str, table: pd.DataFrame, sparse: bool = False) -> Gate:
    """Return a gate for the feature that tells members best, relative to what chance allows.

    Where only one of the two kinds is there the gate fails, unless the stream is `sparse`.
    """
    label = table[LABEL].to_numpy(dtype=bool)
    if label.all() or not label.any():
        if sparse:
            return Gate(gate, True, 0.5, "members and others", "nothing to compare")
        return Gate(
            gate, False, float(label.sum()), "members and others", "nothing to compare: does the truth belong here?"
        )
    spread = TOLERANCE + ERRORS * chance_error(label)
    areas = {name: area(table[name].to_numpy(dtype=float), label) for name in table.columns if name != LABEL}
    name = max(areas, key=lambda feature: abs(areas[feature] - 0.5))
    passed = bool(abs(areas[name] - 0.5) <= spread)
    return Gate(gate, passed, round(areas[name], 4), f"{max(0.5 - spread, 0):.3f} to {min(0.5 + spread, 1):.3f}", name)


def area(score: np.ndarray, label: np.ndarray) -> float:
    """Return the area under the ROC curve: the chance that a member scores above another, ties counting half.

    >>> area(np.array([1.0, 2.0, 3.0, 4.0]), np.array([False, False, True, True]))
    1.0
    """
    ones = int(label.sum())
    others = len(label) - ones
    if not ones or not others:
        return 0.5
    ranks = pd.Series(score).rank().to_numpy()
    return float((ranks[label].sum() - ones * (ones + 1) / 2) / (ones * others))


def chance_error(label: np.ndarray) -> float:
    """Return the standard error of the area when the feature says nothing (Mann-Whitney)."""
    ones = max(int(label.sum()), 1)
    others = max(len(label) - ones, 1)
    return float(np.sqrt((ones + others + 1) / (12 * ones * others)))


def features(case: Case, truth: Truth) -> dict[str, pd.DataFrame]:
    """Return for each stream the features that must say nothing, one row for each thing or record, with `member`."""
    people = truth.table("people")
    member = dict(zip(people["person_id"], people["is_member"].astype(bool), strict=True))
    return {
        "nominal index": _nominals(case, people),
        "subscribers": _subscribers(case, truth, member),
        "handsets": _handsets(case, truth, member),
        "calls": _calls(case, truth, member),
        "attributions": _attributions(case, truth, member),
        "transfers: payers": _transfers(case, truth, member, "payer", "sender"),
        "transfers: payees": _transfers(case, truth, member, "payee", "receiver"),
        "accounts": _accounts(case, truth, member),
        "papers": tells.papers(case, truth, member),
        "handset pairings": tells.pairings(case, truth, member),
        "arrests": tells.arrests(case, truth, member),
        "phone contacts": tells.contacts(case, truth, member),
        "surveillance": tells.watches(case, truth, member),
        "premises": tells.premises(case, truth),
        **({"vessels": tells.vessels(case, truth, member)} if len(case.table("vessels")) else {}),
    }


def _nominals(case: Case, people: pd.DataFrame) -> pd.DataFrame:
    known = people[people["nominal_id"].astype("str") != ""].set_index("nominal_id")["is_member"].astype(bool)
    rows = case.table("nominals")
    rows = rows[rows["nominal_id"].isin(known.index)].reset_index()
    return pd.DataFrame(
        {
            LABEL: known.loc[rows["nominal_id"]].to_numpy(),
            "number": _digits(rows["nominal_id"]),
            "row": rows["index"],
            "length of name": rows["name"].str.len(),
            "words of name": rows["name"].str.split().str.len(),
            "initials in name": rows["name"].str.contains(".", regex=False).astype(int),
            "other names": rows["also_known_as"].notna().astype(int),
        }
    )


def _subscribers(case: Case, truth: Truth, member: Mapping[str, bool]) -> pd.DataFrame:
    user = _user(truth)
    rows = case.table("subscribers")
    rows = rows[rows["number"].isin(user.index)].reset_index()
    return pd.DataFrame(
        {
            LABEL: [member[user[number]] for number in rows["number"]],
            "number": _tail(rows["number"]),
            "length of number": rows["number"].str.len(),
            # Rows may be sorted by number, so that their order carries the country and no more.
            "row within country": rows.groupby("country").cumcount()
            / rows.groupby("country")["index"].transform("size"),
            "no name": rows["registered_name"].isna().astype(int),
            "no day": rows["registered_on"].isna().astype(int),
            "no place": rows["registered_at"].isna().astype(int),
            "no document": rows["document_number"].isna().astype(int),
            "no address": rows["address"].isna().astype(int),
        }
    )


def _handsets(case: Case, truth: Truth, member: Mapping[str, bool]) -> pd.DataFrame:
    user = _user(truth)
    calls = case.table("calls").dropna(subset=["imei"])
    first = calls[calls["caller"].isin(user.index)].groupby("caller", sort=True)["imei"].first()
    label = [member[user[number]] for number in first.index]
    return pd.DataFrame({LABEL: label, "handset": _tail(first)}).reset_index(drop=True)


def _calls(case: Case, truth: Truth, member: Mapping[str, bool]) -> pd.DataFrame:
    """One row for each record: a share of missing values by number would only say who calls much."""
    user = _user(truth)
    calls = case.table("calls")
    calls = calls[calls["caller"].isin(user.index)]
    return pd.DataFrame(
        {
            LABEL: calls["caller"].map(user).map(member).astype(bool),
            "second": calls["started_at"].dt.second,
            "no handset": calls["imei"].isna().astype(int),
            "no cell": calls["cell_id"].isna().astype(int),
        }
    ).reset_index(drop=True)


def _attributions(case: Case, truth: Truth, member: Mapping[str, bool]) -> pd.DataFrame:
    """One row for each attributed number, labelled by who really uses it."""
    user = _user(truth)
    rows = case.table("attributions")
    rows = rows[rows["number"].isin(user.index)].reset_index()
    shown = {
        f"{column} {code}": (rows[column].astype("str") == code).astype(int)
        for column in ("ground", "source_grade", "information_grade")
        for code in sorted(rows[column].astype("str").unique())
    }
    country = rows["number"].str[:4]
    # Country code and the first digit behind it: nationality says nothing.
    shown |= {f"numbers of {code}": (country == code).astype(int) for code in sorted(country.unique())}
    order = rows.groupby(country).cumcount() / rows.groupby(country)["index"].transform("size")
    return pd.DataFrame(
        {LABEL: rows["number"].map(user).map(member).astype(bool), "row within country": order, **shown}
    )


def _known(case: Case, truth: Truth, member: Mapping[str, bool], part: str) -> pd.DataFrame:
    """The transfers whose `payer` or `payee` the truth knows, with that person's membership."""
    payments = truth.table("payments")
    person = {
        record: one
        for one, listed in zip(payments[part], payments["provenance"], strict=True)
        for record in str(listed).split(";")
        if record
    }
    rows = case.table("transfers")
    rows = rows[rows["transfer_id"].isin(list(person))]
    return rows.assign(**{LABEL: rows["transfer_id"].map(person).map(member).astype(bool)})


def _transfers(case: Case, truth: Truth, member: Mapping[str, bool], part: str, end: str) -> pd.DataFrame:
    """One row for each transfer: what is missing, how round its amount is, and the second at which it was made.

    Sums themselves are evidence; whether they end in cents or in zeros is a habit of the generator.
    """
    rows = _known(case, truth, member, part)
    missing = {f"no {name}": rows[name].isna().astype(int) for name in (f"{end}_name", "place_id", "reference")}
    cents = (rows["amount_usd"] * 100).round().astype("int64")
    shown = {
        "cents": (cents % 100 != 0).astype(int),
        "last digit": cents // 100 % 10,
        "round tens": (cents % 1_000 == 0).astype(int),
        "round hundreds": (cents % 10_000 == 0).astype(int),
        "second": rows["sent_at"].dt.second,
    }
    return pd.DataFrame({LABEL: rows[LABEL], **missing, **shown}).reset_index(drop=True)


def _accounts(case: Case, truth: Truth, member: Mapping[str, bool]) -> pd.DataFrame:
    """One row for each account, so that one with many transfers counts once."""
    rows = _known(case, truth, member, "payer").drop_duplicates("sender_account")
    account = rows["sender_account"]
    columns = {LABEL: rows[LABEL], "account": _tail(account), "length of account": account.str.len()}
    return pd.DataFrame(columns).reset_index(drop=True)


def _user(truth: Truth) -> pd.Series:
    numbers = truth.table("numbers").drop_duplicates("number")
    return numbers.set_index("number")["person_id"]


def _digits(values: pd.Series) -> pd.Series:
    return values.str.replace(r"\D", "", regex=True).replace("", "0").astype(float)


def _tail(values: pd.Series) -> pd.Series:
    """The last six digits: what follows country, network or kind."""
    return values.str.replace(r"\D", "", regex=True).str[-6:].replace("", "0").astype(float)
