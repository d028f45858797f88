"""Short accounts for the elements table: what was done to people, and which elements of the two Protocols are there."""

from __future__ import annotations

# Column -> codes of the elements table.
COLUMNS: dict[str, tuple[str, ...]] = {
    "act": ("illegal entry", "handling of people", "both", "neither"),
    "means": ("used", "none", "not needed"),
    "purpose": ("yes", "no"),
    "benefit": ("yes", "no"),
    "border": ("crossed", "not crossed"),
    "verdict": ("smuggling", "trafficking", "both", "neither"),
}
ASKED: dict[str, str] = {
    "act": "Was illegal entry into another state procured for somebody (Smuggling Protocol, Art. 3(a))? Were people "
    "handled: recruited, transported, transferred, harboured or received (Trafficking Protocol, Art. 3(a))?",
    "means": "Was a means used: threat, force, deception, abuse of power or of vulnerability? Not needed for a child.",
    "purpose": "Was exploitation the purpose?",
    "benefit": "Did whoever helped do so for a financial or other material benefit?",
    "border": "Was a border crossed?",
    "verdict": "Under the Protocols: smuggling of migrants, trafficking in persons, both, or neither?",
}
# Kind -> codes in the order of COLUMNS; more than one code where reasonable readers differ, the best first.
_HANDLED, _ENTRY = ("handling of people",), ("both", "illegal entry")
ELEMENTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "smuggled": (_ENTRY, ("none",), ("no",), ("yes",), ("crossed",), ("smuggling",)),
    "endangered": (_ENTRY, ("none",), ("no",), ("yes",), ("crossed",), ("smuggling",)),
    # an attempt is to be an offence as well, Art. 6(2)(a), subject to the basic concepts of the legal system
    "attempt": ((*_ENTRY, *_HANDLED), ("none",), ("no",), ("yes",), ("not crossed",), ("smuggling", "neither")),
    "abroad": (_HANDLED, ("used",), ("yes",), ("yes",), ("crossed",), ("trafficking",)),
    "inland": (_HANDLED, ("used",), ("yes",), ("yes",), ("not crossed",), ("trafficking",)),
    "child": (_HANDLED, ("not needed", "none"), ("yes",), ("yes",), ("not crossed",), ("trafficking",)),
    "both": (("both",), ("used",), ("yes",), ("yes",), ("crossed",), ("both",)),
    "family": (_ENTRY, ("none",), ("no",), ("no",), ("crossed",), ("neither",)),
    "helper": ((*_HANDLED, "neither"), ("none",), ("no",), ("no",), ("not crossed", "crossed"), ("neither",)),
    "alone": (("neither",), ("none",), ("no",), ("no",), ("crossed",), ("neither",)),
    "lawful": ((*_HANDLED, "neither"), ("none",), ("no",), ("yes",), ("crossed",), ("neither",)),
}
# One of each group is asked, then so many more of what is left.
GROUPS: tuple[tuple[str, ...], ...] = (
    ("smuggled", "endangered"),
    ("abroad",),
    ("inland", "child"),
    ("both",),
    ("family",),
    ("helper", "alone"),
    ("lawful",),
)
MORE = 1
TEXTS: dict[str, tuple[str, ...]] = {
    "smuggled": (
        "{people} workers without permits asked to be brought to {town}. Each paid {fee} US dollars; a guide took "
        "them over near {border} at night, and they went their own ways with the rest of their money and their papers.",
        "A couple paid {fee} US dollars each to somebody who had them taken past {border} away from the checkpoint. "
        "In {town} they were let off at the market and have heard nothing from him since.",
    ),
    "endangered": (
        "Eleven people paid {fee} US dollars each to be taken over near {border}. They were carried in a closed load "
        "space without air for hours; two were taken to hospital in {town}. All were free to go on arrival.",
        "For {fee} US dollars a head a group was brought past {border} in an overloaded boat by night, without any "
        "life jackets. Nobody was held afterwards.",
    ),
    "attempt": (
        "Six people had paid half of {fee} US dollars each to be brought over at {border} without papers. A patrol "
        "met them and their guide a kilometre before the line.",
        "A driver was to bring a group over unseen at {border} for {fee} US dollars a head. The van was stopped in "
        "its own country, on the road to the border.",
    ),
    "abroad": (
        "A woman was promised work in a restaurant in {town} and entered lawfully at {border} on her own passport. On "
        "arrival it was taken away and she was told to work off {debt} US dollars in a workshop that she may not "
        "leave.",
        "An agent hired four men for a farm and saw them through {border} with proper visas. The contract had been a "
        "pretence: they are guarded, unpaid, and told that they owe {debt} US dollars.",
    ),
    "inland": (
        "A man who lives in {town} lawfully was offered work two hours away, in the same country. He was driven "
        "there, his identity card was kept, and threats to his family hold him at work without pay.",
        "A local firm near {town} took on workers of the district with a false contract. They sleep in a locked hall, "
        "and a debt of {debt} US dollars that nobody can check grows with every meal. None of them ever left the "
        "country.",
    ),
    "child": (
        "A girl of fifteen from a village near {town} was fetched with her own consent and that of an uncle to work "
        "sixteen hours a day in a factory in the same province. An intermediary was paid for her; nobody lied or "
        "threatened.",
        "A boy of fourteen agreed to beg in {town}, in his own country, for a man who brought him there, houses him "
        "and keeps all that he is given.",
    ),
    "both": (
        "For {fee} US dollars a group was taken past {border} without papers. In {town} the same people sold their "
        "debt to an employer who had ordered them beforehand; they work under threat until it is said to be paid.",
        "A man was told that a job waited in {town} and that the way across near {border}, without papers, cost {fee} "
        "US dollars, to be paid from wages. The job did not exist: those who brought him over hold him in a yard, "
        "unpaid, as they had meant to.",
    ),
    "family": (
        "A man drove his wife and small son, who have no papers, over a forest track near {border} to live with him "
        "in {town}. He took and was promised nothing.",
        "A student who lives in {town} lawfully went back for her brother, who had been refused a visa, and walked "
        "him over near {border}. She paid for his food and asked for nothing.",
    ),
    "helper": (
        "A woman in {town} found nine exhausted strangers in her barn, fed them, drove one of them to the hospital "
        "and told the clinic where the others were. She asked for nothing. How they had come is not known to her.",
        "Volunteers of a charity in {town} give beds to people without papers who came by themselves, and take no "
        "money from anybody.",
    ),
    "alone": (
        "A young man walked over the hills near {border} by himself, without papers, after reading about the way. "
        "Nobody helped him and he paid nobody.",
        "Two friends rowed across beside {border} in a boat of their own and looked for work in {town}. Nobody had "
        "arranged anything.",
    ),
    "lawful": (
        "A licensed agency in {country} takes the fee that the law allows for finding work. Its {people} customers "
        "entered at {border} with visas and are paid in {town} what the contract says.",
        "A bus firm sells tickets from {country} to {town}. Its passengers show their passports at {border} and are "
        "let in; some of them look for work.",
    ),
}
