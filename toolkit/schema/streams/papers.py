"""Travel documents seen: at borders, at arrests, and as copies seized with whoever supplies documents."""

from toolkit.schema.column import Column, Record

RECORD = Record(
    name="papers",
    title="Travel documents",
    doc="Travel documents as officers saw them, with their machine-readable zone. A wrong check digit, a zone that "
    "disagrees with the printed data, one number under two names or a number out of its series points to a forgery; "
    "each also comes about by a clerk's error, so that one anomaly proves nothing.",
    key="paper_id",
    time="seen_at",
    references={
        "place_id": "places.place_id",
        "crossing_id": "crossings.crossing_id",
        "arrest_id": "arrests.arrest_id",
    },
    columns=(
        Column("paper_id", "text", "Record number, in order of time"),
        Column("seen_at", "time", "When the document was seen or seized"),
        Column("place_id", "text", "Where", nullable=True, identity="place"),
        Column("source", "code", "On what occasion", codes=("border", "arrest", "seized copy")),
        Column("kind", "code", "What it is", codes=("passport", "border pass", "identity card")),
        Column("issuing_state", "text", "ISO 3166 two-letter code; X and a letter for an invented state"),
        Column("document_number", "text", "Number as printed, as the officer wrote it", identity="document"),
        Column("name", "text", "Name as printed, as the officer wrote it", nullable=True),
        Column("birth_date", "date", "Birth date as printed, as the officer wrote it", nullable=True),
        Column("sex", "code", "Sex as printed", nullable=True, codes=("F", "M")),
        Column("issued_on", "date", "Day of issue; within a state and kind numbers rise with it", nullable=True),
        Column("expires_on", "date", "Last day of validity", nullable=True),
        Column("mrz_1", "text", "First line of the machine-readable zone (ICAO Doc 9303)", nullable=True),
        Column("mrz_2", "text", "Second line", nullable=True),
        Column("mrz_3", "text", "Third line, of cards (TD1) alone", nullable=True),
        Column(
            "result",
            "code",
            "What the inspection came to; a seized copy was never inspected",
            nullable=True,
            codes=("accepted", "queried", "refused", "seized"),
        ),
        Column("crossing_id", "text", "Border record of the same moment", nullable=True),
        Column("arrest_id", "text", "Arrest at which it was found", nullable=True),
    ),
)
