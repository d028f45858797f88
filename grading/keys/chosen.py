"""What the keys of choice exercises share: the paper with its labels, the oracle, and how many items are hard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grading.keys import levels
from grading.keys.derived import Derived
from toolkit.schema.case import Case


def derived_choices(
    instructions: str,
    items: Sequence[Mapping[str, Any]],
    key: Mapping[str, list[str]],
    labels: Mapping[str, str],
    *,
    several: bool = False,
) -> Derived:
    """Return the exercise: its paper with the labels of all codes, its key, oracle, and the answers in words.

    `key` maps item -> codes: any of them is right for one choice, all of them are wanted for `several`.
    """
    answers = dict(key) if several else {name: codes[0] for name, codes in key.items()}
    lines = []
    for number, item in enumerate(items, start=1):
        words = ("; " if several else " or ").join(labels[code] for code in key[item["id"]])
        lines.append(f"{number}. {item['text']} {item['detail']}\n   **{words}**")
    return Derived(
        paper={"instructions": instructions, "items": list(items), "labels": dict(labels), "codes": list(labels)},
        key={"items": dict(key)},
        oracle=answers,
        model_answer="\n".join(lines),
    )


def subtle(case: Case, count: int, rng: np.random.Generator) -> list[bool]:
    """Which of so many items are worded unlike the legend: the level's share of them, in drawn places."""
    hard = {int(place) for place in rng.permutation(count)[: round(levels.share(case) * count)]}
    return [place in hard for place in range(count)]
