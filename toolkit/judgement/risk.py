"""`risk`: a ranking of risks by CIRAM's three components or by an indicator matrix, and how firm that ranking is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit import style
from toolkit.errors import ParameterError, unknown
from toolkit.judgement.tables import names, number, read_table, said
from toolkit.language import text
from toolkit.result import Result

CIRAM = ("threat", "vulnerability", "impact")
METHODS = ("ciram", "socta")
LEVELS = {"very low": 1, "low": 2, "medium": 3, "high": 4, "very high": 5}
UNKNOWN = "unknown"
_SEED = 1951
_DRAWS = 4_000


@dataclass(frozen=True, repr=False)
class Risk(Result):
    """Items with their score, rank, and the range that the score and the rank take when weights and gaps vary.

    `first` is the share of draws of the weights in which an item stands first; `rank_low` and `rank_high` bound its
    rank in 90 % of them.
    """

    table: pd.DataFrame
    components: tuple[str, ...]
    weights: Mapping[str, float]
    method: str
    caveats: tuple[str, ...]
    _ranked = True

    @property
    def sentence(self) -> str:
        """Which item ranks first and how firmly."""
        top = self.table.index[self.table["rank"] == 1]
        if len(top) > 1:
            return text("{names} rank first together.", names="; ".join(map(str, top)))
        return text(
            "{name} ranks first, and does so under {share:.0%} of the weightings tried.",
            name=top[0],
            share=float(self.table.loc[top[0], "first"]),
        )

    def to_frame(self) -> pd.DataFrame:
        """One row an item, highest risk first."""
        return self.table.copy()

    def chart(self) -> Any:
        """Each item's score with the range of its rank; the bar shows what unknown cells leave open."""
        import plotly.graph_objects as go

        table = self.table
        down = [str(name) for name in table.index]
        made = go.Figure()
        made.add_bar(
            y=down, x=table["score"], orientation="h", marker_color=style.OKABE_ITO["sky"], showlegend=False,
            error_x={"type": "data", "symmetric": False, "array": table["score_high"] - table["score"],
                     "arrayminus": table["score"] - table["score_low"], "color": style.INK},
        )  # fmt: skip
        for place, (_, row) in enumerate(table.iterrows()):
            low, high = int(row["rank_low"]), int(row["rank_high"])
            ranks = f"{low}" if low == high else f"{low}-{high}"
            made.add_annotation(
                x=1.01, xref="paper", xanchor="left", y=place, showarrow=False,
                text=text("{score:.2f}; rank {rank} ({ranks})", score=row["score"], rank=int(row["rank"]), ranks=ranks),
            )  # fmt: skip
        made.update_layout(
            template=style.template(),
            title=text("Risk ranking; in brackets the ranks under 90 % of weightings"),
            width=style.WIDTH,
            height=150 + 34 * len(down),
            margin={"l": 60, "r": 160, "t": 70, "b": 50},
        )
        made.update_xaxes(title=text("score"), rangemode="tozero")
        made.update_yaxes(autorange="reversed", showgrid=False)
        style.place_mark(made, 142)
        return made


def risk(
    table: Any,
    method: str = "ciram",
    *,
    weights: Mapping[str, float] | None = None,
    scale: tuple[float, float] = (1, 5),
    item: str | None = None,
    draws: int = _DRAWS,
    seed: int = _SEED,
) -> Risk:
    """Rank risks, and show how far the ranking depends on the weights.

    Parameters
    ----------
    table : one row an item (a route, an actor, a crime area), as DataFrame, CSV file, dict or list of rows. Cells are
        numbers within `scale`, the words very low, low, medium, high, very high, or `unknown`
    method : "ciram": columns `threat`, `vulnerability`, `impact`; the score is their weighted geometric mean, so it
        stays on the scale, equal weights rank as threat x vulnerability x impact does, and no component offsets a low
        one wholly. "socta": every column but the item's is an indicator; the score is their weighted mean
    weights : {component: weight}, above 0 in sum; all 1 unless given
    scale : lowest and highest score that a cell may have; above 0 for CIRAM
    item : the column that names the items; the first column of text, or the index, unless given

    `unknown` is never a low score: it is taken at its lowest and its highest, the score is midway and the range is
    shown. Sensitivity: `draws` random weightings, uniform over all possible (fixed seed).

    Scores are ordinal judgements; their products rank, they do not measure. Reference: Frontex, *Common Integrated
    Risk Analysis Model* (CIRAM 2.0, 2012): risk as a function of threat, vulnerability and impact; Europol, *SOCTA
    Methodology*, for the indicator matrix.

    >>> found = risk({"route": ["sea", "land"], "threat": [4, 3], "vulnerability": [2, 5], "impact": [3, 3]})
    >>> list(found.to_frame().index), round(float(found.to_frame()["score"].iloc[0]) ** 3, 6)
    (['land', 'sea'], 45.0)
    """
    where = "judgement.risk"
    if method not in METHODS:
        raise ParameterError(f"{where}: {unknown('method', method, METHODS)}")
    low, high = number(scale[0], f"{where}: scale"), number(scale[1], f"{where}: scale")
    if low >= high or (method == "ciram" and low <= 0):
        raise ParameterError(f"{where}: scale={scale!r}; give lowest and highest, above 0 for CIRAM, such as (1, 5)")
    frame = read_table(table, where, need=CIRAM if method == "ciram" else (), codes=True)
    named = item or _item_column(frame, CIRAM if method == "ciram" else ())
    if named and named not in frame.columns:
        raise ParameterError(f"{where}: {unknown('column', named, frame.columns)}")
    items = names(frame, named, where) if named else [str(one) for one in frame.index]
    components = CIRAM if method == "ciram" else tuple(column for column in frame.columns if column != named)
    if not components:
        raise ParameterError(f"{where}: no indicator; give one column for each")
    weighting = _weights(weights, components, where)
    cells = np.array([[_cell(frame[one].iloc[at], (low, high), f"{where}: {items[at]!r}: {one}") for one in components]
                      for at in range(len(items))])  # fmt: skip
    equal = np.array([weighting[one] for one in components])
    bounds = [_score(cells[:, :, end], equal, method) for end in (0, 1)]
    score = (bounds[0] + bounds[1]) / 2
    generator = np.random.default_rng(seed)
    drawn = generator.dirichlet(np.ones(len(components)), draws)
    tried = (_score(cells[:, :, 0], drawn, method) + _score(cells[:, :, 1], drawn, method)) / 2
    ranks = _ranks(tried)
    result = pd.DataFrame(
        {
            **{one: [said(value) for value in frame[one]] for one in components},
            "score": score,
            "score_low": bounds[0],
            "score_high": bounds[1],
            "rank": _ranks(score[None, :])[0],
            "rank_low": np.quantile(ranks, 0.05, axis=0, method="lower").astype(int),
            "rank_high": np.quantile(ranks, 0.95, axis=0, method="higher").astype(int),
            "first": (ranks == 1).mean(axis=0),
        },
        index=pd.Index(items, name=named or "item"),
    ).sort_values("rank", kind="stable")
    return Risk(result, components, weighting, method, _caveats(result, cells, components))


