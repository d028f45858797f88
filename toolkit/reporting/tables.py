"""The database of the reporting system: its tables, and the triggers that keep what was filed as it was filed."""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    event,
)

FORMAT = "1"
# What a row of `contributors.kind` says; the last two file as the states of the region do.
KINDS = ("state", "state outside the region", "international organisation")

metadata = MetaData()

# Settings of one system: format, title, the day on which a training system stands.
settings = Table("settings", metadata, Column("name", String(40), primary_key=True), Column("value", Text))

contributors = Table(
    "contributors",
    metadata,
    Column("code", String(20), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("kind", String(40), CheckConstraint(f"kind IN {KINDS!r}"), nullable=False),
    Column("cycles", String(80), nullable=False),  # the cycles in which a return is expected, with commas between
)

# Names of countries beside ISO 3166, as a fictional geography has them.
countries = Table(
    "countries", metadata, Column("code", String(2), primary_key=True), Column("name", String(120), nullable=False)
)

routes = Table("routes", metadata, Column("name", String(120), primary_key=True))

# Rounds that the desk has closed; every other round is open once its period is over.
closed_rounds = Table(
    "closed_rounds",
    metadata,
    Column("cycle", String(20), primary_key=True),
    Column("period", Date, primary_key=True),
    Column("closed_on", Date, nullable=False),
)

drafts = Table(
    "drafts",
    metadata,
    Column("contributor", ForeignKey("contributors.code"), primary_key=True),
    Column("cycle", String(20), primary_key=True),
    Column("period", Date, primary_key=True),
    Column("body", Text, nullable=False),
)

# One row for each vintage of each return. A later vintage is another row; none is ever changed.
returns = Table(
    "returns",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("contributor", ForeignKey("contributors.code"), nullable=False),
    Column("cycle", String(20), nullable=False),
    Column("period", Date, nullable=False),
    Column("vintage", Integer, CheckConstraint("vintage >= 1"), nullable=False),
    Column("filed_on", Date, nullable=False),
    Column("until", Date),  # last day covered, where only a part of the period is
    Column("reports", Boolean, nullable=False),  # whether any figure is reported: only then does it open others' data
    Column("note", String(300), nullable=False),
    UniqueConstraint("contributor", "cycle", "period", "vintage", name="one_vintage_once"),
    Index("returns_by_round", "cycle", "period", "contributor"),
)

figures = Table(
    "figures",
    metadata,
    Column("return_id", ForeignKey("returns.id"), primary_key=True, autoincrement=False),
    Column("line", Integer, primary_key=True, autoincrement=False),
    Column("indicator", String(10), nullable=False),
    Column("country", String(2), nullable=False),
    Column("item", String(60), nullable=False),
    Column("route", String(120), nullable=False),
    Column("value", BigInteger, CheckConstraint("value >= 0")),
    Column("unit", String(20), nullable=False),
    Column("note", String(300), nullable=False),
    Column("record", String(20), nullable=False),  # number of the row in the file that it came from, or ""
    UniqueConstraint("return_id", "indicator", "country", "item", "route", name="one_figure_once"),
    Index("figures_by_indicator", "indicator", "country", "return_id"),
    sqlite_with_rowid=False,
)

_SQLITE = "CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{table}: {said}'); END"
_POSTGRES = (
    "CREATE FUNCTION {table}_no_{verb}() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '{table}: {said}'; END $$;"
    "CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} FOR EACH STATEMENT "
    "EXECUTE FUNCTION {table}_no_{verb}()"
)
_SAID = "what was filed is never changed; file a revision"
for _table in (returns, figures):
    for _dialect, _words, _verbs in (
        ("sqlite", _SQLITE, ("update", "delete")),
        ("postgresql", _POSTGRES, ("update", "delete", "truncate")),
    ):
        for _verb in _verbs:
            _ddl = DDL(_words.format(table=_table.name, verb=_verb, said=_SAID))  # type: ignore[no-untyped-call]
            event.listen(_table, "after_create", _ddl.execute_if(dialect=_dialect))
