"""What each real name becomes in one fictional geography: countries, places, peoples, money and codes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from synthetic_data import load
from synthetic_data.geography.sphere import Motion, rigid_motion
from synthetic_data.geography.tongue import Tongue
from synthetic_data.geography.vocabulary import pattern, real_words, states_of, table
from synthetic_data.seeds import generator
from toolkit.errors import ParameterError

SOURCE = "fictional geography: names are invented; figures and distances are those of the scenario it was made from"
# With it, a user-assigned country code makes a currency code that ISO 4217 has not given out.
_CURRENCY_LETTER = "Q"
_CODE = re.compile("[A-Z]{2,3}")


class Atlas:
    """The invented counterparts of everything that a plot names; the same plot and seed give the same atlas.

    `codes` maps the code of a state or currency to its new one; `countries` a state's code to (name, demonym),
    `phones` to its country code in E.164, `tongues` to its language; `motion` carries places to where they lie.
    """

    def __init__(self, plot: Mapping[str, Any], seed: int) -> None:
        self._seed, words = seed, table("invented")
        rng = generator(seed, "geography")
        states, packs = states_of(plot), plot.get("pack", {})
        most = min(len(words["countries"]), len(words["codes"]) + len(words["spare_codes"]))
        if len(states) > most or len(packs) > min(len(words["codes"]), len(words["phone_codes"])):
            raise ParameterError(f"the plot names {len(states)} states; a fictional geography holds {most}")
        codes = [*_dealt(words["codes"], rng), *_dealt(words["spare_codes"], rng)]
        self.codes: dict[str, str] = dict(zip(states, codes, strict=False))
        self.codes |= {pack["currency"]["code"]: self.codes[code] + _CURRENCY_LETTER for code, pack in packs.items()}
        names = [(str(name), str(demonym)) for name, demonym in _dealt(words["countries"], rng)]
        self.countries = dict(zip(states, names, strict=False))
        self.phones: dict[str, str] = dict(zip(states, _dealt(words["phone_codes"], rng), strict=False))
        self._taken = {*real_words(), *(word for pair in words["countries"] for word in pair)}
        first = int(rng.integers(len(words["tongues"])))
        self.tongues = {code: self._tongue(first + at, 1 + at) for at, code in enumerate(states)}
        self._words = self._named(packs, self._tongue(first + len(states), 0))
        self._pattern = pattern(self._words)
        points = [(float(north), float(east)) for code in sorted(packs) for _, _, north, east in places(packs[code])]
        self.motion: Motion = rigid_motion(points or [(0.0, 0.0)], rng)

    def translate(self, value: Any) -> Any:
        """Return any structure of tables, lists and text with every real name and code put into its new form.

        Text under keys that end in `source` is replaced, since a citation of a real publication would be false.
        """
        if isinstance(value, Mapping):
            return {
                self.translate(key): SOURCE if str(key).endswith("source") else self.translate(one)
                for key, one in value.items()
            }
        if isinstance(value, list | tuple):
            return [self.translate(one) for one in value]
        if not isinstance(value, str):
            return value
        if _CODE.fullmatch(value) and value in self.codes:
            return self.codes[value]
        return self._pattern.sub(lambda found: self._words[found.group()], value)

    def _tongue(self, number: int, stream: int) -> Tongue:
        words = table("invented")
        sounds = words["tongues"][number % len(words["tongues"])]
        return Tongue(sounds, self._taken, words["avoid"], generator(self._seed, "geography", 1 + stream))

    def _named(self, packs: Mapping[str, Any], other: Tongue) -> dict[str, str]:
        """Every real name with its counterpart: places of the plot's packs first, then all that text may name."""
        found: dict[str, str] = {}
        for code in sorted(packs):
            _name_places(packs[code], self.tongues[code], found)
        for code, (names, demonyms, money) in table("real")["states"].items():
            name, demonym = self.countries.get(code) or (other.word("towns"), other.word("family"))
            coin = self.tongues.get(code, other).word().lower()
            found |= {**dict.fromkeys(names, name), **dict.fromkeys(demonyms, demonym), **dict.fromkeys(money, coin)}
        for group in table("real")["terms"]:
            bare = {name: name.removeprefix("the ") for name in group["names"]}
            made = {name: group["form"].format(other.word("towns")) for name in dict.fromkeys(bare.values())}
            found = {name: made[base] for name, base in bare.items()} | found
        for code in load.names("packs"):
            if code not in packs:
                _name_places(load.load_pack(code), other, found)
        return found | {str(packs[code]["name"]): self.countries[code][0] for code in packs}


def places(pack: Mapping[str, Any]) -> list[tuple[str, str, float, float]]:
    """Return a pack's places as (kind, name, latitude, longitude)."""
    return [(group["kind"], name, north, east) for group in pack["places"] for name, north, east in group["at"]]


def _name_places(pack: Mapping[str, Any], tongue: Tongue, found: dict[str, str]) -> None:
    """Add a pack's places: towns get new names; of other places the proper names alone, kinds being plain English."""
    named = places(pack)
    for kind, name, _, _ in named:
        if kind == "town" and name not in found:
            found[name] = tongue.word("towns")
    known = pattern(found)
    generic = {*table("invented")["generic"]}
    for kind, name, _, _ in named:
        if kind != "town":
            for run in _proper(known.sub("-", name).split(), generic):
                if run not in found:
                    found[run] = tongue.word()


def _proper(words: Sequence[str], generic: set[str]) -> list[str]:
    """Return the runs of words that begin with a capital and are no kind of place.

    >>> _proper("Ban Khlong Luek border point".split(), {"Checkpoint"})
    ['Ban Khlong Luek']
    """
    runs: list[list[str]] = [[]]
    for word in words:
        bare = word.strip("(),.")
        if bare[:1].isupper() and bare not in generic:
            runs[-1].append(bare)
        if not bare[:1].isupper() or bare in generic or bare != word:
            runs.append([])
    return [" ".join(run) for run in runs if run]


def _dealt(options: Sequence[Any], rng: np.random.Generator) -> list[Any]:
    return [options[int(at)] for at in rng.permutation(len(options))]
