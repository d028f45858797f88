"""From numbers to people: a call table between nominals, on the attribution list and with its grades."""

from __future__ import annotations

import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.language import text

_NEEDED = ("number", "nominal_id", "ground", "source_grade", "information_grade")


def attributed(
    records: pd.DataFrame, attributions: pd.DataFrame, source: str = "caller", target: str = "callee"
) -> pd.DataFrame:
    """Replace the numbers at both ends of each record by the nominals held to use them.

    Parameters
    ----------
    records : table with a number at each end, such as `case.calls`
    attributions : the attribution list (`case.attributions`): number, nominal_id, ground, source_grade,
        information_grade
    source, target : columns that hold the numbers

    Returns
    -------
    The records with a number attributed at both ends, in their order, and columns `from_nominal`, `to_nominal`,
    `from_ground`, `to_ground`, `source_grade`, `information_grade`: the grade of the weaker of the two attributions,
    since a telephone link between persons is no surer than that. Records with an unattributed end are left out;
    `.attrs["notes"]` counts them and `link.build` carries that to the chart.

    Raises ParameterError for a missing column, or a number attributed to two nominals.

    Misleads: call records link handsets and SIMs. A number lent, sold or shared links other people than the list says.

    >>> calls = pd.DataFrame({"caller": ["+1", "+1"], "callee": ["+2", "+3"]})
    >>> numbers = pd.DataFrame({"number": ["+1", "+2"], "nominal_id": ["N001", "N002"],
    ...     "ground": ["subscriber", "informant"], "source_grade": ["A", "C"], "information_grade": ["1", "3"]})
    >>> people = attributed(calls, numbers)
    >>> people[["from_nominal", "to_nominal", "source_grade"]].values.tolist()
    [['N001', 'N002', 'C']]
    >>> people.attrs["notes"]
    ('1 of 2 records have an end with no attributed number and are no link',)
    """
    for column in (source, target):
        if column not in records.columns:
            raise ParameterError(f"link.attributed: {unknown('column', column, map(str, records.columns))}")
    for column in _NEEDED:
        if column not in attributions.columns:
            raise ParameterError(f"link.attributed: the attribution list needs a column {column!r}")
    holders = attributions[["number", "nominal_id"]].drop_duplicates()
    twice = holders["number"][holders["number"].duplicated()]
    if len(twice):
        raise ParameterError(f"link.attributed: {twice.iloc[0]} is attributed to two nominals; decide, then chart")
    by_number = attributions.drop_duplicates("number").set_index("number")
    known = records[source].isin(by_number.index) & records[target].isin(by_number.index)
    kept = records[known]
    ends = {end: by_number.reindex(kept[column]) for end, column in (("from", source), ("to", target))}
    grades = {end: (rows["source_grade"] + rows["information_grade"]).to_numpy() for end, rows in ends.items()}
    weaker = [max(pair, key=_weakness) for pair in zip(grades["from"], grades["to"], strict=True)]
    result = kept.assign(
        from_nominal=ends["from"]["nominal_id"].to_numpy(),
        to_nominal=ends["to"]["nominal_id"].to_numpy(),
        from_ground=ends["from"]["ground"].to_numpy(),
        to_ground=ends["to"]["ground"].to_numpy(),
        source_grade=[grade[0] for grade in weaker],
        information_grade=[grade[1] for grade in weaker],
    )
    left_out = len(records) - len(kept)
    if left_out:
        note = text(
            "{count} of {all} records have an end with no attributed number and are no link",
            count=left_out,
            all=len(records),
        )
        result.attrs["notes"] = (*records.attrs.get("notes", ()), note)
    return result


def _weakness(grade: str) -> tuple[str, str]:
    """Order grades from sure to unsure: the source first, then the information."""
    return grade[0], grade[1]
