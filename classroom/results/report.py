"""Everything about a class in one object: marks, who passes and why not, items, profiles, likenesses, incidents."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from classroom.results import appeals, items, people, syndicates
from classroom.results.equating import reference_shares
from classroom.results.marks import course_marks, course_rules, marks_of
from classroom.results.passing import Decision, decide
from classroom.results.rules import Rules
from classroom.results.sheets import write_csv, write_xlsx
from classroom.results.similarity import similarity
from classroom.workspace import Workspace, released_days
from grading import ungraded

Say = Callable[[str, float], None]


@dataclass(frozen=True)
class ClassReport:
    """How a class does. Tables are described where they are made; `decisions` is trainee -> what the rules say."""

    course: str
    title: str
    days: tuple[str, ...]
    complete: bool
    rules: Rules
    marks: pd.DataFrame
    reference: dict[str, float]
    decisions: dict[str, Decision]
    items: pd.DataFrame
    profile: pd.DataFrame
    similar: pd.DataFrame
    incidents: pd.DataFrame
    attended: dict[str, float]
    names: dict[str, str]
    appeals: pd.DataFrame
    gain: pd.DataFrame
    notes: tuple[str, ...] = field(default=())

    def table(self) -> pd.DataFrame:
        """Return the class table: one row for each trainee, with outcome, percentages and reasons."""
        rows = []
        for trainee, one in self.decisions.items():
            rows.append(
                {
                    "trainee": trainee,
                    "name": self.names.get(trainee, ""),
                    "outcome": one.outcome,
                    "overall": one.overall,
                    "auto": one.auto,
                    "rubric": one.rubric,
                    "raw": one.raw,
                    "attended": self.attended.get(trainee),
                    "reasons": "; ".join(one.reasons),
                }
            )
        columns = ["trainee", "name", "outcome", "overall", "auto", "rubric", "raw", "attended", "reasons"]
        table = pd.DataFrame(rows, columns=columns)
        numbers = ["overall", "auto", "rubric", "raw", "attended"]
        return table.astype(dict.fromkeys(numbers, float)).round(dict.fromkeys(numbers, 1))

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return every table by its name, as the sheets of the XLSX file and the CSV files have them."""
        profile = (100 * self.profile).round(1).reset_index()
        return {
            "class": self.table(),
            "marks": self.marks,
            "exercises": self.items,
            "techniques": profile,
            "likeness": self.similar,
            "incidents": self.incidents,
            "appeals": self.appeals,
        }

    def as_json(self) -> str:
        """Return the report as JSON: course, days, complete, and each table as a list of rows."""
        tables = {name: json.loads(table.to_json(orient="records")) for name, table in self.tables().items()}
        about: dict[str, Any] = {
            "course": self.course,
            "days": list(self.days),
            "complete": self.complete,
            "notes": list(self.notes),
        }
        return json.dumps(about | tables, ensure_ascii=False)

    def write(self, folder: Path) -> list[Path]:
        """Write `report.html`, `report.xlsx` and one CSV file for each table into a folder; return the files."""
        from classroom.results.page import page

        folder.mkdir(parents=True, exist_ok=True)
        files = [folder / "report.html", folder / "report.xlsx"]
        building = folder / ".report.html.part"
        building.write_text(page(self), "utf-8", newline="\n")
        building.replace(files[0])
        write_xlsx(self.tables(), files[1])
        for name, table in self.tables().items():
            files.append(folder / f"{name}.csv")
            write_csv(table, files[-1])
        return files


def class_report(
    workspace: Workspace, days: list[str] | None = None, *, equate: bool = True, progress: Say | None = None
) -> ClassReport:
    """Gather how a class does.

    Parameters
    ----------
    days : full names of released days; all of them where it is None
    equate : run each day's reference solution once, and equate totals to it; without, totals are plain percentages

    A course with days still to come gives nobody a pass yet: outcomes are "open".
    """
    chosen = released_days(workspace) if days is None else days
    rules = course_rules(workspace)
    notes = []
    reference: dict[str, float] = {}
    if equate:
        reference = reference_shares(workspace, chosen, progress)
        if reference:
            notes.append("Totals are equated to what the course's own solution earns on this case.")
    else:
        notes.append("Totals are plain percentages: they are not equated to the reference solution.")
    first = course_marks(workspace, chosen)
    table = appeals.with_resits(workspace, first, reference)
    complete = len(chosen) >= workspace.course.days
    if not complete:
        notes.append(f"{workspace.course.days - len(chosen)} of the course's {workspace.course.days} days are to come.")
    attended = people.attended(workspace)
    decisions = {
        trainee: decide(marks, rules, complete=complete, attendance=attended.get(trainee))
        for trainee, marks in marks_of(table, reference).items()
    }
    notes += _weights(rules, table)
    if rules.late.percent_per_day == 0:
        notes.append("Late work loses nothing ([late] in course.toml).")
    return ClassReport(
        course=workspace.course.name,
        title=workspace.course.title,
        days=tuple(chosen),
        complete=complete,
        rules=rules,
        marks=table.drop(columns=["notebook", "cell"]),
        reference=reference,
        decisions=decisions,
        items=items.item_table(first, reference),
        profile=items.technique_profile(table),
        similar=similarity(workspace, chosen, syndicates.together(workspace, chosen)),
        incidents=incidents(workspace, chosen),
        attended=attended,
        names=people.class_list(workspace),
        appeals=appeals.appeals(workspace),
        gain=_gain(table),
        notes=tuple(notes),
    )


def incidents(workspace: Workspace, days: list[str]) -> pd.DataFrame:
    """Return what looked wrong while the days were graded: day, trainee, incident."""
    rows: list[tuple[str, str, str]] = []
    for day in days:
        for file in sorted((workspace.folder / "runs" / day).glob("*.json")):
            rows += [(day, file.stem, str(words)) for words in _json(file).get("incidents", ())]
        rows += [(day, name, why) for name, why in ungraded.read(workspace.folder / "runs" / day).items()]
        for file in sorted((workspace.folder / "runs" / day / "detail").glob("*/*.json")):
            for exercise, about in _json(file).items():
                if about.get("fault"):  # the judge's own incidents stand in the record of the run
                    rows.append((day, file.parent.name, f"{exercise}: {about['fault']}"))
        for trainee, words in _json(workspace.folder / "runs" / day / "syndicates" / "incidents.json").items():
            rows += [(day, trainee, one) for one in words]
    return pd.DataFrame(rows, columns=["day", "trainee", "incident"])


def _gain(table: pd.DataFrame) -> pd.DataFrame:
    """Shares of the tests before and after the course: trainee, before, after."""
    shares = table.assign(share=100 * table["points"] / table["max_points"])
    parts = []
    for technique, name in (("pre-test", "before"), ("post-test", "after")):
        part = shares[shares["technique"] == technique].groupby("trainee")["share"].mean().rename(name)
        parts.append(part)
    return pd.concat(parts, axis=1).rename_axis("trainee").reset_index()


def _weights(rules: Rules, table: pd.DataFrame) -> list[str]:
    there = {rules.part(name) for name in table["exercise"].unique()} - {""}
    absent = [part for part, weight in rules.weights.items() if weight and part not in there]
    if not there or not absent:
        return []
    return [f"No exercise yet for {', '.join(absent)}: the weight goes to the other parts."]


def _json(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
