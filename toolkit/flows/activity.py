"""Activity flow: the generic steps of a business, with no names, and what each one rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from toolkit.errors import EvidenceError, ParameterError, unknown
from toolkit.flows import boxes, paint
from toolkit.language import text
from toolkit.link.result import Table
from toolkit.records import need, some

KINDS = ("step", "start", "end", "aside", "care")
_WORDS = 6


@dataclass(frozen=True, eq=False, repr=False)
class Activity(Table):
    """Steps with `status` and `rests_on`; `arrows` between them; `chart()` draws the flow from the top."""

    arrows: tuple[tuple[Any, Any, str], ...] = field(default=())

    def chart(self, title: str = "", handling: str = "", across: bool = False) -> Any:
        """Return the activity flow chart: steps in boxes, dotted where not verified, ways out beside them.

        `across` lays it from left to right.
        """
        shown = {
            name: boxes.Box(row.step, row.rests_on, row.status == "confirmed", "" if row.kind == "step" else row.kind)
            for name, row in zip(self.frame.index, self.frame.itertuples(), strict=True)
        }
        arrows = [boxes.Arrow(a, b, words, shown[a].sure and shown[b].sure) for a, b, words in self.arrows]
        made = boxes.in_layers(shown, arrows, down=not across)
        return paint.figure(made, title or text("Activity flow chart"), self.caveats, handling)


def activity(
    steps: pd.DataFrame | Iterable[str],
    arrows: Iterable[tuple[Any, ...]] | None = None,
    *,
    names: Iterable[str] = (),
) -> Activity:
    """Make the activity flow chart of a business ready for drawing.

    Parameters
    ----------
    steps : a list of steps in words, or a table `step` and, where known, `status` (confirmed, unconfirmed, suspected),
        `rests_on` (documents and records) and `kind` (step, start, end, aside: a way out such as detection; care:
        protection and referral). The index, or the column `id`, names the steps
    arrows : pairs or triples (from, to, words) of step names; without it each step leads to the next
    names : names of people and places of the case (`case.nominals["name"]`), none of which may stand in a step

    Returns
    -------
    Activity, one row for each step; `.chart()`.

    Raises EvidenceError for a step that names somebody, or an unknown status or kind; ParameterError for arrows to
    steps that there are not.

    Method: activity flow charts show generic steps: what would be done in the same way if all the people were others.

    >>> activity(["People are approached", "People cross the border"]).arrows
    ((0, 1, ''),)
    >>> activity(["Sok Dara recruits"], names=["Sok Dara"])
    Traceback (most recent call last):
    ...
    toolkit.errors.EvidenceError: flows.activity: step 0 names Sok Dara; write what is done, by whomever
    """
    method = "flows.activity"
    if isinstance(steps, str):
        raise ParameterError(f"{method}: steps= is one text; give a list of steps, or a table with a column 'step'")
    table = steps if isinstance(steps, pd.DataFrame) else pd.DataFrame({"step": list(steps)})
    need(table, method, ("step",))
    if table.empty:
        raise ParameterError(f"{method}: there is no step")
    if "id" in table.columns:
        table = table.set_index("id")
    bare = table["step"].isna() | (table["step"].astype("str").str.strip() == "")
    if bare.any():
        raise EvidenceError([f"{method}: step {some(list(table.index[bare]))} has no words; write what is done"])
    if not table.index.is_unique:
        raise ParameterError(f"{method}: step {table.index[table.index.duplicated()][0]!r} stands twice")
    frame = pd.DataFrame(
        {
            "step": table["step"].astype("str"),
            "status": _codes(
                table, "status", ("confirmed", "unconfirmed", "suspected", "tentative"), "confirmed", method
            ),
            "kind": _codes(table, "kind", KINDS, "step", method),
            "rests_on": table["rests_on"].fillna("").astype("str") if "rests_on" in table.columns else "",
        },
        index=table.index,
    )
    for name in names:
        for step, words in frame["step"].items():
            if str(name) and str(name).casefold() in words.casefold():
                raise EvidenceError([f"{method}: step {step!r} names {name}; write what is done, by whomever"])
    pairs = list(zip(frame.index[:-1], frame.index[1:], strict=True)) if arrows is None else list(arrows)
    found = []
    for pair in pairs:
        if isinstance(pair, str) or len(pair) not in (2, 3):
            raise ParameterError(f"{method}: {pair!r} is no arrow (from, to) or (from, to, words)")
        for one in pair[:2]:
            if one not in frame.index:
                raise ParameterError(f"{method}: {unknown('step', one, map(str, frame.index))}")
        found.append((pair[0], pair[1], str(pair[2]) if len(pair) == 3 else ""))
    caveats = []
    long = list(frame.index[frame["step"].str.split().str.len() > _WORDS])
    if long:
        caveats.append(text("more than {most} words in: {steps}", most=_WORDS, steps=some(long, 6)))
    unfounded = list(frame.index[(frame["rests_on"] == "") & (frame["kind"] == "step")])
    if unfounded and "rests_on" in table.columns:
        caveats.append(text("nothing is named on which it rests: {steps}", steps=some(unfounded, 8)))
    if not (frame["kind"].isin(("aside", "care"))).any():
        caveats.append(text("no way out is drawn: detection, giving up, rescue, protection"))
    return Activity(text("Activity flow: {count} steps", count=len(frame)), frame, tuple(caveats), tuple(found))


def _codes(table: pd.DataFrame, column: str, valid: tuple[str, ...], usual: str, method: str) -> Any:
    if column not in table.columns:
        return usual
    found = table[column].fillna(usual).astype("str").str.strip().str.lower()
    for one in found.unique():
        if one not in valid:
            raise EvidenceError([f"{method}: {unknown(column, one, valid)}"])
    return found
