"""What the second solver (`grading.keys.reader`) does to items of days 8 and 9: it drops some and adds alternatives.

An item that it answers otherwise on the same documents has no fair key. Where both answers have something in common
either is taken; where they have nothing, or where the answer hangs on which of two words is taken, the item is not
asked. Where the solver is in doubt of the documents' words it has no opinion, and the item stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from grading.keys.reader import file as reader
from grading.keys.reader.file import File
from grading.keys.reader.ties import DENIED, PAYMENT, UNCLEAR, WORK
from grading.keys.statements import Pair, status_of
from toolkit import link

Codes = tuple[str, ...]


@dataclass(frozen=True)
class Profile:
    """A person to be asked: roles that may be argued for besides the key's, and all documents that state a part."""

    argued: tuple[str, ...]
    documents: tuple[str, ...]


def cells(
    file: File | None, document: str, pair: Pair, kind: str, entailed: Mapping[str, Sequence[Codes]]
) -> tuple[Codes, ...] | None:
    """Return the codes of each hypothesis for a document's statement on two persons, None where it is to be dropped.

    Parameters
    ----------
    file : the documents as the second solver reads them; None where it reads none
    kind : what the key takes the statement for
    entailed : kind -> the codes of each hypothesis, () for a cell that is not marked
    """
    read = file.said.get(document, {}).get(pair, UNCLEAR) if file else UNCLEAR
    if read in (UNCLEAR, kind):
        return tuple(entailed[kind])
    if read not in entailed:
        return None
    made: list[Codes] = []
    for own, other in zip(entailed[kind], entailed[read], strict=True):
        if own and other and not set(own) & set(other):
            return None
        made.append((*own, *(code for code in other if code not in own)) if own and other else ())
    return tuple(made)


def standings(file: File | None, found: Mapping[tuple[str, Pair], str]) -> dict[tuple[str, Pair], str]:
    """Return the statements whose standing the second solver reads alike, or is in doubt of."""
    if file is None:
        return dict(found)
    return {one: code for one, code in found.items() if reader.standing(file, *one) in (frozenset(), {code})}


def profile(
    file: File | None, reports: pd.DataFrame, nominal: str, stated: Mapping[str, Sequence[str]]
) -> Profile | None:
    """Return what may be said of a person besides the key, None where the person is not to be asked.

    Parameters
    ----------
    stated : role -> documents that state it, as the key has them

    Not asked is a person of whom the second solver reads every document and no part of the key; whose ties of that
    part are denied on better ground; or whose status is another one by the documents of some role as it reads them.
    """
    own = list(dict.fromkeys(name for names in stated.values() for name in names))
    if file is None:
        return Profile((), tuple(own))
    read = file.parts.get(nominal, {})
    alike = {role: [name for name in names if name in read.get(role, {})] for role, names in stated.items()}
    if not any(alike.values()):
        return None if not file.doubtful(nominal) else Profile((), tuple(own))
    ties = {name: read[role][name] for role, names in alike.items() for name in names}
    if set(ties) == set(own) and all(
        pairs and all(_denied(file, reports, pair) for pair in pairs) for pairs in ties.values()
    ):
        return None
    best = status_of(own, reports)
    documents = {role: [*stated.get(role, ()), *_first_told(file, read.get(role, {}))] for role in {**stated, **read}}
    statuses = [status_of(names, reports) for names in documents.values() if names]
    if ("confirmed" if "confirmed" in statuses else "suspected") != best:
        return None
    every = [name for role in documents for name in documents[role]]
    return Profile(tuple(role for role in read if role not in stated and documents[role]), tuple(dict.fromkeys(every)))


def partless(file: File | None, nominal: str) -> bool:
    """Whether the second solver reads no part of a person, and nothing that one might argue to be one."""
    return file is None or not file.parts.get(nominal)


def _first_told(file: File, shown: Mapping[str, Iterable[Pair]]) -> list[str]:
    """The documents that do not pass on what an earlier one tells."""
    return [name for name, pairs in shown.items() if not any(file.repeats(name, pair) for pair in pairs)]


def _denied(file: File, reports: pd.DataFrame, pair: Pair) -> bool:
    """Whether a tie of work is denied on better ground than that on which it stands."""
    on = {name: kind for name, kind in file.on(pair).items() if not file.repeats(name, pair)}
    against = [name for name, kind in on.items() if kind == DENIED]
    working = [name for name, kind in on.items() if kind in (WORK, PAYMENT)]
    return bool(against) and _weight(against, reports) > _weight(working, reports)


def _weight(documents: Sequence[str], reports: pd.DataFrame) -> int:
    rows = reports[reports["document_id"].isin(documents)]
    if not len(rows):
        return -1
    grades = rows["source_grade"].astype("str") + rows["information_grade"].astype("str")
    return link.STATUSES.index(link.status(list(grades), list(rows["source_ref"].astype("str"))))
