"""Mobile numbers in E.164 form on levels that the country's plan leaves unallocated: nobody can hold them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from faker.providers import BaseProvider


class MsisdnProvider(BaseProvider):
    """Numbers of the pack's phone plan."""

    def __init__(self, generator: Any, pack: Mapping[str, Any]) -> None:
        super().__init__(generator)
        phone = pack["phone"]
        self._start = f"+{phone['country_code']}{phone['prefix']}"
        self._digits = int(phone["digits"])
        self._operators: tuple[str, ...] = tuple(phone["operators"])

    def msisdn(self) -> str:
        """Return one number, such as +66 10 1234 5678 without its spaces."""
        return self._start + "".join(str(self.generator.random.randrange(10)) for _ in range(self._digits))

    def operator(self) -> str:
        """Return the name of a fictional operator."""
        return str(self.random_element(self._operators))
