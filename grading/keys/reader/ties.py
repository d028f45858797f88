"""What a sentence says of two persons whom it names: joint work, money, everyday contact, no tie, nothing, or unclear.

It goes by the words around the names: words of denial before words of a tie, words of custom and family, words of
money, words of moving people and of working under or beside somebody. Where they do not decide, it says so.
"""

from __future__ import annotations

import re

WORK, PAYMENT, EVERYDAY, DENIED, NOTHING, UNCLEAR = "work", "payment", "everyday", "denied", "nothing", ""
MARK = re.compile(r"@N\d+")

_TIE = (
    r"contacts?|links?|linked|dealings?|connections?|connected|ties?|tied|signs?|evidence|part|partners?|true|"
    r"associates?|meet|met|work|works|worked|working|business|to do with|know|knows|knew|deal|deals|speak|spoken|help"
)
# A word of denial, and not far behind it what is denied.
_DENIED = re.compile(
    rf"\b(?:no|not|never|nothing|neither|nobody|none|n't)\b(?:\W+(?!but\b|else\b|and\b)@?\w+){{0,6}}?"
    rf"\W+(?:{_TIE})\b|\b(?:den(?:y|ies|ied)|refutes?|rules? out|untrue|(?:unknown|strangers) to each other)\b"
)
# Names that stand side by side since somebody asks, shows, keeps or writes down names.
_LISTED = re.compile(
    r"\b(?:ask(?:s|ed)?(?: \w+){0,2} (?:about|what (?:we|is))|questions?|shown|photographs?|pictures?|cards? on|lists?|"
    r"spelling|spelt|address(?:es)? of|address book|index|names? of|statements? for|entries|pages?|faces?|say more|"
    r"was there when)\b"
)
_MOVING = re.compile(
    r"\b(?:passengers?|travell?ers?|travel|groups?|journeys?|trips?|convoys?|crossings?|border|smuggl\w+|recruit\w*|"
    r"people|aboard|strangers|the young|villages?|families who|door to door|took us|let in|fetch(?:es)? us|drove us|"
    r"steer\w*|boats?|landing|helmsman|beach|deposits|persuaded|those who|guests|beds?|rooms|overnight|for the night|"
    r"door of|house (?:of|kept|full))\b"
)
_UNDER = re.compile(
    r"\b(?:works? (?:with|together|for)|worked (?:with|together|for)|working together|the work (?:between|was)|"
    r"work that|partners?|associates?|run their part|side by side|orders?|ordered|instructions?|directs?|directed|"
    r"employ\w*|taken on|told (?:by|where|what|us|me)|told @ (?:where|what|to)|answers to|acts? for|agreed? to it|"
    r"has to ask|had told|the day for|drivers?|drives?|drove|driven|vehicle|the wheel|covers? for|in it together|"
    r"in this together|business|trade|share out|shared (?:the risk|with)|split|the work was for|what to do|does what)\b"
)
_CUSTOM = re.compile(
    r"\b(?:customers?|clients?|ordinary price|price list|prices and|opening hours|like the rest|like other crews|queue|"
    r"served|serves|buys?|bought|as any|for all comers|open to everybody|services of|small sums|a shopkeeper)\b"
)
_KIN = re.compile(
    r"\b(?:relatives?|relations? by|famil(?:y|ies) (?:of|matters|support|papers|name)|the families of|same family|kin|"
    r"cousins?|uncle|aunt|brothers?|sisters?|nephew|niece|marri(?:ed|age)|wedding|birthdays|school fees|household)\b"
)
_KINDNESS = re.compile(
    r"\b(?:(?:paid|asked|took|takes|wants?) nothing|nothing in return|free of charge|gave shelter|charity)\b"
)
_MONEY = re.compile(
    r"\b(?:pa(?:ys?|id)|money|usd|wages?|sums?|bank ?notes|notes|envelope|cash|share|credited|settles?|"
    r"(?<!source's )accounts?|owed|amount|transfers?|fee)\b"
)

# Whoever sends a report is no partner of those whom it names.
_SERVICE = re.compile(r"\bpartner (?:service|agency)\b")


def tie(marked: str) -> str:
    """Return what a sentence with two marked names says of the two: one of the words above.

    >>> tie("@N001 and @N002 smuggle together; @N001 gives the orders.")
    'work'
    >>> tie("No meeting or other contact of @N001 with @N002 came to light.")
    'denied'
    >>> tie("@N001 gets her hair cut at the shop of @N002, as a customer.")
    'everyday'
    >>> tie("@N001 and @N002 both like football.")
    ''
    """
    words = _SERVICE.sub("service", MARK.sub("@", marked).lower())
    if _DENIED.search(words):
        return DENIED
    if _KINDNESS.search(words):
        return EVERYDAY
    moving, under = bool(_MOVING.search(words)), bool(_UNDER.search(words))
    if _CUSTOM.search(words) or _KIN.search(words):
        # "A business open to everybody" is custom, though it speaks of business; passengers are not.
        return EVERYDAY if not moving else UNCLEAR
    if moving or under:
        return WORK
    if _MONEY.search(words):
        return PAYMENT
    return NOTHING if _LISTED.search(words) else UNCLEAR
