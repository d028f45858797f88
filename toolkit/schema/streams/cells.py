"""Cell register: where each mobile-network cell stands."""

from toolkit.schema.column import Column, Record

RECORD = Record(
    name="cells",
    title="Cell register",
    doc="Mobile-network cells with the place they serve.",
    key="cell_id",
    references={"place_id": "places.place_id"},
    columns=(
        Column("cell_id", "text", "Cell", identity="cell"),
        Column("place_id", "text", "Place served", identity="place"),
        Column("latitude", "number", "Mast position", unit="degree", minimum=-90, maximum=90),
        Column("longitude", "number", "Mast position", unit="degree", minimum=-180, maximum=180),
    ),
)
