"""Nominal index: the people and organisations that the file knows by name."""

from toolkit.schema.column import Column, Record

RECORD = Record(
    name="nominals",
    title="Nominal index",
    doc="Everybody and every organisation named in the file, guilty of nothing by being here.",
    key="nominal_id",
    columns=(
        Column("nominal_id", "text", "Index number", identity="nominal"),
        Column("kind", "code", "What it is", codes=("person", "organisation")),
        Column("name", "text", "Name as first recorded"),
        Column("also_known_as", "text", "Other names on file, separated by '; '", nullable=True),
    ),
)
