"""Gates of secrecy: the seed is the answer key, so no part of a case may hold it or name a person of the truth."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from synthetic_data.gates.gate import Gate, none_of
from synthetic_data.truth import Truth
from toolkit.schema.case import Case

# A shorter seed is some number or other of any case; cases that are assessed have seeds of 128 bits.
SHORTEST = 8
Texts = Sequence[tuple[str, str]]
_WORLD_ID = re.compile(r"\b(?:P\d{4,}|O\d{2,})\b")


def gates(case: Case, truth: Truth) -> list[Gate]:
    """Check that the seed and the truth's own ids stay out of the case."""
    texts = list(_texts(case))
    return [
        none_of("the seed stays out", _seed(case, truth, texts)),
        none_of("ids of the truth stay out", _ids(case, truth, texts)),
    ]


def _seed(case: Case, truth: Truth, texts: Texts) -> Iterator[str]:
    for path, _ in _leaves(case.info, "case.json"):
        if "seed" in path.lower():
            yield f"{path} is a place for a seed"
    written = (str(truth.seed), f"{truth.seed:x}")
    if len(written[0]) < SHORTEST:
        return
    for place, text in texts:
        if any(form in text for form in written):
            yield f"{place} holds the seed"


def _ids(case: Case, truth: Truth, texts: Texts) -> Iterator[str]:
    own = {str(value) for value in truth.table("people")["person_id"]}
    own |= {str(value) for value in truth.table("organisations")["organisation_id"]}
    if "nominals" in case.tables:
        own -= {str(value) for value in case.table("nominals")["nominal_id"]}
    for place, text in texts:
        found = next((name for name in _WORLD_ID.findall(text) if name in own), None)
        if found:
            yield f"{place} holds {found}"


def _texts(case: Case) -> Iterator[tuple[str, str]]:
    yield "case.json", json.dumps(case.info)
    yield from case.texts.items()
    for name, paper in case.handouts.items():
        yield f"handout {name}", json.dumps(paper)
    for name in case.tables:
        table = case.table(name)
        shown = [column for column in table.columns if not isinstance(table[column].dtype, pd.DatetimeTZDtype)]
        yield (
            name,
            "\n".join(text for column in shown for text in table[column].dropna().astype("str").unique().tolist()),
        )


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}: {key}")
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, path)
    else:
        yield path, value
