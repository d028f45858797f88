"""Key of the contradictions: what two documents are to each other - against, beside, the same again, or apart."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pandas as pd

from grading.keys import draw, levels
from grading.keys.chosen import derived_choices
from grading.keys.derived import Derived
from grading.keys.statements import EVERYDAY, Pair, ordered
from synthetic_data.truth import Truth
from toolkit import evaluation
from toolkit.errors import GradingError
from toolkit.schema.case import Case

COURSE = "operational_10day"
EACH, FEWEST = 3, 2
# For each pair asked so many are read, since the second reading drops some.
_TRIED = 2
# What was passed on reads like a second voice until its odd detail is seen: how many such pairs, by level.
REPEATED = {"foundation": 1, "practitioner": 3, "expert": 5}
CODES: dict[str, str] = {
    "contradicts": "They contradict each other about a tie",
    "bears out": "They bear each other out: two sources, one tie",
    "repeats": "One repeats the other",
    "apart": "Neither: they speak of different ties",
}


def pairs(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the relation of about ten pairs of documents that name somebody in common.

    A pair is asked only where it has one relation and no other, and where the second reading (`_reading`: which names
    stand together in a sentence of both) does not speak against it. What is true plays no part.
    """
    source = dict(zip(case.reports["document_id"], case.reports["source_ref"].astype("str"), strict=True))
    said = _said(truth.table("claims"), case.texts)
    rng = draw.stream(truth, f"{COURSE}/day05.contradictions")
    pools: dict[str, list[Pair]] = {code: [] for code in CODES}
    for one, other in combinations(sorted(said), 2):
        code = _relation(one, other, said, source[one] != source[other])
        if code:
            pools[code].append((one, other))
    pools = {code: draw.sample(pool, _TRIED * EACH, rng) for code, pool in pools.items()}
    joined = _reading(case, {name for pool in pools.values() for pair in pool for name in pair})
    for code, pool in pools.items():
        pools[code] = [(one, other) for one, other in pool if bool(joined[one] & joined[other]) == (code != "apart")]
    if not pools["contradicts"] or sum(map(bool, pools.values())) < FEWEST:
        raise GradingError("no two documents on file contradict each other; name a later checkpoint")
    many = dict.fromkeys(CODES, EACH) | {"repeats": REPEATED[levels.level(case)]}
    asked = [(pair, code) for code, pool in pools.items() for pair in pool[: many[code]]]
    asked = draw.sample(asked, len(asked), rng)
    items, key = [], {}
    for name, ((one, other), code) in zip(draw.numbers("C", len(asked), rng), asked, strict=True):
        items.append({"id": name, "text": f"{one} and {other}", "detail": ""})
        key[name] = [code]
    return derived_choices(
        "Read both documents of each pair. Compare what they say about the same two persons or firms. What are they to "
        "each other?",
        items,
        key,
        CODES,
    )


@dataclass(frozen=True)
class Said:
    """What one document says: pairs asserted and denied, working ties among them, everybody named, what it repeats."""

    asserted: frozenset[Pair]
    denied: frozenset[Pair]
    working: frozenset[Pair]
    copies: frozenset[str]

    @property
    def pairs(self) -> frozenset[Pair]:
        return self.asserted | self.denied

    @property
    def named(self) -> frozenset[str]:
        return frozenset(one for pair in self.pairs for one in pair)


def _said(claims: pd.DataFrame, texts: Collection[str]) -> dict[str, Said]:
    rows: dict[str, list[Any]] = {}
    for row in claims.itertuples(index=False):
        if row.document_id in texts:
            rows.setdefault(str(row.document_id), []).append(row)

    def pairs_of(found: Sequence[Any], polarity: str, *, working: bool = False) -> frozenset[Pair]:
        return frozenset(
            ordered(row.subject, row.object)
            for row in found
            if row.polarity == polarity and not (working and row.relation in EVERYDAY)
        )

    return {
        name: Said(
            asserted=pairs_of(found, "asserted"),
            denied=pairs_of(found, "denied", working=True),
            working=pairs_of(found, "asserted", working=True),
            copies=frozenset(str(row.copies) for row in found if row.copies),
        )
        for name, found in rows.items()
    }


def _relation(one: str, other: str, said: Mapping[str, Said], apart: bool) -> str:
    """The one relation of two documents by their claims; "" where there is none to ask, or more than one.

    A denial of joint work contradicts a working tie alone: customers and relatives it does not touch.
    """
    a, b = said[one], said[other]
    against = bool(a.working & b.denied or a.denied & b.working)
    agreeing = bool(a.asserted & b.asserted or a.denied & b.denied)
    if other in a.copies or one in b.copies:
        return "" if against else "repeats"
    if a.copies or b.copies:
        return ""
    if against or agreeing:
        return "contradicts" if not agreeing else "bears out" if apart and not against else ""
    return "apart" if a.named & b.named and not a.pairs & b.pairs else ""


def _reading(case: Case, documents: Collection[str]) -> dict[str, set[Pair]]:
    """The pairs of names that stand together in a sentence of each document, read off the texts alone."""
    read = case.documents
    together = evaluation.co_mentions(read[read["document_id"].isin(sorted(documents))], case.nominals)
    found: dict[str, set[Pair]] = {name: set() for name in documents}
    for document, a, b in zip(together["document_id"], together["a"], together["b"], strict=True):
        found[str(document)].add(ordered(a, b))
    return found
