"""Financial profiles: statements of means of people on the index, put together from registers, banks and searches."""

from __future__ import annotations

from collections.abc import Mapping

from synthetic_data.sensors.observed import Observed
from synthetic_data.world.model import World

# Where a figure of each kind is found; what is in no register is an estimate.
_SOURCES = {
    "house or land": "land register",
    "vehicle": "vehicle register",
    "bank balance": "bank",
    "loan": "bank",
    "cash": "search",
    "wages and trade": "tax office",
}


def observe(world: World, nominals: Mapping[str, str]) -> Observed:
    """Return the statements of those who have an index number; `_fact` is the row of the world's table.

    Statements are whole: one that lacks a line would show a source of income that is not there.
    """
    assets = world.table("assets")
    known = assets[assets["person_id"].isin(list(nominals))]
    table = known[["as_of", "side", "kind", "value_usd"]].assign(
        nominal_id=known["person_id"].map(nominals),
        source=known["kind"].map(_SOURCES).fillna("estimate"),
        _fact=[str(at) for at in known.index],
    )
    return Observed("assets", table)
