"""One state's answers about its capacity to collect and analyse data, with contradictions and unanswered items."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.desk.setting import Found, Setting, ledger, planted
from synthetic_data.flows.states import sheet
from synthetic_data.seeds import generator
from toolkit.schema.streams.questionnaire import SECTIONS

CONTRADICTION, UNANSWERED = "contradiction", "unanswered item"
# Chance of "yes" where a state has little, some or much of what a section asks for.
YES = (0.2, 0.6, 0.9)


@cache
def items() -> dict[str, Any]:
    """Return `questionnaire.toml`."""
    return tomllib.loads((resources.files("synthetic_data.desk") / "questionnaire.toml").read_text("utf-8"))


def answer_questionnaire(setting: Setting) -> Found:
    """Return the questionnaire of one drawn state.

    Each section has its own level, little, some or much, from which its answers follow. Planted, as many as the level
    has irregular returns: pairs of answers that cannot both hold, and items left empty. Answers that would contradict
    one another without being planted are brought into line.
    """
    rng, noise = generator(setting.seed, "documents.questionnaire"), generator(setting.seed, "noise.questionnaire")
    states = sorted((setting.region.get("sheet") or sheet())["states"])
    state = states[int(rng.integers(len(states)))]
    data = items()
    grown = {section: int(rng.integers(0, 3)) for section in SECTIONS}
    answers = {item["item_id"]: _answer(item, grown[item["section"]], rng) for item in data["items"]}
    _align(answers)
    count = int(setting.level["flows"]["irregular"])
    chosen: list[dict[str, Any]] = []
    used: set[str] = set()
    for place in noise.permutation(len(data["contradictions"])):
        pair = data["contradictions"][int(place)]
        if len(chosen) < count and not used & {*pair["answers"], *pair.get("also", {})}:
            chosen.append(pair)
            used |= set(pair["answers"])
            # What else would follow from the pair is brought into line, so that this alone is planted.
            answers.update({**pair.get("also", {}), **pair["answers"]})
            used |= set(pair.get("also", {}))
    free = [name for name in answers if name not in used]
    empty = sorted(free[int(place)] for place in noise.permutation(len(free))[:count])
    offices = data["offices"]
    rows = [
        {
            "item_id": item["item_id"],
            "country": state,
            "section": item["section"],
            "question": item["question"],
            "kind": item["kind"],
            "answer": "" if item["item_id"] in empty else answers[item["item_id"]],
            "answered_by": offices[int(rng.integers(len(offices)))],
            "comment": "" if item["item_id"] not in empty else "to follow",
        }
        for item in data["items"]
    ]
    found = Found(pd.DataFrame(rows))
    for pair in chosen:
        names = sorted(pair["answers"])
        found.planted.append(planted("questionnaire", CONTRADICTION, ";".join(names), pair["why"], 1.0, names))
        found.noise += [ledger(f"questionnaire {CONTRADICTION}", "questionnaire", name, pair["why"]) for name in names]
    for name in empty:
        found.planted.append(planted("questionnaire", UNANSWERED, name, "", 1.0, [name]))
        found.noise.append(ledger(UNANSWERED, "questionnaire", name, ""))
    for section, size in grown.items():
        mine = [item["item_id"] for item in data["items"] if item["section"] == section]
        found.planted.append(planted("questionnaire", "capacity", section, state, float(size), mine))
    return found


def contradictions(answers: dict[str, str]) -> list[str]:
    """Return why the answers cannot all hold, one line for each rule that they break; [] where they can.

    >>> contradictions({"Q27": "no", "Q28": "14"})
    ['no central database, yet offices enter records in it']
    """
    number = {name: int(value) for name, value in answers.items() if value.isdigit()}
    said = answers.get
    rules = [
        (said("Q27") == "no" and number.get("Q28", 0) > 0, "no central database, yet offices enter records in it"),
        (said("Q27") == "no" and said("Q34") == "yes", "posts search a database that does not exist"),
        (said("Q19") == "no" and number.get("Q20", 0) > 0, "no analysis unit, yet full-time analysts"),
        (number.get("Q21", 0) > number.get("Q20", 999), "more trained analysts than analysts"),
        (number.get("Q25", 0) > number.get("Q20", 999), "more women analysts than analysts"),
        (said("Q10") == "no" and said("Q35") == "yes", "citizenship not recorded, yet returns are filed"),
        (said("Q35") == "no" and number.get("Q36", 0) > 0, "no returns filed, yet some on time"),
        (said("Q17") == "nobody" and number.get("Q18", 0) == 100, "nobody checks, yet every post sent all"),
        (said("Q04") == "no" and said("Q09") == "yes", "no body for statistics, yet one form everywhere"),
        (said("Q38") == "0" and said("Q39") == "yes", "no exchange, yet an agreement in use"),
        (said("Q16") == "on paper by post" and number.get("Q15", 99) < 4, "by post, yet within a day"),
    ]
    return [why for broken, why in rules if broken]


def _answer(item: dict[str, Any], grown: int, rng: np.random.Generator) -> str:
    if item["kind"] == "yes or no":
        return "yes" if rng.random() < YES[grown] else "no"
    if item["kind"] == "choice":
        return str(item["answers"][grown])
    base = int(item["answers"][grown])
    if base < 10 or base > 1900:
        return str(base)
    return str(min(base + int(rng.integers(-3, 4)), 99))


def _align(answers: dict[str, str]) -> None:
    """Bring answers that follow from another one into line with it, in the order in which they depend."""
    if answers["Q27"] == "no":
        answers.update(Q28="0", Q34="no", Q29="no")
    elif answers["Q28"] == "0":
        answers["Q28"] = "3"
    if answers["Q19"] == "no":
        answers["Q20"] = "0"
    elif answers["Q20"] == "0":
        answers["Q20"] = "2"
    for name in ("Q21", "Q25"):
        answers[name] = str(min(int(answers[name]), int(answers["Q20"])))
    if answers["Q10"] == "no":
        answers["Q35"] = "no"
    if answers["Q35"] == "no":
        answers["Q36"] = "0"
    if answers["Q04"] == "no":
        answers["Q09"] = "no"
    if answers["Q39"] == "yes" and answers["Q38"] == "0":
        answers["Q38"] = "1"
