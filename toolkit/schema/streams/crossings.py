"""Border crossings: admissions, refusals and detections as the border service recorded them."""

from toolkit.schema.column import Column, Record

RECORD = Record(
    name="crossings",
    title="Border crossings",
    doc="Records of persons at the border. A detection is an event, not a person: one person may be met twice.",
    key="crossing_id",
    time="detected_at",
    references={"place_id": "places.place_id"},
    columns=(
        Column("crossing_id", "text", "Record number, in order of time"),
        Column("detected_at", "time", "When the record was made"),
        Column("place_id", "text", "Border point or place near it", identity="place"),
        Column("direction", "code", "Direction seen from the state of destination", codes=("in", "out")),
        Column("outcome", "code", "What the service did", codes=("admitted", "refused", "detected")),
        Column("traveller_name", "text", "Name as written by the officer", nullable=True),
        Column("citizenship", "text", "ISO 3166 two-letter code", nullable=True),
        Column("document_number", "text", "Travel document", nullable=True, identity="document"),
        Column("plate", "text", "Vehicle", nullable=True, identity="plate"),
    ),
)
