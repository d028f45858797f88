"""Periodic state returns with vintages: what each state reported for a period, and when."""

from toolkit.schema.column import Column, Record
from toolkit.schema.indicators import UNITS, cycles, indicators

RECORD = Record(
    name="returns",
    title="Periodic returns",
    doc="Figures reported by states, with every vintage. An empty value is 'not reported', never 0. Monthly figures "
    "are by route; the other cycles are a state's own totals, so that the two are never added up.",
    key="return_id",
    time="period",
    columns=(
        Column("return_id", "text", "Record number, in order of report date"),
        Column("state", "text", "Contributor: ISO 3166 two-letter code of a state, or an organisation's short name"),
        Column("cycle", "code", "How often the figure is asked", codes=tuple(cycles())),
        Column("indicator", "code", "Indicator number (toolkit.schema.indicators)", codes=tuple(indicators())),
        Column("route", "text", "Route as the state names it; monthly figures alone", nullable=True),
        Column(
            "citizenship",
            "text",
            "ISO 3166 two-letter code of what the breakdown is by (citizenship, or country of issue, origin or "
            "detection), ZZ for all; empty where the breakdown is by something else",
            nullable=True,
        ),
        Column("item", "text", "Part of a breakdown that is not by country, such as 'F, 18-29'", nullable=True),
        Column("period", "date", "First day of the period reported on"),
        Column("value", "integer", "Figure; empty = not reported", nullable=True, minimum=0),
        Column("unit", "code", "Unit of the figure", codes=UNITS),
        Column("reported_on", "date", "Day on which this figure was filed"),
        Column("vintage", "integer", "1 for the first figure for the period, 2 for its first revision", minimum=1),
        Column("note", "text", "Remark of the reporting state", nullable=True),
    ),
)
