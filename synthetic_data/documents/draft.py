"""A document before it is worded: who reports which claims, when, and how the source knows."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

# How a sentence words its claim beyond the plain relation.
PLAIN, BRIDGE, DIRECTING, PAYMENT, CLEARING = "plain", "bridge", "directing", "payment", "clearing"


@dataclass(frozen=True)
class Statement:
    """One claim: a relation between two world ids, asserted or denied, true as stated or not.

    `known_from` is the first day on which anybody could report it.
    """

    subject: str
    relation: str
    object: str
    known_from: pd.Timestamp
    is_true: bool = True
    polarity: str = "asserted"
    origin: str = "independent"
    style: str = PLAIN
    day: str = ""
    amount: str = ""

    @property
    def ends(self) -> tuple[str, str]:
        """Both ends, sorted: the tie without its direction."""
        return (self.subject, self.object) if self.subject < self.object else (self.object, self.subject)


@dataclass
class Draft:
    """One document to be written. `copies` is the draft it repeats; `decent` wants a first-hand, proved source,
    `weak` one that is second-hand or has often been wrong.

    `telling` asks for a peculiar detail, and `detail` is the number of the one it got: its own, or that of the draft
    which it repeats. `aside` names two entities in one sentence that states no tie between them. `set` names the set
    for work by hand that the document belongs to; `context` is what the page says of itself, such as where a handset
    was taken.
    """

    kind: str
    statements: list[Statement]
    dated: pd.Timestamp
    decent: bool = False
    weak: bool = False
    clears: str = ""
    protects: bool = False
    copies: Draft | None = None
    telling: bool = False
    detail: int | None = None
    document_id: str = ""
    source: str = ""
    source_grade: str = ""
    information_grade: str = ""
    handling: str = ""
    history: tuple[str, int, int] = ("first", 0, 0)
    access: str = "hearsay"
    corroborated_by: str = ""
    about: list[str] = field(default_factory=list)
    aside: tuple[str, str] | None = None
    set: str = ""
    context: dict[str, str] = field(default_factory=dict)
