"""Turn a real country's pack into that of an invented one, of the same shape and with the same distances."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from synthetic_data.geography.atlas import SOURCE, Atlas
from synthetic_data.geography.tongue import Tongue
from synthetic_data.geography.vocabulary import table

_ENDINGS = {"given_male": "male", "given_female": "female", "family": "family"}
_DIGITS = 8


def invented_country(pack: Mapping[str, Any], atlas: Atlas) -> dict[str, Any]:
    """Return the pack of the invented country that stands for a real one.

    Names have as many parts as the real pack, native and romanised forms are alike (the script is Latin), and every
    part carries one further spelling by the invented language's own letter pairs. Positions are moved rigidly.
    """
    real = str(pack["code"])
    code, (name, demonym), tongue = atlas.codes[real], atlas.countries[real], atlas.tongues[real]
    moved = {
        **atlas.translate({key: value for key, value in pack.items() if key not in ("names", "places")}),
        "code": code,
        # the three-letter codes XAA to XZZ and QMA to QZZ are user-assigned as well (ISO 3166-1)
        "alpha3": code + code[-1],
        "name": name,
        "demonym": demonym,
        "script": "Latin",
        "names": _names(pack["names"], tongue),
        "transliteration": {"pairs": tongue.pairs, "source": SOURCE},
        "places": [_group(group, atlas) for group in pack["places"]],
    }
    operators = [f"{tongue.word()} {kind} (fictional)" for kind in table("invented")["networks"][:3]]
    moved["phone"] = {
        "country_code": atlas.phones[real],
        "prefix": "7",
        "digits": _DIGITS,
        "operators": operators,
        "source": "the country code is spare in ITU-T E.164: the number cannot be dialled",
    }
    moved["document"] = {
        **moved["document"],
        "pattern": f"{code}0######",
        "source": "no state has the code with which it begins",
    }
    return moved


def _names(names: Mapping[str, Any], tongue: Tongue) -> dict[str, Any]:
    made: dict[str, Any] = {
        "order": list(names["order"]),
        "joint": " ",
        "never": [],
        "source": SOURCE,
        "nicknames": [tongue.word() for _ in names.get("nicknames", ())],
    }
    for key, ending in _ENDINGS.items():
        made[key] = [_part(tongue.word(ending), tongue) for _ in names.get(key, ())]
    if "family_female" in names:
        made["family_female"] = [_part(f"{part[0].rstrip('aeiouy')}a", tongue) for part in made["family"]]
    return made


def _part(word: str, tongue: Tongue) -> list[str]:
    """A part of a name: romanised, native, and the first other spelling that the language's letter pairs give."""
    other = next((one for one in tongue.respelt(word) if one != word), None)
    return [word, word, *([other] if other else [])]


def _group(group: Mapping[str, Any], atlas: Atlas) -> dict[str, Any]:
    at = [[atlas.translate(name), *atlas.motion.move(north, east)] for name, north, east in group["at"]]
    return {**{key: value for key, value in group.items() if key != "at"}, "at": at}
