"""Sentences of the four classes of inference, to be filled with places, routes and months of a case."""

from __future__ import annotations

CLASSES = {
    "hypothesis": "Hypothesis: a tentative explanation, still to be tested",
    "prediction": "Prediction: about something that is still to come",
    "estimation": "Estimation: about a whole, from a part of it that was observed",
    "conclusion": "Conclusion: an explanation that the evidence supports well",
}
SENTENCES: dict[str, tuple[str, ...]] = {
    "hypothesis": (
        "Perhaps the driver calls a guesthouse in {town} for travellers' rooms; nothing speaks for it or against it.",
        "One explanation of the vans at {place} is that groups are handed over there. It has yet to be tested.",
        "A shop in {town} might be where fees are left until a journey ends. We have looked at no account yet.",
        "If drivers changed the road to {town} because of the checks, sightings should be elsewhere now. To be tested.",
        "A leak would explain why nobody came to {border} that night; so would the weather.",
    ),
    "prediction": (
        "By {month} groups will pass {place} again, as they did after the last checks.",
        "The users of these numbers will change them within weeks of the next arrest at {place}.",
        "When the rains end, movement on {route} will rise.",
        "The next group will be taken to {town} by night and in small cars.",
        "By {month} fees for a journey over {border} will be higher than today.",
    ),
    "estimation": (
        "Of the {transfers} transfers on file {hawala} % went by hawala; of all transfers of the period about as "
        "many did.",
        "Of the calls recorded in one month a quarter went through cells near {town}; taken over the year, {calls} "
        "calls on file stand for several times as many.",
        "Officers searched every tenth van at {border} and found people in two; among all vans of that week about "
        "twenty will have carried people.",
        "In twelve statements the fee lay between 300 and 500 dollars; the usual fee on {route} is about 400.",
        "Cameras cover a third of the roads to {town} and saw nine trips; there were about thirty.",
    ),
    "conclusion": (
        "Two independent statements, the custody record and the handset agree: the man held at {place} used the "
        "telephone that was found there.",
        "The land register, the rent book and three sightings leave little doubt who keeps the house in {town}.",
        "Four documents from three sources and the ledger say the same: deposits were paid at one shop in {town}.",
        "All nine journeys on file passed {place}; statements, sightings and calls agree that it is the crossing point "
        "of this group.",
        "The tested alternatives fail on at least two records each; one van was at {border} on all five nights.",
    ),
}
