"""Filing: what is refused says where and why and leaves nothing behind; what was filed stays as it was filed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from toolkit import reporting
from toolkit.errors import ReportingError, ReturnError
from toolkit.reporting import System, tables

QUARTER = ("quarterly", "2026-Q1")
SOUND = [
    {"indicator": "1.1.1", "value": 150},
    {"indicator": "1.1.2", "citizenship": "KH", "value": 40},
    {"indicator": "1.1.2", "citizenship": "MM", "value": 80},
]


def on_file(system: System) -> tuple[int, int]:
    """How many returns and figures there are."""
    counts = [select(func.count()).select_from(one) for one in (tables.returns, tables.figures)]
    return system.read(lambda at: tuple(at.execute(one).scalar_one() for one in counts))  # type: ignore[return-value]


def row(**other: Any) -> dict[str, Any]:
    return {"indicator": "1.1.2", "citizenship": "KH", "value": 5} | other


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (row(value="many"), "row 2: value 'many' is not a whole number; write digits alone, such as 1250"),
        (row(value="12 persons"), "row 2: value '12 persons' is not a whole number"),
        (row(value=-3), "row 2: value -3 is below 0"),
        (row(value="-3"), "row 2: value -3 is below 0"),
        (row(value=2.5), "row 2: value 2.5 is not a whole number"),
        (row(value=float("nan")), "row 2: value NaN is no number; leave it empty (None) where it is not reported"),
        (row(value=np.float64("nan")), "row 2: value NaN is no number"),
        (row(value="NaN"), "row 2: value 'NaN' is no number; leave it empty"),
        (row(value=float("inf")), "row 2: value inf is not a whole number"),
        (row(value=True), "row 2: value True is no number"),
        (row(value=[1]), "row 2: value '[1]' is not a whole number"),
        (row(value=10**30), "larger than any count can be"),
        (row(value="=SUM(A1:A4)"), "row 2: value '=SUM(A1:A4)' is a formula; write the number itself"),
        (row(value="\u0663"), "is not a whole number"),
        (row(citizenship="Cambodia"), "row 2: citizenship 'Cambodia' is no country's two-letter code; did you mean KH"),
        (row(citizenship="QQ"), "row 2: citizenship 'QQ' is no country's two-letter code"),
        (row(citizenship="ZZ"), "row 2: citizenship 'ZZ' is no country's two-letter code"),
        (row(citizenship=""), "row 2: citizenship '' is no country's two-letter code"),
        (row(citizenship=7), "row 2: citizenship '7' is no text"),
        (row(indicator="1.1.9"), "row 2: indicator unknown indicator '1.1.9'; did you mean"),
        (row(indicator="1.1.3"), "1.1.3 is asked annual, not quarterly"),
        (row(indicator="1.1.1"), "row 2: citizenship 'KH': 1.1.1 is a total; leave it empty"),
        (row(item="sea"), "row 2: item 'sea': 1.1.2 has no items"),
        (row(route="By night"), "routes are named in monthly returns alone"),
        (row(unit="kg"), "row 2: unit 'kg': 1.1.2 is counted in detections"),
        (row(note="ask Mr Example"), "row 2: note holds a person's title and name; returns are non-nominal"),
        (row(note="call +66 81 555 0100"), "row 2: note holds a number of seven or more digits"),
        (row(note="=HYPERLINK(1)"), "row 2: note begins like a formula"),
        (row(note="x" * 301), "row 2: note is 301 characters long; at most 300"),
        (row(name="Anna"), "unknown column 'name'. Valid: citizenship, indicator, item, note, route, unit, value"),
    ],
)
def test_a_wrong_row_is_named_by_place_and_nothing_is_saved(desk: System, wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(ReturnError) as refused:
        reporting.file_return(desk.seen_by("TH"), *QUARTER, [SOUND[0], wrong])
    assert said in str(refused.value)
    assert len(refused.value.problems) == 1
    assert on_file(desk) == (0, 0)


def test_every_problem_is_listed_once_and_a_repeat_says_of_what(desk: System) -> None:
    rows = [*SOUND, SOUND[1], row(value=-1), row(citizenship="xx")]
    with pytest.raises(ReturnError) as refused:
        reporting.file_return(desk.seen_by("TH"), *QUARTER, rows)
    assert [one.split(":")[0] for one in refused.value.problems] == ["row 4", "row 5", "row 6"]
    assert "1.1.2 KH stands already at row 2" in refused.value.problems[0]


@pytest.mark.parametrize("rows", [[], None, "1.1.1", {"indicator": "1.1.1"}, [3], pd.DataFrame({"count": [1]})])
def test_what_is_no_list_of_rows_is_refused(desk: System, rows: Any) -> None:
    with pytest.raises(ReturnError):
        reporting.file_return(desk.seen_by("TH"), *QUARTER, rows)
    assert on_file(desk) == (0, 0)


@pytest.mark.parametrize(
    ("cycle", "period", "until", "said"),
    [
        ("quarterly", "2026-Q2", None, "the period runs to 2026-06-30 (today is 2026-04-20)"),
        ("quarterly", "2027-Q1", None, "the period has not begun"),
        ("annual", "2026", "2026-05-31", "runs to 2026-05-31"),
        ("annual", "2026", "2027-01-31", "must lie within the period"),
        ("annual", "2026", "soon", "is not a date"),
        ("quarterly", "2026-02", None, "is no quarterly period; write it as 2026-Q1"),
        ("quarterly", "2026-Q5", None, "is no period; write it as"),
        ("weekly", "2026-Q1", None, "unknown cycle 'weekly'"),
        ("quarterly", None, None, "is no period"),
        ("monthly", "2026-13", None, "is no period"),
    ],
)
def test_a_round_that_takes_no_return_says_why(desk: System, cycle: str, period: Any, until: Any, said: str) -> None:
    with pytest.raises(ReportingError, match="(?s)" + said.replace("(", r"\(").replace(")", r"\)")):
        reporting.file_return(desk.seen_by("TH"), cycle, period, [SOUND[0]], until=until)
    assert on_file(desk) == (0, 0)


def test_a_closed_round_takes_neither_return_nor_revision_until_the_desk_reopens_it(desk: System) -> None:
    th = desk.seen_by("TH")
    reporting.file_return(th, *QUARTER, SOUND)
    with pytest.raises(ReportingError, match="only the regional desk"):
        reporting.close_round(th, *QUARTER)
    reporting.close_round(desk, *QUARTER)
    with pytest.raises(ReportingError, match="closed by the desk on 2026-04-20"):
        reporting.file_return(desk.seen_by("KH"), *QUARTER, SOUND)
    with pytest.raises(ReportingError, match="closed by the desk"):
        reporting.revise(th, *QUARTER, [SOUND[0]])
    assert reporting.cycles(desk, "quarterly")["state"].iloc[0] == "closed"
    reporting.reopen_round(desk, *QUARTER)
    assert reporting.revise(th, *QUARTER, [SOUND[0]]).vintage == 2


def test_a_breakdown_may_stay_below_its_total_and_never_exceed_it(desk: System) -> None:
    th = desk.seen_by("TH")
    with pytest.raises(ReturnError, match=r"1\.1\.2 .*: the parts come to 160, more than the total 150 of 1\.1\.1"):
        reporting.file_return(th, *QUARTER, [*SOUND, row(citizenship="LA", value=40)])
    filed = reporting.file_return(th, *QUARTER, SOUND)
    assert (filed.vintage, filed.rows) == (1, 3)
    stands = reporting.get_return(th, "TH", *QUARTER)
    assert stands is not None
    assert [one.country for one in stands.figures] == ["ZZ", "MM", "KH"]  # the most frequent first


def test_unknown_stays_unknown_and_a_return_that_reports_nothing_opens_nothing(desk: System) -> None:
    reporting.file_return(desk.seen_by("KH"), *QUARTER, SOUND)
    reporting.file_return(desk.seen_by("TH"), *QUARTER, [{"indicator": "1.1.1", "value": None}])
    found = reporting.search(desk.seen_by("TH"), cycle="quarterly", period="2026-Q1")
    assert found["state"].tolist() == ["TH"]
    assert found["value"].isna().all()
    table = reporting.table(desk, cycle="quarterly", indicator="1.1.1", rows="state")
    assert table.loc["TH"].isna().all()
    assert table.loc["KH", "2026-Q1"] == 150


def test_vintages_are_kept_and_asking_again_files_nothing(desk: System) -> None:
    th = desk.seen_by("TH")
    first = reporting.file_return(th, *QUARTER, SOUND)
    assert reporting.file_return(th, *QUARTER, SOUND[::-1]).again
    with pytest.raises(ReportingError, match=r"is on file \(vintage 1\); revise it"):
        reporting.file_return(th, *QUARTER, [SOUND[0]])
    second = reporting.revise(th, *QUARTER, [SOUND[0] | {"value": 170}, *SOUND[1:]], based_on=1)
    assert (first.vintage, second.vintage) == (1, 2)
    with pytest.raises(ReportingError, match="vintage 2 was filed after vintage 1"):
        reporting.revise(th, *QUARTER, SOUND, based_on=1)
    values = reporting.search(th, indicator="1.1.1", vintages="all")
    assert values[["vintage", "value"]].to_numpy().tolist() == [[1, 150], [2, 170]]
    with pytest.raises(ReportingError, match="nothing is on file to revise"):
        reporting.revise(desk.seen_by("LA"), *QUARTER, SOUND)


def test_what_was_filed_cannot_be_changed_even_by_sql(desk: System) -> None:
    reporting.file_return(desk.seen_by("TH"), *QUARTER, SOUND)
    for words in ("UPDATE figures SET value = 1", "DELETE FROM figures", "UPDATE returns SET vintage = 9"):
        with pytest.raises(DBAPIError, match="never changed"):
            desk.write(lambda at, words=words: at.execute(text(words)))
    assert on_file(desk) == (1, 3)


def test_nobody_files_for_another_and_the_desk_says_for_whom(desk: System) -> None:
    with pytest.raises(ReportingError, match="TH cannot file for KH"):
        reporting.file_return(desk.seen_by("TH"), *QUARTER, SOUND, contributor="KH")
    with pytest.raises(ReportingError, match="name contributor="):
        reporting.file_return(desk, *QUARTER, SOUND)
    with pytest.raises(ReportingError, match="unknown contributor 'THA'; did you mean 'TH'"):
        desk.seen_by("THA")
    assert reporting.file_return(desk, *QUARTER, SOUND, contributor="IOM").contributor == "IOM"


def test_a_draft_is_kept_faults_and_all_and_submitting_it_is_one_step(desk: System) -> None:
    th = desk.seen_by("TH")
    reporting.save_draft(th, *QUARTER, [SOUND[0], row(value="not yet")], note="half done")
    kept = reporting.resume(th, *QUARTER)
    assert (kept.attrs["from"], kept.attrs["note"], kept["value"].tolist()) == ("draft", "half done", [150, "not yet"])
    assert len(reporting.resume(desk.seen_by("KH"), *QUARTER)) == 0
    with pytest.raises(ReturnError, match="row 2: value 'not yet'"):
        reporting.submit(th, *QUARTER)
    assert on_file(desk) == (0, 0)
    reporting.save_draft(th, *QUARTER, SOUND)
    assert reporting.submit(th, *QUARTER).vintage == 1
    with pytest.raises(ReportingError, match="no draft to submit"):
        reporting.submit(th, *QUARTER)
    again = reporting.resume(th, *QUARTER)
    assert again.attrs["from"] == "filed"
    reporting.save_draft(th, *QUARTER, again.assign(value=again["value"] + 1))
    reporting.revise(th, *QUARTER, [SOUND[0]])
    with pytest.raises(ReportingError, match="filed after vintage 1"):
        reporting.submit(th, *QUARTER)
    reporting.drop_draft(th, *QUARTER)
    assert reporting.resume(th, *QUARTER)["value"].tolist() == [150]


def test_a_part_of_a_year_opens_parts_alone(desk: System) -> None:
    whole, part = [{"indicator": "1.1.1", "value": 900}], [{"indicator": "1.1.1", "value": 200}]
    reporting.file_return(desk.seen_by("KH"), "annual", "2026", part, until="2026-03-31")
    reporting.file_return(desk.seen_by("TH"), "annual", "2026", part, until="2026-02-28")
    assert len(reporting.search(desk.seen_by("TH"), cycle="annual")) == 2
    later = reporting.open_system(desk.engine.url.database or "", today="2027-02-01")
    reporting.revise(later.seen_by("KH"), "annual", "2026", whole)
    assert reporting.search(later.seen_by("TH"), cycle="annual")["value"].tolist() == [200]
    assert sorted(reporting.search(later.seen_by("KH"), cycle="annual")["value"]) == [200, 900]


@pytest.mark.parametrize("place", ["no/such/folder/desk.db", "mysql://a/b", "nonsense://", ":memory:"])
def test_a_place_that_is_none_is_refused_in_one_line(place: str) -> None:
    with pytest.raises(ReportingError) as refused:
        reporting.open_system(place)
    assert "\n" not in str(refused.value)


def test_a_file_of_something_else_is_not_taken_for_a_system(tmp_path: Any) -> None:
    (tmp_path / "notes.txt").write_text("these are notes and no database at all, whatever the name may say" * 20)
    with pytest.raises(ReportingError, match="cannot be opened as a reporting system"):
        reporting.open_system(tmp_path / "notes.txt")
