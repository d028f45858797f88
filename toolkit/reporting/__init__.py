"""The voluntary reporting system: returns filed, checked, searched and shared, as a notebook or a desk calls it."""

from __future__ import annotations

from toolkit.reporting.access import RULE as ACCESS_RULE
from toolkit.reporting.checks import check, check_rows
from toolkit.reporting.contributors import add_contributor, add_route, contributors, countries, routes
from toolkit.reporting.drafts import drop_draft, resume, save_draft, submit
from toolkit.reporting.filing import Filed, Return, file_return, get_return, revise
from toolkit.reporting.loading import Loaded, load_case
from toolkit.reporting.rounds import close_round, cycles, period_of, reopen_round
from toolkit.reporting.search import search
from toolkit.reporting.snapshot import Snapshot, open_snapshot, snapshot
from toolkit.reporting.system import System, open_system
from toolkit.reporting.tabulate import chart, table, totals

__all__ = [
    "ACCESS_RULE",
    "Filed",
    "Loaded",
    "Return",
    "Snapshot",
    "System",
    "add_contributor",
    "add_route",
    "chart",
    "check",
    "check_rows",
    "close_round",
    "contributors",
    "countries",
    "cycles",
    "drop_draft",
    "file_return",
    "get_return",
    "load_case",
    "open_snapshot",
    "open_system",
    "period_of",
    "reopen_round",
    "resume",
    "revise",
    "routes",
    "save_draft",
    "search",
    "snapshot",
    "submit",
    "table",
    "totals",
]
