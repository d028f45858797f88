"""Open-source papers on the size of the market: what each estimating work says, in a page of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from synthetic_data.desk.setting import Setting, ledger, planted
from synthetic_data.seeds import generator

MARK = "SYNTHETIC - made for training. The work, its authors and its figures are invented."
# Wordings by measure; a work without a flaw gives its range and its reasons.
SOUND = {
    "volume": "We put {subject} in {year} at {best} {unit}, and at no less than {low} and no more than {high}.",
    "share found": "Of all that moves, between {low} and {high} is found, most likely {best}.",
}
REASONS = (
    "The low figure takes the share found at its highest, the high figure at its lowest.",
    "Users, seizures and trade figures were set against one another; where they disagree the range is wider.",
)
FLAWED = {
    "exaggerated": "No less than {best} {unit} a year, and growing: {subject} has never been so large.",
    "growth without a base": "In one year {subject} has grown by {growth}. We need no figures to see it.",
    "outdated": "A first count gives {best} {unit} for {year}.",
}


def write_papers(
    setting: Setting, works: pd.DataFrame, estimates: Sequence[Mapping[str, Any]]
) -> tuple[list[dict[str, Any]], dict[str, str], list[dict[str, Any]], list[dict[str, str]]]:
    """Return report index rows, texts, planted facts (kind "estimate") and ledger rows of the estimating works.

    `size` of a fact is what the work says over what is true; its detail is the flaw, "" for a sound estimate.
    """
    rng = generator(setting.seed, "sensors.market", 1)
    title = dict(zip(works["ref_id"], works["title"], strict=True))
    author = dict(zip(works["ref_id"], works["author"], strict=True))
    year_of = dict(zip(works["ref_id"], works["year"], strict=True))
    by_work: dict[str, list[Mapping[str, Any]]] = {}
    for one in estimates:
        by_work.setdefault(one["ref"], []).append(one)
    index, texts, facts, noise = [], {}, [], []
    for number, (ref, said) in enumerate(sorted(by_work.items()), start=1):
        document = f"W{number:02d}"
        last = pd.Timestamp(setting.end) - pd.Timedelta(days=int(rng.integers(10, 75)))
        dated = min(pd.Timestamp(int(year_of[ref]), 1, 5) + pd.Timedelta(days=int(rng.integers(0, 330))), last)
        sentences = [_sentence(setting, one, dated.year) for one in said]
        lines = [f"*{MARK}*", "", f"# {title[ref]}", "", f"{author[ref]}, {dated:%Y-%m-%d}. Bibliography: {ref}.", ""]
        texts[document] = "\n".join([*lines, *sentences, *(REASONS if not said[0]["flaw"] else ()), ""])
        index.append(_entry(document, ref, title[ref], dated, bool(said[0]["flaw"])))
        for one in said:
            subject = f"{one['measure']} {one['row']['year']}"
            facts.append(planted("reports", "estimate", subject, one["flaw"], float(one["factor"]), [document, ref]))
            if one["flaw"]:
                noise.append(ledger(f"estimate {one['flaw']}", "reports", document, subject))
    return index, texts, facts, noise


def _sentence(setting: Setting, one: Mapping[str, Any], year: int) -> str:
    row, factor = one["row"], one["factor"]
    share = one["measure"] == "share found"
    slots = {name: _said(row[name] * factor, share) for name in ("low", "best", "high")}
    wording = FLAWED.get(one["flaw"]) or SOUND[one["measure"]]
    when = year - 1 if one["flaw"] == "outdated" else row["year"]
    growth = f"{factor - 1:.0%}"
    return wording.format(subject=setting.subject, year=when, unit=row["unit"], growth=growth, **slots)


def _said(value: float, share: bool) -> str:
    return f"{value:.2%}" if share else f"{float(f'{value:.3g}'):,.10g}"


def _entry(document: str, ref: str, title: str, dated: pd.Timestamp, flawed: bool) -> dict[str, Any]:
    """A work whose method is stated is known to be sound in most instances; of the others nobody can tell."""
    return {
        "document_id": document,
        "dated": dated,
        "kind": "open source",
        "source_ref": ref,
        "source_grade": "X" if flawed else "B",
        "information_grade": "4" if flawed else "3",
        "handling": "H0",
        "title": title,
        "file": f"{document}.md",
    }
