"""Words of the strategic course's first day: what a client may want to know, and what the desk holds."""

from __future__ import annotations

HOLDINGS = {
    "returns": "Returns of the states",
    "prices": "Prices and fees",
    "catalogue": "Catalogue of actors and activities",
    "questionnaire": "Data-capacity questionnaire",
    "bibliography": "Annotated bibliography",
    "interviews": "Interview transcripts",
    "not here": "Nothing on this desk",
}
REQUIREMENTS: dict[str, tuple[str, ...]] = {
    "returns": (
        "How much was detected on {route} in {year}, by citizenship or origin?",
        "In which months of a year is most detected on {route}?",
        "Do the figures that {state} reported of {year} differ from those that it reported first?",
    ),
    "prices": (
        "Has {product} become dearer since {year}, and by how much?",
        "What is asked on {route}, from the lowest to the highest?",
    ),
    "catalogue": (
        "Which body of {other} answers for the identification of victims of trafficking?",
        "Is there a law on the smuggling of migrants in {other}, and since when?",
    ),
    "questionnaire": (
        "Does {answering} check what its posts send in before it files a return?",
        "Has {answering} people whose task is analysis?",
    ),
    "bibliography": (
        "What do others estimate the whole to be, and by what method?",
        "Which share of what moves is found at all, in the view of independent research?",
    ),
    "interviews": (
        "Why do people on {route} choose that way, in their own words?",
        "How do those on {route} say that they are paid, or pay?",
    ),
    "not here": (
        "Which persons organise the traffic on {route}, and with what telephone numbers?",
        "Where is a named person of {other} today?",
    ),
}
ANSWERS = {
    "stands": "Stands as it is",
    "contradicts": "Contradicts another answer",
    "not answered": "Is not answered",
}
CLIENT = (
    "The head of the border service wants to know whether {route} will matter more next year, and what to do.",
    "A minister of {state} asks in one line: is it getting worse on {route}?",
    "The regional meeting asks what {route} tells about all other routes.",
)
