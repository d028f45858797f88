"""Key of the elements table: smuggling, trafficking, both or neither, in short accounts set in this case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grading.keys import draw
from grading.keys.derived import Derived
from grading.keys.setting import slots, way
from grading.keys.wording import vignettes as words
from synthetic_data.truth import Truth
from toolkit.schema.case import Case

COURSE = "operational_10day"
_INSTRUCTIONS = (
    "Fill in one row for each account, from what it says and nothing else. Decide under the Protocols; national law "
    "may "
    "differ. Migrants are not liable under the Smuggling Protocol for having been smuggled (Art. 5)."
)
# Fees are told in tens, as people tell them; a debt is a few fees.
_DEBT = (3, 7)


def elements(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the elements table of eight accounts, with the places, people and fees of this case.

    The answers are entailed by the accounts, not by the case: nobody of the file is in them.
    """
    rng = draw.stream(truth, f"{COURSE}/day01.elements")
    kinds = [draw.pick(group, rng) for group in words.GROUPS]
    kinds += draw.sample([kind for kind in words.ELEMENTS if kind not in kinds], words.MORE, rng)
    kinds = draw.sample(kinds, len(kinds), rng)
    fees = sorted({round(float(fee), -1) for fee in truth.table("journeys")["fee_usd"] if float(fee) >= 10})
    items, key = [], {}
    for name, kind in zip(draw.numbers("V", len(kinds), rng), kinds, strict=True):
        fee = draw.pick(fees, rng) if fees else 300.0
        money = {"fee": f"{fee:,.0f}", "debt": f"{fee * int(rng.integers(*_DEBT)):,.0f}"}
        filling = {**slots(case, rng), **way(case, truth, rng), **money}
        text = draw.pick(words.TEXTS[kind], rng).format(**filling)
        items.append({"id": name, "text": text[0].upper() + text[1:]})
        key[name] = {
            column: {"best": [codes[0]], "near": list(codes[1:])}
            for column, codes in zip(words.COLUMNS, words.ELEMENTS[kind], strict=True)
        }
    oracle = [
        {"vignette": name, **{column: one["best"][0] for column, one in row.items()}} for name, row in key.items()
    ]
    lines = []
    for number, item in enumerate(items, start=1):
        row = key[item["id"]]
        found = ", ".join(
            f"{column.replace('_', ' ')}: {' or '.join(one['best'] + one['near'])}" for column, one in row.items()
        )
        lines.append(f"{number}. ({item['id']}) {item['text']}\n   **{found}**")
    return Derived(
        paper={"instructions": _INSTRUCTIONS, "items": items, "asked": dict(words.ASKED)},
        key={"rows": key},
        oracle=oracle,
        model_answer="\n".join(lines),
    )
