"""How wide the columns of a printed table are."""

from __future__ import annotations

import pandas as pd

LEAST, MOST = 8, 60


def shares(table: pd.DataFrame) -> list[float]:
    """Return each column's share of the width: by its longest cell within bounds, so that a code leaves room for words.

    >>> [round(one, 2) for one in shares(pd.DataFrame({"grade": ["B2"], "meaning": ["in most instances reliable"]}))]
    [0.24, 0.76]
    """
    wide = [min(MOST, max(LEAST, len(str(name)), *(len(str(one)) for one in table[name]))) for name in table.columns]
    return [one / sum(wide) for one in wide]
