"""The instructor's secret: kept in one private file, it gives the seed of every assessed case of a course and cohort.

A seed is the answer key, so it is never written down for trainees and never guessed from another cohort's: it is the
first 128 bits of HMAC-SHA256 (RFC 2104) under the secret, over course, cohort and, for a case of one's own, trainee.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from toolkit.errors import ParameterError, WorkspaceError

BYTES = 32
_LABEL = b"analysis-academy assessed seed 1"


def new_secret(file: Path) -> None:
    """Write a fresh secret that its owner alone may read; WorkspaceError where the file exists.

    Losing the file loses nothing that was generated; only the same cases cannot be made a second time.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise WorkspaceError(f"{file} exists; a secret is never overwritten, name a new file") from None
    with os.fdopen(handle, "w", encoding="ascii", newline="\n") as out:
        out.write(secrets.token_hex(BYTES) + "\n")


def read_secret(file: Path) -> bytes:
    """Read a secret; WorkspaceError where the file is missing or holds anything else."""
    if not file.is_file():
        raise WorkspaceError(f"no secret at {file}; make one with: academy secret {file}")
    try:
        value = bytes.fromhex(file.read_text("ascii").strip())
    except ValueError:
        value = b""
    if len(value) != BYTES:
        raise WorkspaceError(f"{file} is no secret: it must hold {2 * BYTES} hexadecimal digits and nothing else")
    return value


def assessed_seed(secret: bytes, course: str, cohort: str, trainee: str = "", attempt: int = 0) -> int:
    """Return the master seed of an assessed case, 0 to 2**128 - 1; ParameterError where course or cohort is empty.

    The same names give the same seed; another name anywhere gives one that tells nothing of it. `attempt` counts the
    draws of a case that a release gate refused.

    >>> one = assessed_seed(bytes(32), "operational_10day", "2026-11")
    >>> one == assessed_seed(bytes(32), "operational_10day", "2026-11"), one < 2**128
    (True, True)
    >>> one == assessed_seed(bytes(32), "operational_10day", "2026-11", "trainee-01")
    False
    """
    for what, value in (("course", course), ("cohort", cohort)):
        if not value.strip():
            raise ParameterError(f"an assessed case needs a {what}; name one, such as --{what} 2026-11")
    message = _LABEL
    for part in (course, cohort, trainee, str(attempt)):
        text = part.encode()
        # the length before each part: no two lists of names give the same message
        message += len(text).to_bytes(4, "big") + text
    return int.from_bytes(hmac.new(secret, message, hashlib.sha256).digest()[:16], "big")
