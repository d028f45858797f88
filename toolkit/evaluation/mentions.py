"""Who is named where: index numbers, names and other names of the nominal index, found in the documents' sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from itertools import combinations

import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.evaluation.sentences import sentences

_NUMBER = re.compile(r"\[(N\d+)\]")
_LONGEST_NAME = 6
_LIKE = 0.6
_CARRIED = ("dated", "source_ref", "source_grade", "information_grade")
# Ways in which an English report denies a tie. A sentence that matches asserts nothing: read it.
_DENIAL = re.compile(
    r"\b(?:no|any) (?:sign|contact|link|dealings|connection|evidence|tie)\b|\bnot true\b|\bden(?:y|ies|ied)\b"
    r"|\bnothing (?:shows|to do|that|was found|links)\b"
    r"|\b(?:does|do|did|has|have|had|is|are|was|were) (?:not|never)\b|\bnever (?:met|seen|worked|heard)\b",
    re.IGNORECASE,
)


def mentions(documents: pd.DataFrame, nominals: pd.DataFrame) -> pd.DataFrame:
    """Find every nominal named in every sentence.

    A nominal is named by its index number in brackets, `Somchai Jaidee [N014]`; by a name or other name of the nominal
    index; or, later in a document, by the spelling that stood before the bracket. A name that two nominals share is
    not counted unless a number stands with it.

    Parameters
    ----------
    documents : `case.documents`, with `document_id` and `text`
    nominals : `case.nominals`, with `nominal_id`, `name`, `also_known_as`

    Returns
    -------
    DataFrame `document_id`, `nominal_id`, `sentence`: one row for each nominal and sentence, in order of the text

    Raises ParameterError for a missing column.

    Misleads: pronouns are not resolved, and a new spelling without a number is not found. Read the document.

    >>> documents = pd.DataFrame({"document_id": ["D001"], "text": ["Chan Dara [N002] left. S. Jaidee stayed."]})
    >>> nominals = pd.DataFrame({"nominal_id": ["N001", "N002"], "name": ["Somchai Jaidee", "Chan Dara"],
    ...     "also_known_as": ["S. Jaidee", None]})
    >>> mentions(documents, nominals)[["nominal_id", "sentence"]].values.tolist()
    [['N002', 'Chan Dara [N002] left.'], ['N001', 'S. Jaidee stayed.']]
    """
    _need(documents, "documents", ("document_id", "text"))
    _need(nominals, "nominal index", ("nominal_id", "name", "also_known_as"))
    on_file = _names(nominals)
    owned = _owned(on_file)
    rows = [
        (document, nominal, sentence)
        for document, text in zip(documents["document_id"], documents["text"], strict=True)
        for sentence, named in _read(str(text), on_file, owned)
        for nominal in named
    ]
    return pd.DataFrame(rows, columns=["document_id", "nominal_id", "sentence"])


def co_mentions(documents: pd.DataFrame, nominals: pd.DataFrame) -> pd.DataFrame:
    """Pair the nominals that stand in one sentence: raw material for a link chart, never a link by itself.

    Parameters
    ----------
    documents, nominals : as for `mentions`

    Returns
    -------
    DataFrame `a`, `b` (in order of the text), `document_id`, the columns `dated`, `source_ref`, `source_grade`,
    `information_grade` of the documents where they have them, `sentence`, and `denied`: True where the sentence
    (English) words a denial. `link.build(pairs[~pairs["denied"]], source="a", target="b", records="document_id")`
    makes the chart, with each link's status from the grades.

    Raises ParameterError for a missing column.

    Misleads: two names in one sentence may be strangers, relatives, or shop and customer. Read each sentence.

    >>> documents = pd.DataFrame({"document_id": ["D001"], "text": ["Chan Dara [N002] never met Sok [N003]."]})
    >>> nominals = pd.DataFrame({"nominal_id": ["N002", "N003"], "name": ["Chan Dara", "Sok"],
    ...     "also_known_as": [None, None]})
    >>> co_mentions(documents, nominals)[["a", "b", "denied"]].values.tolist()
    [['N002', 'N003', True]]
    """
    found = mentions(documents, nominals)
    rows = []
    for (document, sentence), group in found.groupby(["document_id", "sentence"], sort=False):
        for a, b in combinations(group["nominal_id"].drop_duplicates(), 2):
            rows.append((a, b, document, sentence, bool(_DENIAL.search(sentence))))
    pairs = pd.DataFrame(rows, columns=["a", "b", "document_id", "sentence", "denied"]).astype({"denied": bool})
    carried = [column for column in _CARRIED if column in documents.columns]
    merged = pairs.merge(documents[["document_id", *carried]], on="document_id", how="left")
    return merged[["a", "b", "document_id", *carried, "sentence", "denied"]]


def _need(table: pd.DataFrame, what: str, columns: Iterable[str]) -> None:
    for column in columns:
        if column not in table.columns:
            raise ParameterError(f"{what}: {unknown('column', column, map(str, table.columns))}")


def _names(nominals: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Return nominal number -> its names on file."""
    named: dict[str, tuple[str, ...]] = {}
    for row in nominals.itertuples():
        others = str(row.also_known_as).split(";") if isinstance(row.also_known_as, str) else []
        named[str(row.nominal_id)] = tuple(name.strip() for name in (str(row.name), *others) if name.strip())
    return named


