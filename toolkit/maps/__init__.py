"""Maps drawn from shipped borders, with no request off the machine: `maps.route`."""

from __future__ import annotations

from toolkit.maps.route import route

__all__ = ["route"]
