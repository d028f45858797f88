"""A PostgreSQL server of the tests' own: a fresh cluster in a temporary folder, on the loopback address alone."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def programs() -> Path | None:
    """Return the folder of PostgreSQL's server programs, the newest where there are several, or None."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    found = debian[-1] if debian else shutil.which("initdb")
    return Path(found).parent if found else None


@contextmanager
def running_server() -> Iterator[str]:
    """Start a server, give `postgresql+psycopg://...` without a database's name, and stop it again.

    PostgreSQL refuses to run as root: where the tests do, Debian's user `postgres` runs it.
    """
    folder = programs()
    assert folder is not None, "no PostgreSQL server on this machine: install Debian's package postgresql"
    become = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    home = Path(tempfile.mkdtemp(prefix="academy-pg-"))
    if become:
        shutil.chown(home, "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = home / "data"
    settings = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={home} -c max_connections=120"
    control = [*become, str(folder / "pg_ctl"), "-D", str(data), "-w", "-l", str(home / "log")]
    quiet = {"cwd": home, "check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    try:
        make = [*become, str(folder / "initdb"), "-D", str(data), "-U", "academy", "-A", "trust", "-E", "UTF8"]
        subprocess.run([*make, "--locale=C", "--no-sync"], **quiet)
        subprocess.run([*control, "-o", settings, "start"], **quiet)
        try:
            yield f"postgresql+psycopg://academy@127.0.0.1:{port}"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **quiet)
    finally:
        shutil.rmtree(home, ignore_errors=True)
