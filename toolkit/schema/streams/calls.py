"""Call records: which handset and SIM called which number, when and from which cell."""

from toolkit.schema.column import Column, Record

RECORD = Record(
    name="calls",
    title="Call records",
    doc="Billing records of voice calls and text messages. They link handsets and SIMs, not people.",
    key="call_id",
    time="started_at",
    source="caller",
    target="callee",
    references={"cell_id": "cells.cell_id"},
    columns=(
        Column("call_id", "text", "Record number, in order of time"),
        Column("started_at", "time", "Start of the call"),
        Column("duration_s", "integer", "Length; 0 for a text message", unit="s", minimum=0, maximum=86_400),
        Column("caller", "text", "Number that called", identity="number"),
        Column("callee", "text", "Number that was called", identity="number"),
        Column("kind", "code", "Kind of record", codes=("voice", "sms")),
        Column("imei", "text", "Handset of the caller", nullable=True, identity="handset"),
        Column("cell_id", "text", "Cell at the start of the call", nullable=True, identity="cell"),
    ),
)
