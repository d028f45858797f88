"""Situations in which a manager needs a product: what the product is called, and situations that call for it.

Each product has plain situations, which use the words of its definition, and others, which do not.
"""

from __future__ import annotations

# Code -> what it is, as the lesson's legend has it.
PRODUCTS: dict[str, str] = {
    "target profile": "Target profile: one person or one group; who they are, how they work, where to act",
    "network profile": "Network profile: who works with whom, in which role; where a network can be cut",
    "comparative case analysis": "Comparative case analysis: are several incidents the work of the same people?",
    "problem profile": "Problem profile: one recurring problem at one place; what, when, how, why there",
    "situation report": "Situation report: what has happened up to now, without looking forward",
    "strategic assessment": "Strategic assessment: how the threat will develop; for priorities and budgets",
    "estimate": "Estimate: the probability that one named event happens by a date",
    "early warning": "Early warning: indicators watched regularly, to tell when a change begins",
}

PLAIN: dict[str, tuple[str, ...]] = {
    "target profile": (
        "You have decided to act against one person, {nominal}. You need to know who {nominal} is, how "
        "{nominal} works and where a team can act.",
        "The prosecutor will open a case against one group, the people behind {firm}. She asks how that group "
        "works and where to act against it.",
    ),
    "network profile": (
        "Forty names are on file in {operation}. You want to see who works with whom, in which role, and whose "
        "absence would cut the network.",
        "Before you choose whom to go after in {operation}, you ask: who works with whom between {place} and "
        "{town}, and where could the network be cut?",
    ),
    "comparative case analysis": (
        "Three vans were stopped near {place} in one month, in the same way each time. Are the three incidents "
        "the work of the same people?",
        "{town} and {place} each report abandoned groups. You ask whether the incidents at both are "
        "the work of the same people.",
    ),
    "problem profile": (
        "At {border}, night crossings recur in the same weeks every year. You ask what happens there, when, how, and "
        "why at that place.",
        "Safe houses keep appearing in {town}. You want the recurring problem of that one place described: "
        "when, how, and why there.",
    ),
    "situation report": (
        "The minister meets the press at noon and asks what has happened on {route} up to now. Nothing about "
        "the future.",
        "You hand over your desk on Friday. Your successor needs to read what has happened in {operation} up to now.",
    ),
    "strategic assessment": (
        "You set priorities and the budget for the next two years. You ask how the threat on {route} will develop.",
        "The board decides in {month} which of five threats comes first. It asks how each will develop over the "
        "coming years.",
    ),
    "estimate": (
        "A new fence is planned. The ministry asks one thing: what is the probability that detections on "
        "{route} fall by half by {month}?",
        "You must say by Monday how probable it is that the landing near {place} is in use again by {month}.",
    ),
    "early warning": (
        "You cannot watch all routes with your staff. You want a few indicators watched every month, to tell when a "
        "change on {route} begins.",
        "Last year you learnt of a shift to {route} half a year late. You want to be told when the next change begins.",
    ),
}

SUBTLE: dict[str, tuple[str, ...]] = {
    "target profile": (
        "A surveillance team is free for ten days. Its leader asks for everything that helps it to follow {nominal}: "
        "habits, vehicles, telephone, the places used.",
        "The financial police offer to look into the affairs of {firm} alone. What should they read first?",
    ),
    "network profile": (
        "Every arrest so far was of a driver, and business went on. You ask who holds the whole thing together.",
        "Two officers disagree: is {operation} one business or three? You want a picture that settles it before you "
        "assign teams.",
    ),
    "comparative case analysis": (
        "Police in {town} and in {place} each hold a file on groups left at the roadside: same boats, same "
        "prices, same words used. Should the two files become one?",
        "Four seizures of false papers are on your desk. Should one team take all four, or four teams one each?",
    ),
    "problem profile": (
        "The mayor of {town} complains that the same guesthouses fill up before every harvest, and that raids "
        "only move it by a street. What do you have written before you meet her?",
        "{border} has had five deaths in the river in three rainy seasons, always on the same stretch. The district "
        "chief wants to know what makes it so.",
    ),
    "situation report": (
        "A visiting delegation has twenty minutes and knows nothing of {operation}. What do you give them to "
        "read in the car?",
        "After the weekend's events near {place}, headquarters wants one page by six o'clock: numbers, places, "
        "persons in care.",
    ),
    "strategic assessment": (
        "You may open one new liaison post, and it will stay where it is put for three years. What should stand "
        "behind your choice between {town} and elsewhere?",
        "The national plan is due for renewal. Its authors want to know which forms of smuggling will matter "
        "when the railway is finished.",
    ),
    "estimate": (
        "Your deputy wants to send the mobile unit home in {month}, if it is safe to believe that {route} stays "
        "quiet until then. How safe?",
        "Two options are on the table, and the choice hangs on one thing alone: will the bridge at {place} reopen to "
        "lorries before {month}?",
    ),
    "early warning": (
        "You have agreed with three neighbouring services to exchange prices, departures and water levels each week. "
        "What do you ask your analysts to make of them?",
        "Nothing moves on {route} at the moment. You would like to take your people off it, provided you hear in time.",
    ),
}
