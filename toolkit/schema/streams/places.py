"""Place register: towns, border points, safe houses and shops that the file names."""

from toolkit.schema.column import Column, Record

RECORD = Record(
    name="places",
    title="Place register",
    doc="Places named in the file with approximate coordinates.",
    key="place_id",
    columns=(
        Column("place_id", "text", "Index number", identity="place"),
        Column("name", "text", "Name of the place"),
        Column("country", "text", "ISO 3166 two-letter code"),
        Column("kind", "code", "What it is", codes=("town", "border point", "premises", "road point", "landing", "port", "airport")),
        Column("latitude", "number", "Position", unit="degree", minimum=-90, maximum=90),
        Column("longitude", "number", "Position", unit="degree", minimum=-180, maximum=180),
    ),
)
