"""Sentences of a report: a judgement with its likelihood in one sentence and its confidence in the next."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from toolkit.errors import ParameterError, unknown
from toolkit.judgement.likelihood import SCALES, likelihood, scale
from toolkit.judgement.tables import code, said
from toolkit.language import text

CONFIDENCE = ("low", "moderate", "high")
_KEYS = ("text", "probability", "likelihood", "confidence", "basis", "evidence")
# Terms that are nouns take "there is"; the others take "it is".
_NOUNS = ("almost no chance", "remote chance", "roughly even chance", "realistic possibility")


def plain(value: Any, where: str) -> str:
    """One paragraph as clean text; ParameterError where it is empty or holds a sign that no document can carry."""
    found = said(value)
    if not isinstance(value, str) or not found:
        raise ParameterError(f"{where} is empty or no text; write it as a string")
    for sign in found:
        if unicodedata.category(sign) in ("Cc", "Cs"):
            raise ParameterError(f"{where} holds the control character {sign!r}; take it out")
    return found


def finding(given: Any, where: str) -> str:
    """A finding as a paragraph: text, or {"text": , "evidence": } whose documents follow in square brackets."""
    if not isinstance(given, Mapping):
        return plain(given, where)
    _known(given, ("text", "evidence"), where)
    return plain(given.get("text"), where) + _cited(given.get("evidence"))


def statement(given: Any, where: str, yardstick: str) -> str:
    """A judgement as a paragraph.

    Text is taken as it is. {"text": "boats return by June", "probability": 0.7, "confidence": "moderate", "basis":
    "two independent sources", "evidence": "D01; D04"} becomes "It is likely (55-80 %) that boats return by June.
    Confidence is moderate: two independent sources. [D01; D04]"; `likelihood` names a term in place of `probability`.

    >>> statement({"text": "boats return by June", "probability": 0.7}, "inference 1", "icd203")
    'It is likely (55-80 %) that boats return by June.'
    """
    if not isinstance(given, Mapping):
        return plain(given, where)
    _known(given, _KEYS, where)
    if ("probability" in given) == ("likelihood" in given):
        raise ParameterError(f"{where}: give either a probability, such as 0.7, or a likelihood, such as 'likely'")
    try:
        if "probability" in given:
            term = likelihood(given["probability"], yardstick)
            if term not in SCALES[yardstick]:
                raise ParameterError(f"{given['probability']} is {term}; name the term you mean by likelihood=")
        else:
            term = " ".join(said(given["likelihood"]).lower().split())
        low, high = scale(term, yardstick)
    except ParameterError as problem:
        raise ParameterError(f"{where}: {problem}") from None
    shares = f"{low * 100:.0f}-{high * 100:.0f} %"
    about = plain(given.get("text"), where).rstrip(".")
    if term in _NOUNS:
        article = "" if term.startswith("almost") else text("a ")
        lead = text("There is {article}{term} ({range}) that {about}.", article=article, term=term, range=shares,
                    about=about)  # fmt: skip
    else:
        lead = text("It is {term} ({range}) that {about}.", term=term, range=shares, about=about)
    if said(given.get("confidence")):
        sure = code(given["confidence"], CONFIDENCE, where, "confidence")
        basis = said(given.get("basis")).rstrip(".")
        lead += " " + (
            text("Confidence is {level}: {basis}.", level=text(sure), basis=basis)
            if basis
            else text("Confidence is {level}.", level=text(sure))
        )
    return lead + _cited(given.get("evidence"))


def _known(given: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
    for key in given:
        if key not in keys:
            raise ParameterError(f"{where}: {unknown('key', key, keys)}")


def _cited(evidence: Any) -> str:
    if isinstance(evidence, Iterable) and not isinstance(evidence, str):
        evidence = "; ".join(said(one) for one in evidence)
    return f" [{said(evidence)}]" if said(evidence) else ""
