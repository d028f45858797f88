"""Names across scripts and romanisations: one plain form, a form by sound, and how alike two names are and why."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from toolkit.language import text

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "haji", "hajji"})
# Letter groups that romanisations of the region's scripts write in several ways (UNGEGN, BGN/PCGN, ALA-LC, RTGS and
# popular spelling), longest first; one after the other.
_SOUNDS = (
    ("tch", "c"), ("oeu", "u"), ("eau", "o"), ("awng", "ong"), ("aung", "ong"), ("uang", "ong"), ("wong", "ong"),
    ("porn", "pon"), ("phy", "p"), ("pyo", "p"), ("gh", "k"), ("kh", "k"), ("ck", "k"), ("qu", "kv"), ("q", "k"),
    ("ch", "c"), ("tr", "c"), ("j", "c"), ("ky", "c"), ("ph", "p"), ("f", "p"), ("th", "t"), ("ht", "t"), ("hl", "l"),
    ("dz", "d"), ("dh", "d"), ("zh", "z"), ("sh", "s"), ("z", "s"), ("x", "s"), ("nh", "n"), ("ng", "n"), ("g", "k"),
    ("w", "v"), ("oo", "u"), ("ou", "u"), ("uo", "o"), ("oe", "o"), ("or", "o"), ("aw", "o"), ("ee", "i"), ("ea", "i"),
    ("ie", "i"), ("ia", "i"), ("ei", "ai"), ("ay", "ai"), ("y", "i"),
)  # fmt: skip
# Thai and Lao write these vowels before the consonant after which they are spoken.
_BEFORE = re.compile("([\u0e40-\u0e44\u0ec0-\u0ec4])(.)")
_INITIAL, _SOUND, _SKELETON = 0.7, 0.95, 0.8
_LIKE = 0.83


class NameComparison(NamedTuple):
    """How alike two names are, 0 to 1, and what makes them so."""

    score: float
    why: str


@lru_cache(maxsize=200_000)
def normalise_name(name: str) -> str:
    """Return a name in plain Latin letters: any script romanised, small letters, no titles, marks or punctuation.

    Misleads: scripts that write no vowels, or write them elsewhere (Arabic, Thai, Khmer, Burmese), come out as
    consonants; compare such a name by `compare_names`, which knows.

    >>> normalise_name("NGUYỄN Thị Hương"), normalise_name("Mr. O'Brien, Seán"), normalise_name("Иван Петров")
    ('nguyen thi huong', 'obrien sean', 'ivan petrov')
    """
    from anyascii import anyascii

    plain = anyascii(_BEFORE.sub(r"\2\1", str(name))).lower()
    plain = re.sub(r"['`’]", "", plain)
    parts = re.sub(r"[^a-z0-9]+", " ", plain).split()
    return " ".join(part for part in parts if part not in _TITLES)


@lru_cache(maxsize=200_000)
def fold(name: str) -> str:
    """Return a name by sound: what romanisations of one name share. For blocking and comparing, not for showing.

    >>> fold("Phan Dara") == fold("Pan Darah"), fold("Kyaw Htun") == fold("Chaw Tun"), fold("Sok") == fold("Chan")
    (True, True, False)
    """
    return " ".join(_fold_part(part) for part in normalise_name(name).split())


def _fold_part(part: str) -> str:
    for old, new in _SOUNDS:
        part = part.replace(old, new)
    part = part[0] + part[1:].replace("h", "") if part else part
    part = re.sub(r"(.)\1+", r"\1", part)
    return part


def _skeleton(part: str) -> str:
    """Consonants alone, by sound; a leading vowel counts."""
    folded = _fold_part(part)
    return re.sub(r"(.)\1+", r"\1", folded[:1] + re.sub(r"[aeiou]", "", folded[1:]))


@lru_cache(maxsize=500_000)
def compare_names(one: str, other: str) -> NameComparison:
    """Compare two names part by part, each with the part of the other that it fits best, in any order.

    Parts score 1 where equal, .95 where equal by sound (`fold`), .7 for an initial that fits, else their
    Jaro-Winkler likeness where that is at least .83, by letters or by sound. Where one name is in a script without
    full vowels, consonants are compared, worth at most .8. The score is the mean over the longer name's parts, weighed
    by length; a part that fits nothing counts 0.

    Raises nothing: an empty name scores 0.

    Misleads: common names are alike without being one person's; a nickname is unlike and yet the same. The score
    speaks of spelling, not of identity.

    Method: Jaro-Winkler (Winkler 1990) by rapidfuzz; romanisation by anyascii.

    >>> compare_names("Sok Dara", "Dara Sok")
    NameComparison(score=1.0, why='same parts in another order')
    >>> compare_names("Lwin Soe Min", "Lwin Soe M.").why
    'an initial fits'
    >>> compare_names("Sok Dara", "Chan Nary").score
    0.0
    """
    left, right = normalise_name(one).split(), normalise_name(other).split()
    if not left or not right:
        return NameComparison(0.0, text("no name"))
    if left == right:
        return NameComparison(1.0, text("the same"))
    if sorted(left) == sorted(right):
        return NameComparison(1.0, text("same parts in another order"))
    if "".join(left) == "".join(right):
        return NameComparison(0.99, text("the same but for spaces"))
    across = _has_no_vowels(one) != _has_no_vowels(other)
    matched, kinds = _pair(left, right, across)
    longer = max(left, right, key=lambda parts: (len(parts), sum(map(len, parts))))
    weight = sum(max(len(part), 2) for part in longer)
    score = sum(value * max(len(part), 2) for part, value in zip(longer, matched, strict=True)) / weight
    # initials alone make no name
    if kinds and set(kinds) == {"initial"}:
        score = min(score, 0.3)
    return NameComparison(round(score, 4), _said(kinds, score, left, right))


def _pair(left: list[str], right: list[str], across: bool) -> tuple[list[float], list[str]]:
    """Match the parts of the longer name with those of the shorter, the best pairs first."""
    swap = (len(right), sum(map(len, right))) > (len(left), sum(map(len, left)))
    longer, shorter = (right, left) if swap else (left, right)
    scored = sorted(
        ((*_part(a, b, across), i, j) for i, a in enumerate(longer) for j, b in enumerate(shorter)),
        key=lambda found: (-found[0], abs(found[2] - found[3])),
    )
    values, kinds = [0.0] * len(longer), []
    taken: set[int] = set()
    done: set[int] = set()
    for value, kind, i, j in scored:
        if value and i not in done and j not in taken:
            values[i] = value
            kinds.append(kind)
            done.add(i)
            taken.add(j)
    return values, kinds


@lru_cache(maxsize=500_000)
def _part(one: str, other: str, across: bool) -> tuple[float, str]:
    from rapidfuzz.distance import JaroWinkler

    if one == other:
        return 1.0, "equal"
    if 1 in (len(one), len(other)):
        return (_INITIAL, "initial") if one[0] == other[0] else (0.0, "")
    a, b = _fold_part(one), _fold_part(other)
    if a == b:
        return _SOUND, "sound"
    if across:
        x, y = _skeleton(one), _skeleton(other)
        likeness = JaroWinkler.similarity(x, y)
        return (_SKELETON * likeness, "consonants") if likeness >= _LIKE and min(len(x), len(y)) > 1 else (0.0, "")
    likeness = max(JaroWinkler.similarity(one, other), _SOUND * JaroWinkler.similarity(a, b))
    return (likeness, "near") if likeness >= _LIKE else (0.0, "")


def _has_no_vowels(name: str) -> bool:
    """Whether a name is in Arabic or Hebrew letters or a script of the Brahmi family: romanised without full vowels."""
    return any(0x0590 <= ord(sign) <= 0x109F or 0x1780 <= ord(sign) <= 0x17FF for sign in str(name))


def _said(kinds: list[str], score: float, left: list[str], right: list[str]) -> str:
    words = {
        "sound": text("alike by sound"),
        "near": text("spelling close"),
        "initial": text("an initial fits"),
        "consonants": text("consonants agree across scripts"),
    }
    said = [words[kind] for kind in ("sound", "near", "consonants", "initial") if kind in kinds]
    if kinds and len(kinds) < max(len(left), len(right)):
        said.append(text("{count} parts fit nothing", count=max(len(left), len(right)) - len(kinds)))
    return "; ".join(said) if said else text("not alike")
