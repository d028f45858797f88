"""Parts of taskings, sound and flawed: an operational or strategic question, its decision, scope, sources, deadline."""

from __future__ import annotations

FLAWS: dict[str, str] = {
    "sound": "Sound: nothing to mend",
    "no question": "No question that can be answered",
    "no decision": "No decision that depends on it",
    "no deadline": "No deadline",
    "too broad": "Too broad",
    "nationality": "Selects people by nationality",
    "migrants as offenders": "Treats migrants as offenders",
    "unlawful source": "Asks for an unlawful source",
}
# Matters whose question, scope and decision belong together.
MATTERS: tuple[dict[str, str], ...] = (
    {
        "question": "Which route gained most while {route} lost, and how sure are you?",
        "scope": "Keep to the returns already filed, the last twelve months.",
        "decision": "I will decide with it where the second mobile team is placed.",
    },
    {
        "question": "Who gives the orders at {place}, and on which documents does that rest?",
        "scope": "Keep to the persons on the index of {operation}.",
        "decision": "With it I decide whether to ask the prosecutor for a joint team.",
    },
    {
        "question": "Has the price of the journey through {town} changed in the last six months, and by how much?",
        "scope": "{town} alone, two pages.",
        "decision": "It settles which of two partners we write to first.",
    },
    {
        "question": "Do those who run {firm} know what it is used for?",
        "scope": "Keep to {firm} and to the documents that name it.",
        "decision": "On the answer depends whether the watch there goes on.",
    },
    {
        "question": "At which hours and how often are groups brought across near {place}?",
        "scope": "That stretch of the border alone, the last three months.",
        "decision": "I will set the shifts of the rescue boat and the patrol by it.",
    },
)
BOUNDS: dict[str, tuple[str, ...]] = {
    "sources": (
        "Use what is on file; tell me if you need a new collection.",
        "Use the file and the returns. New collection goes through the legal adviser.",
        "Use open sources and the file.",
        "Any request to a telephone company goes through the court, as always.",
    ),
    "deadline": (
        "I need it by Friday noon.",
        "By the tenth of the month.",
        "In ten days, with a word on progress after five.",
        "Before the meeting on the first Monday.",
    ),
}
# Flaw -> (part that it replaces, plain wordings, other wordings); an empty wording leaves the part out.
FLAWED: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "no question": (
        "question",
        ("Please look into {place}.", "Something on {route}, please."),
        ("You know what has been going on at {place}. Let me have your product on it.", "A paper on {town} is needed."),
    ),
    "no decision": (
        "decision",
        ("", "It is for information."),
        ("It would be good to have it.", "Others have had such a paper, and we have not."),
    ),
    "no deadline": (
        "deadline",
        ("", "There is no deadline."),
        ("As soon as you can.", "When the other work allows it."),
    ),
    "too broad": (
        "scope",
        (
            "Cover everything about smuggling in the whole region, all years.",
            "Cover all routes, all groups, all forms of crime.",
        ),
        (
            "Leave nothing out: the causes in the countries of origin, the routes, the money, the families, the "
            "courts.",
            "Begin with how it all came about, and go on to every place from which people leave.",
        ),
    ),
    "nationality": (
        "scope",
        (
            "Take all {people} nationals in {town} as your list of suspects.",
            "Rank everybody on file by nationality, {people} nationals first.",
        ),
        (
            "Begin with the {people} names on the index; the others can wait.",
            "To save time, look only at those who came from {country}.",
        ),
    ),
    "migrants as offenders": (
        "decision",
        (
            "With it I decide which of the migrants found in {town} are charged with smuggling.",
            "With it we arrest the migrants as members of the network.",
        ),
        (
            "It settles who of those carried in the vans is to answer for the crossing as a smuggler.",
            "With it I decide which passengers go on the target list.",
        ),
    ),
    "unlawful source": (
        "sources",
        (
            "Have the telephones in {town} listened to; we do without a court order this time.",
            "Get the bank's records from a friend there, without a request.",
        ),
        (
            "My cousin at the telephone company can print the lists for you by tonight.",
            "The keeper of {firm} is away next week: have somebody look through his papers.",
        ),
    ),
}
PARTS = ("question", "scope", "sources", "decision", "deadline")
