"""`ach`: analysis of competing hypotheses, the ones least contradicted by graded evidence first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.evaluation.codes import FOUR_BY_FOUR, System
from toolkit.judgement.ach_chart import draw
from toolkit.judgement.tables import code, names, number, read_table, said
from toolkit.language import text
from toolkit.result import Result

# Code -> consistency, from 2 (the hypothesis all but foretells the item) to -2 (the item all but rules it out).
CODES: dict[str, float] = {"CC": 2.0, "C": 1.0, "N": 0.0, "NA": 0.0, "I": -1.0, "II": -2.0}
_SAME = {"++": "CC", "+": "C", "0": "N", "-": "I", "--": "II", "N/A": "NA"}
_SAME.update({"2": "CC", "1": "C", "-1": "I", "-2": "II"})
# How much an item counts by its grade: the platform's convention, printed with the result, and open to change.
_BEST, _LEAST = 1.0, 0.25
_GIVEN = ("evidence", "grade", "weight", "source")
_TIE = 1e-9


@dataclass(frozen=True, repr=False)
class Ach(Result):
    """A matrix of evidence x hypotheses with its scores.

    `scores`: one row for each hypothesis, best first: inconsistency (weighted and plain), rank, items against.
    `items`: one row for each item of evidence: codes, weight, diagnosticity.
    `sensitivity`: one row for each item (and source) left out: who leads then, and by how much.
    `breaking`: the fewest items whose removal would change who leads, and those items.
    """

    scores: pd.DataFrame
    items: pd.DataFrame
    sensitivity: pd.DataFrame
    breaking: tuple[str, ...]
    caveats: tuple[str, ...]
    _ranked = True

    @property
    def hypotheses(self) -> list[str]:
        """The hypotheses, least inconsistent first."""
        return [str(name) for name in self.scores.index]

    @property
    def leaders(self) -> list[str]:
        """The hypothesis with the least inconsistency, or several where they tie."""
        return [str(name) for name in self.scores.index[self.scores["rank"] == 1]]

    @property
    def sentence(self) -> str:
        """Which hypothesis is least contradicted, and how firmly."""
        if len(self.leaders) == len(self.scores):
            return text("The evidence does not tell the hypotheses apart.")
        if len(self.leaders) > 1:
            return text("{names} are contradicted least and equally.", names="; ".join(self.leaders))
        if not self.breaking:
            return text("{name} is contradicted least, whatever items are left out.", name=self.leaders[0])
        return text(
            "{name} is contradicted least; its lead rests on {count} of {all} items.",
            name=self.leaders[0],
            count=len(self.breaking),
            all=len(self.items),
        )

    def to_frame(self) -> pd.DataFrame:
        """The scores of the hypotheses, least inconsistent first."""
        return self.scores.copy()

    def chart(self) -> Any:
        """The matrix with its codes, the most diagnostic items on top, hypotheses from left in order of rank."""
        return draw(self.items, self.scores)


def ach(
    matrix: Any,
    *,
    hypotheses: str = "columns",
    grades: Mapping[str, str] | None = None,
    system: System = FOUR_BY_FOUR,
    weights: Mapping[str, float] | None = None,
) -> Ach:
    """Score competing hypotheses by the evidence against them (Heuer's analysis of competing hypotheses).

    Parameters
    ----------
    matrix : DataFrame, CSV file, list of rows, or dict {hypothesis: {item: code}}. One row for each item of evidence,
        one column for each hypothesis. A column `evidence` names the items (else the index does); columns `grade`
        (such as "B2"), `weight` (0 or more) and `source` (who the item comes from) are read where present.
        Codes: CC very consistent, C consistent, N neutral, NA not applicable, I inconsistent, II very inconsistent
        (also ++ + 0 - --, or 2 1 0 -1 -2).
    hypotheses : "columns", or "rows" where the matrix lies the other way; then it holds codes alone
    grades : {item: grade}, in place of a column
    system : the grading system of the grades
    weights : {item: weight}, in place of a column; goes before the grade

    An item's weight is the mean of its two parts, each falling in equal steps from 1 (first code) to 0.25 (last) along
    the codes of the system; an ungraded item counts 1. This ladder is a convention, not a measurement: `sensitivity`
    shows what hangs on it. A hypothesis' inconsistency is the sum over items of weight x 1 for I and x 2 for II;
    consistent items add nothing, since they may fit every hypothesis. Diagnosticity is (highest - lowest consistency)
    / 4: 0 where an item says the same of all.

    Reference: Heuer, *Psychology of Intelligence Analysis* (1999), ch. 8. It misleads where the true hypothesis is not
    in the matrix, or where items repeat one source: `caveats` name what can be seen of that.

    Raises ParameterError for an unknown code or grade, an empty cell, fewer than two hypotheses, or repeated items.

    >>> found = ach({"taxi": {"night runs": "II", "fuel": "C"}, "smuggler": {"night runs": "C", "fuel": "C"}})
    >>> found.leaders, float(found.scores.loc["taxi", "inconsistency"]), found.breaking
    (['smuggler'], 2.0, ('night runs',))
    """
    table = read_table(matrix, "judgement.ach", codes=True)
    if hypotheses == "rows":
        first = table.columns[0]
        named = table.index if table.index.dtype != "int64" else table.pop(first)
        table = table.set_axis([str(one) for one in named]).T
    elif hypotheses != "columns":
        raise ParameterError(f"judgement.ach: {unknown('side of the hypotheses', hypotheses, ('columns', 'rows'))}")
    if "evidence" not in table.columns:
        table.insert(0, "evidence", [str(name) for name in table.index])
    evidence = names(table, "evidence", "judgement.ach")
    rivals = [column for column in table.columns if column not in _GIVEN]
    if len(rivals) < 2:
        raise ParameterError("judgement.ach: fewer than two hypotheses; give each its own column of codes")
    coded = [[_code(value, item, name) for name, value in zip(rivals, row, strict=True)]
             for item, row in zip(evidence, table[rivals].itertuples(index=False), strict=True)]  # fmt: skip
    graded = _column(table, evidence, "grade", grades)
    weight = _weights(evidence, graded, _column(table, evidence, "weight", weights), system)
    values = np.array([[CODES[one] for one in row] for row in coded])
    against = np.maximum(-values, 0) * weight[:, None]
    order = _order(against.sum(axis=0), np.maximum(-values, 0).sum(axis=0), rivals)

    items = pd.DataFrame(coded, columns=rivals, index=pd.Index(evidence, name="evidence"))[order]
    items["grade"] = graded if any(graded) else ""
    items["weight"] = weight
    items["diagnosticity"] = (values.max(axis=1) - values.min(axis=1)) / 4
    if "source" in table.columns:
        items["source"] = [said(value) for value in table["source"]]
    items = items.iloc[np.argsort(-items["diagnosticity"].to_numpy() * weight, kind="stable")]
    against_by = pd.DataFrame(against, columns=rivals, index=evidence)
    scores = _scores(values, against_by, order)
    leaders = [name for name in order if scores.loc[name, "rank"] == 1]
    breaking = _breaking(against_by, leaders) if len(leaders) == 1 else ()
    return Ach(
        scores=scores,
        items=items,
        sensitivity=_left_out(against_by, items, order, leaders),
        breaking=breaking,
        caveats=_caveats(items, scores, leaders, breaking, graded),
    )


def _code(value: Any, item: str, hypothesis: str) -> str:
    where = f"judgement.ach: evidence {item!r}, hypothesis {hypothesis!r}"
    if not said(value):
        raise ParameterError(f"{where}: no code; write N where the item is neutral, NA where it does not apply")
    given = said(int(value)) if isinstance(value, float) and value.is_integer() else said(value).upper()
    return code(_SAME.get(given, value), CODES, where, "code")


def _column(table: pd.DataFrame, evidence: list[str], name: str, given: Mapping[str, Any] | None) -> list[Any]:
    """What a column or a mapping says of each item; empty where nothing does."""
    if given is None:
        return (
            [value if said(value) else "" for value in table[name]] if name in table.columns else [""] * len(evidence)
        )
    for item in given:
        if item not in evidence:
            raise ParameterError(f"judgement.ach: {name}s name evidence {item!r}, which is not in the matrix")
    return [given.get(item, "") for item in evidence]


def _weights(evidence: list[str], grades: list[Any], given: list[Any], system: System) -> Any:
    """The weight of each item: as given, else by its grade, else 1."""
    found = []
    for item, graded, weight in zip(evidence, grades, given, strict=True):
        where = f"judgement.ach: evidence {item!r}"
        if said(weight):
            if isinstance(weight, str):
                weight = _as_float(weight)
            found.append(number(weight, f"{where}: weight", low=0))
        elif said(graded):
            try:
                one = system.grade(said(graded))
            except ParameterError as problem:
                raise ParameterError(f"{where}: {problem}") from None
            found.append((_ladder(one.source, system.source) + _ladder(one.information, system.information)) / 2)
        else:
            found.append(1.0)
    return np.array(found)


def _as_float(value: str) -> Any:
    try:
        return float(value)
    except ValueError:
        return value


def _ladder(mark: str, codes: Mapping[str, str]) -> float:
    return _BEST - (_BEST - _LEAST) * list(codes).index(mark) / (len(codes) - 1)


def _order(weighted: Any, plain: Any, hypotheses: list[str]) -> list[str]:
    places = sorted(range(len(hypotheses)), key=lambda at: (round(float(weighted[at]), 9), float(plain[at]), at))
    return [hypotheses[at] for at in places]


def _scores(values: Any, against: pd.DataFrame, order: list[str]) -> pd.DataFrame:
    found = pd.DataFrame(
        {
            "inconsistency": against.sum(),
            "unweighted": np.maximum(-values, 0).sum(axis=0),
            "items_against": (values < 0).sum(axis=0),
            "items_for": (values > 0).sum(axis=0),
        },
        index=pd.Index(against.columns, name="hypothesis"),
    ).loc[order]
    found.insert(0, "rank", found["inconsistency"].round(9).rank(method="min").astype("int64"))
    return found


def _left_out(against: pd.DataFrame, items: pd.DataFrame, order: list[str], leaders: list[str]) -> pd.DataFrame:
    """Who leads with each item, and each source of several items, left out."""
    sets = [("item", str(item), [item]) for item in items.index]
    if "source" in items.columns:
        for source, rows in items.groupby("source", sort=True):
            if source and len(rows) > 1:
                sets.append(("source", str(source), list(rows.index)))
    whole = against.sum()
    rows_out = []
    for kind, name, gone in sets:
        left = (whole - against.loc[gone].sum())[order]
        lead = [one for one in order if left[one] <= left.min() + _TIE]
        ranked = sorted(left)
        rows_out.append((kind, name, "; ".join(lead), float(ranked[1] - ranked[0]), set(lead) != set(leaders)))
    return pd.DataFrame(rows_out, columns=["left_out", "name", "leader", "margin", "changes_leader"])


def _breaking(against: pd.DataFrame, leaders: list[str]) -> tuple[str, ...]:
    """The fewest items without which a rival draws level: for each rival, those that speak most against it go first."""
    best: tuple[str, ...] = ()
    for rival in against.columns.difference(leaders):
        differs = (against[rival] - against[leaders[0]]).sort_values(ascending=False, kind="stable")
        margin, gone = float(differs.sum()), []
        for item, amount in differs.items():
            if margin <= _TIE or amount <= 0:
                break
            margin -= float(amount)
            gone.append(str(item))
        if margin <= _TIE and (not best or len(gone) < len(best)):
            best = tuple(gone)
    return best


def _caveats(
    items: pd.DataFrame, scores: pd.DataFrame, leaders: list[str], breaking: tuple[str, ...], grades: list[Any]
) -> tuple[str, ...]:
    notes = [text("least contradicted is not proved: a hypothesis missing from the matrix cannot win")]
    idle = int((items["diagnosticity"] == 0).sum())
    if idle:
        notes.append(
            text(
                "{count} of {all} items say the same of every hypothesis and decide nothing", count=idle, all=len(items)
            )
        )
    if len(breaking) == 1:
        notes.append(text("the lead rests on one item, {item}: check it again", item=breaking[0]))
    weak = [item for item in breaking if items.loc[item, "weight"] < 0.6]
    if weak:
        notes.append(text("weakly graded items carry the lead: {items}", items=", ".join(weak)))
    bare = sum(1 for one in grades if not said(one))
    if bare and bare < len(grades):
        notes.append(text("{count} ungraded items count in full", count=bare))
    if "source" in items.columns:
        repeated = items.loc[items["source"] != "", "source"].value_counts()
        for source, count in repeated[repeated > 1].items():
            notes.append(text("{count} items come from one source, {source}", count=int(count), source=source))
    if (scores["items_against"] == 0).all():
        notes.append(text("no item is inconsistent with any hypothesis: look for evidence that would refute"))
    plain = scores.index[scores["unweighted"] == scores["unweighted"].min()]
    if set(plain) != set(leaders):
        notes.append(text("without the weights the lead would be with {names}", names="; ".join(map(str, plain))))
    return tuple(notes)
