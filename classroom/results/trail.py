"""Which marks changed since they were last recorded: every change enters the audit log, also those of formgrader."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from classroom.results import audit
from classroom.results.marks import course_marks
from classroom.workspace import Workspace

KNOWN = "marks.json"
APPEAL = "appeal"


def record(workspace: Workspace, why: str, *, by: str = "", days: list[str] | None = None) -> int:
    """Enter every mark that differs from what was last recorded; return how many.

    `why` is what brought the change about, such as "graded", or "found" for what formgrader or another instructor
    changed meanwhile.
    """
    table = course_marks(workspace, days)
    file = workspace.folder / audit.FOLDER / KNOWN
    known: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    changes = []
    for row in table[table["submitted"]].itertuples():
        place = f"{row.trainee}/{row.day}/{row.exercise}"
        points = None if pd.isna(row.points) else round(float(row.points), 2)
        if place in known and known[place] == points:
            continue
        if place in known or points is not None:
            changes.append({"mark": place, "old": known.get(place), "new": points, "of": float(row.max_points)})
        known[place] = points
    if changes:
        audit.write(workspace.folder, "marks", {"why": why, "changes": changes}, by=by)
        building = file.with_suffix(".writing")
        building.write_text(json.dumps(known, sort_keys=True, indent=0), "utf-8", newline="\n")
        building.replace(file)
    return len(changes)


def history(workspace: Workspace, trainee: str, day: str, exercise: str) -> list[dict[str, Any]]:
    """Return what happened to one mark, oldest first: at, by, why, old, new."""
    place = f"{trainee}/{day}/{exercise}"
    found = []
    for entry in audit.read(workspace.folder):
        about = entry["about"]
        told = entry["what"] == "marks" and about["why"] != APPEAL  # an appeal has an entry of its own
        for change in about.get("changes", ()) if told else ():
            if change["mark"] == place:
                found.append({**_who(entry), "why": about["why"], "old": change["old"], "new": change["new"]})
        if entry["what"] == APPEAL and about.get("mark") == place:
            found.append({**_who(entry), "why": f"appeal: {about['reason']}", "old": about["old"], "new": about["new"]})
    return found


def _who(entry: dict[str, Any]) -> dict[str, Any]:
    return {"at": entry["at"], "by": entry["by"]}
