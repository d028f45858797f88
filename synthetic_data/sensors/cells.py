"""Cell register: as the operators publish it, without error."""

from __future__ import annotations

from synthetic_data.sensors.observed import Observed
from synthetic_data.world.model import World


def observe(world: World) -> Observed:
    """Return every cell."""
    return Observed("cells", world.table("cells").copy())
