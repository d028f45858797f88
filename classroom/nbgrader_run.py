"""Run one nbgrader action with its log in a file, and turn its failures into one clear line."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grading.nbgrader_calls import log_to, programs_on_path
from toolkit.errors import WorkspaceError

EXCHANGE = os.name != "nt"  # nbgrader's exchange does not run on Windows


def call(what: str, log: Path, action: Callable[[], Any]) -> Any:
    """Run one nbgrader action with its log appended to a file.

    `action` returns nbgrader's own result mapping (`success`, `error`, `log`) or raises. Raises WorkspaceError with
    nbgrader's last error line and the place of the log.
    """
    try:
        with log_to(log), programs_on_path():
            result = action()
        if isinstance(result, dict) and not result.get("success", True):
            text = f"{result.get('log', '')}\n{result.get('error', '')}"
            with log.open("a", encoding="utf-8") as file:
                file.write(text)
            raise WorkspaceError(f"{what} failed: {_last_error(text)} (log: {log})")
        return result
    except (WorkspaceError, KeyboardInterrupt):
        raise
    except (Exception, SystemExit) as error:
        raise WorkspaceError(f"{what} failed: {str(error).strip() or type(error).__name__} (log: {log})") from error


def _last_error(text: str) -> str:
    errors = [line for line in text.splitlines() if re.match(r"\[(ERROR|CRITICAL)\]", line)]
    lines = errors or [line for line in text.splitlines() if line.strip()]
    return re.sub(r"^\[\w+\]\s*", "", lines[-1]).strip() if lines else "nbgrader gave no reason"
