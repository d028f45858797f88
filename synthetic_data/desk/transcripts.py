"""Interview transcripts for coding: question and answer, nobody named, consent stated, every statement traced."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data.desk.setting import Setting, ledger
from synthetic_data.desk.statements import Said, said_of_facts
from synthetic_data.seeds import generator
from synthetic_data.truth import TABLES

MARK = "SYNTHETIC - made for training. Nobody was interviewed; every statement in this document is invented."
FEWEST, MOST = 6, 8
# Questions of one interview, and the answers that hold a second statement.
QUESTIONS, SECOND = (6, 8), 0.45
# Codes that every interview touches on; officials speak of counting, the others do not.
OFFICIALS = ("immigration official", "customs official", "researcher")


@dataclass(frozen=True)
class Interviews:
    """The transcripts: report index rows, texts by document id, truth table `coding`, and ledger rows."""

    index: list[dict[str, Any]]
    texts: dict[str, str]
    coding: pd.DataFrame
    noise: list[dict[str, str]]


@cache
def wording() -> dict[str, Any]:
    """Return `transcripts.toml`."""
    return tomllib.loads((resources.files("synthetic_data.desk") / "transcripts.toml").read_text("utf-8"))


def interview(setting: Setting, strategic: pd.DataFrame, planted: pd.DataFrame) -> Interviews:
    """Return six to eight transcripts on one flow.

    Each answer holds one or two statements of one code of the code book. Statements trace to a fact of truth table
    `strategic` or `planted`, or are commonplaces; false ones stand in the ledger. No statement is made twice.
    """
    rng = generator(setting.seed, "documents.transcripts")
    data = wording()
    kind = data["people" if setting.people else "goods"]
    pool = _pool(kind, said_of_facts(setting, strategic, planted, rng), rng)
    count = int(rng.integers(FEWEST, MOST + 1))
    speakers = [kind["speakers"][int(place)] for place in rng.permutation(len(kind["speakers"]))[:count]]
    days = sorted(int(day) for day in rng.integers(5, 80, size=count))
    index, texts, noise = [], {}, []
    rows: list[dict[str, Any]] = []
    for number, (speaker, day) in enumerate(zip(speakers, reversed(days), strict=True), start=1):
        document = f"T{number:02d}"
        dated = pd.Timestamp(setting.end) - pd.Timedelta(days=day)
        answers = _answers(pool, speaker, data["asked"], rng)
        consent = data["consent"][int(rng.integers(len(data["consent"])))]
        texts[document] = _page(document, speaker, dated, consent, answers)
        index.append(_entry(document, speaker, dated, number))
        for place, (_, said) in enumerate(answers, start=1):
            for one in said:
                segment = f"{document}-{len(rows) + 1:03d}"
                values = (segment, document, place, one.code, one.is_true, one.fact, one.sentence)
                rows.append(dict(zip(TABLES["coding"], values, strict=True)))
                if not one.is_true:
                    noise.append(ledger("false statement", "reports", document, one.sentence))
    return Interviews(index, texts, pd.DataFrame(rows, columns=list(TABLES["coding"])), noise)


def _pool(kind: dict[str, Any], traced: Sequence[Said], rng: np.random.Generator) -> dict[str, list[Said]]:
    """All statements by code, in drawn order, each to be used once."""
    found: dict[str, list[Said]] = {}
    for code, sentences in kind["plain"].items():
        found[code] = [Said(code, sentence) for sentence in sentences]
    for one in traced:
        found.setdefault(one.code, []).append(one)
    # Traced statements come before commonplaces of the same code, and are drawn among themselves.
    mixed = {code: [said[int(place)] for place in rng.permutation(len(said))] for code, said in found.items()}
    return {code: sorted(said, key=lambda one: one.fact == "") for code, said in mixed.items()}


def _answers(
    pool: dict[str, list[Said]], speaker: str, asked: dict[str, list[str]], rng: np.random.Generator
) -> list[tuple[str, list[Said]]]:
    able = [code for code in asked if pool.get(code) and (code != "counting" or speaker in OFFICIALS)]
    wanted = int(rng.integers(*QUESTIONS)) if len(able) > QUESTIONS[0] else len(able)
    first = [code for code in ("route", "price", "season") if code in able]
    rest = [code for code in able if code not in first]
    chosen = [*first, *(rest[int(place)] for place in rng.permutation(len(rest)))][:wanted]
    answers = []
    for code in sorted(chosen, key=list(asked).index):
        said = [pool[code].pop(0)]
        if pool[code] and rng.random() < SECOND:
            said.append(pool[code].pop(0))
        answers.append((asked[code][int(rng.integers(len(asked[code])))], said))
    return answers


def _page(
    document: str, speaker: str, dated: pd.Timestamp, consent: str, answers: Sequence[tuple[str, list[Said]]]
) -> str:
    lines = [f"*{MARK}*", "", f"# Interview {document}: {speaker}", ""]
    lines += [f"Date: {dated:%Y-%m-%d}. Person: {speaker}; name not taken. {consent}", ""]
    for place, (question, said) in enumerate(answers, start=1):
        lines += [f"**Q{place}.** {question}", "", f"**A{place}.** " + " ".join(one.sentence for one in said), ""]
    return "\n".join(lines)


def _entry(document: str, speaker: str, dated: pd.Timestamp, number: int) -> dict[str, Any]:
    """A person spoken to once cannot be assessed; what he tells is what he himself has met, or has been told."""
    return {
        "document_id": document,
        "dated": dated,
        "kind": "transcript",
        "source_ref": f"I-{number:02d}",
        "source_grade": "X",
        "information_grade": "2",
        "handling": "H1",
        "title": f"Interview: {speaker}",
        "file": f"{document}.md",
    }
