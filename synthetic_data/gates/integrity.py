"""Gates of referential integrity: every reference is answered, in the evidence and from the truth to the evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from synthetic_data.gates.gate import Gate, none_of
from synthetic_data.truth import TABLES, Truth
from toolkit.errors import EvidenceError
from toolkit.schema import STREAMS, validate
from toolkit.schema.case import Case
from toolkit.schema.parts import Parts

_WITH_PROVENANCE = tuple(name for name, columns in TABLES.items() if "provenance" in columns)


def gates(case: Case, truth: Truth) -> list[Gate]:
    """Check references between streams, documents against their index, claims and provenance against the evidence."""
    return [
        none_of("references between streams", _references(case)),
        none_of("documents and their index", _documents(case)),
        none_of("claims in their documents", _claims(case, truth)),
        none_of("provenance in the evidence", _provenance(case, truth)),
        none_of("noise ledger in the evidence", _ledger(case, truth)),
    ]


def _references(case: Case) -> Iterator[str]:
    """Part by part, since a table may not fit into memory; what its records refer to always does."""
    whole = {name: case.table(name) for name in case.tables if not isinstance(case.loaders[name], Parts)}
    try:
        validate(whole, STREAMS)
    except EvidenceError as error:
        yield from error.problems
    for name in case.tables:
        if name not in whole:
            for part in case.frames(name):
                try:
                    validate({**whole, name: part}, STREAMS, (name,))
                except EvidenceError as error:
                    yield from error.problems


def _documents(case: Case) -> Iterator[str]:
    indexed = list(case.table("reports")["document_id"])
    for name in indexed:
        if name not in case.texts:
            yield f"{name} has no text"
        elif "SYNTHETIC" not in case.texts[name].split("\n", 1)[0]:
            yield f"{name} does not open with the SYNTHETIC mark"
    known = set(indexed)
    yield from (f"{name} is not on the report index" for name in case.texts if name not in known)


def _claims(case: Case, truth: Truth) -> Iterator[str]:
    nominals = set(case.table("nominals")["nominal_id"]) if "nominals" in case.tables else set()
    for claim in truth.table("claims").itertuples():
        text = case.texts.get(str(claim.document_id), "")
        if claim.sentence not in text:
            yield f"{claim.claim_id}: its sentence is not in {claim.document_id}"
        for end in (claim.subject, claim.object):
            if end not in nominals:
                yield f"{claim.claim_id}: {end} is not on the nominal index"
            elif f"[{end}]" not in text:
                yield f"{claim.claim_id}: {claim.document_id} does not give the number {end}"


def _provenance(case: Case, truth: Truth) -> Iterator[str]:
    listed = [
        (f"{table} row {index + 2}", record)
        for table in _WITH_PROVENANCE
        for index, records in enumerate(truth.table(table)["provenance"].tolist())
        for record in (str(records).split(";") if records else ())
    ]
    absent = _absent(case, {record for _, record in listed})
    yield from (f"{place}: {record} is no record of the evidence" for place, record in listed if record in absent)


def _ledger(case: Case, truth: Truth) -> Iterator[str]:
    rows = truth.table("noise")
    listed = [(str(row.operation_id), str(row.record_id)) for row in rows.itertuples() if row.record_id]
    absent = _absent(case, {record for _, record in listed})
    yield from (f"{place}: {record} is no record of the evidence" for place, record in listed if record in absent)
    for number, file in enumerate(truth.ledgers):
        records = set(pd.read_parquet(file, columns=["record_id"])["record_id"])
        unknown = _absent(case, _absent_from_part(case, number, records))
        yield from (f"{file.name}: {record} is no record of the evidence" for record in sorted(unknown))


def _absent_from_part(case: Case, number: int, records: set[str]) -> set[str]:
    """Return those records that no table holds in its part of that number: there stand those of the same ledger."""
    missing = pa.array(sorted(records), pa.string())
    for name in case.tables:
        parts = case.loaders[name]
        if isinstance(parts, Parts):
            for part in replace(parts, files=parts.files[number : number + 1]).frames([parts.record.key]):
                missing = _not_in(part[parts.record.key], missing)
    return set(missing.to_pylist())


def _absent(case: Case, records: set[str]) -> set[str]:
    """Return those records that no table of the evidence holds, going through tables part by part."""
    missing = pa.array(sorted(records), pa.string())
    for name in case.tables:
        key = STREAMS[name].key
        for part in case.frames(name, [key]):
            if not len(missing):
                return set()
            missing = _not_in(part[key], missing)
    return set(missing.to_pylist())


def _not_in(column: pd.Series, records: pa.Array) -> pa.Array:
    there = pa.array(column.astype("str"), pa.string(), from_pandas=True)
    return records.filter(pc.invert(pc.is_in(records, value_set=there)))
