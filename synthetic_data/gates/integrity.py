"""Gates of referential integrity: every reference is answered, in the evidence and from the truth to the evidence."""

from __future__ import annotations

from collections.abc import Iterator

from synthetic_data.gates.gate import Gate, none_of
from synthetic_data.truth import TABLES, Truth
from toolkit.errors import EvidenceError
from toolkit.schema import STREAMS, validate
from toolkit.schema.case import Case

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


def _references(case: Case) -> tuple[str, ...]:
    try:
        validate({name: case.table(name) for name in case.tables}, STREAMS)
    except EvidenceError as error:
        return error.problems
    return ()


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
    known = _records(case)
    for table in _WITH_PROVENANCE:
        for index, listed in enumerate(truth.table(table)["provenance"]):
            for record in str(listed).split(";") if listed else ():
                if record not in known:
                    yield f"{table} row {index + 2}: {record} is no record of the evidence"


def _ledger(case: Case, truth: Truth) -> Iterator[str]:
    known = _records(case)
    for row in truth.table("noise").itertuples():
        if row.record_id and str(row.record_id) not in known:
            yield f"{row.operation_id}: {row.record_id} is no record of the evidence"


def _records(case: Case) -> set[str]:
    return {str(value) for name in case.tables for value in case.table(name)[STREAMS[name].key]}
