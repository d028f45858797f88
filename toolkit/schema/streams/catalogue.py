"""Catalogue of actors and activities: who does what against smuggling and trafficking, state by state. Restricted."""

from toolkit.schema.column import Column, Record

SECTIONS = (
    "laws",
    "national policy",
    "key actors: government",
    "key actors: international and civil society",
    "coordination: within government",
    "coordination: with civil society",
    "capacity building",
)

RECORD = Record(
    name="catalogue",
    title="Catalogue of actors and activities",
    doc="Responses of the states, smuggling and trafficking apart. Restricted: each entry has its handling. "
    "Entries grow old, contradict one another and are missing: read `updated_on` and `status` first.",
    key="entry_id",
    columns=(
        Column("entry_id", "text", "Number of the entry"),
        Column("country", "text", "ISO 3166 two-letter code"),
        Column("field", "code", "What it is against", codes=("smuggling", "trafficking")),
        Column("section", "code", "Section of the catalogue", codes=SECTIONS),
        Column("title", "text", "Law, plan, body, mechanism or activity", nullable=True),
        Column("body", "text", "Body responsible", nullable=True),
        Column("entry", "text", "Entry as filed"),
        Column("since", "integer", "Year from which it has held", nullable=True, minimum=1950),
        Column("status", "code", "Status as filed", codes=("in force", "draft", "ended", "not stated")),
        Column("updated_on", "date", "Day on which the entry was last confirmed"),
        Column(
            "handling",
            "code",
            "Who may read it: anybody; states and bodies that contribute; this desk alone",
            codes=("open", "contributors", "desk"),
        ),
    ),
)
