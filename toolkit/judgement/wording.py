"""`check`: does a paragraph use estimative words as the standard asks?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.errors import ParameterError, unknown
from toolkit.judgement.likelihood import PHIA, SYNONYMS, TERMS
from toolkit.language import text

# Words that sound like likelihood or certainty and stand for no range.
VAGUE = ("may", "might", "could", "possibly", "perhaps", "maybe", "cannot be ruled out", "there is a chance")
_CONFIDENCE = re.compile(
    r"\b(?:(?:high|moderate|medium|low)(?:\s+(?:to\s+)?(?:high|moderate|medium|low))?[\s-]+confidence"
    r"|confidence\s+(?:is|in\s+this\s+\w+\s+is)\s+(?:high|moderate|medium|low)|(?:are|am|is)\s+confident)\b",
    re.IGNORECASE,
)
# "likely" inside "unlikely" or "very likely" must not count twice: the longest phrase first.
_TERMS = {
    yardstick: re.compile(
        r"\b(" + "|".join(sorted((re.escape(one) for one in words), key=len, reverse=True)) + r")\b", re.IGNORECASE
    )
    for yardstick, words in (("icd203", [*TERMS, *SYNONYMS]), ("phia", [*PHIA, "likely", "probable"]))
}
_VAGUE = re.compile(r"\b(" + "|".join(re.escape(one) for one in VAGUE) + r")\b", re.IGNORECASE)
_MONTH_OF_MAY = re.compile(r"\b(?:in|of|since|until|by|from|to|and|\d{1,2})\s+May\b|\bMay\s+\d")


@dataclass(frozen=True)
class Finding:
    """One fault of wording: the rule, the sentence it stands in (numbered from 1), and how to mend it."""

    rule: str
    sentence: int
    words: tuple[str, ...]
    advice: str

    def __str__(self) -> str:
        return text("sentence {number}: {advice}", number=self.sentence, advice=self.advice)


def check(paragraph: str, yardstick: str = "icd203") -> tuple[Finding, ...]:
    """Find faults of estimative wording in a paragraph of English; an empty result means none was found.

    Rules: likelihood and confidence stand in different sentences (ICD 203: a likelihood is about the event, confidence
    about its basis); a judgement uses a term of the yardstick (ICD 203, or "phia"), not a vague word; one row of terms
    is used throughout; one sentence gives one likelihood.

    This reads words, not sense: it cannot tell whether the judgement is sound. Raises ParameterError where there is no
    text.

    >>> [finding.rule for finding in check("We judge with high confidence that a shift is likely.")]
    ['likelihood with confidence']
    >>> check("A shift is likely. Confidence is moderate, since two sources agree.")
    ()
    """
    if not isinstance(paragraph, str) or not paragraph.strip():
        raise ParameterError("there is no text to check; give the paragraph as a string")
    if yardstick not in _TERMS:
        raise ParameterError(unknown("yardstick", yardstick, _TERMS))
    found: list[Finding] = []
    rows: dict[str, int] = {}
    for number, sentence in enumerate(_sentences(paragraph), start=1):
        terms = [" ".join(match.lower().split()) for match in _TERMS[yardstick].findall(sentence)]
        confidence = [match.group(0) for match in _CONFIDENCE.finditer(sentence)]
        for term in terms:
            rows.setdefault("synonym" if yardstick == "icd203" and term in SYNONYMS else "term", number)
        if terms and confidence:
            found.append(
                Finding(
                    "likelihood with confidence",
                    number,
                    (*terms, *confidence),
                    text(
                        "'{term}' and '{confidence}' stand in one sentence; say how likely in one, how sure you are of "
                        "the basis in another",
                        term=terms[0],
                        confidence=confidence[0],
                    ),
                )
            )
        if len(set(terms)) > 1:
            found.append(
                Finding(
                    "two likelihoods",
                    number,
                    tuple(terms),
                    text("two terms of likelihood in one sentence; give each judgement its own sentence"),
                )
            )
        vague = _VAGUE.findall(_MONTH_OF_MAY.sub(" ", sentence))
        if vague and not terms:
            found.append(
                Finding(
                    "vague",
                    number,
                    tuple(vague),
                    text("'{word}' stands for no range; use a term of the scale, such as 'unlikely'", word=vague[0]),
                )
            )
    if len(rows) > 1:
        found.append(
            Finding(
                "mixed scale",
                max(rows.values()),
                (),
                text("terms of both rows of the scale are used; keep to one, such as 'likely' and not 'probable'"),
            )
        )
    return tuple(found)


def _sentences(paragraph: str) -> list[str]:
    """Sentences of a paragraph: split at . ! ? followed by a space and a capital, a quotation mark or the end."""
    parts = re.split(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])", " ".join(paragraph.split()))
    return [part for part in parts if part]
