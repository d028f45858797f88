"""Number plates in series that the country does not issue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from faker.providers import BaseProvider

from synthetic_data.providers.pattern import fill


class PlateProvider(BaseProvider):
    """Plates of the pack's pattern."""

    def __init__(self, generator: Any, pack: Mapping[str, Any]) -> None:
        super().__init__(generator)
        self._pattern = str(pack["plate"]["pattern"])

    def plate(self) -> str:
        """Return one plate."""
        return fill(self._pattern, self.generator.random)
