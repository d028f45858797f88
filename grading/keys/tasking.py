"""Keys of the senior course's first day: products for decisions, flaws of taskings, and one tasking to rewrite."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from grading.keys import draw
from grading.keys.chosen import derived_choices, subtle
from grading.keys.derived import Derived
from grading.keys.setting import slots
from grading.keys.wording import products as situations
from grading.keys.wording import taskings as parts
from synthetic_data.truth import Truth
from toolkit.schema.case import Case

COURSE = "senior_2day"
EXTRA_PRODUCTS = 2
# How many flaws each tasking has; a list, so that every paper has sound ones and double ones.
FLAW_COUNTS = (0, 0, 1, 1, 1, 1, 2, 2)


def products(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive situations about this case and the product that each calls for: every product, two of them twice."""
    rng = draw.stream(truth, f"{COURSE}/day01.products")
    codes = list(situations.PRODUCTS)
    wanted = draw.sample([*codes, *draw.sample(codes, EXTRA_PRODUCTS, rng)], len(codes) + EXTRA_PRODUCTS, rng)
    hard_ones = subtle(case, len(wanted), rng)
    used: set[str] = set()
    items = []
    for name, code, hard in zip(draw.numbers("S", len(wanted), rng), wanted, hard_ones, strict=True):
        pool = (situations.SUBTLE if hard else situations.PLAIN)[code]
        template = draw.pick([one for one in pool if one not in used] or list(pool), rng)
        used.add(template)
        items.append({"id": name, "text": "Which product do you ask for?", "detail": _fill(template, case, rng)})
    key = {item["id"]: [code] for item, code in zip(items, wanted, strict=True)}
    return derived_choices("Choose the one product that serves the decision best.", items, key, situations.PRODUCTS)


def taskings(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive taskings about this case with planted flaws, and what is wrong with each."""
    items, key, _ = _taskings(case, truth)
    return derived_choices(
        "Tick everything that must be mended before an analyst starts. Tick 'sound' where nothing must.",
        items,
        key,
        parts.FLAWS,
        several=True,
    )


def rewrite(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the tasking to be rewritten, the worst of the paper, and a model rewriting of it."""
    items, key, mended = _taskings(case, truth)
    worst = max(items, key=lambda item: len(key[item["id"]]))
    flaws = "; ".join(parts.FLAWS[code] for code in key[worst["id"]])
    return Derived(
        paper={
            "instructions": "Rewrite this tasking so that an analyst can start at once.",
            "tasking": worst["detail"],
        },
        key={},
        oracle=None,
        model_answer=f"To be mended: {flaws}.\n\nOne good tasking (others serve as well):\n\n> {mended[worst['id']]}"
        "\n\nIt asks one question, names the decision, keeps to a place and a time, uses lawful sources, has a day.",
    )


def _taskings(case: Case, truth: Truth) -> tuple[list[dict[str, Any]], dict[str, list[str]], dict[str, str]]:
    """Return the taskings, the flaws of each, and each as it would read without a flaw."""
    rng = draw.stream(truth, f"{COURSE}/day01.taskings")
    counts = draw.sample(FLAW_COUNTS, len(FLAW_COUNTS), rng)
    hard = iter(subtle(case, sum(counts), rng))
    left = draw.sample([*parts.FLAWED, *parts.FLAWED], 2 * len(parts.FLAWED), rng)
    items: list[dict[str, Any]] = []
    key: dict[str, list[str]] = {}
    mended: dict[str, str] = {}
    for name, count in zip(draw.numbers("T", len(counts), rng), counts, strict=True):
        flaws: list[str] = []
        for flaw in list(left):
            # One part of a tasking can hold one flaw.
            if len(flaws) < count and parts.FLAWED[flaw][0] not in {parts.FLAWED[one][0] for one in flaws}:
                flaws.append(flaw)
                left.remove(flaw)
        sound = _sound(rng)
        chosen = dict(sound)
        for flaw in flaws:
            part, plain, other = parts.FLAWED[flaw]
            chosen[part] = draw.pick(other if next(hard) else plain, rng)
        filling = slots(case, rng)
        items.append({"id": name, "text": "What must be mended?", "detail": _text(chosen, filling)})
        mended[name] = _text(sound, filling)
        key[name] = sorted(flaws) or ["sound"]
    return items, key, mended


def _sound(rng: np.random.Generator) -> dict[str, str]:
    """The parts of a sound tasking: a matter whose question, scope and decision belong together, sources, deadline."""
    return {**draw.pick(parts.MATTERS, rng), **{part: draw.pick(texts, rng) for part, texts in parts.BOUNDS.items()}}


def _text(chosen: Mapping[str, str], filling: Mapping[str, str]) -> str:
    return " ".join(chosen[part].format(**filling) for part in parts.PARTS if chosen[part])


def _fill(template: str, case: Case, rng: np.random.Generator) -> str:
    return template.format(**slots(case, rng))
