"""The agreed case file of one course day: what is on file that morning, and what was agreed on the days before.

It follows from the whole case and the sealed keys alone, so that nobody's mistakes of yesterday poison today. Keys are
derived on the same view: an exercise never asks for what lies in tomorrow's file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from grading.extract import up_to
from synthetic_data.truth import Truth
from toolkit.schema import STREAMS
from toolkit.schema.case import Case

AGREED = "agreed"
_SPLIT = ";"


@dataclass(frozen=True)
class Checkpoint:
    """What lies in the case file of one day.

    `until` is the share of the case's window whose records are on file, 0 to 1; `without` names streams that nobody
    has asked for yet.
    """

    until: float = 1.0
    without: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Does the day work on the whole case?"""
        return self.until >= 1 and not self.without


def view(case: Case, truth: Truth, checkpoint: Checkpoint) -> tuple[Case, Truth]:
    """Return the case as the file stands at a checkpoint, and the part of its truth that this file can show.

    Of the truth, claims of documents that are not on file yet are left out, and so are records not on file from the
    provenance of every fact. People, ties and events stay: a key that follows provenance asks for none that has none.
    """
    if checkpoint.whole:
        return case, truth
    shown = evidence(case, checkpoint)
    day = _day(case, checkpoint.until)
    lists = {
        name: [ids.split(_SPLIT) if ids else [] for ids in table["provenance"].astype("str").tolist()]
        for name, table in truth.tables.items()
        if "provenance" in table.columns
    }
    named = pa.array(sorted({record for rows in lists.values() for ids in rows for record in ids}), pa.string())
    records = set(shown.texts)
    for name in shown.tables:
        records |= _among(named, case, name, day)
    tables = {name: _known(table, lists.get(name), records, shown.texts) for name, table in truth.tables.items()}
    # What has come in and is not graded yet lies on the desk, not in the file.
    received = truth.table("incoming")
    tables["incoming"] = received[received["dated"].astype("str") < day.isoformat()].reset_index(drop=True)
    return shown, Truth(info=_sets(truth.info, shown.texts), tables=tables)


def evidence(case: Case, checkpoint: Checkpoint) -> Case:
    """Return the tables and documents that are on file at a checkpoint; `as_of` is its day."""
    if checkpoint.whole:
        return case
    day = _day(case, checkpoint.until)
    names = [name for name in case.tables if name not in checkpoint.without]
    reports = case.table("reports") if "reports" in case.tables else pd.DataFrame({"document_id": [], "dated": []})
    filed = set(reports["document_id"][reports["dated"] < pd.Timestamp(day)])
    parts = {
        "info": {**case.info, "as_of": day.isoformat()},
        "loaders": {name: partial(_filed, case, name, day) for name in names},
        "texts": {name: text for name, text in case.texts.items() if name in filed},
        "handouts": dict(case.handouts),
    }
    return up_to(case, parts, day)


def daily(
    case: Case, checkpoint: Checkpoint, papers: Collection[str], keys: Mapping[str, Mapping[str, Any]], course: str
) -> Case:
    """Return the case that is given out for one day.

    Parameters
    ----------
    papers : full ids (`course/exercise`) of the day's exercises; no other paper is in the file
    keys : full id -> sealed key record of the exercises of the days before; their answers are agreed, and lie in the
        file as handouts `course/agreed/exercise`
    """
    shown = evidence(case, checkpoint)
    handouts = {name: paper for name, paper in case.handouts.items() if name in papers}
    for record in keys.values():
        handouts[f"{course}/{AGREED}/{record['exercise']}"] = {
            "title": record["title"],
            "technique": record["technique"],
            "note": "Agreed by the syndicates and the instructor; the file as it stands this morning.",
            "items": record["paper"].get("items", []),
            "agreed": record["oracle"],
        }
    return Case(info=shown.info, loaders=shown.loaders, texts=shown.texts, handouts=handouts)


def _day(case: Case, share: float) -> date:
    """The day on whose morning that share of the window has passed."""
    first, last = (date.fromisoformat(day) for day in case.info["window"])
    return first + timedelta(days=round(((last - first).days + 1) * share))


def _filed(case: Case, name: str, day: date) -> pd.DataFrame:
    """The records of a stream that came on file before a day.

    Records without a date are on file with the dated records to which they refer, as the contacts of a telephone are
    with the arrest at which it was seized; those that refer to none are on file from the start.
    """
    table, column = case.table(name), STREAMS[name].on_file
    if column is not None:
        when = table[column]
        limit = pd.Timestamp(day, tz=when.dt.tz)
        return table[(when < limit).to_numpy()].reset_index(drop=True)
    for own, reference in STREAMS[name].references.items():
        target = reference.split(".")[0]
        if target in case.tables and STREAMS[target].on_file is not None:
            filed = set(_filed(case, target, day)[STREAMS[target].key])
            table = table[table[own].isna() | table[own].isin(list(filed))].reset_index(drop=True)
    return table


def _among(records: pa.Array, case: Case, name: str, day: date) -> set[str]:
    """Those of a few records that are on file in one stream before a day; the stream is gone through part by part."""
    key, column = STREAMS[name].key, STREAMS[name].on_file
    if column is None:
        there = pa.array(_filed(case, name, day)[key].astype("str"), pa.string())
        return set(records.filter(pc.is_in(records, value_set=there)).to_pylist())
    found: set[str] = set()
    for part in case.frames(name, (key, column)):
        ids = pa.array(part[key].astype("str"), pa.string())
        met = pc.is_in(ids, value_set=records).to_numpy(zero_copy_only=False)
        filed = part[column][met] < pd.Timestamp(day, tz=part[column].dt.tz)
        found |= set(part[key][met][filed].tolist())
    return found


def _known(
    table: pd.DataFrame, lists: Sequence[Sequence[str]] | None, records: Collection[str], texts: Collection[str]
) -> pd.DataFrame:
    """A table of the truth, of which only the documents and records on file are named: `lists` for each row."""
    if lists is not None:
        table = table.assign(provenance=[_SPLIT.join(one for one in ids if one in records) for ids in lists])
    if "document_id" in table.columns:
        table = table[table["document_id"].isin(list(texts))].reset_index(drop=True)
    return table


def _sets(info: Mapping[str, Any], texts: Collection[str]) -> dict[str, Any]:
    """The truth's info, with the sets for work by hand that the file holds whole."""
    sets = info.get("sets", {})
    return {**info, "sets": {name: one for name, one in sets.items() if set(one["documents"]) <= set(texts)}}
