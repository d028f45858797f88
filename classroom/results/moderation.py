"""Double marking: a sheet for each marker, and what comes of the two when they are compared.

Both marks stand in sheets that people fill in apart. Where they differ by no more than the tolerance, the mean counts;
where they differ by more, the answer goes to moderation, and a third person's mark (column `moderated`) decides.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from classroom.results import audit, trail
from classroom.results.marks import course_marks
from classroom.results.sheets import read_table, write_csv, write_xlsx
from classroom.workspace import Workspace
from grading.config import gradebook_url
from grading.formgrader.rubric_panel import comments, read_rubric
from grading.nbgrader_calls import programs_on_path
from toolkit.errors import ParameterError, unknown

TOLERANCE = 10.0
# What an answer gets at most that fails a criterion which its rubric names in `must_pass`.
FAILED_MOST = 4.0
NOT_MET = "Not met, though nobody may fail it: "
KEYS = ("trainee", "day", "exercise")
SHEET = (*KEYS, "max_points", "points", "comment")


@dataclass(frozen=True)
class Compared:
    """Two markers' sheets compared: what both agree on, what goes to moderation, and how far apart they are.

    `agreed` has the columns of a mark (KEYS, max_points, points, comment), `apart` both marks and their difference
    in per cent of the points.
    """

    agreed: pd.DataFrame
    apart: pd.DataFrame
    mean_difference: float
    correlation: float


def marking_sheet(workspace: Workspace, day: str, *, blind: bool = True) -> pd.DataFrame:
    """Return an empty marking sheet of one day's written work, one row for each answer handed in.

    Parameters
    ----------
    blind : leave the marks given so far out, so that the second marker is not led by the first

    Criteria stand in the columns after the points: a marker may fill those in, and `points` follows as their sum.
    """
    table = course_marks(workspace, [day])
    rows = table[~table["auto"] & table["submitted"]]
    sheet = rows[list(KEYS)].assign(
        max_points=rows["max_points"],
        points=None if blind else rows["points"],
        comment="" if blind else rows["comment"],
    )
    for exercise in sheet["exercise"].unique():
        for name in criteria(workspace.course.folder, day, exercise):
            sheet[name] = ""
    return sheet.reset_index(drop=True)


def write_sheet(workspace: Workspace, day: str, file: Path, *, blind: bool = True) -> int:
    """Write a marking sheet as XLSX (with the rubric and the comments bank) or CSV; return the number of answers."""
    sheet = marking_sheet(workspace, day, blind=blind)
    if file.suffix.lower() == ".csv":
        write_csv(sheet, file)
    elif file.suffix.lower() == ".xlsx":
        write_book(sheet, file, workspace.course.folder, workspace.folder)
    else:
        raise ParameterError(f"{file}: give a .csv or .xlsx file")
    return len(sheet)


def criteria(course: Path, day: str, exercise: str) -> list[str]:
    """Return the columns of an exercise's criteria in a marking sheet: "readability: Layout (of 2)"."""
    rubric = read_rubric(course.name, day, exercise, course.parent)
    return [f"{exercise.split('.')[1]}: {one['name']} (of {one['points']:g})" for one in rubric.get("criterion", ())]


def write_book(sheet: pd.DataFrame, file: Path, course: Path, folder: Path | None) -> None:
    """Write a marking sheet as XLSX, with the rubric of its exercises and the bank of comments on further sheets.

    Parameters
    ----------
    course : folder of the course in `curriculum/`
    folder : workspace whose own comments go over the course's, or None
    """
    bank = comments(folder or course, course.name, course.parent)
    levels = [
        (exercise, one["title"], level["points"], level["text"])
        for day, exercise in sheet[["day", "exercise"]].drop_duplicates().itertuples(index=False)
        for one in read_rubric(course.name, day, exercise, course.parent).get("criterion", ())
        for level in one["levels"]
    ]
    write_xlsx(
        {
            "marks": sheet,
            "rubric": pd.DataFrame(levels, columns=["exercise", "criterion", "points", "level"]),
            "comments": pd.DataFrame(bank.items(), columns=["code", "comment"]),
        },
        file,
    )


