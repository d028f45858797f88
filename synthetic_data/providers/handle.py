"""Names of accounts on fictional platforms."""

from __future__ import annotations

from faker.providers import BaseProvider

from synthetic_data.providers.tables import table


class OnlineHandleProvider(BaseProvider):
    """Format: platform, a colon, lower-case words with a number. Method: parts drawn alike from `data/handles.toml`."""

    def online_handle(self, platform: str | None = None) -> str:
        """Return one handle; the platform is drawn where it is None.

        >>> from faker.generator import Generator
        >>> OnlineHandleProvider(Generator()).online_handle("palaver").startswith("palaver:")
        True
        """
        words = table("handles")
        where = platform or self.random_element(words["platforms"])
        pattern = str(self.random_element(words["patterns"]))
        first, second = self.random_element(words["first"]), self.random_element(words["second"])
        number = self.generator.random.randrange(2, 1000)
        return f"{where}:{pattern.format(first=first, second=second, number=number)}"

    def online_platform(self) -> str:
        """Return the name of a fictional platform."""
        return str(self.random_element(table("handles")["platforms"]))
