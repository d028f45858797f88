"""Items, likeness and spreadsheets on small made-up classes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from classroom.results.items import item_table, technique_profile
from classroom.results.sheets import read_table, write_csv, write_xlsx
from classroom.results.similarity import alike, code_pieces, prose_pieces
from toolkit.errors import ParameterError


def marks(shares: np.ndarray) -> pd.DataFrame:
    """People by exercises; NaN is not marked."""
    rows = [
        (f"t{person}", f"day01.e{item}", f"E{item}", f"technique {item % 2}", True, 10 * value, 10.0)
        for person, line in enumerate(shares)
        for item, value in enumerate(line)
    ]
    return pd.DataFrame(rows, columns=["trainee", "exercise", "title", "technique", "auto", "points", "max_points"])


def test_items_tell_difficulty_and_discrimination() -> None:
    rng = np.random.default_rng(3)
    skill = rng.uniform(0.2, 0.9, 30)
    good = [np.clip(skill + rng.normal(0, 0.08, 30), 0, 1) for _ in range(4)]
    noise, nobody, everybody = rng.uniform(0, 1, 30), np.full(30, 0.02), np.ones(30)
    table = item_table(marks(np.column_stack([*good, noise, nobody, everybody]))).set_index("exercise")
    assert (table.loc[[f"day01.e{n}" for n in range(4)], "discrimination"] > 0.7).all()
    assert abs(table.loc["day01.e4", "discrimination"]) < 0.45
    assert table.loc["day01.e4", "mean"] == pytest.approx(noise.mean())
    assert np.isnan(table.loc["day01.e6", "discrimination"])
    assert list(table.index[table["missed"]]) == ["day01.e5"]


def test_small_classes_and_gaps_are_no_trouble() -> None:
    table = item_table(marks(np.array([[0.5, np.nan]])))
    assert list(table["count"]) == [1, 0]
    assert table["discrimination"].isna().all()
    assert list(table["note"]) == ["1 marked: too few to judge the exercise", "nothing marked yet"]
    profile = technique_profile(marks(np.array([[0.5, np.nan, 0.7], [np.nan, np.nan, np.nan]])))
    assert profile.loc["t0", "technique 0"] == pytest.approx(0.6)
    assert profile.loc["t1"].isna().all()


PROSE = (
    "The broker pays two drivers through a shop in the border town, and the calls before each passage bear that out. "
    "We judge it likely that she answers to nobody on this file, because no document names an order given to her."
)


def test_copied_prose_and_renamed_code_are_found_and_own_work_is_not() -> None:
    other = (
        "Two men share one car and never meet. The money comes from relatives abroad, by instalments; a third man "
        "holds it until the journey ends. What he earns by that we cannot say from the records that we have seen."
    )
    found = alike(
        {"a": prose_pieces(PROSE), "b": prose_pieces(PROSE.upper() + " So."), "c": prose_pieces(other)}, (), 0.6
    )
    assert [(one.first, one.second) for one in found] == [("a", "b")]
    code = (
        "links = case.claims\nlinks = links[links['grade'] == 'B2']\nlinks = links.drop_duplicates(['a', 'b'])\n"
        "for a, b in zip(links['a'], links['b']):\n    chart.add_edge(a, b, strength=3)\n"
    )
    own = "\n".join(f"x{n} = [row for row in case.calls.itertuples() if row.duration > {n}]" for n in range(5))
    renamed = "# mine\n" + code.replace("links", "rows")
    found = alike({"a": code_pieces(code), "b": code_pieces(renamed), "c": code_pieces(own)}, (), 0.8)
    assert [(one.first, one.second) for one in found] == [("a", "b")]


def test_what_was_given_out_counts_for_nobody() -> None:
    assert alike({"a": prose_pieces(PROSE), "b": prose_pieces(PROSE)}, prose_pieces(PROSE), 0.6) == []


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\t=1", " =1", "%x", "|x"])
def test_no_text_becomes_a_formula(text: str, tmp_path: Path) -> None:
    table = pd.DataFrame({"trainee": [text], "points": [-1.5]})
    write_csv(table, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text("utf-8").splitlines()[1].startswith("\"'")
    write_xlsx({"marks": table}, tmp_path / "t.xlsx")
    cell = load_workbook(tmp_path / "t.xlsx")["marks"]["A2"]
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")
    assert load_workbook(tmp_path / "t.xlsx")["marks"]["B2"].value == -1.5
    for file in ("t.csv", "t.xlsx"):
        assert read_table(tmp_path / file, ("trainee",))["trainee"][0] == text.strip()


def test_a_damaged_table_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"no")
    (tmp_path / "a.csv").write_text("x,y\n1,2\n")
    for name, said in (("a.xlsx", "spreadsheet|table"), ("a.csv", "no column points"), ("b.csv", "no file")):
        with pytest.raises(ParameterError, match=said):
            read_table(tmp_path / name, ("points",))
