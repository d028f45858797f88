"""Pooled leak report over many seeds: `python -m synthetic_data.leaks --seeds 20` prints what tells members best.

One case is small; over twenty a feature that says nothing has an area under the ROC curve within 0.45 to 0.55.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from synthetic_data.gates import leak
from synthetic_data.make import generate

LIMIT = 0.55
# A stream of few rows may stray past the limit by chance: standard errors allowed beyond 0.5, if that is more.
ERRORS = 2.5
TOGETHER = "all features together"
_RIDGE = 1.0


def pool(scenario: str, level: str, seeds: Iterable[int], people: int | None = None) -> dict[str, pd.DataFrame]:
    """Return the features of each stream over several cases, with `member` and the `seed` of each row."""
    found: dict[str, list[pd.DataFrame]] = {}
    for seed in seeds:
        case, truth = generate(scenario, level=level, seed=seed, people=people)
        for name, table in leak.features(case, truth).items():
            found.setdefault(name, []).append(table.assign(seed=seed))
    return {name: pd.concat(tables, ignore_index=True).fillna(0.0) for name, tables in found.items()}


def report(pooled: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return one row for each stream and feature, the most telling first.

    Columns: `stream`, `feature`, `rows`, `members`, `area` (under the ROC curve, 0.5 says nothing), `error` (its
    standard error if it does say nothing), `limit` (the larger of 0.55 and 0.5 + 2.5 errors), `passed`. The feature
    "all features together" is a linear model fitted on the first half of the seeds and tried on the others.
    """
    rows = []
    for stream, table in pooled.items():
        label = table[leak.LABEL].to_numpy(dtype=bool)
        names = [name for name in table.columns if name not in (leak.LABEL, "seed")]
        for name in names:
            rows.append((stream, name, *_measured(table[name].to_numpy(dtype=float), label)))
        seeds = sorted(table["seed"].unique())
        later = table["seed"].isin(seeds[len(seeds) // 2 :]).to_numpy()
        if len(seeds) > 1 and label[~later].any() and label[later].any():
            score = fitted(table.loc[~later, names], label[~later], table.loc[later, names])
            rows.append((stream, TOGETHER, *_measured(score, label[later])))
    found = pd.DataFrame(rows, columns=["stream", "feature", "rows", "members", "area", "error"])
    found["limit"] = np.maximum(LIMIT, 0.5 + ERRORS * found["error"]).round(4)
    found["passed"] = (found["area"] - 0.5).abs() <= found["limit"] - 0.5
    order = ((found["area"] - 0.5).abs() / (found["limit"] - 0.5)).sort_values(ascending=False, kind="stable").index
    return found.loc[order].reset_index(drop=True)


def fitted(known: pd.DataFrame, label: np.ndarray, unknown: pd.DataFrame) -> np.ndarray:
    """Return the scores of a ridge-regularised linear discriminant fitted to `known`, for the rows of `unknown`.

    Least squares on standardised features with the two classes weighted alike, which is Fisher's discriminant.

    >>> known = pd.DataFrame({"x": [0.0, 1.0, 2.0, 3.0]})
    >>> fitted(known, np.array([False, False, True, True]), known).argmax()
    np.int64(3)
    """
    middle, spread = known.mean(), known.std(ddof=0).replace(0.0, 1.0)
    inside = ((known - middle) / spread).to_numpy(dtype=float)
    weight = np.where(label, 0.5 / max(label.sum(), 1), 0.5 / max((~label).sum(), 1)) * len(label)
    left = (inside * weight[:, None]).T @ inside + _RIDGE * np.eye(inside.shape[1])
    slope = np.linalg.solve(left, (inside * weight[:, None]).T @ np.where(label, 1.0, -1.0))
    return np.asarray(((unknown - middle) / spread).to_numpy(dtype=float) @ slope)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report; return 1 where a feature tells members."""
    parser = argparse.ArgumentParser(prog="python -m synthetic_data.leaks", description=__doc__)
    parser.add_argument("--seeds", type=int, default=20, help="number of cases")
    parser.add_argument("--first", type=int, default=1, help="first seed")
    parser.add_argument("--scenario", default="gms-thailand")
    parser.add_argument("--level", default="practitioner")
    parser.add_argument("--people", type=int, default=None)
    asked = parser.parse_args(arguments)
    seeds = range(asked.first, asked.first + asked.seeds)
    found = report(pool(asked.scenario, asked.level, seeds, asked.people))
    with pd.option_context("display.max_rows", None, "display.width", 160):
        print(found.round(4).to_string(index=False))
    return int(not found["passed"].all())


def _measured(score: np.ndarray, label: np.ndarray) -> tuple[int, int, float, float]:
    return len(label), int(label.sum()), leak.area(score, label), leak.chance_error(label)


if __name__ == "__main__":
    sys.exit(main())
