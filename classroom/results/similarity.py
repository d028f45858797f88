"""Which answers resemble each other more than a class's answers do: prose by words, code by its structure.

A likeness is a question to ask, never a finding: people sit together, and one right answer has few forms.
"""

from __future__ import annotations

import io
import keyword
import re
import tokenize
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import nbformat
import pandas as pd

from classroom.workspace import Workspace

WORDS, TOKENS = 4, 7
LEAST = 25
LIMITS = {"prose": 0.6, "code": 0.8}
COLUMNS = ("day", "cell", "kind", "first", "second", "likeness", "shared")
_COMMON = 0.5


@dataclass(frozen=True)
class Pair:
    """Two people's answers to one cell: the share of the smaller one's pieces that both hold, and how many."""

    first: str
    second: str
    likeness: float
    shared: int


def prose_pieces(text: str) -> set[tuple[str, ...]]:
    """Return the runs of four words of a text, in lower case and without marks.

    Scripts written without spaces are cut into characters, eight to a run.

    >>> sorted(prose_pieces("The broker pays the driver."))
    [('broker', 'pays', 'the', 'driver'), ('the', 'broker', 'pays', 'the')]
    """
    words = re.findall(r"\w+", text.lower())
    if words and sum(map(len, words)) / len(words) > 12:
        letters, size = list("".join(words)), 2 * WORDS
        return {tuple(letters[at : at + size]) for at in range(len(letters) - size + 1)}
    return {tuple(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1)}


def code_pieces(source: str) -> set[tuple[str, ...]]:
    """Return the runs of seven tokens of a cell's code, names replaced by one sign and comments left out.

    So renaming variables, other spacing and other comments change nothing. Attribute names and literals stay: they
    say what was done. Code that cannot be read as Python is cut by words.

    >>> code_pieces("a = f(x)  # mine") == code_pieces("b=g( y )")
    True
    """
    found: list[str] = []
    try:
        before = ""
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.NAME:
                named = keyword.iskeyword(token.string) or before == "."
                found.append(token.string if named else "_")
            elif token.type in (tokenize.OP, tokenize.NUMBER, tokenize.STRING):
                found.append(token.string)
            before = token.string
    except (tokenize.TokenError, SyntaxError):
        return prose_pieces(source)
    return {tuple(found[at : at + TOKENS]) for at in range(max(1, len(found) - TOKENS + 1)) if found}


def alike(
    pieces: Mapping[str, set[tuple[str, ...]]], given: Iterable[tuple[str, ...]], limit: float, least: int = LEAST
) -> list[Pair]:
    """Return the pairs of people whose pieces are alike beyond a limit.

    Parameters
    ----------
    pieces : person -> pieces of their answer
    given : pieces that were given out with the exercise; they count for nobody
    limit : least share of the smaller answer's pieces that both hold (overlap coefficient), 0 to 1
    least : least number of pieces in the smaller answer; short answers are alike by chance

    With 6 people or more, pieces that half of the class holds are left out: they are the exercise's, not a person's.
    """
    common = set(given)
    if len(pieces) >= 6:
        counted = Counter(piece for own in pieces.values() for piece in own)
        common |= {piece for piece, number in counted.items() if number > _COMMON * len(pieces)}
    own = {person: found - common for person, found in pieces.items()}
    pairs = []
    for first, second in combinations(sorted(own), 2):
        smaller = min(len(own[first]), len(own[second]))
        if smaller < least:
            continue
        shared = len(own[first] & own[second])
        if shared >= limit * smaller:
            pairs.append(Pair(first, second, shared / smaller, shared))
    return pairs


def similarity(workspace: Workspace, days: list[str], together: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """Compare what trainees handed in, cell by cell, within each day.

    Parameters
    ----------
    days : full names of days
    together : day -> trainee -> syndicate; members of one syndicate are not compared with each other

    Returns columns `COLUMNS`, most alike first: `likeness` in [0, 1], `shared` the pieces that both hold.
    """
    rows = []
    for day in days:
        blank = {
            (file.stem, cell.get("id", "")): cell.source
            for file in sorted(workspace.released(day).glob("*.ipynb"))
            for cell in nbformat.read(file, as_version=4).cells
        }
        for (cell, kind), answers in _answers(workspace, day).items():
            cut = prose_pieces if kind == "prose" else code_pieces
            pieces = {person: cut(text) for person, text in answers.items()}
            for pair in alike(pieces, cut(blank.get(cell, "")), LIMITS[kind]):
                groups = together.get(day, {})
                if groups.get(pair.first) and groups.get(pair.first) == groups.get(pair.second):
                    continue
                rows.append((day, cell[1], kind, pair.first, pair.second, round(pair.likeness, 3), pair.shared))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.sort_values(["likeness", "shared"], ascending=False, ignore_index=True)


def _answers(workspace: Workspace, day: str) -> dict[tuple[tuple[str, str], str], dict[str, str]]:
    """((notebook, cell), kind) -> person -> text, of the autograded notebooks of one day."""
    found: dict[tuple[tuple[str, str], str], dict[str, str]] = {}
    for folder in sorted((workspace.folder / "autograded").glob(f"*/{day}")):
        for file in sorted(Path(folder).glob("*.ipynb")):
            for cell in nbformat.read(file, as_version=4).cells:
                role = cell.metadata.get("academy", {}).get("role")
                kind = {"answer": "code", "written": "prose"}.get(str(role))
                if kind:
                    found.setdefault(((file.stem, cell.get("id", "")), kind), {})[folder.parent.name] = cell.source
    return found
