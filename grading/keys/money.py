"""Keys of finance: source and application of one account holder, the path of the money, and unknown funds in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from grading.keys import draw, levels
from grading.keys.derived import Derived
from synthetic_data.truth import Truth
from toolkit.errors import GradingError
from toolkit.schema.case import Case

COURSE = "operational_10day"
KNOWN = 0.7  # share of a holder's applications that known sources cover at most
# transfers each way of a holder whose funds are worked out, and how many such holders one is drawn from
FEWEST, BUSIEST = 4, 10
PAYERS, ONWARD, FURTHER, OTHERS = 2, 3, 2, 2


@dataclass(frozen=True)
class Holder:
    """One holder of accounts: person, the name most often written, and the accounts that occur in the transfers."""

    person: str
    name: str
    accounts: tuple[str, ...]


@dataclass(frozen=True)
class Funds:
    """What the transfers show of one holder, in US$; `months` and `within` are sums of what came in."""

    received: float
    paid: float
    months: Mapping[str, float]
    within: Mapping[str, float]
    largest: float
    count: int

    @property
    def unknown(self) -> float:
        """Applications less known sources."""
        return self.paid - self.received


def source_application(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the source-and-application table of one holder who paid out more than the file shows coming in."""
    holder, funds, rng = _subject(case, truth)
    month = max(sorted(funds.months), key=lambda one: funds.months[one])
    channel = draw.pick(sorted(funds.within), rng)
    asked = [
        ("Known sources: everything paid to these accounts", funds.received),
        ("Applications: everything paid from these accounts", funds.paid),
        ("Sum of applications less sum of known sources", funds.unknown),
        (f"Known sources in {month}, by the clock of the file (UTC)", funds.months[month]),
        (f"Known sources through the channel {channel}", funds.within[channel]),
        ("The largest sum paid, over the whole file, to one other account", funds.largest),
    ]
    names = draw.numbers("F", len(asked), rng)
    items = [{"id": name, "text": text} for name, (text, _) in zip(names, asked, strict=True)]
    values = {name: {"value": round(value, 2)} for name, (_, value) in zip(names, asked, strict=True)}
    return Derived(
        paper={
            "instructions": "Work out each figure in US$ from the transfers on file. The institutions gave the "
            "accounts of one holder; the name is as it was written most often. A figure for each item.",
            "holder": {"name": holder.name, "accounts": list(holder.accounts)},
            "items": items,
        },
        key={"items": values},
        oracle=[{"item": name, "value": one["value"]} for name, one in values.items()],
        model_answer="\n".join(
            [
                f"Holder {holder.name}, accounts {', '.join(holder.accounts)}, {funds.count} transfers:",
                *(f"- {text}: US$ {value:,.2f}" for text, value in asked),
            ]
        ),
    )


