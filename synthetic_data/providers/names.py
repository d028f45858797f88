"""Names of one country, romanised and in its own script."""

from __future__ import annotations

from synthetic_data.providers.country import CountryProvider, Pack
from toolkit.errors import ParameterError

_TRIES = 1000
Part = tuple[str, str, str]


class NameProvider(CountryProvider):
    """Combine a pack's name parts in the country's own order; combinations under `never` are drawn again.

    Format: the parts that `[names] order` lists, parted by spaces; the native form is parted by `[names] joint`.
    Method: each part is drawn alike from the pack's common names, so that a combination is nobody's.
    """

    def name_parts(self, country: str | None = None, female: bool | None = None) -> list[Part]:
        """Return the parts of a name in order, each as (kind, romanised, native), kind being "family" or "given"."""
        names = self._pack(country)["names"]
        if female is None:
            female = self.generator.random.random() < 0.5
        pools = {"given": names["given_female" if female else "given_male"], "family": names["family"]}
        # where family names agree with the bearer's sex (Ivanov, Ivanova), women's stand under a key of their own
        if female:
            pools["family"] = names.get("family_female", names["family"])
        never = names.get("never", ())
        for _ in range(_TRIES):
            parts: list[Part] = []
            for kind in names["order"]:
                choice = self._part(kind, pools[kind])
                while choice in parts:
                    choice = self._part(kind, pools[kind])
                parts.append(choice)
            romanised = " ".join(part[1] for part in parts)
            if not any(banned in romanised for banned in never):
                return parts
        raise ParameterError("the `never` list of the pack's [names] leaves no name to draw; shorten it")

    def full_name(self, female: bool | None = None, country: str | None = None) -> tuple[str, str]:
        """Return a name romanised and in the country's script."""
        pack = self._pack(country)
        parts = self.name_parts(str(pack["code"]), female)
        return " ".join(part[1] for part in parts), _joint(pack).join(part[2] for part in parts)

    def person_name(self, country: str | None = None, female: bool | None = None) -> str:
        """Return a romanised name.

        >>> from faker.generator import Generator
        >>> name = NameProvider(Generator()).person_name("KH")
        >>> len(name.split())
        2
        """
        return self.full_name(female, country)[0]

    def _part(self, kind: str, pool: list[list[str]]) -> Part:
        choice = pool[self.generator.random.randrange(len(pool))]
        return kind, choice[0], choice[1]


def _joint(pack: Pack) -> str:
    """What stands between the parts of a name in the country's script; some scripts write it without spaces."""
    spaced = pack.get("script") in ("Khmer", "Thai", "Lao", "Latin")
    return str(pack["names"].get("joint", " " if spaced else ""))
