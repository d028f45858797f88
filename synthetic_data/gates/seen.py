"""Every route of a case as the two states that count it show it, with what the truth says is planted there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from synthetic_data import load
from synthetic_data.flows.events import SURGE_MONTHS
from synthetic_data.flows.series import periods
from synthetic_data.gates.shape import Change, Fitted, fit
from synthetic_data.truth import Truth
from toolkit.schema.case import Case


@dataclass(frozen=True)
class Seen:
    """One route as one state counts it: its series by citizenship, and what is planted on it."""

    state: str
    route: str
    codes: tuple[str, ...]
    series: np.ndarray
    peak: int
    amplitude: float
    change: Change | None
    factor: float
    surges: tuple[tuple[int, float], ...]
    outbreak: tuple[str, int, float] | None


class Flows:
    """All routes of a case as both their states count them, with fits of their shape."""

    def __init__(self, case: Case, truth: Truth) -> None:
        self.asked: Mapping[str, Any] = load.load_level(str(case.info["level"]))["flows"]
        self.region: Mapping[str, Any] = truth.info["flows"]
        self.months = periods(date.fromisoformat(case.info["window"][1]))
        self.dispersion = float(self.asked["dispersion"]) * float(self.region["lumpiness"])
        facts = truth.table("strategic")
        facts = facts[facts["cycle"] == "monthly"]
        at = {f"{month}-01": number for number, month in enumerate(self.months)}
        self.facts = facts.assign(size=facts["size"].astype(float), at=facts["period"].astype("str").map(at))
        self._true = truth.table("true_series").assign(value=lambda table: table["value"].astype(float))
        self.calendar = self.months.month.to_numpy()
        self._fits: dict[tuple[str, str], Fitted] = {}

    def kind(self, kind: str) -> pd.DataFrame:
        """Return the facts of one kind."""
        return self.facts[self.facts["kind"] == kind]

    @cached_property
    def moves(self) -> pd.DataFrame:
        """Pairs of routes that changed in step."""
        return self.facts[self.facts["kind"].isin(["displacement", "coincidence"])]

    @cached_property
    def seen(self) -> dict[tuple[str, str], Seen]:
        """Every route by its name and the state that counts it, the destination first."""
        wide = self._true.pivot_table(index=["route", "state", "citizenship"], columns="period", values="value")
        lowest, highest = (int(end) for end in self.asked["ramp"])
        found: dict[tuple[str, str], Seen] = {}
        season = self.kind("seasonality").set_index("route")
        changes = self.kind("break").set_index("route")
        flat = set(zip(self.kind("flat_mirror")["route"], self.kind("flat_mirror")["state"], strict=True))
        for name, route in sorted(self.region["routes"].items()):
            change = factor = None
            if name in changes.index:
                change = Change(int(changes.at[name, "at"]), tuple(range(lowest, highest + 1)))
                factor = float(changes.at[name, "size"])
            surges = self.kind("surge").query("route == @name")
            rises = self.kind("outbreak").query("route == @name")
            outbreak = next(((str(row.citizenship), int(row.at), float(row.size_)) for row in sized(rises)), None)
            for state in (route["destination"], route["neighbour"]):
                table = wide.loc[(name, state)]
                found[name, state] = Seen(
                    state=state,
                    route=name,
                    codes=tuple(table.index),
                    series=table.to_numpy(),
                    peak=int(self.calendar[int(season.at[name, "at"])]),
                    amplitude=float(season.at[name, "size"]),
                    change=change,
                    factor=1.0 if (name, state) in flat or factor is None else factor,
                    surges=tuple((int(row.at), float(row.size_)) for row in sized(surges)),
                    outbreak=outbreak,
                )
        return found

    def fitted(self, seen: Seen, among: set[str] | None = None) -> Fitted:
        """Return the fit of one route, of all citizenships or some; months of an outbreak are left out."""
        key = (seen.route, seen.state)
        if among is None and key in self._fits:
            return self._fits[key]
        rows = [at for at, code in enumerate(seen.codes) if among is None or code in among]
        number = np.arange(len(self.months))
        shortest, longest = SURGE_MONTHS
        surges = [
            ((number >= at) & (number < at + shortest), (number >= at + shortest) & (number < at + longest))
            for at, _ in seen.surges
        ]
        out = number >= seen.outbreak[1] if seen.outbreak else None
        made = fit(seen.series[rows], self.dispersion, seen.peak, self.calendar, seen.change, surges, out)
        if among is None:
            self._fits[key] = made
        return made

    def level(self, seen: Seen) -> tuple[float, float, float]:
        """Return the level of a route in the mean of a year before growth and change, what a change adds to it, and the
        standard errors of their logarithms, together."""
        made = self.fitted(seen)
        base = float(np.exp(made.of("level")[0]) * np.exp(seen.amplitude * np.cos(np.arange(12) * np.pi / 6)).mean())
        error = made.of("level")[1]
        if seen.change is None:
            return base, 0.0, error
        rise = float(np.exp(made.of("change")[0]))
        gradient = np.array([1.0, rise / (rise - 1)])
        both = [made.names.index(name) for name in ("level", "change")]
        return base, base * (rise - 1), float(np.sqrt(gradient @ made.covariance[np.ix_(both, both)] @ gradient))


def sized(facts: pd.DataFrame) -> Iterator[Any]:
    """Rows of facts; `size` is a method of every row."""
    yield from facts.rename(columns={"size": "size_"}).itertuples()
