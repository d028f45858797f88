"""How each exercise did its work: difficulty, discrimination, and which were missed by nearly everyone."""

from __future__ import annotations

import numpy as np
import pandas as pd

FEW = 5
MISSED = 0.25
COLUMNS = ("exercise", "title", "technique", "auto", "count", "mean", "reference", "discrimination", "missed", "note")


def item_table(marks: pd.DataFrame, reference: dict[str, float] | None = None) -> pd.DataFrame:
    """Return one row for each exercise.

    Parameters
    ----------
    marks : as `classroom.results.marks.course_marks` gives them; only marked work counts
    reference : exercise -> share of the points that the reference solution earns

    Returns columns `COLUMNS`. `mean` is the mean share of the points (item difficulty: high is easy), `discrimination`
    the correlation of an exercise's share with the mean share of the same people's other exercises (corrected
    item-total correlation; Ebel and Frisbie 1991 call .40 and more good, below .20 poor). It is NaN with fewer than
    5 people or where nobody differs: a small class says little, and one good exercise that everybody solves has none.
    `missed` is True where the mean lies under a quarter and, with 5 or more, nobody but one in ten reached half.
    """
    done = marks[marks["points"].notna() & (marks["max_points"] > 0)]
    shares = done.assign(share=done["points"] / done["max_points"])
    wide = shares.pivot_table(index="trainee", columns="exercise", values="share", aggfunc="first")
    rows = []
    for about in marks.drop_duplicates("exercise").itertuples():
        name = about.exercise
        own = wide[name].dropna() if name in wide else pd.Series(dtype=float)
        mean = float(own.mean()) if len(own) else np.nan
        power = _discrimination(wide, name) if len(own) >= FEW else np.nan
        missed = bool(len(own)) and mean < MISSED and (len(own) < FEW or float((own >= 0.5).mean()) <= 0.1)
        rows.append(
            {
                "exercise": name,
                "title": about.title,
                "technique": about.technique,
                "auto": bool(about.auto),
                "count": len(own),
                "mean": mean,
                "reference": (reference or {}).get(name, np.nan),
                "discrimination": power,
                "missed": missed,
                "note": _note(len(own), mean, power, missed),
            }
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def technique_profile(marks: pd.DataFrame) -> pd.DataFrame:
    """Return the share of the points by trainee (rows) and technique (columns), of marked work; NaN where none."""
    done = marks[marks["points"].notna()]
    sums = done.groupby(["trainee", "technique"])[["points", "max_points"]].sum()
    share = (sums["points"] / sums["max_points"]).unstack("technique")
    order = [name for name in dict.fromkeys(marks["technique"]) if name in share.columns]
    return share.reindex(index=sorted(marks["trainee"].unique()), columns=order)


def _discrimination(wide: pd.DataFrame, name: str) -> float:
    rest = wide.drop(columns=name).mean(axis=1)
    pair = pd.DataFrame({"own": wide[name], "rest": rest}).dropna()
    if len(pair) < FEW or pair["own"].std() < 1e-9 or pair["rest"].std() < 1e-9:
        return float("nan")
    return float(np.corrcoef(pair["own"], pair["rest"])[0, 1])


def _note(count: int, mean: float, power: float, missed: bool) -> str:
    if not count:
        return "nothing marked yet"
    if missed:
        return "missed by nearly everyone: look at the teaching, the question and the key before the people"
    if count < FEW:
        return f"{count} marked: too few to judge the exercise"
    if mean > 0.95:
        return "solved by nearly everyone"
    if power < 0.2:
        return "hardly tells strong from weak work"
    return ""
