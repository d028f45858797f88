"""JupyterLab for a trainee: its settings (nothing fetched from the internet, no instructor's tools) and its start."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from classroom.trainee import Home
from toolkit import fonts
from toolkit.answers.practice import JUDGE

# Off for trainees: the instructor's side of nbgrader, and jupytext, whose pairing would rewrite notebooks.
_PLUGINS_OFF = (
    "@jupyter/nbgrader:formgrader",
    "@jupyter/nbgrader:course-list",
    "@jupyter/nbgrader:create-assignment",
    "@jupyterlab/apputils-extension:announcements",
    "@jupyterlab/extensionmanager-extension:plugin",
    "jupyterlab-jupytext",
    "jupyterlab-jupytext:plugin",
)
_SERVER_OFF = ("nbgrader.server_extensions.formgrader", "nbgrader.server_extensions.course_list", "jupyterlab_jupytext")
# No news of Jupyter, no look for updates: settings of every JupyterLab of ours.
QUIET: dict[str, dict[str, Any]] = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
}
_SETTINGS: dict[str, dict[str, Any]] = {
    **QUIET,
    "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 20},
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}


def write_settings(home: Home) -> None:
    """Write JupyterLab's settings for a home, into its private folder; the trainee's own settings are kept apart."""
    config = home.settings
    _write(config / "labconfig" / "page_config.json", {"disabledExtensions": dict.fromkeys(_PLUGINS_OFF, True)})
    _write(config / "labconfig" / "default_setting_overrides.json", _SETTINGS)
    server = {
        "ServerApp": {
            "jpserver_extensions": dict.fromkeys(_SERVER_OFF, False),
            "root_dir": str(home.folder),
            "open_browser": False,
        },
        "ContentsManager": {"hide_globs": ["__pycache__", "*.pyc", "exercises.json", "form_values"]},
        "LabApp": {"extension_manager": "readonly", "custom_css": True, "collaborative": False},
    }
    _write(config / "jupyter_server_config.json", server)
    custom = config / "custom"
    custom.mkdir(exist_ok=True)
    for file in sorted(fonts.FOLDER.glob("*.*")):
        if file.suffix in (".css", ".ttf", ".txt"):
            shutil.copyfile(file, custom / file.name)


def environment(home: Home, language: str = "en", practice: Path | None = None) -> dict[str, str]:
    """Return the environment of a trainee's JupyterLab: this home's configuration and nothing of the machine's user.

    `language` is the one in which the notebooks' own messages appear. `practice` is the workspace of a learner's open
    practice case, whose keys mark each answer at once; in a class it is None.
    """
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER_", "NBGRADER_"))}
    private = {
        "ACADEMY_LANGUAGE": language,
        "JUPYTER_CONFIG_DIR": str(home.settings),
        "JUPYTER_DATA_DIR": str(home.settings / "data"),
        "JUPYTER_RUNTIME_DIR": str(home.settings / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(home.settings / "user-settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home.settings / "workspaces"),
        "PATH": str(Path(sys.executable).parent) + os.pathsep + kept.get("PATH", os.defpath),
    }
    kept.pop(JUDGE, None)
    if practice is not None:
        private[JUDGE] = json.dumps([sys.executable, "-m", "classroom.practising", str(practice)])
    return kept | private


def command(home: Home, first: str, *, port: int | None = None, browser: bool = True) -> list[str]:
    """Return the command line that opens JupyterLab on one notebook of a home (a path inside it)."""
    words = [sys.executable, "-m", "jupyterlab", f"--LabApp.default_url=/lab/tree/{first}", "--log-level=WARN"]
    if port is not None:
        words += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    if browser:
        words.append("--ServerApp.open_browser=True")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        words.append("--allow-root")
    return words


def open_lab(
    home: Home,
    first: str,
    *,
    port: int | None = None,
    browser: bool = True,
    language: str = "en",
    practice: Path | None = None,
) -> int:
    """Open JupyterLab and wait until it is closed; return its exit code."""
    write_settings(home)
    words = command(home, first, port=port, browser=browser)
    with subprocess.Popen(words, cwd=home.folder, env=environment(home, language, practice)) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # JupyterLab hears Ctrl-C itself and asks; wait for it
                continue


def _write(file: Path, content: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, indent=2, sort_keys=True) + "\n", "utf-8", newline="\n")
