"""Candidate pairs of large tables: a Fellegi-Sunter model that Splink trains and applies inside DuckDB."""

from __future__ import annotations

import logging
from typing import Any

import pandas as pd

from toolkit.errors import ParameterError
from toolkit.language import text
from toolkit.resolution.candidates import Candidates, check_table
from toolkit.resolution.compare import prepare

# Below so many records there are too few pairs to learn the weights from.
_LEAST_RECORDS = 1_000


def large(
    table: pd.DataFrame,
    id: str,
    *,
    name: str,
    born: str,
    document: str | None = None,
    phone: str | None = None,
    citizenship: str | None = None,
    home: str = "",
    least: float = 0.5,
    seed: int = 1,
) -> Candidates:
    """Propose pairs as `candidates` does, with weights that are learnt from the table and not given.

    Parameters
    ----------
    table, id, name, born, document, phone, citizenship, home : as for `candidates`; name and born are needed
    least : leave out pairs that score lower
    seed : of the sample of pairs from which chance agreement is learnt

    Returns
    -------
    Candidates with `a`, `b`, `score`, `bits` and `evidence`, as from `candidates`; `resolution.clusters` takes both.

    Raises ParameterError for a table of fewer than 1,000 records (use `candidates`), an unknown column, a repeated id.

    Misleads: the model learns from this table alone, without a true answer. Look at pairs around the threshold.

    Method: Fellegi and Sunter (1969); Linacre et al. (2022) International Journal of Population Data Science 7, on
    Splink.
    """
    columns = {"name": name, "born": born, "document": document, "phone": phone, "citizenship": citizenship}
    check_table(table, id, columns, "large")
    if len(table) < _LEAST_RECORDS:
        raise ParameterError(
            f"resolution.large: {len(table)} records are too few to learn weights from; use resolution.candidates"
        )
    prepared = prepare(table, id, columns, home)
    frame = pd.DataFrame({"unique_id": range(len(table))})
    parts = [sorted(folded) for folded in prepared.folded]
    frame["sound"] = [" ".join(listed) or None for listed in parts]
    frame["first_part"] = [listed[0] if listed else None for listed in parts]
    frame["last_part"] = [listed[-1] if listed else None for listed in parts]
    extra: list[str] = [what for what in ("born", "document", "phone", "citizenship") if what in prepared.values]
    for what in extra:
        frame[what] = [value or None for value in prepared.values[what]]
    found = _predicted(frame, extra, least, seed)
    a, b = (found[side].map(dict(enumerate(prepared.ids))) for side in ("unique_id_l", "unique_id_r"))
    result = pd.DataFrame({"a": a, "b": b, "score": found["match_probability"].round(4)})
    result["bits"] = found["match_weight"].round(1)
    result["evidence"] = _evidence(found)
    result = result.sort_values("bits", ascending=False, kind="stable").reset_index(drop=True)
    caveats = (
        text("a score is not a decision: read both records, and ask who else fits"),
        *prepared.notes,
        text("weights were learnt from this table by Splink, without a true answer to learn from"),
    )
    title = text("{pairs} candidate pairs of {count} records", pairs=len(result), count=len(table))
    return Candidates(title, result, caveats, records=tuple(prepared.ids))


def _predicted(frame: pd.DataFrame, extra: list[str], least: float, seed: int) -> pd.DataFrame:
    import splink.comparison_library as compared
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    comparisons: list[Any] = [compared.JaroWinklerAtThresholds("sound", [0.92, 0.8])]
    comparisons += [
        compared.LevenshteinAtThresholds("born", 1) if what == "born" else compared.ExactMatch(what) for what in extra
    ]
    numbers = [what for what in extra if what in ("document", "phone")]
    rules = [block_on("born"), block_on("sound"), *(block_on(what) for what in numbers)]
    rules += [block_on("first_part", "substr(born, 1, 4)"), block_on("last_part", "substr(born, 1, 4)")]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=rules,
        retain_intermediate_calculation_columns=True,
    )
    database = DuckDBAPI()
    linker = Linker(database.register(frame), settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match([block_on("sound", "born")], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=seed)
    for rule in (block_on("born"), block_on("sound")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule, record_sample_proportion=1.0)
    predicted: pd.DataFrame = linker.inference.predict(threshold_match_probability=least).as_pandas_dataframe()
    return predicted


def _evidence(found: pd.DataFrame) -> list[str]:
    """Each comparison with its weight: Splink's Bayes factors, the weightiest first."""
    import numpy as np

    weights = {column.removeprefix("mw_"): found[column] for column in found.columns if column.startswith("mw_")}
    words = {
        "sound": text("name by sound"),
        "born": text("birth date"),
        "document": text("document"),
        "phone": text("telephone"),
        "citizenship": text("citizenship"),
    }
    weights = {what: bits for what, bits in weights.items() if what in words}
    rows = zip(*(np.asarray(bits) for bits in weights.values()), strict=True)
    return [
        "; ".join(
            f"{words[what]} {bits:+.1f}"
            for what, bits in sorted(zip(weights, row, strict=True), key=lambda pair: -abs(pair[1]))
            if bits
        )
        for row in rows
    ]
