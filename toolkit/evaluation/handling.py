"""Handling codes printed in full, and which of several records' codes binds what is made from them."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.errors import ParameterError, unknown
from toolkit.evaluation.codes import FOUR_BY_FOUR, System

# What each code withholds, least first. H1, H2 and H3 withhold different things: a product keeps all of them.
_FREE = {"4x4": "H0", "5x5x5": "1"}


def handling(codes: str | Iterable[str], system: System = FOUR_BY_FOUR) -> str:
    """Return the handling codes of the records behind a product, each in full, as they are printed on it.

    A product carries every restriction of every record behind it, so all codes that withhold something are kept; the
    code that withholds least stands only where it stands alone. In the 5x5x5 system the codes are a ladder, and the
    strictest stands for all.

    Raises ParameterError for an unknown code, for none, or for a system without handling codes.

    >>> print(handling(["H0", "H2", "H1"]))
    H1: not to be disclosed in judicial proceedings without the permission of the provider
    H2: not to be disseminated without the permission of the provider
    """
    if not system.handling:
        raise ParameterError(f"evaluation.handling: {system.name} has no handling codes; use those of 4x4 or 5x5x5")
    listed = codes.replace(",", " ").split() if isinstance(codes, str) else list(codes)
    given = {str(code).strip().upper() for code in listed}
    for code in sorted(given):
        if code not in system.handling:
            raise ParameterError(f"evaluation.handling: {unknown('handling code', code, system.handling)}")
    if not given:
        raise ParameterError(f"evaluation.handling: no code given; each record has one of {', '.join(system.handling)}")
    if system.name == "5x5x5":
        kept = [max(given)]
    else:
        kept = sorted(given - {_FREE[system.name]}) or sorted(given)
    return "\n".join(f"{code}: {system.handling[code]}" for code in kept)
