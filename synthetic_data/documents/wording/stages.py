"""What the stages and roles of a scenario are called in a sentence, and which relation a role has to its director."""

from __future__ import annotations

from synthetic_data.documents.marks import N_

# First match of a word inside the scenario's own name of a stage or role wins; the last entry fits all.
STAGES: tuple[tuple[str, str], ...] = (
    ("recruit", N_("those who find passengers")),
    ("document", N_("those who supply papers")),
    ("cross", N_("the crossing crews")),
    ("border", N_("the crossing crews")),
    ("transit agent", N_("those who see people through the transit towns")),
    ("transport source", N_("the drivers before the border")),
    ("transport", N_("the drivers")),
    ("driv", N_("the drivers")),
    ("transit", N_("the drivers")),
    ("sea", N_("the boat crews")),
    ("boat", N_("the boat crews")),
    ("hous", N_("the house keepers")),
    ("accommod", N_("the house keepers")),
    ("shelter", N_("the house keepers")),
    ("financ", N_("those who handle the money")),
    ("money", N_("those who handle the money")),
    ("pay", N_("those who handle the money")),
    ("deliver", N_("those who receive people at the end")),
    ("dest", N_("those who receive people at the end")),
    ("recei", N_("those who receive people at the end")),
    ("place", N_("those who receive people at the end")),
    ("", N_("the others in the business")),
)
RELATIONS: tuple[tuple[str, str], ...] = (
    ("driver", "drives for"),
    ("boat", "drives for"),
    ("skipper", "drives for"),
    ("rider", "drives for"),
    ("hous", "houses people for"),
    ("keeper", "houses people for"),
    ("recruit", "recruits for"),
)


def stage_name(stage: str) -> str:
    """Return the template that names the people of a stage in a sentence."""
    return next(name for word, name in STAGES if word in stage.lower())


def role_relation(role: str) -> str | None:
    """Return the relation of a person in that role to the one who directs him, or None where there is none.

    >>> role_relation("driver")
    'drives for'
    """
    return next((relation for word, relation in RELATIONS if word in role.lower()), None)
