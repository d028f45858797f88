"""A small set of call records that can be counted by hand."""

import pandas as pd
import pytest

A, B, C, D = "+66100000001", "+66100000002", "+85500000003", "+85500000004"


@pytest.fixture
def calls():
    """Six calls of four numbers within two days; the handset and the cell are the caller's."""
    rows = [
        ("2026-01-05 01:00:00", A, B, 60, "I1", "C1"),
        ("2026-01-05 01:04:00", B, C, 30, "I2", "C1"),
        ("2026-01-05 12:00:00", A, B, 0, "I1", "C2"),
        ("2026-01-05 12:05:00", B, C, 90, "I2", "C2"),
        ("2026-01-06 02:00:00", C, A, 10, "I3", None),
        ("2026-01-06 03:00:00", D, A, 20, "I4", "C1"),
    ]
    table = pd.DataFrame(rows, columns=["started_at", "caller", "callee", "duration_s", "imei", "cell_id"])
    table["started_at"] = pd.to_datetime(table["started_at"], utc=True)
    return table
