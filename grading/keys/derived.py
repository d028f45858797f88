"""What a key query returns: the paper a trainee is asked, the sealed key, and a model answer in prose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from synthetic_data.truth import Truth
from toolkit.schema.case import Case


@dataclass(frozen=True)
class Derived:
    """One exercise of one case, derived from its truth.

    `paper` goes to the trainee as a handout: what is asked, never what is right. An `items` list there holds
    mappings with an `id`, and `mark` accepts those ids only. `key` is what the marking family compares with.
    `oracle` is the answer, in the answer's own form, of an analyst who follows the provenance: it must score 1.
    """

    paper: Mapping[str, Any]
    key: Any
    oracle: Any
    model_answer: str = ""


KeyQuery = Callable[[Case, Truth, Mapping[str, Any]], Derived]
