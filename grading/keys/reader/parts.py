"""Whose part in the business a sentence states: who carries, houses, finds, gives the orders, or joins groups.

A word of the part is sought, then whose doing it is: the subject before it; the name after it where a passive ("taken
by") or a possessive ("the house of") turns the sentence round. Orders that are no more than asked or told may be argued
for and are not sure. A lawful trade ("a licensed taxi") is no part, and a sentence of custom or denial states none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from grading.keys.reader.ties import DENIED, EVERYDAY, NOTHING, tie

NAME = r"@N\d+"
_MEN = (
    r"(?:(?!by\b|and\b)[\w@']+ ){0,3}?"
    r"(?:passengers?|people|travell?ers?|groups?|strangers|guests|migrants|us|me|them)\b"
)
_LAWFUL = re.compile(r"\b(?:licen[sc]ed?|registered|registers|scheduled|contract|takes nothing|proper book)\b")
# Some group of the business, and nobody by name.
_THOSE = re.compile(r"\bthose who \w+(?: (?:passengers|papers|people|the money))?(?: through the [\w ]*?towns)?")
# Where one clause ends and the next begins.
_BREAK = re.compile(
    r"[,;:]| (?:after|while|when|where|before|because|that|whom|which|until|so|as|if|and (?=@N\d+ \w+(?:s|ed)\b))(?= )"
)
_OBLIQUE = re.compile(r"\b(?:of|to|for|with|by|from|at|on|behind|beside|between|under|near|whom)\s*$", re.IGNORECASE)
_PASSIVE = re.compile(r"(?:en|ed|en out|kept|let in)$")


@dataclass(frozen=True)
class Cue:
    """A word of a part: whether the doer is its subject or the name that follows it, and whether it is sure."""

    role: str
    words: re.Pattern[str]
    follows: bool = False
    sure: bool = True


def _cue(role: str, words: str, *, follows: bool = False, sure: bool = True) -> Cue:
    return Cue(role, re.compile(rf"\b(?:{words})", re.IGNORECASE), follows, sure)


CUES: tuple[Cue, ...] = (
    _cue("transporter", r"driv(?:es?|en|ing)\b|drove\b|steer(?:s|ed)?\b|ferr(?:y|ies|ied)\b"),
    _cue("transporter", r"(?:is|are|was|of) the (?:drivers?|helmsman)|(?:at )?the (?:wheel|helm|tiller|engine)\b"),
    _cue("transporter", rf"(?:collect(?:s|ed)?|fetch(?:es|ed)?|carr(?:y|ies|ied)) (?!them out){_MEN}"),
    _cue("transporter", rf"(?:picks? up|picked up|drop(?:s|ped)) {_MEN}"),
    _cue("transporter", rf"t(?:akes?|ook) {_MEN} (?:[\w@]+ ){{0,2}}?(?:from|over|across|away|off|by|out|aboard)\b"),
    _cue("transporter", r"(?:brings?|brought|fetch(?:es|ed)?) the (?:car|van|vehicle|truck|lorry|boat)\b"),
    _cue("transporter", r"driver (?:was|is)|(?:boat|car|van|vehicle|truck) of|steered by", follows=True),
    _cue("transporter", rf"b(?:rings?|rought) {_MEN}|(?:leads?|led|walk(?:s|ed)) {_MEN}", sure=False),
    _cue("transporter", r"taken (?:out|away|over|by)", sure=False),
    _cue("safe-house keeper", rf"(?:puts?|putting) {_MEN} up|(?:houses?|lodges?|shelters?) {_MEN}|takes? in {_MEN}"),
    _cue("safe-house keeper", rf"lets? (?:in )?{_MEN}(?! get in)|let in\b|opened the (?:gate|door)|cooks?\b"),
    _cue("safe-house keeper", rf"ke(?:eps?|pt) (?:a |the )?(?:house|door|rooms?)|kept {_MEN} (?:indoors|inside)"),
    _cue("safe-house keeper", r"has a house full"),
    _cue("safe-house keeper", r"(?:house|home|roof|rooms?|beds?|door) (?:kept by|of|from)|let in by", follows=True),
    _cue("safe-house keeper", r"held the (?:gate|door)|how many beds|rented room|of rooms", sure=False),
    _cue("recruiter", rf"recruit(?:s|ed)?\b|(?:finds?|found) {_MEN}|persuades?|from door to door|to our village"),
    _cue("recruiter", r"(?:collects?|passes|sends?) (?:the |\w+ )?names|wrote down my name"),
    _cue("recruiter", r"(?:sp(?:eaks?|oke)|talk(?:s|ed)) to (?:us|young|people|men|women)"),
    _cue("recruiter", r"(?:persuaded|recruited|found) by|speak to", follows=True),
    _cue("recruiter", rf"(?:leads?|led|walk(?:s|ed)) {_MEN}|names (?:and|of|that)\b|found for", sure=False),
    _cue("recruiter", r"i spoke to|asks the young", sure=False),
    _cue("organiser", r"organi[sz]es?\b|directs?\b|decides?\b|sets the (?:days?|prices)|has said so"),
    _cue("organiser", r"g(?:ives?|iving) (?:the )?(?:orders|instructions)"),
    _cue("organiser", r"(?:instructions|orders?) (?:of|from)|answers to|has to ask", follows=True),
    _cue("organiser", r"(?:directed|told) by|taken on by", follows=True),
    _cue("organiser", rf"told (?:{NAME}|us|me)\b|tells?\b|had (?:told|sent|ordered|pointed|described)", sure=False),
    _cue("organiser", r"ordered|orders?\b(?! from| of)|sends? for|calls? when|signal(?:s|led)", sure=False),
    _cue("organiser", r"arranges?|agreed to|pays for", sure=False),
    _cue("organiser", r"word of|acts for|afraid of|asks|rang|reports? to", follows=True, sure=False),
    _cue("broker", r"passes word|in touch\b"),
    _cue("broker", r"goes through", follows=True),
    _cue("broker", r"between (?:the \w+|others)(?: \w+)* and (?:the|others)|brought (?=@N)", sure=False),
)


def parts(marked: str) -> dict[tuple[str, str], bool]:
    """Return (nominal, role) -> whether it is sure, for each part that a sentence with marked names states.

    >>> parts("Every week @N001 ferries people across the river for @N002.")
    {('N001', 'transporter'): True}
    >>> parts("The family slept in the house of @N002, and the van was driven by @N001.")
    {('N001', 'transporter'): True, ('N002', 'safe-house keeper'): True}
    >>> parts("@N001 drives a licensed taxi."), parts("There is no sign that @N001 drives for @N002.")
    ({}, {})
    """
    if _LAWFUL.search(marked.lower()) or tie(marked) in (DENIED, EVERYDAY, NOTHING):
        return {}
    marked = _THOSE.sub("others", marked)
    found: dict[tuple[str, str], bool] = {}
    for cue in CUES:
        for hit in cue.words.finditer(marked):
            doers, plain = _doers(marked, hit, cue.follows)
            for one in doers:
                found[(one, cue.role)] = found.get((one, cue.role), False) or (cue.sure and plain)
    return found


def _doers(marked: str, hit: re.Match[str], follows: bool) -> tuple[list[str], bool]:
    """Whose doing the words are, and whether the grammar leaves no doubt of it."""
    behind = marked[hit.end() :]
    if follows:
        name = re.match(rf"\W*(?:the |one )?({NAME})", behind)
        return ([name.group(1)[1:]], True) if name else ([], False)
    by = re.match(rf"[^,;]{{0,25}}? by ({NAME})(?: and ({NAME}))?", behind)
    if by and _PASSIVE.search(hit.group(0).strip()):
        return [one[1:] for one in by.groups() if one], True
    before = marked[: hit.start()]
    relative = re.search(rf"({NAME})(?: \w+)?(?:,? who (?:\w+ ){{0,3}}|,? whose \w+ | to )$", before)
    if relative:
        return [relative.group(1)[1:]], True
    clauses = _BREAK.split(before)
    for back, clause in enumerate(reversed(clauses)):
        subjects = [
            match.group(0)[1:] for match in re.finditer(NAME, clause) if not _OBLIQUE.search(clause[: match.start()])
        ]
        if subjects:
            joined = re.search(rf"({NAME}) and (?:of )?({NAME})", clause)
            pair = [one[1:] for one in joined.groups()] if joined else []
            return (pair if subjects[0] in pair else subjects[:1]), back == 0
    return re.findall(r"N\d+", " ".join(re.findall(NAME, marked))), False
