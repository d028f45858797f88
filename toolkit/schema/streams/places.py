"""Place register: towns, border points, safe houses and shops that the file names."""

from toolkit.schema.column import Column, Record

RECORD = Record(
    name="places",
    title="Place register",
    doc="Places named in the file with approximate coordinates. A premises stands in somebody's name, who may never "
    "go there; the register does not say what it is used for.",
    key="place_id",
    columns=(
        Column("place_id", "text", "Index number", identity="place"),
        Column("name", "text", "Name of the place"),
        Column("country", "text", "ISO 3166 two-letter code"),
        Column(
            "kind",
            "code",
            "What it is",
            codes=("town", "border point", "premises", "road point", "landing", "port", "airport"),
        ),
        Column("latitude", "number", "Position", unit="degree", minimum=-90, maximum=90),
        Column("longitude", "number", "Position", unit="degree", minimum=-180, maximum=180),
        Column("occupant", "text", "Person or organisation in whose name a premises stands", nullable=True),
        Column(
            "information", "code", "Where the entry comes from", codes=("map", "land register", "patrol", "resident")
        ),
    ),
)
