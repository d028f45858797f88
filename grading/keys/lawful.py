"""Key of the lawful-use choices: who a person is to the case, and what may be done with what is on file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grading.keys import draw
from grading.keys.chosen import derived_choices, subtle
from grading.keys.derived import Derived
from grading.keys.setting import slots
from grading.keys.wording import lawful as words
from synthetic_data.truth import Truth
from toolkit.schema.case import Case

COURSE = "operational_10day"
# How many more situations there are than codes, in each part.
MORE = 2
# How many drawings of places and firms the situations share.
_FILLINGS = 4


def choices(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive who is suspect, witness, victim or contact, and which uses of data are lawful, in this case."""
    rng = draw.stream(truth, f"{COURSE}/day01.lawful")
    made = [
        *_situations(
            case, words.STATUSES, words.SUBTLE_STATUSES, "Who is this person to the case, on what is known today?", rng
        ),
        *_situations(case, words.USES, words.SUBTLE_USES, "What do you do with it?", rng),
    ]
    made = draw.sample(made, len(made), rng)
    names = draw.numbers("L", len(made), rng)
    items = [{"id": name, **item} for name, (item, _) in zip(names, made, strict=True)]
    key = {name: [code] for name, (_, code) in zip(names, made, strict=True)}
    return derived_choices(
        "Choose one answer for each. Decide by purpose, necessity and retention; national law may ask for more.",
        items,
        key,
        {**words.STATUS, **words.USE},
    )


def _situations(
    case: Case,
    bank: Mapping[str, Sequence[str]],
    unlike: Mapping[str, Sequence[str]],
    asked: str,
    rng: np.random.Generator,
) -> list[tuple[dict[str, Any], str]]:
    """Every code once and two of them again, no text twice; the level's share of them worded unlike the legend."""
    codes = [*bank, *draw.sample(list(bank), MORE, rng)]
    fillings = [slots(case, rng) for _ in range(_FILLINGS)]
    left = {
        hard: {code: draw.sample(texts[code], len(texts[code]), rng) for code in texts}
        for hard, texts in ((False, bank), (True, unlike))
    }
    made = []
    for code, hard in zip(codes, subtle(case, len(codes), rng), strict=True):
        text = left[hard][code].pop(0).format(**draw.pick(fillings, rng))
        made.append(({"text": asked, "detail": text, "codes": list(bank)}, code))
    return made
