"""Vessel register: name, kind and keeper of each registered vessel."""

from toolkit.schema.column import Column, Record

RECORD = Record(
    name="vessels",
    title="Vessel register",
    doc="Registered vessels of the coasts that the file knows; empty where nobody goes to sea. The keeper is not "
    "always the skipper.",
    key="registration",
    references={"home_place_id": "places.place_id"},
    columns=(
        Column("registration", "text", "Registration mark", identity="vessel"),
        Column("name", "text", "Name of the vessel", nullable=True),
        Column("kind", "text", "Kind of vessel"),
        Column("keeper_name", "text", "Registered keeper", nullable=True),
        Column("home_place_id", "text", "Home port", nullable=True, identity="place"),
    ),
)
