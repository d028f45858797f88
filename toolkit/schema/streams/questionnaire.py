"""A state's answers on its capacity to collect and analyse data, item by item."""

from toolkit.schema.column import Column, Record

SECTIONS = ("legal basis", "collection", "staff", "IT", "sharing")

RECORD = Record(
    name="questionnaire",
    title="Data-capacity questionnaire",
    doc="One state's answers about its own structures. Answers to different items may not fit together.",
    key="item_id",
    columns=(
        Column("item_id", "text", "Number of the item"),
        Column("country", "text", "State that answered, ISO 3166 two-letter code"),
        Column("section", "code", "Section of the questionnaire", codes=SECTIONS),
        Column("question", "text", "Question"),
        Column("kind", "code", "Kind of answer asked", codes=("yes or no", "number", "choice", "text")),
        Column("answer", "text", "Answer; empty = not answered", nullable=True),
        Column("answered_by", "text", "Office that answered", nullable=True),
        Column("comment", "text", "Remark of the office", nullable=True),
    ),
)