def _item_column(frame: pd.DataFrame, components: tuple[str, ...]) -> str | None:
    """The first column of words that are no levels; none where the index names the items."""
    for column in frame.columns:
        if column in components:
            continue
        cells = [said(value).casefold() for value in frame[column]]
        if any(not _figure(one) and one not in LEVELS and one != UNKNOWN for one in cells):
            return str(column)
    return None


def _figure(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return not value
    return True


def _cell(value: Any, scale: tuple[float, float], where: str) -> tuple[float, float]:
    """The lowest and highest score of a cell."""
    word = said(value).casefold()
    if word == UNKNOWN:
        return scale
    if not word:
        raise ParameterError(f"{where} is empty; write {UNKNOWN!r} where nothing is known")
    if word in LEVELS:
        step = (scale[1] - scale[0]) / (len(LEVELS) - 1)
        return (scale[0] + step * (LEVELS[word] - 1),) * 2
    if isinstance(value, str):
        if not _figure(word):
            raise ParameterError(f"{where}: {unknown('level', said(value), [*LEVELS, UNKNOWN])}, or a number")
        value = float(word)
    return (number(value, f"{where}:", low=scale[0], high=scale[1]),) * 2


def _weights(given: Mapping[str, float] | None, components: tuple[str, ...], where: str) -> dict[str, float]:
    for name in given or {}:
        if name not in components:
            raise ParameterError(f"{where}: weights: {unknown('component', name, components)}")
    found = {one: number((given or {}).get(one, 1.0), f"{where}: weight of {one}:", low=0) for one in components}
    if math.fsum(found.values()) <= 0:
        raise ParameterError(f"{where}: the weights add up to 0; give one of them more")
    return found


def _score(cells: Any, weights: Any, method: str) -> Any:
    """Scores of all items under one weighting, or one row of them for each of many."""
    share = weights / weights.sum(axis=-1, keepdims=True)
    if method == "ciram":
        return np.exp(share @ np.log(cells).T)
    return share @ cells.T


def _ranks(scores: Any) -> Any:
    """Rank 1 is the highest; equal scores share the better rank. One row for each weighting."""
    return pd.DataFrame(np.round(scores, 9)).rank(axis=1, method="min", ascending=False).to_numpy(dtype="int64")


def _caveats(result: pd.DataFrame, cells: Any, components: tuple[str, ...]) -> tuple[str, ...]:
    notes = [text("scores are judgements on a scale: they rank, they do not measure")]
    gaps = int((cells[:, :, 0] != cells[:, :, 1]).sum())
    if gaps:
        notes.append(text("{count} of {all} cells are unknown: the score is midway in its range",
                          count=gaps, all=cells.shape[0] * cells.shape[1]))  # fmt: skip
    top = result.iloc[0]
    if (result["rank"] == 1).sum() == 1 and top["first"] < 0.75:
        notes.append(text("the first place hangs on the weights: state why they are what they are"))
    overlap = (result["score_high"].iloc[1:] >= top["score_low"]).sum() if gaps else 0
    if overlap:
        notes.append(text("unknown cells could bring {count} other items to the first place", count=int(overlap)))
    return tuple(notes)
