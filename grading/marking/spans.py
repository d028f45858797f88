"""Mark redaction: the phrases that must go are removed, and what the reader needs is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grading.marking.feedback import say
from grading.marking.verdict import Verdict
from toolkit.errors import GradingError


def mark(
    answer: Sequence[Mapping[str, Any]],
    key: Mapping[str, Any],
    *,
    paper: Mapping[str, Any],
    over_cost: float = 2.0,
) -> Verdict:
    """Mark phrases struck out of documents.

    Parameters
    ----------
    answer : rows with `document` and `phrase`; every place at which the phrase stands in the document is struck out
    key : `remove` (document -> phrases that must go, as they stand in the text) and `harmless` (document -> phrases
        that may go or stay, such as a reference)
    paper : `texts`: document -> text
    over_cost : what striking out a share of the text that should stay takes back, as a multiple of that share

    Each identifier, wherever it stands, earns 1 if no letter of it can still be read, otherwise nothing: half a name
    is a name. The mean over the identifiers, less the cost of what was struck out needlessly, is the score, at least 0:
    striking out half of what should stay, or all of it, scores 0. Raises GradingError where the key names a phrase that
    the text does not hold.
    """
    texts: Mapping[str, str] = paper["texts"]
    struck = {name: [False] * len(text) for name, text in texts.items()}
    nowhere = 0
    for row in answer:
        name, phrase = str(row["document"]), str(row["phrase"]).strip()
        places = _places(texts.get(name, ""), phrase)
        nowhere += not places
        for start in places:
            struck[name][start : start + len(phrase)] = [True] * len(phrase)
    gone, asked, kept, over = 0, 0, 0, 0
    missed: list[list[str]] = []
    for name, text in texts.items():
        meant = [False] * len(text)
        for phrase in key["remove"].get(name, ()):
            places = _places(text, phrase)
            if not places:
                raise GradingError(f"the key removes {phrase!r} from {name}, which does not hold it; derive it again")
            asked += 1
            hidden = all(all(struck[name][at : at + len(phrase)]) for at in places)
            gone += hidden
            if not hidden:
                missed.append([name, phrase])
            for at in places:
                meant[at : at + len(phrase)] = [True] * len(phrase)
        for phrase in key.get("harmless", {}).get(name, ()):
            for at in _places(text, phrase):
                meant[at : at + len(phrase)] = [True] * len(phrase)
        stays = [place for place, sign in enumerate(text) if not meant[place] and not sign.isspace()]
        kept += len(stays)
        over += sum(struck[name][place] for place in stays)
    if not asked:
        raise GradingError("the key removes nothing; derive the keys of this case again")
    needless = over / max(kept, 1)
    return Verdict(
        score=max(0.0, min(1.0, gone / asked - over_cost * needless)),
        feedback=_feedback(bool(answer), gone, asked, needless, nowhere),
        detail={"removed": gone, "asked": asked, "left readable": missed, "needless share": round(needless, 4)},
    )


def _places(text: str, phrase: str) -> list[int]:
    """Where a phrase stands in a text, not overlapping itself; nowhere for an empty one."""
    found, at = [], text.find(phrase) if phrase else -1
    while at >= 0:
        found.append(at)
        at = text.find(phrase, at + len(phrase))
    return found


def _feedback(answered: bool, gone: int, asked: int, needless: float, nowhere: int) -> str:
    if not answered:
        return say("Nothing is struck out yet.")
    parts = [say("Identifiers removed wherever they stand: {gone} of {asked}.", gone=gone, asked=asked)]
    if nowhere:
        parts.append(
            say("Phrases that stand nowhere in the document named, as they were copied: {count}.", count=nowhere)
        )
    if gone < asked:
        parts.append(
            say(
                "Something can still be read that names or betrays a person: copy whole phrases, and look for "
                "who told the source, the way to meet it, and what is said of how it knows."
            )
        )
    if needless > 0.05:
        parts.append(say("Much was struck out that the reader needs: remove identifiers, not the information."))
    return " ".join(parts)
