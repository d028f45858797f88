"""Place register: every place that the file names, without saying what a house is used for."""

from __future__ import annotations

from synthetic_data.sensors.observed import Observed
from synthetic_data.world.model import World


def observe(world: World) -> Observed:
    """Return every place."""
    return Observed("places", world.table("places").copy())
