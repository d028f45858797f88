"""Vehicle sightings: number-plate cameras and patrols."""

from toolkit.schema.column import Column, Record

RECORD = Record(
    name="sightings",
    title="Vehicle sightings",
    doc="Sightings of plates by cameras and patrols; a plate may be misread.",
    key="sighting_id",
    time="seen_at",
    references={"place_id": "places.place_id"},
    columns=(
        Column("sighting_id", "text", "Record number, in order of time"),
        Column("seen_at", "time", "When it was seen"),
        Column("plate", "text", "Plate as read", identity="plate"),
        Column("place_id", "text", "Where", identity="place"),
        Column("source", "code", "How it was seen", codes=("camera", "patrol")),
        Column("heading", "text", "Direction of travel", nullable=True),
    ),
)
