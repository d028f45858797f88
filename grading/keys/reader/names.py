"""Who is named where in a sentence: each name on file becomes a mark such as `@N014`, so that the words remain."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from toolkit.evaluation import sentences

_NUMBER = re.compile(r"\[(N\d+)\]")
_MARK = re.compile(r"@N\d+")
# A capital letter, or a script without capitals, begins a word of a name; initials and hyphens belong to it.
_NAME_WORD = re.compile(r"(?:[^\W\d_a-z][\w'’\-]*\.?|&)$")
_LONGEST = 6


@dataclass(frozen=True)
class Sentence:
    """One sentence: its paragraph's place on the page, its words, and the same with a mark for each name."""

    paragraph: int
    words: str
    marked: str

    @property
    def named(self) -> tuple[str, ...]:
        """The index numbers of those named, in order of the text."""
        return tuple(dict.fromkeys(one[1:] for one in _MARK.findall(self.marked)))


def marked(text: str, index: Mapping[str, tuple[str, ...]]) -> list[Sentence]:
    """Return the sentences of a document with each name marked.

    Parameters
    ----------
    text : one document
    index : nominal number -> names on file. A name that two persons share counts where a number stands behind it

    A spelling that stands before a number in brackets names the same person in the rest of the document.

    >>> index = {"N001": ("Chan Dara",), "N002": ("Lim Bo",)}
    >>> [one.marked for one in marked("Chan Darah [N001] pays Lim Bo [N002]. Chan Darah left.", index)]
    ['@N001 pays @N002.', '@N001 left.']
    """
    spelt: dict[str, set[str]] = {}
    for nominal, on_file in index.items():
        for name in on_file:
            spelt.setdefault(name, set()).add(nominal)
    owner = {name: min(nominals) for name, nominals in spelt.items() if len(nominals) == 1}
    paragraphs = [(place, part) for place, block in enumerate(text.split("\n\n")) for part in sentences(block)]
    for _, part in paragraphs:
        for number in _NUMBER.finditer(part):
            local = _spelling(part[: number.start()], index.get(number.group(1), ()))
            if local and number.group(1) in index:
                owner[local] = number.group(1)
    every = {**dict.fromkeys(spelt, ""), **owner}
    names = sorted(every, key=lambda name: (-len(name), name))
    either = "|".join(map(re.escape, names)) or r"(?!)"
    pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)(?:\s*\[N\d+\])?")

    def put(match: re.Match[str]) -> str:
        number = _NUMBER.search(match.group(0))
        name = match.group(0)[: number.start()].rstrip() if number else match.group(0)
        nominal = number.group(1) if number else every[name]
        return f"@{nominal}" if nominal in index else match.group(0)

    return [Sentence(place, part, pattern.sub(put, part)) for place, part in paragraphs]


def _spelling(before: str, names: tuple[str, ...]) -> str:
    """Of the name-like words at the end of `before`, as many as are most like one of the names."""
    words: list[str] = []
    for word in reversed(before.split()[-_LONGEST:]):
        if not _NAME_WORD.match(word):
            break
        words.insert(0, word)
    ends = [" ".join(words[start:]) for start in range(len(words))]
    # The family name may stand first on one list and last on another.
    known = [name.lower() for one in names for name in (one, " ".join(reversed(one.split())))]
    likeness = {
        end: max((SequenceMatcher(None, end.lower(), name).ratio() for name in known), default=0.0) for end in ends
    }
    return max(ends, key=lambda end: likeness[end], default="")
