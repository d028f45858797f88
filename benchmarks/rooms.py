"""The rooms of telephone, flows and finance beside DuckDB by hand: millions of call records, transfers and sightings.

One run, one machine, processor time of one thread: `python -m benchmarks.rooms`. What is written by hand gives the main
figures alone; ours gives its caveats, chance levels and the records behind as well. Both have to agree on a figure.
Writes benchmarks/rooms.json and the table of docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import duckdb
import numpy as np
import pandas as pd

from benchmarks.link import call_records
from benchmarks.page import rewrite, table
from toolkit import finance, flows, telephone

MOST = 2.0
ENDS = """(SELECT caller AS one, callee AS other, started_at FROM calls
UNION ALL SELECT callee, caller, started_at FROM calls)"""

Work = tuple[str, Callable[[], Any], Callable[[], Any], Callable[[Any], Any], Callable[[Any], Any]]


def main() -> None:
    """Measure, print, and write JSON and page."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--calls", type=int, default=5_000_000)
    words.add_argument("--transfers", type=int, default=1_000_000)
    words.add_argument("--sightings", type=int, default=1_000_000)
    words.add_argument("--repeats", type=int, default=2, help="runs of each way, of which the quicker counts")
    words.add_argument("--only", nargs="+", help="parts of the names of what is measured")
    words.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".json"))
    asked = words.parse_args()
    found: dict[str, Any] = {"calls": asked.calls, "transfers": asked.transfers, "sightings": asked.sightings}
    rooms = (
        telephones(called(asked.calls)),
        finances(paid(asked.transfers)),
        moves(seen(asked.sightings)),
    )
    # each row compares within itself, so that one may be measured again alone
    before = json.loads(asked.out.read_text("utf-8")) if asked.only and asked.out.exists() else {}
    rows = {row["what"]: row for row in before.get("rows", ())}
    for name, bare, ours, their_figure, our_figure in (work for room in rooms for work in room):
        if asked.only and not any(word in name for word in asked.only):
            continue
        theirs, answer = quickest(bare, asked.repeats)
        mine, result = quickest(ours, asked.repeats)
        assert their_figure(answer) == our_figure(result), (name, their_figure(answer), our_figure(result))
        rows[name] = {"what": name, "bare": theirs, "ours": mine, "ratio": mine / theirs}
        print(f"{name:60} {theirs:8.2f} {mine:8.2f} {mine / theirs:6.2f}", flush=True)
    if not asked.only or all(found[size] == before.get(size) for size in found):
        asked.out.write_text(json.dumps({**found, "rows": list(rows.values())}, indent=2) + "\n", "utf-8")
        rewrite("rooms", shown({**found, "rows": list(rows.values())}))


def quickest(work: Callable[[], Any], repeats: int) -> tuple[float, Any]:
    """Processor seconds of the quickest of several runs, and the last result."""
    runs = []
    for _ in range(repeats):
        start = time.process_time()
        result = work()
        runs.append(time.process_time() - start)
    return min(runs), result