def read_sheet(workspace: Workspace, day: str, file: Path) -> pd.DataFrame:
    """Read a filled-in sheet: KEYS, max_points, points (NaN where left empty), comment with its codes spelt out.

    Raises ParameterError with every problem, one a line: an unknown answer, one that stands twice, points that are no
    number or out of range, criteria that don't add up. A criterion that nobody may fail and that has 0 points holds
    the answer at `FAILED_MOST`, and the comment says so.
    """
    given = read_table(file, (*KEYS, "points"))
    asked = marking_sheet(workspace, day).set_index(list(KEYS))
    bank = comments(workspace.folder, workspace.course.name, workspace.course.folder.parent)
    problems: list[str] = []
    rows = []
    seen: set[tuple[str, ...]] = set()
    because: dict[tuple[str, ...], str] = {}
    for number, row in enumerate(given.to_dict("records"), start=2):
        if not row["trainee"] and not row["points"]:
            continue  # a row of a printed pack's sheet that nobody needed
        place = tuple(str(row[name]) for name in KEYS)
        where = f"{file.name} row {number} ({place[0]}, {place[2]})"
        if place not in asked.index:
            trainees, exercises = (sorted(set(asked.index.get_level_values(name))) for name in ("trainee", "exercise"))
            if place[0] not in trainees:
                problems.append(f"{where}: {unknown('trainee', place[0], trainees)}")
            elif place[2] not in exercises:
                problems.append(f"{where}: {unknown('exercise', place[2], exercises)}")
            else:
                problems.append(f"{where}: nothing was handed in for {day}")
            continue
        if place in seen:
            problems.append(f"{where}: stands in the sheet twice")
        seen.add(place)
        most = float(asked.loc[[place], "max_points"].iloc[0])
        points = _number(str(row["points"]))
        judged = {name: str(value) for name, value in row.items() if ": " in str(name) and str(value)}
        if judged:
            parts = [_number(value) for value in judged.values()]
            failed = failed_criteria(workspace.course.folder, day, place[2], judged)
            total = min(sum(parts), FAILED_MOST) if failed else sum(parts)
            if failed:
                because[place] = f"{NOT_MET}{', '.join(failed)}. So at most {FAILED_MOST:g} points."
            if any(math.isnan(part) for part in parts):
                problems.append(f"{where}: a criterion is no number: {', '.join(judged.values())}")
            elif math.isnan(points) and not row["points"]:
                points = total
            elif abs(points - total) > 0.01:
                so = f"; {', '.join(failed)} is not met, so at most {FAILED_MOST:g}" if failed else ""
                problems.append(f"{where}: points {points:g}, but the criteria add up to {total:g}{so}")
        if row["points"] and math.isnan(points):
            problems.append(f"{where}: points {row['points']!r} are no number")
        elif not math.isnan(points) and not 0 <= points <= most:
            problems.append(f"{where}: {points:g} points; 0 to {most:g} can be given")
        said = (because.get(place, ""), spelt_out(str(row.get("comment", "")), bank))
        rows.append((*place, most, points, "\n\n".join(one for one in said if one)))
    if problems:
        raise ParameterError("\n".join(problems))
    return pd.DataFrame(rows, columns=list(SHEET))


def failed_criteria(course: Path, day: str, exercise: str, given: Mapping[str, str]) -> list[str]:
    """Return the titles of the criteria that nobody may fail and that a row of a marking sheet gives 0 points.

    `given` is a row's filled-in columns, named as `criteria` names them.
    """
    rubric = read_rubric(course.name, day, exercise, course.parent)
    columns = criteria(course, day, exercise)
    return [
        str(one.get("title", one["name"]))
        for column, one in zip(columns, rubric.get("criterion", ()), strict=True)
        if one["name"] in rubric.get("must_pass", ()) and column in given and _number(given[column]) == 0
    ]


