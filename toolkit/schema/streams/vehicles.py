"""Vehicle register: who keeps the vehicle with a plate."""

from toolkit.schema.column import Column, Record

RECORD = Record(
    name="vehicles",
    title="Vehicle register",
    doc="Registered keepers; the keeper is not always the driver.",
    key="plate",
    columns=(
        Column("plate", "text", "Number plate", identity="plate"),
        Column("kind", "text", "Kind of vehicle"),
        Column("keeper_name", "text", "Registered keeper", nullable=True),
    ),
)
