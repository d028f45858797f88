"""Annotated bibliography: published works, and grey papers of uneven quality that are marked as synthetic."""

from toolkit.schema.column import Column, Record

KINDS = ("treaty", "report", "book", "article", "manual", "grey paper", "press")

RECORD = Record(
    name="bibliography",
    title="Annotated bibliography",
    doc="Works that the desk may use. Where `synthetic` is true, the work was made for this case and exists nowhere "
    "else; all others are published works.",
    key="ref_id",
    columns=(
        Column("ref_id", "text", "Number of the work"),
        Column("kind", "code", "What it is", codes=KINDS),
        Column("author", "text", "Author or body responsible", nullable=True),
        Column("title", "text", "Title"),
        Column("publisher", "text", "Publisher, or where it was found", nullable=True),
        Column("year", "integer", "Year of publication; empty = not stated", nullable=True, minimum=1900),
        Column("topic", "text", "What it is about"),
        Column("method", "text", "What the work says of its method and data", nullable=True),
        Column("cites", "text", "Number of the work on which it rests, where it names one", nullable=True),
        Column("annotation", "text", "What it offers to the desk"),
        Column("synthetic", "flag", "Whether the work was made for this case"),
    ),
)
