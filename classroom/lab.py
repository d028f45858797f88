"""JupyterLab for a trainee: its settings (nothing fetched from the internet, no instructor's tools) and its start."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from classroom.trainee import Home
from toolkit import fonts
from toolkit.answers.practice import JUDGE

# Seconds for JupyterLab to end its kernels; it gives each of them five before it kills them.
GRACE_S = 30
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
    """Open JupyterLab and wait until it is closed; return its exit code.

    SIGTERM and a terminal that is closed (SIGHUP) close it: its kernels are asked to end before it ends itself.
    """
    write_settings(home)
    words = command(home, first, port=port, browser=browser)
    with (
        _own_hangup() as heard,
        subprocess.Popen(words, cwd=home.folder, env=environment(home, language, practice)) as process,
        _closing(process, heard),
    ):
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # JupyterLab hears Ctrl-C itself and asks; wait for it
                continue


@contextmanager
def _own_hangup() -> Iterator[list[int]]:
    """Let what is started here ignore SIGHUP, which a closed terminal sends to all; it would end without a word.

    Yields the signals that close JupyterLab: SIGHUP is none of them where it was ignored before (nohup).
    """
    if not hasattr(signal, "SIGHUP"):
        yield [signal.SIGTERM]
        return
    before = signal.getsignal(signal.SIGHUP)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        yield [signal.SIGTERM] if before == signal.SIG_IGN else [signal.SIGTERM, signal.SIGHUP]
    finally:
        signal.signal(signal.SIGHUP, before)


@contextmanager
def _closing(process: subprocess.Popen[bytes], heard: list[int]) -> Iterator[None]:
    """Hand a signal to end on to JupyterLab, which ends its kernels; kill it where that takes longer than `GRACE_S`."""

    def close(*_: object) -> None:
        process.terminate()
        late = threading.Timer(GRACE_S, process.kill)
        late.daemon = True
        late.start()

    before = {number: signal.signal(number, close) for number in heard}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _write(file: Path, content: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, indent=2, sort_keys=True) + "\n", "utf-8", newline="\n")
