"""Report index: the graded prose documents of the case file."""

from toolkit.schema.column import Column, Record

RECORD = Record(
    name="reports",
    title="Report index",
    doc="One line for each prose document; the text is in `documents/`.",
    key="document_id",
    time="dated",
    columns=(
        Column("document_id", "text", "Document number", identity="document"),
        Column("dated", "date", "Date of the document"),
        Column(
            "kind",
            "code",
            "Kind of document",
            codes=(
                "informant",
                "surveillance",
                "open source",
                "statement",
                "officer",
                "partner",
                "phone",
                "custody",
                "finance",
                "patrol",
                "liaison",
                "hotline",
                "transcript",
            ),
        ),
        Column("source_ref", "text", "Reference of the source; the same source keeps its reference"),
        Column("source_grade", "code", "4x4 grade of the source", codes=("A", "B", "C", "X")),
        Column("information_grade", "code", "4x4 grade of the information", codes=("1", "2", "3", "4")),
        Column("handling", "code", "Handling code", codes=("H0", "H1", "H2", "H3")),
        Column("title", "text", "Title"),
        Column("file", "text", "File in `documents/`"),
    ),
)
