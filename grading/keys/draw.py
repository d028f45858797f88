"""Draws for the papers of one case: each exercise has its own stream, so that adding one shifts no other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from synthetic_data.truth import Truth

# The number that synthetic_data.seeds keeps for grading ("keys").
STREAM = 100
Item = TypeVar("Item")


def stream(truth: Truth, exercise: str) -> np.random.Generator:
    """Return the random stream of one exercise, such as "senior_2day/day01.products", for this case's seed."""
    sequence = np.random.SeedSequence(truth.seed, spawn_key=(STREAM, *exercise.encode()))
    return np.random.Generator(np.random.PCG64(sequence))


def pick(options: Sequence[Item], rng: np.random.Generator) -> Item:
    """Return one of the options."""
    return options[int(rng.integers(len(options)))]


def sample(options: Sequence[Item], count: int, rng: np.random.Generator) -> list[Item]:
    """Return so many different options (all of them where there are fewer), in random order.

    >>> sorted(sample("abc", 5, np.random.default_rng(1)))
    ['a', 'b', 'c']
    """
    return [options[place] for place in rng.permutation(len(options))[:count]]


def numbers(prefix: str, count: int, rng: np.random.Generator) -> list[str]:
    """Return so many item ids that differ from case to case, so that answers to another case name no item of this one.

    >>> len(numbers("Q", 3, np.random.default_rng(1)))
    3
    """
    return [f"{prefix}{100 + int(place)}" for place in np.sort(rng.permutation(900)[:count])]
