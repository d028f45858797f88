"""Subscriber data: in whose name a number was registered, where anybody asked."""

from string import ascii_uppercase

from toolkit.schema.column import Column, Record

# states with a country pack, and the codes XA to XZ that ISO 3166 leaves to users: those of fictional geographies
COUNTRIES = (
    *("TH", "KH", "LA", "MM", "VN", "CN", "MY", "ID", "AF", "PK", "LK", "BD", "AU", "CA", "RU", "PL", "DE", "US", "MX"),
    *(f"X{letter}" for letter in ascii_uppercase),
)

RECORD = Record(
    name="subscribers",
    title="Subscriber data",
    doc="Registrations as the operators hold them. A prepaid SIM is often in another person's name or in none.",
    key="number",
    columns=(
        Column("number", "text", "Number in E.164 form", identity="number"),
        Column("operator", "text", "Network operator (fictional)"),
        Column("country", "code", "Country of the number", codes=COUNTRIES),
        Column("contract", "code", "Kind of contract", codes=("prepaid", "postpaid")),
        Column("registered_name", "text", "Name given at registration", nullable=True),
        Column("registered_on", "date", "Day of registration", nullable=True),
        Column("registered_at", "text", "Place of registration", nullable=True),
        Column(
            "document_number",
            "text",
            "Document shown at registration, where one was",
            nullable=True,
            identity="document",
        ),
        Column("address", "text", "Address given, where it was asked for", nullable=True),
    ),
)
