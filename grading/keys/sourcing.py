"""Keys of the strategic course's fifth day: which documents bear out a claim, and which sentences stand."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import pandas as pd

from grading.keys import draw, routes
from grading.keys.chosen import derived_choices
from grading.keys.derived import Derived
from synthetic_data.truth import Truth
from toolkit.errors import GradingError
from toolkit.schema.case import Case

COURSE = "strategic_5day"
CLAIMS, UNBORNE = 8, 2
HOLDS = {"borne out": "Borne out by the file", "not borne out": "Not borne out by the file"}


def claims(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive claims of a draft assessment and the interviews that bear each out.

    A claim takes any interview that truly states its fact, two where two persons state it. Claims about which nobody
    says anything, and one that an interview states by mistake, are not borne out by interviews.
    """
    rng = draw.stream(truth, f"{COURSE}/day05.claims")
    coding = truth.table("coding")
    coding = coding[coding["document_id"].isin(list(case.texts)) & coding["fact"].ne("")]
    true = coding["is_true"].astype(str).str.lower() == "true"
    facts = _facts(truth)
    borne = {
        fact: sorted(set(rows["document_id"].astype("str")))
        for fact, rows in coding[true].groupby("fact", sort=True)
        if fact in facts
    }
    mistaken = sorted(set(coding[~true]["fact"]) & set(facts) - set(borne))
    silent = sorted(set(facts) - set(coding["fact"]))
    asked = draw.sample(sorted(borne), CLAIMS, rng)
    if len(asked) < 3:
        raise GradingError("the interviews of this case state too few facts; generate another case")
    unborne = [*draw.sample(mistaken, 1, rng), *draw.sample(silent, UNBORNE, rng)][:UNBORNE]
    order = draw.sample([*asked, *unborne], len(asked) + len(unborne), rng)
    names = dict(zip(order, draw.numbers("C", len(order), rng), strict=True))
    # Both of two independent interviews are asked for; a third may be cited without cost.
    key = {
        names[fact]: {
            "sufficient": [list(pair) for pair in combinations(borne[fact], 2)] or [borne[fact]],
            "related": borne[fact],
        }
        if fact in asked
        else {"sufficient": [], "related": []}
        for fact in order
    }
    oracle = [{"claim": name, "documents": (one["sufficient"] or [[]])[0]} for name, one in key.items()]
    interviews = sorted(set(truth.table("coding")["document_id"].astype("str")) & set(case.texts))
    return Derived(
        paper={
            "instructions": "For each claim cite the interviews that bear it out: two where two persons say so, one "
            "where one does, none where none does. Leave the column empty for none.",
            "documents": interviews,
            "items": [{"id": names[fact], "text": facts[fact]} for fact in order],
        },
        key={"claims": key},
        oracle=oracle,
        model_answer="\n".join(
            f"- {facts[fact]}: {', '.join(borne[fact]) if fact in asked else 'not borne out by the interviews'}"
            for fact in order
        ),
    )


def consistency(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive sentences of a draft, each to be held against the returns, the prices and the desk."""
    rng = draw.stream(truth, f"{COURSE}/day05.consistency")
    made: list[tuple[str, str]] = []
    for row in routes.facts(truth, "break").itertuples():
        if not row.provenance or 0.8 < float(row.size) < 1.25:
            continue
        up, when = float(row.size) > 1, str(row.period)[:7]
        for says_up in (True, False):
            word = "risen" if says_up else "fallen"
            text = f"Detections on {row.route} reported by {row.state} have {word} to a new level since {when}."
            made.append((text, "borne out" if says_up == up else "not borne out"))
    for row in truth.table("planted").query("kind == 'price rise' and provenance != ''").itertuples():
        made.append((f"Prices for {row.subject} went up around {row.detail}.", "borne out"))
        made.append((f"Prices for {row.subject} halved around {row.detail}.", "not borne out"))
    works = truth.table("planted").query("kind == 'weak work'")
    for row in works.itertuples():
        made.append((f"The figure of work {row.subject} of the bibliography can stand alone.", "not borne out"))
    right = [one for one in made if one[1] == "borne out"]
    wrong = [one for one in made if one[1] != "borne out"]
    if len(right) < 3 or len(wrong) < 3:
        raise GradingError("too little is planted in this case to hold a draft against; generate another case")
    chosen = [*draw.sample(right, 5, rng), *draw.sample(wrong, 5, rng)]
    order = draw.sample(chosen, len(chosen), rng)
    names = draw.numbers("K", len(order), rng)
    items = [{"id": name, "text": text, "detail": ""} for name, (text, _) in zip(names, order, strict=True)]
    key = {name: [code] for name, (_, code) in zip(names, order, strict=True)}
    return derived_choices("Hold each sentence of this draft against the file.", items, key, HOLDS)


def report(case: Case, truth: Truth, parameters: Mapping[str, Any]) -> Derived:
    """Derive the frame of the four-page assessment, and a model of its key judgements with what they rest on."""
    facts = _facts(truth)
    lines = [f"- {text}" for text in list(facts.values())[:6]]
    sources = ", ".join(sorted(case.tables))
    return Derived(
        paper={
            "instructions": "Write the assessment in four pages: handling, key judgements, scope and sources, "
            "findings, "
            "inferences with likelihood, gaps, recommendations, annex. Brief it in fifteen minutes."
        },
        key={},
        oracle=None,
        model_answer="**Key judgements rest on:**\n"
        + "\n".join(lines)
        + f"\n\n**Sources.** {sources}; interviews are statements, not measurements.\n\n**Gaps.** What is not "
        f"detected; "
        "states that report late; one state's answers that do not fit together.\n\n**Likelihood and confidence** "
        "stand in "
        "sentences of their own.",
    )


def _facts(truth: Truth) -> dict[str, str]:
    """Facts that a claim can state, by id, each in one sentence: changes in the returns and rises of price."""
    found: dict[str, str] = {}
    for row in truth.table("strategic").itertuples():
        if row.cycle != "monthly" or not row.provenance:
            continue
        when = str(row.period)[:7]
        if row.kind == "seasonality":
            month = pd.Period(when, "M").strftime("%B")
            found[str(row.fact_id)] = f"On {row.route} most is detected around {month} of each year."
        elif row.kind == "displacement":
            found[str(row.fact_id)] = f"The flow has moved from {row.route} to {row.other_route} since about {when}."
        elif row.kind == "coincidence":
            found[str(row.fact_id)] = (
                f"Since about {when} more come by {row.other_route}, but others than those who used {row.route}."
            )
        elif row.kind == "outbreak":
            found[str(row.fact_id)] = (
                f"Since {when} there is more of {row.citizenship} on {row.route} than ever before."
            )
    for row in truth.table("planted").itertuples():
        if row.kind == "price rise" and row.provenance:
            found[str(row.fact_id)] = f"Prices for {row.subject} have gone up since about {row.detail}."
    return found