def called(rows: int) -> pd.DataFrame:
    """Call records with a cell and a handset of the caller, as strings."""
    calls = call_records(rows, max(rows // 5, 1000)).sort_values("started_at", ignore_index=True)
    rng = np.random.default_rng(2)
    cells = np.array([f"C{number:05d}" for number in range(20_000)], dtype=object)
    caller = pd.factorize(calls["caller"])[0]
    home = (caller * 7 + rng.integers(0, 3, rows)) % len(cells)
    calls["cell_id"] = pd.array(cells[home], dtype="str")
    calls["imei"] = pd.array(np.char.mod("%015d", caller * 3 + (rng.random(rows) < 0.01)).astype(object), dtype="str")
    return calls


def paid(rows: int) -> pd.DataFrame:
    """Transfers between accounts, a twentieth of them handed on within two days less a few per cent."""
    rng = np.random.default_rng(3)
    people = max(rows // 8, 50)
    names = np.array([f"BK-{number:07d}" for number in range(people)], dtype=object)
    fresh = rows - rows // 20
    source, target = rng.integers(0, people, fresh), rng.integers(0, people, fresh)
    amount = np.round(np.exp(rng.normal(5.5, 1.2, fresh)), 2)
    at = 1_700_000_000 + rng.integers(0, 15_000_000, fresh)
    again = rng.integers(0, fresh, rows - fresh)
    source, target = np.r_[source, target[again]], np.r_[target, rng.integers(0, people, rows - fresh)]
    amount = np.r_[amount, np.round(amount[again] * rng.uniform(0.9, 0.98, rows - fresh), 2)]
    at = np.r_[at, at[again] + rng.integers(3600, 172_800, rows - fresh)]
    return pd.DataFrame(
        {
            "transfer_id": [f"F{number:07d}" for number in range(rows)],
            "sent_at": pd.to_datetime(at, unit="s", utc=True),
            "sender_account": pd.array(names[source], dtype="str"),
            "receiver_account": pd.array(names[target], dtype="str"),
            "amount_usd": amount,
            "amount": amount,
            "currency": "USD",
        }
    )


def seen(rows: int) -> pd.DataFrame:
    """Sightings of vehicles at cameras."""
    rng = np.random.default_rng(4)
    plates = np.array([f"QP-{number:06d}" for number in range(max(rows // 40, 10))], dtype=object)
    return pd.DataFrame(
        {
            "plate": pd.array(plates[rng.integers(0, len(plates), rows)], dtype="str"),
            "place_id": pd.array(np.char.mod("PL%03d", rng.integers(0, 60, rows)).astype(object), dtype="str"),
            "seen_at": pd.to_datetime(1_700_000_000 + rng.integers(0, 15_000_000, rows), unit="s", utc=True),
        }
    )


def asking(name: str, rows: pd.DataFrame) -> Callable[[str], Callable[[], pd.DataFrame]]:
    """Return what makes a query of a table, registered under a name, and gives a DataFrame."""
    database = duckdb.connect()
    database.execute("SET threads = 1; SET TimeZone = 'UTC'")
    database.register(name, rows)
    return lambda query: lambda: database.sql(query).to_df()


def telephones(calls: pd.DataFrame) -> list[Work]:
    """What an analyst does with call records."""
    ask = asking("calls", calls)
    raw = calls[["caller", "callee", "started_at"]].copy()
    for end in ("caller", "callee"):
        raw[end] = raw[end].str.replace("+999", "+66 8-", regex=False)
    ask_raw = asking("raw", raw)
    busy = calls["caller"].value_counts().index[:20].tolist()
    one, three = busy[0], busy[:3]
    these, few = ", ".join(f"'{number}'" for number in busy), ", ".join(f"'{number}'" for number in three)
    return [
        (
            "frequency of every number",
            ask(
                f"""SELECT one, count(*) AS total, count(DISTINCT other) AS contacts, count(DISTINCT
                started_at::DATE) AS days, min(started_at) AS first, max(started_at) AS last FROM {ENDS}
                GROUP BY one ORDER BY total DESC"""
            ),
            lambda: telephone.frequency(calls),
            lambda answer: int(answer["contacts"].sum()),
            lambda result: int(result.to_frame()["contacts"].sum()),
        ),
        (
            "top contacts of one number",
            ask(
                f"""SELECT other, count(*) AS total, min(started_at) AS first, max(started_at) AS last FROM
                {ENDS} WHERE one = '{one}' GROUP BY other ORDER BY total DESC"""
            ),
            lambda: telephone.top_contacts(calls, one, n=None),
            lambda answer: (len(answer), int(answer["total"].sum())),
            lambda result: (len(result.to_frame()), int(result.to_frame()["total"].sum())),
        ),
        (
            "common contacts of three numbers",
            ask(
                f"""SELECT other, count(DISTINCT one) AS shared, count(*) AS total FROM {ENDS} WHERE one IN
                ({few}) AND other NOT IN ({few}) GROUP BY other HAVING shared >= 2"""
            ),
            lambda: telephone.common_contacts(calls, three),
            lambda answer: len(answer),
            lambda result: len(result.to_frame()),
        ),
        (
            "matrix of twenty numbers",
            ask(
                f"""SELECT caller, callee, count(*) AS total FROM calls WHERE caller IN ({these}) AND callee IN
                ({these}) GROUP BY ALL"""
            ),
            lambda: telephone.matrix(calls, only=busy),
            lambda answer: int(answer["total"].sum()),
            lambda result: int(result.to_frame().loc[busy, busy].to_numpy().sum()),
        ),
        (
            "wheel of hours and weekdays of one number",
            ask(
                f"""SELECT hour(started_at) AS hour, isodow(started_at) AS day, count(*) AS total FROM calls
                WHERE caller = '{one}' OR callee = '{one}' GROUP BY ALL"""
            ),
            lambda: telephone.wheel(calls, one),
            lambda answer: int(answer["total"].sum()),
            lambda result: int(result.to_frame().to_numpy().sum()),
        ),
        (
            "silences of one number",
            ask(
                f"""SELECT * FROM (SELECT started_at, started_at - lag(started_at) OVER (ORDER BY started_at) AS
                gap FROM calls WHERE caller = '{one}' OR callee = '{one}') WHERE gap >= INTERVAL 3 DAY"""
            ),
            lambda: telephone.gaps(calls, one),
            lambda answer: len(answer),
            lambda result: int((result.to_frame()["end"] == "silence").sum()),
        ),
        (
            "silences of every number with ten records or more",
            ask(
                f"""SELECT * FROM (SELECT one, count(*) OVER (PARTITION BY one) AS total, started_at -
                lag(started_at) OVER (PARTITION BY one ORDER BY started_at) AS gap FROM {ENDS}) WHERE gap >=
                INTERVAL 60 DAY AND total >= 10"""
            ),
            lambda: telephone.gaps(calls, at_least="60D"),
            lambda answer: len(answer),
            lambda result: int((result.to_frame()["end"] == "silence").sum()),
        ),
        (
            "handsets and SIMs: every pairing",
            ask(
                """SELECT imei, caller, count(*) AS records, min(started_at) AS first, max(started_at) AS last
                FROM calls GROUP BY ALL"""
            ),
            lambda: telephone.handsets(calls),
            lambda answer: len(answer),
            lambda result: len(result.to_frame()),
        ),
        (
            "chains of three from twenty numbers, within 10 minutes",
            ask(
                f"""SELECT a.caller AS n1, a.callee AS n2, b.callee AS n3, count(*) AS times FROM calls a JOIN
                calls b ON b.caller = a.callee AND b.started_at > a.started_at AND b.started_at <=
                a.started_at + INTERVAL 10 MINUTE WHERE a.caller IN ({these}) AND b.callee <> a.caller AND
                b.callee <> a.callee GROUP BY ALL"""
            ),
            lambda: telephone.chains(calls, start=busy, least=1),
            lambda answer: int(answer["times"].sum()),
            lambda result: int(result.to_frame()["times"].sum()),
        ),
        (
            "co-location of twenty numbers, within 30 minutes",
            ask(
                f"""WITH held AS (SELECT caller, cell_id, started_at FROM calls WHERE caller IN ({these}))
                SELECT a.caller AS a, b.caller AS b, count(*) AS records FROM held a JOIN held b ON
                a.cell_id = b.cell_id AND a.caller < b.caller AND abs(epoch(a.started_at) -
                epoch(b.started_at)) <= 1800 GROUP BY ALL"""
            ),
            lambda: telephone.colocation(calls, busy),
            lambda answer: int(answer["records"].sum()),
            lambda result: int(result.to_frame()["records"].sum()) if len(result.to_frame()) else 0,
        ),
        (
            "pattern of life of one number",
            ask(
                f"""SELECT cell_id, hour(started_at) AS hour, count(*) AS total, count(DISTINCT
                started_at::DATE) AS days FROM calls WHERE caller = '{one}' OR callee = '{one}' GROUP BY ALL"""
            ),
            lambda: telephone.life(calls, one),
            lambda answer: 0,
            lambda result: 0,
        ),
        (
            "raw lines cleaned: repeated lines out, numbers in one form",
            ask_raw(
                """SELECT DISTINCT ON (caller, callee, started_at) regexp_replace(caller, '[^0-9+]', '', 'g')
                AS caller, regexp_replace(callee, '[^0-9+]', '', 'g') AS callee, started_at FROM raw"""
            ),
            lambda: telephone.clean(raw, duration=None),
            lambda answer: len(answer),
            lambda result: len(result.to_frame()),
        ),
    ]


def finances(transfers: pd.DataFrame) -> list[Work]:
    """What an analyst does with transfers."""
    ask = asking("transfers", transfers)
    ledger = transfers.rename(columns={"sender_account": "taken_in_by", "receiver_account": "paid_out_by"})
    ledger["taken_in_by"] = pd.array((ledger["taken_in_by"].str[-2:]).to_numpy(), dtype="str")
    ledger["paid_out_by"] = pd.array((ledger["paid_out_by"].str[-2:]).to_numpy(), dtype="str")
    ask_ledger = asking("ledger", ledger)
    return [
        (
            "every account: paid, received, first, last",
            ask(
                """SELECT account, sum(paid) AS paid, sum(received) AS received, count(*) AS rows, min(sent_at)
                AS first, max(sent_at) AS last FROM (SELECT sender_account AS account, amount_usd AS paid, 0
                AS received, sent_at FROM transfers UNION ALL SELECT receiver_account, 0, amount_usd,
                sent_at FROM transfers) GROUP BY account"""
            ),
            lambda: finance.accounts(transfers),
            lambda answer: (len(answer), round(answer["paid"].sum())),
            lambda result: (len(result.to_frame()), round(result.to_frame()["paid"].sum())),
        ),
        (
            "money flow between accounts",
            ask(
                """SELECT sender_account, receiver_account, sum(amount_usd) AS amount, count(*) AS transfers,
                min(sent_at) AS first, max(sent_at) AS last FROM transfers WHERE sender_account <>
                receiver_account GROUP BY ALL"""
            ),
            lambda: finance.money_flow(transfers),
            lambda answer: len(answer),
            lambda result: len(result.to_frame()),
        ),
        (
            "money paths of two transfers, within 2 days, 1 to 12 % kept",
            ask(
                """SELECT a.transfer_id AS one, b.transfer_id AS two FROM transfers a JOIN transfers b ON
                b.sender_account = a.receiver_account AND b.sent_at > a.sent_at AND b.sent_at <= a.sent_at +
                INTERVAL 2 DAY AND b.amount_usd >= a.amount_usd * 0.88 AND b.amount_usd <= a.amount_usd *
                0.99 AND b.receiver_account <> a.receiver_account AND b.receiver_account <> a.sender_account
                AND a.sender_account <> a.receiver_account"""
            ),
            lambda: finance.paths(transfers, within="2D", keeps=(0.01, 0.12), longest=2),
            lambda answer: len(answer) > 0,
            lambda result: len(result.to_frame()) > 0,
        ),
        (
            "structuring under 1,000",
            ask(
                """SELECT * FROM (SELECT receiver_account, count(*) OVER run AS payments, sum(amount) OVER run
                AS total FROM transfers WHERE amount < 1000 WINDOW run AS (PARTITION BY receiver_account
                ORDER BY sent_at RANGE BETWEEN CURRENT ROW AND INTERVAL 3 DAY FOLLOWING)) WHERE payments >=
                3 AND total >= 1000"""
            ),
            lambda: finance.structuring(transfers, 1000),
            lambda answer: int(answer["receiver_account"].nunique()),
            lambda result: int(result.to_frame()["account"].nunique()),
        ),
        (
            "first digits (Benford)",
            ask(
                """SELECT substr(ltrim(replace(amount::VARCHAR, '.', ''), '0'), 1, 1) AS digit, count(*) AS
                total FROM transfers GROUP BY digit"""
            ),
            lambda: finance.benford(transfers["amount"]),
            lambda answer: int(answer["total"].sum()),
            lambda result: int(result.to_frame()["count"].sum()),
        ),
        (
            "hawala settlement of 100 agents",
            ask_ledger(
                """SELECT taken_in_by, paid_out_by, sum(amount_usd) AS amount, count(*) AS orders FROM ledger
                GROUP BY ALL"""
            ),
            lambda: finance.settlement(ledger),
            lambda answer: 0,
            lambda result: 0,
        ),
    ]


def moves(sightings: pd.DataFrame) -> list[Work]:
    """What an analyst does with sightings and goods."""
    ask = asking("sightings", sightings)
    return [
        (
            "passages between cameras, within 12 hours",
            ask(
                """SELECT place_id, after, count(*) AS total, count(DISTINCT plate) AS vehicles, min(seen_at)
                AS first, max(seen_at) AS last, median(epoch(took)) AS took FROM (SELECT plate, place_id,
                seen_at, lead(place_id) OVER way AS after, lead(seen_at) OVER way - seen_at AS took FROM
                sightings WINDOW way AS (PARTITION BY plate ORDER BY seen_at)) WHERE after <> place_id AND
                took <= INTERVAL 12 HOUR GROUP BY ALL"""
            ),
            lambda: flows.passages(sightings),
            lambda answer: int(answer["total"].sum()) > 0,
            lambda result: int(result.to_frame()["count"].sum()) > 0,
        ),
        (
            "commodity flow: plate to place",
            ask("""SELECT plate, place_id, count(*) AS total FROM sightings GROUP BY ALL"""),
            lambda: flows.commodity(sightings, "plate", "place_id"),
            lambda answer: len(answer),
            lambda result: len(result.to_frame()),
        ),
        (
            "events in order, one line for each vehicle",
            ask("""SELECT plate, place_id, seen_at FROM sightings ORDER BY seen_at, plate"""),
            lambda: flows.events(sightings, event="place_id", time="seen_at", lane="plate"),
            lambda answer: len(answer),
            lambda result: len(result.to_frame()),
        ),
    ]


def shown(found: dict[str, Any]) -> str:
    """Return the table of the page."""
    note = (
        f"{found['calls']:,} call records, {found['transfers']:,} transfers, {found['sightings']:,} sightings; "
        "processor seconds of one thread."
    )
    rows = [
        (row["what"], f"{row['bare']:.2f}", f"{row['ours']:.2f}", f"{row['ratio']:.2f}", f"at most {MOST:g}")
        for row in found["rows"]
    ]
    return f"{note}\n\n{table(('what', 'DuckDB by hand, s', 'ours, s', 'ratio', 'target'), rows)}"


if __name__ == "__main__":
    main()
