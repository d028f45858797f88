"""Gates of configuration: coverage, sizes and rates of error come out as the level asks, but for sampling error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from synthetic_data import load
from synthetic_data.gates.gate import Gate
from synthetic_data.noise.plates import CONFUSED
from synthetic_data.truth import Truth
from toolkit.schema.case import Case
from toolkit.schema.parts import LONG

# Standard errors allowed: about one chance in a thousand cases over all the figures.
ERRORS = 4.0
# A name with no other spelling and an entry that an error leaves as it was count in the denominator all the same.
_SPARED = 0.2
_NAMES = {
    "subscribers": ("registered_name",),
    "crossings": ("traveller_name",),
    "transfers": ("sender_name", "receiver_name"),
}


class Share(NamedTuple):
    """A share `done / of` that should be `asked`, or less by at most the share `spared` of it."""

    name: str
    done: int
    of: int
    asked: float
    spared: float = 0.0


def gates(case: Case, truth: Truth) -> list[Gate]:
    """Check what was asked for against what the ledger and the truth say was done.

    Denominators: `truth.info["coverage"]` for what each sensor could have seen, the ledger and the tables for noise.
    """
    level = load.load_level(str(case.info["level"]))
    checks = [*_coverage(truth, level), *_index(case, truth, level), *_noise(case, truth, level)]
    return [_size(truth, level), *(_gate(share) for share in checks if share.of)]


def _gate(share: Share) -> Gate:
    error = ERRORS * float(np.sqrt(share.asked * (1 - share.asked) / share.of)) + 1 / share.of
    low, high, found = share.asked * (1 - share.spared) - error, share.asked + error, share.done / share.of
    limit, detail = f"{max(low, 0):.3f} to {min(high, 1):.3f}", f"{share.done} of {share.of}"
    return Gate(f"configured: {share.name}", low <= found <= high, round(found, 4), limit, detail)


def _size(truth: Truth, level: Mapping[str, Any]) -> Gate:
    members = int(truth.table("people")["is_member"].astype(bool).sum())
    low, high = level["network"]["members"]
    return Gate("configured: members", low <= members <= high, float(members), f"{low} to {high}")


def _coverage(truth: Truth, level: Mapping[str, Any]) -> Iterator[Share]:
    for name, (seen, offered) in sorted(truth.info["coverage"].items()):
        yield Share(f"coverage of {name}", int(seen), int(offered), float(level["coverage"][name]))


def _index(case: Case, truth: Truth, level: Mapping[str, Any]) -> Iterator[Share]:
    """Members on the index, and numbers attributed, less those that are always known."""
    people = truth.table("people")
    sure = people["is_broker"].astype(bool) | (people["role"] == "organiser")
    others = people[people["is_member"].astype(bool) & ~sure]
    known = int((others["nominal_id"].astype("str") != "").sum())
    yield Share("coverage of member_nominals", known, len(others), float(level["coverage"]["member_nominals"]))
    named = set(people[~sure & (people["nominal_id"].astype("str") != "")]["person_id"])
    numbers = truth.table("numbers").sort_values(["first_day", "number"]).drop_duplicates("person_id")
    first = numbers[numbers["person_id"].isin(named) & numbers["number"].isin(case.table("subscribers")["number"])]
    found = int(first["number"].isin(case.table("attributions")["number"]).sum())
    yield Share("coverage of attribution", found, len(first), float(level["coverage"]["attribution"]))


def _noise(case: Case, truth: Truth, level: Mapping[str, Any]) -> Iterator[Share]:
    ledger, rates = _operations(truth), level["noise"]
    count = ledger.groupby(["stream", "operation"])["number"].sum()

    def done(stream: str, operation: str) -> int:
        return int(count.get((stream, operation), 0))

    for stream, columns in _lost(ledger).items():
        if stream in case.tables:
            lost = sum(columns.values())
            filled = sum(_filled(case, stream, column) for column in columns)
            yield Share(f"missing in {stream}", lost, filled + lost, rates["missing"])
    for stream, names in _NAMES.items():
        written = sum(int(case.table(stream)[name].notna().sum()) for name in names)
        varied = int(count.get(stream, pd.Series(dtype=int)).filter(like="name ").sum())
        lost = sum(_lost(ledger).get(stream, {}).get(name, 0) for name in names)
        yield Share(f"name_variant in {stream}", varied, written + lost, rates["name_variant"], _SPARED)
    sightings = case.table("sightings")
    readable = int(sightings["plate"].map(lambda plate: any(sign in CONFUSED for sign in plate)).sum())
    yield Share("misread_plate", done("sightings", "misread plate"), readable, rates["misread_plate"])
    twice = done("calls", "duplicate record")
    yield Share("duplicate", twice, case.rows("calls") - twice, rates["duplicate"])
    yield Share("clerical", done("papers", "clerical error"), len(case.table("papers")), rates["clerical"], _SPARED)
    wrong = done("attributions", "false attribution")
    yield Share("false_attribution", wrong, len(case.table("attributions")), rates["false_attribution"], _SPARED)


def _operations(truth: Truth) -> pd.DataFrame:
    """How often each (stream, operation, detail) was done, `number`; of calls in parts, from their ledgers."""
    kinds = ["stream", "operation", "detail"]
    found = [truth.table("noise").groupby(kinds).size().rename("number").reset_index()]
    for file in truth.ledgers:
        calls = pq.read_table(file, columns=kinds[1:]).group_by(kinds[1:]).aggregate([([], "count_all")])
        found.append(calls.rename_columns([*kinds[1:], "number"]).to_pandas().assign(stream="calls"))
    return pd.concat(found, ignore_index=True)


def _filled(case: Case, stream: str, column: str) -> int:
    """Values that are there; a table too long to hold is counted in its files."""
    if case.rows(stream) > LONG:
        return int(case.scan(stream).count_rows(filter=ds.field(column).is_valid()))
    return int(case.table(stream)[column].notna().sum())


def _lost(ledger: pd.DataFrame) -> dict[str, dict[str, int]]:
    """Values lost by stream and column."""
    lost = ledger[ledger["operation"] == "missing value"].groupby(["stream", "detail"])["number"].sum()
    found: dict[str, dict[str, int]] = {}
    for (stream, column), number in lost.items():
        found.setdefault(str(stream), {})[str(column)] = int(number)
    return found
