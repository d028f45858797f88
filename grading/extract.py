"""Of more call records than memory holds, those that exercises ask about: what an analyst would draw from the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from toolkit.schema import STREAMS, conform
from toolkit.schema.case import Case
from toolkit.schema.parts import LONG, Parts, plain

CALLS = "calls"
_PAIR = ["imei", "caller"]


@dataclass
class Extract(Case):
    """A case whose `calls` are an extract; `rows("calls")` still counts the whole, up to the day where one is set."""

    whole: Parts | None = None
    until: date | None = None
    counted: dict[str, int] = field(default_factory=dict, repr=False)

    def rows(self, name: str) -> int:
        """Return how many records the whole table holds."""
        if name != CALLS or self.whole is None:
            return super().rows(name)
        if self.until is None:
            return self.whole.rows
        if name not in self.counted:
            limit = pa.scalar(pd.Timestamp(self.until, tz="UTC"), pa.timestamp("us", tz="UTC"))
            self.counted[name] = self.whole.dataset().count_rows(filter=ds.field("started_at") < limit)
        return self.counted[name]


def extract(case: Case) -> Case:
    """Return the case itself, or where it holds more than a million call records one with the extract of them.

    The extract holds every record of an attributed number; and of handsets that several numbers called from, each
    number's first and last record in each part, so that who followed whom shows as in the whole. Keys derived on it
    are those of the whole: what they ask about a number that isn't attributed is who uses it, never how often it calls.
    """
    whole = case.loaders.get(CALLS)
    if not isinstance(whole, Parts) or whole.rows <= LONG or "attributions" not in case.tables:
        return case
    numbers = pa.array(sorted(set(case.table("attributions")["number"].astype("str"))), pa.string())
    shared = _shared(whole)
    found = []
    for table in _tables(whole):
        kept = pc.or_(pc.is_in(table["caller"], value_set=numbers), pc.is_in(table["callee"], value_set=numbers))
        at = pa.array(np.arange(table.num_rows))
        several = table.select(_PAIR).append_column("at", at).filter(pc.is_in(table["imei"], value_set=shared))
        ends = several.group_by(_PAIR).aggregate([("at", "min"), ("at", "max")])
        edges = pa.chunked_array([*ends["at_min"].chunks, *ends["at_max"].chunks], pa.int64())
        found.append(plain(table.filter(pc.or_(kept, pc.is_in(at, value_set=edges)))))
    drawn = pa.concat_tables(found)
    found.clear()
    # columns are handed over one by one, and what the parts took is given back: the extract may be a large one
    held = drawn.to_pandas(split_blocks=True, self_destruct=True)
    del drawn
    frame = conform(held, STREAMS[CALLS], "extract of the calls")
    del held
    pa.default_memory_pool().release_unused()
    return Extract(
        info=case.info,
        loaders={**case.loaders, CALLS: lambda: frame},
        texts=case.texts,
        handouts=case.handouts,
        path=case.path,
        whole=whole,
    )


def up_to(case: Case, parts: Mapping[str, Any], day: date) -> Case:
    """Return a case of those parts (the arguments of `Case`) that counts its records as the given one does."""
    if isinstance(case, Extract):
        return Extract(**parts, whole=case.whole, until=day)
    return Case(**parts)


def _shared(whole: Parts) -> pa.Array:
    """Handsets from which more than one number called."""
    pairs = pa.concat_tables(
        table.select(_PAIR).filter(pc.is_valid(table["imei"])).group_by(_PAIR).aggregate([]) for table in _tables(whole)
    )
    pairs = pairs.group_by(_PAIR).aggregate([])
    users = pairs.group_by("imei").aggregate([("caller", "count")])
    return users.filter(pc.greater(users["caller_count"], 1))["imei"].combine_chunks()


def _tables(whole: Parts) -> Any:
    for file in whole.files:
        yield plain(ds.dataset(str(file.path), format="parquet").to_table())
