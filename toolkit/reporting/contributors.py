"""Who contributes, and the fixed vocabularies of a system: contributors, countries and routes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache

import pandas as pd
from sqlalchemy import Connection, select

from toolkit.errors import ReportingError, unknown
from toolkit.language import current
from toolkit.reporting import tables
from toolkit.reporting.system import System
from toolkit.schema.indicators import cycles as declared

ALL = "ZZ"  # the country code of a total
_CODE = re.compile(r"[A-Z][A-Z0-9-]{1,19}$")
_PLAIN = re.compile(r"[^\n\r\t=+@|%<>][^\n\r\t<>]{0,119}$")
# Names that the United Nations use where CLDR's English ones differ, for the states of the region.
_NAMES = {"LA": "Lao PDR", "MM": "Myanmar", "VN": "Viet Nam"}
# Codes of CLDR that are no ISO 3166 country: groups, islands without a code, pseudo-locales.
_NO_COUNTRY = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", ALL}
# Codes that ISO 3166 leaves to its users, as a fictional geography takes them.
_FREE = re.compile(r"(AA|Q[M-Z]|X[A-Z])$")


@cache
def iso_countries(language: str) -> Mapping[str, str]:
    """Return the countries of ISO 3166 with their names in that language (CLDR, through Babel), in order of name.

    >>> iso_countries("en")["TH"]
    'Thailand'
    """
    from babel import Locale

    names = Locale.parse(language).territories
    found = {code: name for code, name in names.items() if re.match("[A-Z]{2}$", code) and code not in _NO_COUNTRY}
    found |= _NAMES if language == "en" else {}
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def countries(system: System) -> dict[str, str]:
    """Return the countries that a breakdown may name: code -> name in the language in use."""
    own = tables.countries.c
    added = system.read(lambda at: at.execute(select(own.code, own.name)).tuples().all())
    return {**iso_countries(current()), **dict(added)}


def routes(system: System) -> list[str]:
    """Return the routes that monthly returns may name, in alphabetical order."""
    return list(system.read(lambda at: at.execute(select(tables.routes.c.name).order_by("name")).scalars().all()))


def contributors(system: System) -> pd.DataFrame:
    """Return who contributes: columns code, name, kind, cycles (in which a return is expected)."""
    held = tables.contributors
    rows = system.read(lambda at: at.execute(select(held).order_by(held.c.kind.desc(), held.c.code)).mappings().all())
    return pd.DataFrame([dict(row) for row in rows], columns=["code", "name", "kind", "cycles"])


def add_contributor(
    system: System, code: str, name: str = "", *, kind: str = "state", cycles: Iterable[str] = ("annual",)
) -> None:
    """Enter a contributor, or change its name, kind and cycles.

    Parameters
    ----------
    code : ISO 3166 two-letter code of a state, or an organisation's short name, such as "IOM"
    name : how it is shown; a state's is known
    kind : "state", "state outside the region" or "international organisation"
    cycles : those in which its return is expected; it may file in any

    Raises ReportingError for an unknown state, kind or cycle, and where a contributor and not the desk asks.
    """
    _for_the_desk(system, "enter contributors")
    known = countries(system)
    entry = contributor_row(code, name, kind, cycles, known)
    system.write(lambda at: put_contributor(at, entry))


def add_route(system: System, name: str) -> None:
    """Enter a route that monthly returns may name; ReportingError unless the desk asks, or for a formula or mark-up."""
    _for_the_desk(system, "enter routes")
    if not isinstance(name, str) or not _PLAIN.match(name.strip()):
        raise ReportingError(f"route {name!r}: up to 120 plain characters, not beginning like a formula")
    system.write(lambda at: put_routes(at, [name.strip()]))


def contributor_row(code: str, name: str, kind: str, cycles: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """Return the checked row of a contributor; ReportingError for what does not fit."""
    if kind not in tables.KINDS:
        raise ReportingError(unknown("kind of contributor", kind, tables.KINDS))
    wanted = list(cycles)
    for one in wanted:
        if one not in declared():
            raise ReportingError(unknown("cycle", one, declared()))
    if kind.startswith("state"):
        if code not in known:
            raise ReportingError(f"{code!r} is no country's ISO 3166 two-letter code, such as TH")
        name = name or known[code]
    elif not isinstance(code, str) or not _CODE.match(code) or code in known:
        raise ReportingError(f"{code!r}: an organisation's short name is 3 to 20 capitals, digits and hyphens")
    if name and not _PLAIN.match(name):
        raise ReportingError(f"name {name!r}: up to 120 plain characters, not beginning like a formula")
    return {"code": code, "name": name or code, "kind": kind, "cycles": ",".join(wanted)}


def put_contributor(at: Connection, entry: Mapping[str, str]) -> None:
    """Insert or change one contributor within a writing transaction."""
    held = tables.contributors
    changed = at.execute(held.update().where(held.c.code == entry["code"]).values(**entry)).rowcount
    if not changed:
        at.execute(held.insert().values(**entry))


def put_routes(at: Connection, names: Collection[str]) -> None:
    """Insert the routes that are not there yet, within a writing transaction."""
    there = set(at.execute(select(tables.routes.c.name)).scalars())
    for name in names:
        if name not in there:
            at.execute(tables.routes.insert().values(name=name))


def put_countries(at: Connection, names: Mapping[str, str]) -> None:
    """Insert invented countries, within a writing transaction; ReportingError for a code that ISO 3166 gives out."""
    there = set(at.execute(select(tables.countries.c.code)).scalars())
    for code, name in names.items():
        if not _FREE.match(code):
            raise ReportingError(f"{code!r} is neither a country of ISO 3166 nor one of its free codes (XA to XZ)")
        if code not in there:
            at.execute(tables.countries.insert().values(code=code, name=name))


def _for_the_desk(system: System, what: str) -> None:
    if system.viewer is not None:
        raise ReportingError(f"{system.viewer} cannot {what}: only the regional desk can")
