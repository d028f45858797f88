"""`listed`: a table laid out to be read on the page, not to be worked on."""

from __future__ import annotations

from typing import Any

import pandas as pd

_SHORT = 20  # characters; a column with nothing longer never breaks a line
_LEFT = "text-align: left; vertical-align: top"


def listed(table: pd.DataFrame) -> Any:
    """Lay a table out for reading: no row numbers, words at the left, dates and numbers never broken over two lines.

    Parameters
    ----------
    table : DataFrame to show; underscores in its column heads become spaces, times are cut to the day where they all
        fall on midnight, empty cells stay empty

    Returns a pandas Styler, for the last line of a cell; the table itself is left as it is.

    >>> found = listed(pd.DataFrame({"document_id": ["D001"], "dated": pd.to_datetime(["2031-05-02"]), "note": [None]}))
    >>> found.data.columns.tolist(), found.data.values.tolist()
    (['document id', 'dated', 'note'], [['D001', '2031-05-02', '']])
    """
    shown = pd.DataFrame({str(name).replace("_", " "): _words(table[name]) for name in table.columns})
    short = [name for name in shown.columns if shown[name].str.len().max() <= _SHORT or shown.empty]
    return (
        shown.style.hide(axis="index")
        .set_properties(**{"text-align": "left", "vertical-align": "top"})
        .set_properties(subset=short, **{"white-space": "nowrap"})
        .set_table_styles([{"selector": "th", "props": _LEFT}])
    )


def _words(column: pd.Series[Any]) -> pd.Series[Any]:
    if pd.api.types.is_datetime64_any_dtype(column):
        whole_days = (column.dropna() == column.dropna().dt.normalize()).all()
        column = column.dt.strftime("%Y-%m-%d" if whole_days else "%Y-%m-%d %H:%M")
    return column.astype("string").fillna("").reset_index(drop=True)
