"""The types of entity that charts and exchange files know, and their words."""

from __future__ import annotations

from toolkit.language import text

KINDS = (
    "person",
    "organisation",
    "phone",
    "place",
    "vehicle",
    "vessel",
    "account",
    "document",
    "event",
    "other",
)


def kind_words(kind: str) -> str:
    """Return what a legend calls a type of entity.

    >>> kind_words("phone")
    'Telephone'
    """
    return {
        "person": text("Person"),
        "organisation": text("Organisation"),
        "phone": text("Telephone"),
        "place": text("Place"),
        "vehicle": text("Vehicle"),
        "vessel": text("Vessel"),
        "account": text("Account"),
        "document": text("Document"),
        "event": text("Event"),
        "other": text("Other"),
    }[kind]
