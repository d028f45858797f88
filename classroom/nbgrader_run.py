"""Call nbgrader in this process with a folder's own configuration, and turn its failures into one clear line."""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from toolkit.errors import WorkspaceError

CONFIG = "nbgrader_config.py"
EXCHANGE = os.name != "nt"  # nbgrader's exchange does not run on Windows


def load_config(folder: Path) -> Config:
    """Read a folder's `nbgrader_config.py`; WorkspaceError where it is missing."""
    if not (folder / CONFIG).is_file():
        raise WorkspaceError(f"no {CONFIG} in {folder}; name a workspace made by `academy release`")
    return PyFileConfigLoader(CONFIG, path=str(folder)).load_config()


@contextmanager
def programs_on_path() -> Iterator[None]:
    """Let nbgrader find the programs of our environment (it calls `alembic`)."""
    before = os.environ.get("PATH", os.defpath)
    os.environ["PATH"] = str(Path(sys.executable).parent) + os.pathsep + before
    try:
        yield
    finally:
        os.environ["PATH"] = before


def call(what: str, log: Path, action: Callable[[], Any]) -> Any:
    """Run one nbgrader action with its log appended to a file.

    `action` returns nbgrader's own result mapping (`success`, `error`, `log`) or raises. Raises WorkspaceError with
    nbgrader's last error line and the place of the log.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    logger = logging.getLogger("traitlets")
    handler = logging.FileHandler(log, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        with programs_on_path():
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
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        handler.close()


def _last_error(text: str) -> str:
    errors = [line for line in text.splitlines() if re.match(r"\[(ERROR|CRITICAL)\]", line)]
    lines = errors or [line for line in text.splitlines() if line.strip()]
    return re.sub(r"^\[\w+\]\s*", "", lines[-1]).strip() if lines else "nbgrader gave no reason"
