"""Travel-document numbers in series that the country does not issue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from faker.providers import BaseProvider

from synthetic_data.providers.pattern import fill


class PassportProvider(BaseProvider):
    """Document numbers of the pack's pattern."""

    def __init__(self, generator: Any, pack: Mapping[str, Any]) -> None:
        super().__init__(generator)
        self._pattern = str(pack["document"]["pattern"])

    def passport_number(self) -> str:
        """Return one document number."""
        return fill(self._pattern, self.generator.random)
