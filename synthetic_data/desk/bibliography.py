"""Annotated bibliography: published works on the flow, and grey papers of this case with flaws to be found."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

import pandas as pd

from synthetic_data.desk.setting import Found, Setting, planted
from synthetic_data.seeds import generator

TOPICS = {
    "heroin": "drugs",
    "ats": "drugs",
    "counterfeit-goods": "goods",
    "fraudulent-medicine": "medicine",
}
# Share of the published works on the flow that the desk holds, and the years from which grey papers come.
HELD, GREY_YEARS = 0.9, 3


@cache
def works() -> dict[str, Any]:
    """Return `bibliography.toml`."""
    return tomllib.loads((resources.files("synthetic_data.desk") / "bibliography.toml").read_text("utf-8"))


def compile_bibliography(setting: Setting) -> tuple[Found, dict[str, list[str]]]:
    """Return the bibliography, and the numbers of its grey papers by role (prices, weak prices, repeat, estimate).

    Works are numbered in alphabetical order of author and title, so that a number tells nothing of quality.
    """
    rng = generator(setting.seed, "sensors.bibliography")
    topic = TOPICS.get(setting.topic, setting.topic)
    rows: list[dict[str, Any]] = []
    # a fictional geography holds the works alone that name no real place
    titles = setting.region.get("works", [work["title"] for work in works()["works"]])
    for work in works()["works"]:
        if work["title"] not in titles or not {topic, "method"} & set(work["topics"]):
            continue
        if topic in work["topics"] and "method" not in work["topics"] and rng.random() > HELD:
            continue
        rows.append({**work, "topic": topic if topic in work["topics"] else "method", "synthetic": False})
    place = sorted(setting.routes)[int(rng.integers(len(setting.routes)))].split(" to ")[0]
    for work in works()["grey"]:
        title = work["title"].format(subject=setting.subject, place=place)
        # What is printed now may give a price of last year; a paper takes longer.
        year = setting.end.year - (0 if work["kind"] == "press" else int(rng.integers(0, GREY_YEARS)))
        if work["flaw"] == "outdated":
            year -= 6
        values = {"title": title[0].upper() + title[1:], "year": year, "topic": topic, "synthetic": True}
        rows.append({**work, **values})
    rows.sort(key=lambda row: (row["author"], row["title"]))
    roles: dict[str, list[str]] = {}
    facts = []
    for number, row in enumerate(rows, start=1):
        row["ref_id"] = f"B{number:02d}"
        if row["synthetic"]:
            roles.setdefault(row["role"], []).append(row["ref_id"])
    repeated = {"repeat": roles["weak prices"][0], "old estimate": ""}
    for row in rows:
        row["cites"] = repeated.get(row.get("role", ""), "")
        if row.get("flaw"):
            facts.append(planted("bibliography", "weak work", row["ref_id"], row["flaw"], 0.0, [row["ref_id"]]))
    columns = ("ref_id", "kind", "author", "title", "publisher", "year", "topic", "method", "cites", "annotation")
    table = pd.DataFrame([{name: row.get(name) for name in (*columns, "synthetic")} for row in rows])
    return Found(table.astype({"year": "Int64"}), facts), roles
