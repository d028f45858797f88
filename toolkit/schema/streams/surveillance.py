"""Surveillance logs: lines of the teams, who was seen where, when, and with whom."""

from toolkit.schema.column import Column, Record

RECORD = Record(
    name="surveillance",
    title="Surveillance logs",
    doc="One line for each event that a team saw. Its subject was chosen as a person of interest, which proves "
    "nothing, nor does being seen with the subject.",
    key="log_id",
    time="started_at",
    source="nominal_id",
    target="seen_with",
    references={
        "place_id": "places.place_id",
        "nominal_id": "nominals.nominal_id",
        "seen_with": "nominals.nominal_id",
    },
    columns=(
        Column("log_id", "text", "Line number, in order of time"),
        Column("team", "text", "Reference of the team"),
        Column("started_at", "time", "Start of the event"),
        Column("ended_at", "time", "End of the event"),
        Column("place_id", "text", "Where", nullable=True, identity="place"),
        Column("nominal_id", "text", "Subject of the watch", identity="nominal"),
        Column(
            "seen_with", "text", "The other person, where the team knew him or her", nullable=True, identity="nominal"
        ),
        Column("description", "text", "What the team wrote of a person whom it did not know", nullable=True),
        Column("activity", "text", "What was done, in a few words"),
        Column("plate", "text", "Vehicle used", nullable=True, identity="plate"),
    ),
)
