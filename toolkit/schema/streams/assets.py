"""Financial profiles: what some people on file own, owe, earn and spend, as declared or found."""

from toolkit.schema.column import Column, Record

RECORD = Record(
    name="assets",
    title="Financial profiles",
    doc="Statements of means of a few people on the index, suspected or not: what they own and owe on the first day "
    "and on that of a second statement, and what is known of income and expenditure in between. Wealth with a known "
    "source is no ground.",
    key="asset_id",
    time="as_of",
    references={"nominal_id": "nominals.nominal_id"},
    columns=(
        Column("asset_id", "text", "Record number, in order of the day"),
        Column("nominal_id", "text", "Whose", identity="nominal"),
        Column("as_of", "date", "Day for which it holds; the second day for income and expenditure in between"),
        Column("side", "code", "What it is", codes=("asset", "liability", "income", "expenditure")),
        Column("kind", "text", "Kind, such as vehicle or loan"),
        Column("value_usd", "number", "Value", unit="US$", minimum=0),
        Column(
            "source",
            "code",
            "Where the figure comes from",
            codes=("bank", "land register", "vehicle register", "search", "tax office", "estimate"),
        ),
    ),
)
