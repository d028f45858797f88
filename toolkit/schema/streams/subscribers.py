"""Subscriber data: in whose name a number was registered, where anybody asked."""

from toolkit.schema.column import Column, Record

RECORD = Record(
    name="subscribers",
    title="Subscriber data",
    doc="Registrations as the operators hold them. A prepaid SIM is often in another person's name or in none.",
    key="number",
    columns=(
        Column("number", "text", "Number in E.164 form", identity="number"),
        Column("operator", "text", "Network operator (fictional)"),
        Column("country", "code", "Country of the number", codes=("KH", "LA", "MM", "TH", "VN", "MY", "CN", "ID")),
        Column("contract", "code", "Kind of contract", codes=("prepaid", "postpaid")),
        Column("registered_name", "text", "Name given at registration", nullable=True),
        Column("registered_on", "date", "Day of registration", nullable=True),
        Column("registered_at", "text", "Place of registration", nullable=True),
    ),
)
