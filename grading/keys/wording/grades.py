"""Readings of grades, handling codes and estimative words: right ones and the usual misreadings."""

from __future__ import annotations

SOURCE: dict[str, str] = {
    "source A": "There is no doubt about the source, or it has proved reliable in all instances",
    "source B": "The source has proved reliable in most instances",
    "source C": "The source has proved unreliable in most instances",
    "source X": "Nobody can say yet how reliable the source is",
}
INFORMATION: dict[str, str] = {
    "information 1": "The accuracy of the information is not in doubt",
    "information 2": "The source knows it at first hand, the official who passed it on does not",
    "information 3": "The source does not know it at first hand, but it agrees with what was already on file",
    "information 4": "The source does not know it at first hand, and nothing on file bears it out",
}
HOLDS = {"holds": "Holds", "does not hold": "Does not hold"}
RANGES: dict[str, str] = {
    "almost no chance": "1 to 5 %",
    "very unlikely": "5 to 20 %",
    "unlikely": "20 to 45 %",
    "roughly even chance": "45 to 55 %",
    "likely": "55 to 80 %",
    "very likely": "80 to 95 %",
    "almost certain": "95 to 99 %",
}
WORDING: dict[str, str] = {
    "sound": "Sound",
    "mixed": "Likelihood and confidence in one sentence",
    "vague": "A word without a range in place of a term of the scale",
    "bare": "Confidence without any likelihood",
}

# Statement about a graded document -> grades for which it holds; plain ones use the legend's own words.
PLAIN: tuple[tuple[str, str], ...] = (
    ("The source has proved reliable in most instances.", "B"),
    ("The source has proved unreliable in most instances.", "C"),
    ("The reliability of the source cannot be assessed.", "X"),
    ("The source knows this at first hand.", "12"),
    ("The source does not know this at first hand, and nothing on file bears it out.", "4"),
    ("The accuracy of the information is not in doubt.", "1"),
    ("The information has been corroborated by what was already on file.", "3"),
)
SUBTLE: tuple[tuple[str, str], ...] = (
    ("The grade says that what is reported is true.", ""),
    ("The grade is about this piece of information and its source on that day, not about the persons named.", "ABCX"),
    ("The source is a liar.", ""),
    ("A second report from the same source would make this corroborated.", ""),
    ("The source was told this by somebody else.", "34"),
    ("Two officers who know the same of the source should arrive at the same first character.", "ABCX"),
)
# Handling code -> statements on what may be done, each with whether it holds.
HANDLING: dict[str, tuple[tuple[str, bool], ...]] = {
    "H1": (
        ("It may be used in court if the provider permits it.", True),
        ("It may be read out in court without asking the provider.", False),
    ),
    "H2": (
        ("It may be passed to another service once the provider permits it.", True),
        ("It may be passed to another service today, without asking the provider.", False),
    ),
}

JUDGEMENTS: dict[str, tuple[str, ...]] = {
    "sound": (
        "It is {term} that movement on {route} falls by {month}. Our confidence is moderate: two states' "
        "returns agree.",
        "It is {term} that the houses in {town} are used again. We have low confidence, since one source alone "
        "reports it.",
    ),
    "mixed": (
        "We judge with high confidence that it is {term} that {place} stays in use.",
        "It is {term}, with moderate confidence, that {town} is the next stop.",
    ),
    "vague": (
        "Movement may shift to {route} by {month}. Our confidence is moderate, since two states' returns agree.",
        "It cannot be ruled out that {place} stays in use. We have low confidence in this.",
    ),
    "bare": (
        "We have high confidence in our judgement on {route}.",
        "Our confidence that {town} is used again is moderate: one source reports it, another is silent.",
    ),
}
