"""The caps of one sandboxed run."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Caps of one trainee's sandbox. Seconds are wall time, sizes are bytes."""

    cell_s: float = 30.0
    notebook_s: float = 120.0
    total_s: float = 300.0
    address_space: int = 4096 * MEBIBYTE
    resident: int = 2048 * MEBIBYTE
    disk: int = 256 * MEBIBYTE
    file: int = 64 * MEBIBYTE
    files: int = 20_000
    processes: int = 64
    open_files: int = 256
    cell_output: int = 8 * MEBIBYTE
    notebook_output: int = 24 * MEBIBYTE
    total_output: int = 64 * MEBIBYTE
