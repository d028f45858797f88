"""Call nbgrader in this process: a folder's configuration, the programs that it looks for, its log in a file."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from toolkit.errors import WorkspaceError

CONFIG = "nbgrader_config.py"


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


@contextmanager
def log_to(file: Path, *, fresh: bool = False) -> Iterator[None]:
    """Append nbgrader's log to a file; `fresh` starts the file anew and keeps the log off the screen."""
    file.parent.mkdir(parents=True, exist_ok=True)
    logger = logging.getLogger("traitlets")
    handler = logging.FileHandler(file, mode="w" if fresh else "a", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    level, propagate = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = propagate and not fresh
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate
        handler.close()
