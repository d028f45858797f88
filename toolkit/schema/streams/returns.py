"""Periodic state returns with vintages: what each state reported for a month, and when."""

from toolkit.schema.column import Column, Record

RECORD = Record(
    name="returns",
    title="Periodic returns",
    doc="Monthly figures reported by states, with every vintage. An empty value is 'not reported', never 0.",
    key="return_id",
    time="period",
    columns=(
        Column("return_id", "text", "Record number, in order of report date"),
        Column("state", "text", "Reporting state, ISO 3166 two-letter code"),
        Column("indicator", "code", "Indicator number", codes=("1.1.1", "1.1.2", "1.2.1", "1.3.1", "1.4.1")),
        Column("route", "text", "Route as the state names it"),
        Column("citizenship", "text", "ISO 3166 two-letter code, or ZZ for all", nullable=True),
        Column("period", "date", "First day of the month reported on"),
        Column(
            "value",
            "integer",
            "Detections; empty = not reported",
            unit="detections",
            nullable=True,
            minimum=0,
        ),
        Column("reported_on", "date", "Day on which this figure was filed"),
        Column("vintage", "integer", "1 for the first figure for the period, 2 for its first revision", minimum=1),
        Column("note", "text", "Remark of the reporting state", nullable=True),
    ),
)