def path(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive who paid whom how much among account holders: from fees over those who collect to those who are paid.

    The truth chooses the holders, among them some who have nothing to do with it; the sums are those of the file.
    """
    rng = draw.stream(truth, f"{COURSE}/day07.path")
    holders = _holders(case, truth)
    sums = _reading(case, holders)
    chosen = draw.sample(_way(holders, sums, truth, rng), 99, rng)
    names = draw.numbers("H", len(chosen), rng)
    label = dict(zip(chosen, names, strict=True))
    flows = [
        {"source": label[a], "target": label[b], "amount": round(sums[(a, b)], 2)}
        for a in chosen
        for b in chosen
        if (a, b) in sums
    ]
    entities = [
        {"id": label[one], "name": holders[one].name, "accounts": list(holders[one].accounts)} for one in chosen
    ]
    return Derived(
        paper={
            "instructions": "The institutions gave the accounts of these holders. Enter who paid whom, and the sum in "
            "US$ over the whole file. Leave out pairs without a transfer. Who pays a fee is not accused of anything.",
            "entities": entities,
        },
        key={"flows": flows, "ignored": []},
        oracle=flows,
        model_answer="\n".join(_in_time(case, holders, chosen, label)),
    )


def unknown_funds(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the model answer on the unknown funds of the same holder, and on other explanations than crime."""
    holder, funds, _ = _subject(case, truth)
    return Derived(
        paper={
            "instructions": f"Half a page on the unknown funds of {holder.name} (accounts "
            f"{', '.join(holder.accounts)}): what the file shows, what may explain it, and how to find out.",
        },
        key={},
        oracle=None,
        model_answer=f"The transfers on file show US$ {funds.paid:,.0f} going out of the accounts of {holder.name} and "
        f"US$ {funds.received:,.0f} coming in, {funds.count} transfers in all. Applications exceed known sources by "
        f"US$ {funds.unknown:,.0f}: this much came from sources that the file does not know.\n\n"
        "Explanations to be tested, none of them assumed: transfers that no institution reported; cash from a lawful "
        "trade; wages; savings from before the period; a loan; "
        "other accounts of the same holder; an account used by another person; "
        "money held for others, as a shop or a hawala agent does; "
        "fees collected in cash.\n\n"
        "To find out: opening balances and statements of the accounts, business records and tax returns, the "
        "agents' ledgers for the days of the largest sums, and who the receivers are. Unknown is not unlawful: "
        "the figure says where to ask, not who is guilty, and it is no surer than the coverage of the reporting.",
    )


def _subject(case: Case, truth: Truth) -> tuple[Holder, Funds, np.random.Generator]:
    """The holder whose funds are worked out; guilty or not, for unknown funds have innocent explanations as well."""
    rng = draw.stream(truth, f"{COURSE}/day07.source_application")
    transfers = case.table("transfers")
    holders = _holders(case, truth)
    of = {account: person for person, holder in holders.items() for account in holder.accounts}
    paid, received = (
        transfers.groupby(transfers[f"{end}_account"].map(of))["amount_usd"].agg(["sum", "size"])
        for end in ("sender", "receiver")
    )
    both = paid.join(received, lsuffix="_out", rsuffix="_in", how="inner")
    both = both[(both["sum_in"] < KNOWN * both["sum_out"]) & (both[["size_out", "size_in"]].min(axis=1) >= FEWEST)]
    if both.empty:
        raise GradingError("no account holder of this case paid out more than came in; generate another case")
    count = (both["size_out"] + both["size_in"]).sort_index().sort_values(ascending=False, kind="stable")
    # Names are left out of some records; the higher the level, the more of the holder's.
    nameless = transfers["sender_name"].isna() | transfers["receiver_name"].isna()
    bare = {
        person: float(
            transfers.loc[nameless, ["sender_account", "receiver_account"]]
            .isin(holders[person].accounts)
            .any(axis=1)
            .sum()
        )
        / float(count[person])
        for person in map(str, count.index[:BUSIEST])
    }
    holder = holders[draw.pick(levels.stretch(case, sorted(bare, key=lambda person: (bare[person], person))), rng)]
    return holder, _funds(transfers, holder), rng


def _funds(transfers: pd.DataFrame, holder: Holder) -> Funds:
    """What the transfers alone show of a holder's accounts; transfers between the own accounts are left out."""
    out = transfers["sender_account"].isin(holder.accounts)
    into = transfers["receiver_account"].isin(holder.accounts)
    paid, received = transfers[out & ~into], transfers[into & ~out]
    return Funds(
        received=float(received["amount_usd"].sum()),
        paid=float(paid["amount_usd"].sum()),
        months=received.groupby(received["sent_at"].dt.strftime("%Y-%m"))["amount_usd"].sum().to_dict(),
        within=received.groupby(received["channel"].astype("str"))["amount_usd"].sum().to_dict(),
        largest=float(paid.groupby("receiver_account")["amount_usd"].sum().max()),
        count=len(paid) + len(received),
    )


def _holders(case: Case, truth: Truth) -> dict[str, Holder]:
    """Account holders by person, from the payments whose transfers are on file."""
    payments = truth.table("payments")
    payments = payments[payments["provenance"].astype("str") != ""]
    transfers = case.table("transfers").set_index("transfer_id")
    records = payments["provenance"].str.split(";").str[0]
    on_file = records.isin(transfers.index)
    payments, rows = payments[on_file], transfers.loc[records[on_file]]
    ends = pd.concat(
        [
            pd.DataFrame(
                {
                    "person": payments[person].astype("str").to_numpy(),
                    "account": rows[f"{end}_account"].astype("str").to_numpy(),
                    "name": rows[f"{end}_name"].to_numpy(),
                }
            )
            for person, end in (("payer", "sender"), ("payee", "receiver"))
        ]
    )
    accounts: dict[str, set[str]] = {}
    names: dict[str, Counter[str]] = {}
    for person, account, name in ends.itertuples(index=False):
        accounts.setdefault(person, set()).add(account)
        names.setdefault(person, Counter()).update([name] if isinstance(name, str) else [])
    return {
        person: Holder(person, _most_often(names[person]), tuple(sorted(accounts[person])))
        for person in sorted(accounts)
    }


def _most_often(names: Mapping[str, int]) -> str:
    return min(names, key=lambda name: (-names[name], name)) if names else "name not given"


def _reading(case: Case, holders: Mapping[str, Holder]) -> dict[tuple[str, str], float]:
    """Sums in US$ from holder to holder, read off the transfers by the lists of accounts alone."""
    of = {account: person for person, holder in holders.items() for account in holder.accounts}
    transfers = case.table("transfers")
    ends = pd.DataFrame(
        {
            "a": transfers["sender_account"].map(of),
            "b": transfers["receiver_account"].map(of),
            "usd": transfers["amount_usd"],
        }
    ).dropna()
    sums = ends[ends["a"] != ends["b"]].groupby(["a", "b"], sort=True)["usd"].sum()
    return {(str(a), str(b)): float(value) for (a, b), value in sums.items()}


def _way(
    holders: Mapping[str, Holder], sums: Mapping[tuple[str, str], float], truth: Truth, rng: np.random.Generator
) -> list[str]:
    """Payers of fees, one who collects them, those whom he or she pays, those who are paid by these, and others."""
    payments = truth.table("payments")
    payments = payments[payments["provenance"].astype("str") != ""]
    members = set(truth.table("people").query("kind == 'member'")["person_id"].astype("str"))
    fees = payments[payments["purpose"].astype("str").str.startswith("fee")]
    payers: dict[str, set[str]] = {}
    for payer, payee in zip(fees["payer"].astype("str"), fees["payee"].astype("str"), strict=True):
        payers.setdefault(payee, set()).add(payer)
    onward: dict[str, set[str]] = {}
    for a, b in sums:
        if {a, b} <= members:
            onward.setdefault(a, set()).add(b)
    best: tuple[int, list[str]] = (0, [])
    for collector in draw.sample(sorted(payers), len(payers), rng):
        second = draw.sample(sorted(onward.get(collector, set())), ONWARD, rng)
        third = sorted({c for b in second for c in onward.get(b, set())} - {collector, *second})
        chosen = [
            collector,
            *draw.sample(sorted(payers[collector] - {collector, *second, *third}), PAYERS, rng),
            *second,
            *draw.sample(third, FURTHER, rng),
        ]
        if len(chosen) > best[0]:
            best = (len(chosen), chosen)
    if best[0] < PAYERS + 2:
        raise GradingError("no path from a fee onward shows in the transfers of this case; generate another case")
    outside = sorted(set(holders) - set(best[1]) - members)
    return [*best[1], *draw.sample(outside, OTHERS, rng)]


def _in_time(case: Case, holders: Mapping[str, Holder], chosen: Sequence[str], label: Mapping[str, str]) -> list[str]:
    """One line for each pair, in order of its first transfer."""
    of = {account: person for person in chosen for account in holders[person].accounts}
    transfers = case.table("transfers").sort_values("sent_at", kind="stable")
    ends = transfers.assign(a=transfers["sender_account"].map(of), b=transfers["receiver_account"].map(of))
    ends = ends.dropna(subset=["a", "b"])
    lines = []
    for (a, b), group in ends[ends["a"] != ends["b"]].groupby(["a", "b"], sort=False):
        who = f"{holders[a].name} ({label[a]}) to {holders[b].name} ({label[b]})"
        shown = ", ".join(group["transfer_id"].astype("str").head(4))
        channels = ", ".join(sorted(set(group["channel"])))
        lines.append(
            f"- from {group['sent_at'].iloc[0]:%Y-%m-%d}: {who}, US$ {group['amount_usd'].sum():,.0f} in "
            f"{len(group)} transfer{'' if len(group) == 1 else 's'} ({channels}): {shown}"
        )
    return lines
