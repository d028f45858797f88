"""Market prices and fees: what was asked or paid, where, when, at which stage, and who says so."""

from toolkit.schema.column import Column, Record

STAGES = ("source", "transit", "destination", "whole journey")
UNITS = ("g", "kg", "tonnes", "m3", "items", "person")

RECORD = Record(
    name="prices",
    title="Prices and fees",
    doc="Price observations by place and stage of the market, and fees by route. Units differ between rows: convert "
    "before comparing. Several rows may go back to one observation.",
    key="price_id",
    time="observed_on",
    references={"source_ref": "bibliography.ref_id"},
    columns=(
        Column("price_id", "text", "Record number, in order of date"),
        Column("observed_on", "date", "Day on which the price was noted"),
        Column("product", "text", "What is sold, or the service paid for"),
        Column("route", "text", "Route, where a fee is for one", nullable=True),
        Column("place", "text", "Where the price was asked or paid", nullable=True),
        Column("country", "text", "ISO 3166 two-letter code"),
        Column("stage", "code", "Stage of the market", codes=STAGES),
        Column("unit", "code", "What the price is for", codes=UNITS),
        Column("low_usd", "number", "Lowest price noted", unit="US$", nullable=True, minimum=0),
        Column("typical_usd", "number", "Price most often noted", unit="US$", minimum=0),
        Column("high_usd", "number", "Highest price noted", unit="US$", nullable=True, minimum=0),
        Column("quality", "text", "Quality of the goods or terms of the service, as noted", nullable=True),
        Column("source_ref", "text", "Work of the bibliography that gives it"),
        Column("note", "text", "Remark of whoever noted it", nullable=True),
    ),
)
