"""Maps drawn from shipped borders, with no request off the machine: `maps.route`, and `maps.regions` before it."""

from __future__ import annotations

from toolkit.maps.regions import regions
from toolkit.maps.route import route

__all__ = ["regions", "route"]
