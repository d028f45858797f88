"""Arrests on file: who was held, where and when, on what suspicion, and what came of it."""

from toolkit.schema.column import Column, Record

RECORD = Record(
    name="arrests",
    title="Arrests on file",
    doc="Persons taken into custody, rightly or wrongly. An arrest is a suspicion, not a finding: see the outcome, "
    "and ask what else the file holds.",
    key="arrest_id",
    time="arrested_at",
    references={"nominal_id": "nominals.nominal_id", "place_id": "places.place_id"},
    columns=(
        Column("arrest_id", "text", "Record number, in order of time"),
        Column("arrested_at", "time", "When"),
        Column("place_id", "text", "Where", nullable=True, identity="place"),
        Column(
            "nominal_id", "text", "Index number, where the person is on the index", nullable=True, identity="nominal"
        ),
        Column("name", "text", "Name as written in the custody record", nullable=True),
        Column("citizenship", "text", "ISO 3166 two-letter code", nullable=True),
        Column("birth_date", "date", "Birth date as stated", nullable=True),
        Column(
            "suspicion",
            "code",
            "On what suspicion",
            codes=("facilitation", "irregular entry", "forged document", "unlicensed money service"),
        ),
        Column(
            "outcome",
            "code",
            "What came of it by the day of the file",
            codes=("charged", "released", "witness", "referred as possible victim"),
        ),
        Column(
            "number", "text", "Number of the telephone found, where there was one", nullable=True, identity="number"
        ),
    ),
)