def _owned(on_file: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return name -> nominal number, without the names that two nominals share."""
    holders: dict[str, list[str]] = {}
    for nominal, names in on_file.items():
        for name in dict.fromkeys(names):
            holders.setdefault(name, []).append(nominal)
    return {name: nominals[0] for name, nominals in holders.items() if len(nominals) == 1}


def _read(text: str, on_file: Mapping[str, tuple[str, ...]], owned: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """Return each sentence with the nominals named in it, in order of their first place in it."""
    parts = sentences(text)
    spellings = dict(owned)
    for sentence in parts:
        for match in _NUMBER.finditer(sentence):
            local = _before(sentence[: match.start()].rstrip(), on_file.get(match.group(1), ()))
            if local:
                spellings[local] = match.group(1)
    ordered = sorted(spellings, key=lambda name: (-len(name), name))
    pattern = re.compile("|".join(_whole(name) for name in ordered)) if ordered else None
    result = []
    for sentence in parts:
        places: dict[str, int] = {}
        for match in _NUMBER.finditer(sentence):
            if match.group(1) in on_file:
                places.setdefault(match.group(1), match.start())
        for match in pattern.finditer(sentence) if pattern else ():
            nominal = spellings[match.group(0)]
            # A name with a number behind it is the number's; a namesake's spelling is not counted twice.
            number = _NUMBER.match(sentence[match.end() :].lstrip())
            owner = number.group(1) if number and number.group(1) in on_file else nominal
            places[owner] = min(places.get(owner, len(sentence)), match.start())
        result.append((sentence, sorted(places, key=lambda nominal: places[nominal])))
    return result


def _before(text: str, names: tuple[str, ...]) -> str:
    """Return the words at the end of `text` that are most like one of the names, or nothing if none is like."""
    words = text.split()
    best, likeness = "", _LIKE
    for count in range(1, min(_LONGEST_NAME, len(words)) + 1):
        spelling = " ".join(words[-count:]).strip("\"'“”‘’(,;:")
        score = max((SequenceMatcher(None, spelling.lower(), name.lower()).ratio() for name in names), default=0.0)
        if score > likeness:
            best, likeness = spelling, score
    return best


def _whole(name: str) -> str:
    """A pattern for the name as whole words, where its script parts words by spaces."""
    ascii_start, ascii_end = name[0].isascii(), name[-1].isascii()
    return (r"(?<!\w)" if ascii_start else "") + re.escape(name) + (r"(?!\w)" if ascii_end else "")
