"""Handset and SIM pairings: which handset carried which number, from when until when."""

from toolkit.schema.column import Column, Record

RECORD = Record(
    name="handsets",
    title="Handset and SIM pairings",
    doc="What operators say about the handsets in which a number was used. One handset with two numbers in turn is a "
    "change of SIM, one number with two handsets a change of handset; neither says who held it.",
    key="pairing_id",
    time="first_seen",
    source="imei",
    target="number",
    references={"number": "subscribers.number"},
    columns=(
        Column("pairing_id", "text", "Record number, in order of the first day"),
        Column("imei", "text", "Handset", identity="handset"),
        Column("number", "text", "Number in E.164 form", identity="number"),
        Column("first_seen", "date", "First day on which the two were together on the network"),
        Column("last_seen", "date", "Last such day; the request ends with the file"),
        Column("days", "integer", "Days on which they were seen together", unit="d", nullable=True, minimum=1),
    ),
)
