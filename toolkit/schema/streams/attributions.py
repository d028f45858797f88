"""Attributions: which person is held to use a number, on what ground and with what grade."""

from toolkit.schema.column import Column, Record

RECORD = Record(
    name="attributions",
    title="Attribution of numbers",
    doc="The agreed attribution list. No person goes on a telephone chart without a line here.",
    key="number",
    source="number",
    target="nominal_id",
    references={"number": "subscribers.number", "nominal_id": "nominals.nominal_id"},
    columns=(
        Column("number", "text", "Number in E.164 form", identity="number"),
        Column("nominal_id", "text", "Person held to use it", identity="nominal"),
        Column(
            "ground",
            "code",
            "Ground of the attribution",
            codes=("subscriber", "seized phone", "surveillance", "informant", "statement"),
        ),
        Column("source_grade", "code", "4x4 grade of the source", codes=("A", "B", "C", "X")),
        Column("information_grade", "code", "4x4 grade of the information", codes=("1", "2", "3", "4")),
    ),
)
