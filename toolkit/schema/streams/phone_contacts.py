"""Contact lists read from telephones that were seized at arrests."""

from toolkit.schema.column import Column, Record

RECORD = Record(
    name="phone_contacts",
    title="Contacts of seized telephones",
    doc="Entries of contact lists, as the owner saved them: names, nicknames, words such as Mother, or nothing. "
    "Family and shops are there like everybody else.",
    key="contact_id",
    source="owner_number",
    target="number",
    references={"arrest_id": "arrests.arrest_id", "nominal_id": "nominals.nominal_id"},
    columns=(
        Column("contact_id", "text", "Record number"),
        Column("arrest_id", "text", "Arrest at which the telephone was seized"),
        Column("nominal_id", "text", "Owner's index number, where there is one", nullable=True, identity="nominal"),
        Column("owner_number", "text", "Number of the telephone", identity="number"),
        Column("saved_as", "text", "Under what name", nullable=True),
        Column("number", "text", "Number saved", identity="number"),
        Column("times_contacted", "integer", "Calls and messages with it that the telephone still held", minimum=0),
    ),
)
