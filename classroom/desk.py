"""The instructor's JupyterLab on a workspace: formgrader, and nothing fetched from the internet."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from classroom.lab import QUIET

SETTINGS = ".jupyter"
# Jupytext would rewrite notebooks; the course list asks for more than one course.
_PLUGINS_OFF = (
    "@jupyterlab/apputils-extension:announcements",
    "@jupyterlab/extensionmanager-extension:plugin",
    "@jupyter/nbgrader:course-list",
    "jupyterlab-jupytext",
    "jupyterlab-jupytext:plugin",
)
_SERVER_OFF = ("nbgrader.server_extensions.course_list", "jupyterlab_jupytext")


def write_settings(workspace: Path) -> Path:
    """Write the settings of a workspace's JupyterLab into a hidden folder of it; return that folder."""
    config = workspace / SETTINGS
    server = {
        "ServerApp": {
            "jpserver_extensions": dict.fromkeys(_SERVER_OFF, False),
            "root_dir": str(workspace),
            "open_browser": False,
        },
        "LabApp": {"extension_manager": "readonly", "collaborative": False},
    }
    files: dict[str, dict[str, Any]] = {
        "labconfig/page_config.json": {"disabledExtensions": dict.fromkeys(_PLUGINS_OFF, True)},
        "labconfig/default_setting_overrides.json": QUIET,
        "jupyter_server_config.json": server,
    }
    for name, content in files.items():
        file = config / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(content, indent=2, sort_keys=True) + "\n", "utf-8", newline="\n")
    config.chmod(0o700)
    return config


def environment(workspace: Path) -> dict[str, str]:
    """Return the environment of a workspace's JupyterLab: its own settings and nothing of the machine's user."""
    config = workspace / SETTINGS
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER_", "NBGRADER_"))}
    private = {
        "JUPYTER_CONFIG_DIR": str(config),
        "JUPYTER_DATA_DIR": str(config / "data"),
        "JUPYTER_RUNTIME_DIR": str(config / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(config / "user-settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(config / "workspaces"),
        "PATH": str(Path(sys.executable).parent) + os.pathsep + kept.get("PATH", os.defpath),
    }
    return kept | private


def command(*, port: int | None = None, browser: bool = True) -> list[str]:
    """Return the command line that opens formgrader; it runs in the workspace, where nbgrader's settings stand."""
    words = [sys.executable, "-m", "jupyterlab", "--LabApp.default_url=/formgrader", "--log-level=WARN"]
    if port is not None:
        words += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    if browser:
        words.append("--ServerApp.open_browser=True")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        words.append("--allow-root")
    return words


def open_desk(workspace: Path, *, port: int | None = None, browser: bool = True) -> int:
    """Open formgrader on a workspace and wait until it is closed; return its exit code."""
    write_settings(workspace)
    words = command(port=port, browser=browser)
    with subprocess.Popen(words, cwd=workspace, env=environment(workspace)) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # JupyterLab hears Ctrl-C itself and asks; wait for it
                continue
