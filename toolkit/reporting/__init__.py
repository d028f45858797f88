"""The voluntary reporting system: returns filed, checked, searched and shared, as a notebook or a desk calls it."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from toolkit.reporting.access import RULE as ACCESS_RULE
from toolkit.reporting.checks import check, check_rows
from toolkit.reporting.contributors import add_contributor, add_route, contributors, countries, routes
from toolkit.reporting.drafts import drop_draft, resume, save_draft, submit
from toolkit.reporting.filing import Filed, Return, file_return, get_return, revise
from toolkit.reporting.loading import Loaded, load_case
from toolkit.reporting.reading import Filled, import_return, read_template
from toolkit.reporting.rounds import close_round, cycles, period_of, reopen_round
from toolkit.reporting.search import search
from toolkit.reporting.snapshot import Snapshot, open_snapshot, snapshot
from toolkit.reporting.system import System, open_system
from toolkit.reporting.tabulate import chart, table, totals
from toolkit.reporting.template import export, write_template

# What loads a front-end, charts or documents waits for its first use.
_LATER = {
    "product": "toolkit.reporting.product",
    "stakeholder_meeting": "toolkit.reporting.events",
    "workshop": "toolkit.reporting.events",
    "form": "toolkit.reporting.form",
    "search_form": "toolkit.reporting.search_form",
}

if TYPE_CHECKING:
    from toolkit.reporting.events import stakeholder_meeting, workshop
    from toolkit.reporting.form import form
    from toolkit.reporting.product import product
    from toolkit.reporting.search_form import search_form

__all__ = [
    "ACCESS_RULE",
    "Filed",
    "Filled",
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
    "export",
    "file_return",
    "form",
    "get_return",
    "import_return",
    "load_case",
    "open_snapshot",
    "open_system",
    "period_of",
    "product",
    "read_template",
    "reopen_round",
    "resume",
    "revise",
    "routes",
    "save_draft",
    "search",
    "search_form",
    "snapshot",
    "stakeholder_meeting",
    "submit",
    "table",
    "totals",
    "workshop",
    "write_template",
]


def __getattr__(name: str) -> Any:
    if name in _LATER:
        value = getattr(importlib.import_module(_LATER[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'toolkit.reporting' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