def compare(first: pd.DataFrame, second: pd.DataFrame, tolerance: float = TOLERANCE) -> Compared:
    """Compare two markers' sheets (as `read_sheet` returns them).

    Parameters
    ----------
    tolerance : greatest difference, in per cent of an answer's points, at which the mean of the two counts

    An answer that only one of the two marked goes to moderation, and so does one in which only one of the two finds a
    criterion failed that nobody may fail.

    >>> row = ["ann", "day04_x", "day04.why", 10.0]
    >>> sheets = [pd.DataFrame([[*row, points, ""]], columns=list(SHEET)) for points in (6.0, 7.0)]
    >>> float(compare(*sheets).agreed["points"].iloc[0]), len(compare(*sheets, tolerance=5).apart)
    (6.5, 1)
    """
    both = first.merge(second, on=[*KEYS, "max_points"], how="outer", suffixes=("_1", "_2"))
    difference = (100 * (both["points_1"] - both["points_2"]).abs() / both["max_points"]).round(6)
    refused = [both[name].str.startswith(NOT_MET).fillna(False).astype(bool) for name in ("comment_1", "comment_2")]
    within = (difference <= tolerance) & (refused[0] == refused[1])
    said = [
        "\n\n".join(dict.fromkeys(text for text in pair if isinstance(text, str) and text))
        for pair in zip(both["comment_1"], both["comment_2"], strict=True)
    ]
    agreed = both[list(KEYS)].assign(
        max_points=both["max_points"],
        points=((both["points_1"] + both["points_2"]) / 2).round(2),
        comment=said,
    )[within]
    apart = both[[*KEYS, "max_points", "points_1", "points_2"]].assign(
        difference=difference.round(1), moderated="", comment=said
    )[~within]
    apart = apart[apart[["points_1", "points_2"]].notna().any(axis=1)]
    marked = both[["points_1", "points_2"]].dropna()
    alike = marked["points_1"].corr(marked["points_2"]) if len(marked) > 2 and marked.std().min() > 0 else float("nan")
    return Compared(agreed.reset_index(drop=True), apart.reset_index(drop=True), float(difference.mean()), float(alike))


def moderated(workspace: Workspace, day: str, file: Path) -> pd.DataFrame:
    """Read a moderation sheet whose column `moderated` is filled in; rows left empty stay open."""
    table = read_table(file, (*KEYS, "moderated"))
    asked = marking_sheet(workspace, day).set_index(list(KEYS))
    bank = comments(workspace.folder, workspace.course.name, workspace.course.folder.parent)
    problems, rows = [], []
    for number, row in enumerate(table.to_dict("records"), start=2):
        place = tuple(str(row[name]) for name in KEYS)
        if not row["moderated"]:
            continue
        points = _number(str(row["moderated"]))
        if place not in asked.index:
            problems.append(f"{file.name} row {number}: no answer of {place[0]} to {place[2]} on {place[1]}")
            continue
        most = float(asked.loc[[place], "max_points"].iloc[0])
        if math.isnan(points) or not 0 <= points <= most:
            problems.append(f"{file.name} row {number}: moderated is {row['moderated']!r}; give 0 to {most:g}")
        rows.append((*place, most, points, spelt_out(str(row.get("comment", "")), bank)))
    if problems:
        raise ParameterError("\n".join(problems))
    return pd.DataFrame(rows, columns=list(SHEET))


def enter(workspace: Workspace, marks: pd.DataFrame, why: str, *, by: str = "") -> int:
    """Enter marks and comments of written work into the gradebook and the audit log; return how many."""
    from nbgrader.api import Gradebook

    given = marks[marks["points"].notna()]
    days = sorted(given["day"].unique())
    places = {
        (row.trainee, row.day, row.exercise): (row.notebook, row.cell)
        for row in course_marks(workspace, days).itertuples()
    }
    with programs_on_path(), Gradebook(gradebook_url(workspace.folder), workspace.course.name) as gradebook:
        for row in given.itertuples():
            notebook, cell = places[row.trainee, row.day, row.exercise]
            grade = gradebook.find_grade(cell, notebook, row.day, row.trainee)
            grade.manual_score, grade.needs_manual_grade = float(row.points), False
            if row.comment:
                gradebook.find_comment(cell, notebook, row.day, row.trainee).manual_comment = row.comment
            gradebook.db.commit()
    trail.record(workspace, why, by=by, days=days)
    return len(given)


def spelt_out(comment: str, bank: dict[str, str]) -> str:
    """Return a comment with the codes of the bank that it begins with or consists of in full words.

    >>> spelt_out("C1; C2 and well written", {"C1": "One.", "C2": "Two."})
    'One. Two. and well written'
    """
    words = comment.replace(";", " ; ").replace(",", " , ").split()
    return (
        " ".join(
            bank.get(word, word) for at, word in enumerate(words) if not (word in ";," and at and words[at - 1] in bank)
        )
        .replace(" ;", ";")
        .replace(" ,", ",")
    )


def _number(text: str) -> float:
    try:
        value = float(text.replace(",", ".")) if text else math.nan
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def note_comparison(workspace: Workspace, day: str, compared: Compared, tolerance: float, by: str) -> None:
    """Enter into the audit log how a comparison went."""
    about = {
        "day": day,
        "tolerance": tolerance,
        "agreed": len(compared.agreed),
        "to moderation": len(compared.apart),
    }
    audit.write(workspace.folder, "double marking", about, by=by)
