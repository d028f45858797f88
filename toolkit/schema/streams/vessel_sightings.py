"""Vessel sightings: coast radar, patrols, harbour logs and position reports."""

from toolkit.schema.column import Column, Record

RECORD = Record(
    name="vessel_sightings",
    title="Vessel sightings",
    doc="Positions of vessels. Radar sees an echo without a mark; a mark may be misread; who does not transmit is not "
    "therefore hiding: small boats need no transponder. Empty where nobody goes to sea.",
    key="sighting_id",
    time="seen_at",
    columns=(
        Column("sighting_id", "text", "Record number, in order of time"),
        Column("seen_at", "time", "When it was seen"),
        Column("registration", "text", "Mark as read; empty for an echo", nullable=True, identity="vessel"),
        Column("latitude", "number", "Position", unit="degree", minimum=-90, maximum=90),
        Column("longitude", "number", "Position", unit="degree", minimum=-180, maximum=180),
        Column("source", "code", "How it was seen", codes=("radar", "patrol", "harbour log", "AIS")),
    ),
)
