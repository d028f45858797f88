"""Words of the strategic course's fourth day: how terms are asked, three scenarios, and indicators of each."""

from __future__ import annotations

ASKED = "Which term?"
NAMED = "Which term stands for this range?"
SCENARIOS = {
    "moves": "The flow moves from {a} to {b}",
    "grows": "The whole flow grows",
    "enforced": "Only the effort of the authorities on {a} changes",
    "none": "It speaks for none of the three",
}
INDICATORS: dict[str, tuple[str, ...]] = {
    "moves": (
        "Citizenships that were met on {a} alone are now met on {b}, and ever fewer of them on {a}.",
        "Fees fall on {a} and rise on {b} within the same months.",
        "Interviews name {b} as the new way of those who used {a} before.",
        "Mirror returns show a fall on {a} and, a month later, a rise on {b} of the same size.",
    ),
    "grows": (
        "Detections rise on {a}, on {b} and on every other route, while teams and hours stay as they were.",
        "Fees rise on all routes at once, and so do the numbers found.",
        "More people at home say that they mean to leave, whatever the way.",
        "Recruiters turn up in districts where nobody was ever recruited, for all routes alike.",
    ),
    "enforced": (
        "Detections on {a} double in the month in which teams there were doubled; fees stay as they were.",
        "On {a} found per patrol is unchanged; patrols are three times as many.",
        "After the teams left, detections on {a} fell to a third within a week; the other side reports no change.",
        "Detections on {a} rise on weekdays alone, when the new teams are on duty.",
    ),
    "none": (
        "A newspaper repeats the number of last year's report on {a}.",
        "One state files its return on {b} two months late.",
        "A person found on {a} was found there once before.",
        "The name of the border post on {b} is changed.",
    ),
}
