"""Many states over many rounds in random order, held to a plain model: access, vintages and totals are never wrong."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.toolkit.reporting.conftest import DAY
from toolkit import reporting
from toolkit.errors import ReportingError, ReturnError

STATES = ("KH", "LA", "TH", "VN")
ROUNDS = (("quarterly", "2025-Q4"), ("quarterly", "2026-Q1"), ("annual", "2025"))
states, rounds = st.sampled_from(STATES), st.sampled_from(ROUNDS)
counts = st.one_of(st.none(), st.integers(0, 30))
# total of 1.1.1, then some parts of 1.1.2; parts may exceed the total, and then nothing may be filed
bodies = st.tuples(counts, st.dictionaries(st.sampled_from(["CN", "MM", "BD"]), counts, max_size=3))
Body = tuple[int | None, dict[str, int | None]]


def rows(body: Body) -> list[dict[str, Any]]:
    total, parts = body
    listed = [{"indicator": "1.1.2", "citizenship": code, "value": value} for code, value in parts.items()]
    return [{"indicator": "1.1.1", "value": total}, *listed]


def exceeds(body: Body) -> bool:
    total, parts = body
    return total is not None and sum(value or 0 for value in parts.values()) > total


def plain(body: Body) -> dict[str, int | None]:
    return {"ZZ": body[0], **body[1]}


class Filing(RuleBasedStateMachine):
    """The system beside a dictionary of lists."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.desk = reporting.open_system(Path(self.folder.name) / "desk.db", today=DAY)
        self.held: dict[tuple[str, tuple[str, str]], list[Body]] = {}
        self.drafts: dict[tuple[str, tuple[str, str]], tuple[Body, int]] = {}
        self.closed: set[tuple[str, str]] = set()

    @initialize()
    def contributors(self) -> None:
        for code in STATES:
            reporting.add_contributor(self.desk, code, cycles=("quarterly", "annual"))

    def teardown(self) -> None:
        self.folder.cleanup()

    def expect(self, who: str, at: tuple[str, str], body: Body, based_on: int | None, *, first: bool) -> bool:
        """Whether filing succeeds; the model is brought up to date if it does."""
        mine = self.held.get((who, at), [])
        if exceeds(body):
            return False
        if mine and plain(mine[-1]) == plain(body) and based_on in (None, len(mine)):
            return True
        stale = based_on is not None and len(mine) != based_on
        if at in self.closed or bool(mine) == first or stale:
            return False
        self.held.setdefault((who, at), []).append(body)
        return True

    def outcome(self, action: Any, expected: bool) -> None:
        if expected:
            action()
        else:
            with pytest.raises((ReportingError, ReturnError)):
                action()

    @rule(who=states, at=rounds, body=bodies)
    def file(self, who: str, at: tuple[str, str], body: Body) -> None:
        expected = self.expect(who, at, body, None, first=True)
        self.outcome(lambda: reporting.file_return(self.desk.seen_by(who), *at, rows(body)), expected)

    @rule(who=states, at=rounds, body=bodies, back=st.integers(0, 1))
    def revise(self, who: str, at: tuple[str, str], body: Body, back: int) -> None:
        based_on = max(1, len(self.held.get((who, at), [])) - back)
        expected = self.expect(who, at, body, based_on, first=False)
        system = self.desk.seen_by(who)
        self.outcome(lambda: reporting.revise(system, *at, rows(body), based_on=based_on), expected)

    @rule(who=states, at=rounds, body=bodies)
    def draft(self, who: str, at: tuple[str, str], body: Body) -> None:
        reporting.save_draft(self.desk.seen_by(who), *at, rows(body))
        earlier = self.drafts.get((who, at))
        self.drafts[who, at] = body, earlier[1] if earlier else len(self.held.get((who, at), []))

    @rule(who=states, at=rounds)
    def submit(self, who: str, at: tuple[str, str]) -> None:
        system = self.desk.seen_by(who)
        if (who, at) not in self.drafts:
            self.outcome(lambda: reporting.submit(system, *at), False)
            return
        body, based_on = self.drafts[who, at]
        expected = self.expect(who, at, body, based_on or None, first=not based_on)
        self.outcome(lambda: reporting.submit(system, *at), expected)
        if expected:
            del self.drafts[who, at]

    @rule(at=rounds)
    def close(self, at: tuple[str, str]) -> None:
        reporting.close_round(self.desk, *at)
        self.closed.add(at)

    @rule(at=rounds)
    def reopen(self, at: tuple[str, str]) -> None:
        reporting.reopen_round(self.desk, *at)
        self.closed.discard(at)

    def contributed(self, who: str, at: tuple[str, str]) -> bool:
        return any(value is not None for body in self.held.get((who, at), []) for value in plain(body).values())

    @rule(viewer=st.one_of(st.none(), states), at=rounds, every=st.booleans())
    def search(self, viewer: str | None, at: tuple[str, str], every: bool) -> None:
        system = self.desk.seen_by(viewer)
        vintages = "all" if every else "last"
        found = reporting.search(system, cycle=at[0], period=at[1], vintages=vintages)
        values = [None if pd.isna(value) else int(value) for value in found["value"]]
        seen = set(zip(found["state"], found["vintage"], found["citizenship"], values, strict=True))
        wanted = set()
        for (who, where), bodies_ in self.held.items():
            if where != at or (viewer not in (None, who) and not self.contributed(viewer or "", at)):
                continue
            for number, body in list(enumerate(bodies_, start=1))[0 if every else -1 :]:
                wanted |= {(who, number, code, value) for code, value in plain(body).items()}
        assert seen == wanted
        assert len(found) == len(seen)

    @rule(viewer=st.one_of(st.none(), states))
    def totals(self, viewer: str | None) -> None:
        made = reporting.totals(self.desk.seen_by(viewer), by="period", cycle="quarterly", indicator="1.1.1")
        for at in ROUNDS[:2]:
            open_ = [
                bodies_[-1][0]
                for (who, where), bodies_ in self.held.items()
                if where == at and (viewer in (None, who) or self.contributed(viewer or "", at))
            ]
            known = [one for one in open_ if one is not None]
            row = made[made["period"] == str(reporting.period_of(*at))]
            assert len(row) == bool(open_)
            if open_:
                assert row["not_reported"].iloc[0] == len(open_) - len(known)
                assert (int(row["value"].iloc[0]) if known else None) == (sum(known) if known else None)

    @invariant()
    def counts_agree(self) -> None:
        assert reporting.cycles(self.desk)["filed"].sum() == len(self.held)


TestFiling = Filing.TestCase
TestFiling.settings = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@pytest.mark.deep
class TestFilingLong(Filing.TestCase):  # type: ignore[misc]
    settings = settings(max_examples=60, stateful_step_count=50, deadline=None)
