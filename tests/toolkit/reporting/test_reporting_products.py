"""What comes out: sums that count nothing twice, snapshots without what is closed, products that open offline."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from tests.toolkit.reporting.conftest import generated
from toolkit import reporting, trend
from toolkit.errors import ReportingError
from toolkit.reporting import System
from toolkit.reporting.notes import note_problem

Loaded = Callable[[int], System]


@pytest.fixture(scope="module")
def taken(loaded: Loaded, tmp_path_factory: pytest.TempPathFactory) -> reporting.Snapshot:
    return reporting.snapshot(loaded(1), tmp_path_factory.mktemp("snapshots") / "all")


@pytest.mark.parametrize(
    "asked",
    [
        {"indicator": "1.1.2", "citizenship": ["MM", "KH"], "period": ("2023-Q2", "2024")},
        {"state": "TH", "vintages": "all", "cycle": "monthly"},
        {"cycle": "half-year", "as_of": "2024-03-01"},
        {"route": "Cambodia to Thailand by land", "period": "2022-05"},
        {"indicator": "3.2.1", "item": "on foot"},
    ],
)
def test_a_search_finds_the_same_in_the_system_the_snapshot_and_the_case(
    loaded: Loaded, taken: reporting.Snapshot, asked: dict[str, object]
) -> None:
    found = reporting.search(loaded(1), **asked)
    table, _ = generated(1)
    for name in ("indicator", "state", "citizenship", "cycle", "route", "item"):
        if name in asked:
            wanted = asked[name] if isinstance(asked[name], list) else [asked[name]]
            table = table[table[name].isin(wanted)]
    first, last = {"2022-05": ("2022-05", "2022-05")}.get(str(asked.get("period")), ("2023-04", "2024-12"))
    if "period" in asked:
        # periods that lie within: a year's return does not lie within its last three quarters
        months = table["cycle"].map({"monthly": 1, "quarterly": 3, "half-year": 6, "annual": 12})
        ends = table["period"].dt.to_period("M") + (months - 1).to_numpy()
        table = table[(table["period"] >= first) & (ends <= pd.Period(last, "M"))]
    if "as_of" in asked:
        table = table[table["reported_on"] <= str(asked["as_of"])]
    if asked.get("vintages") != "all":
        line = ["state", "cycle", "indicator", "route", "citizenship", "item", "period"]
        table = table.sort_values(["reported_on", "vintage"], kind="stable").drop_duplicates(line, keep="last")
        assert set(found["return_id"]) == set(table["return_id"])
    else:
        assert set(table["return_id"]) <= set(found["return_id"])
    assert len(found) > 0
    if "as_of" not in asked:
        pd.testing.assert_frame_equal(found, taken.search(**asked))


@pytest.mark.parametrize(
    ("by", "asked", "said"),
    [
        ("period", {"cycle": "quarterly"}, "name one indicator"),
        ("period", {"indicator": "1.1.1"}, "name one cycle"),
        ("period", {"indicator": "1.1.1", "cycle": "monthly"}, "two states report on"),
        ("period", {"indicator": "1.1.1", "cycle": "annual", "vintages": "all"}, "a sum takes the last vintages"),
        ("state", {"indicator": "5.1.1", "cycle": "annual"}, "fees are never added up"),
        ("colour", {"indicator": "1.1.1", "cycle": "annual"}, "unknown group 'colour'"),
        ((), {"indicator": "1.1.1", "cycle": "annual"}, "name a group"),
        ("period", {"indicator": "1.1.1", "cycle": "annual", "period": ("2025", "2024")}, "lies after"),
        ("period", {"indicator": "1.1.1", "cycle": "annual", "state": "Siam"}, "unknown state 'Siam'"),
        ("period", {"indicator": "1.1.1", "cycle": "annual", "colour": "red"}, "unknown part of a search 'colour'"),
    ],
)
def test_a_sum_that_would_count_twice_is_refused(
    loaded: Loaded, taken: reporting.Snapshot, by: str, asked: dict[str, object], said: str
) -> None:
    for source in (loaded(1), taken):
        with pytest.raises(ReportingError) as refused:
            reporting.totals(source, by=by, **asked)
        assert said in str(refused.value)


def test_sums_of_system_and_snapshot_agree_with_the_figures(loaded: Loaded, taken: reporting.Snapshot) -> None:
    asked = {"cycle": "quarterly", "indicator": "1.2.1"}
    found = reporting.search(loaded(1), **asked)
    one, other = (reporting.totals(source, by=("state", "period"), **asked) for source in (loaded(1), taken))
    assert one["value"].equals(other["value"])
    assert one["value"].sum() == found["value"].sum()
    assert one["not_reported"].sum() == found["value"].isna().sum() > 0
    table = reporting.table(loaded(1), rows="state", cycle="annual", indicator="1.1.1")
    assert list(table.columns)[-1] == "2026 (to 2026-02)"
    assert table.iloc[0].sum() > table.iloc[-1].sum()


def test_what_is_found_is_read_by_trend(loaded: Loaded) -> None:
    table, _ = generated(1)
    found = reporting.search(loaded(1), vintages="all")
    ours, theirs = trend.series(found, state="TH"), trend.series(table, state="TH")
    assert ours.equals(theirs)


def test_a_contributors_snapshot_leaves_out_what_is_closed_to_it_and_reads_no_other_file(
    loaded: Loaded, taken: reporting.Snapshot, tmp_path: Path
) -> None:
    mine = reporting.snapshot(loaded(1).seen_by("AU"), tmp_path / "au")
    assert mine.info["rows"] < taken.info["rows"]
    assert set(mine.search(cycle="monthly")["state"]) == set()  # AU files no months
    assert "left out" in mine.info["caveats"][0]
    with pytest.raises(ReportingError, match="Permission Error"):
        mine.query(f"SELECT * FROM read_parquet('{taken.file}')")
    with pytest.raises(ReportingError, match="exists and is not empty"):
        reporting.snapshot(loaded(1), tmp_path / "au")
    assert reporting.open_snapshot(tmp_path / "au").search(state="AU")["value"].sum() > 0
    with pytest.raises(ReportingError, match="is no snapshot"):
        reporting.open_snapshot(tmp_path)


def test_a_product_is_one_page_that_fetches_nothing_and_says_its_limits(loaded: Loaded, tmp_path: Path) -> None:
    made = reporting.product(loaded(1), 2025)
    words = made.save(tmp_path / "product.html").read_text()
    page = words[words.rindex("</script></head>") :]
    assert not re.search(r'(?:src|href)="', page)
    assert page.startswith('</script></head><body><div class="mark">SYNTHETIC')
    assert "Detections are not persons" in page
    annual = reporting.search(loaded(1), cycle="annual", indicator="1.1.1", period="2025")
    assert f"{annual['value'].sum():,} detections" in page
    with pytest.raises(ReportingError, match="no annual return for 1999 may be read"):
        reporting.product(loaded(1), 1999)
    with pytest.raises(ReportingError, match="unknown format 'docx'"):
        made.save(tmp_path / "product.docx")
    assert [path.name for path in tmp_path.iterdir()] == ["product.html"]


def test_the_set_of_a_workshop_runs_from_sheet_to_filed_return(tmp_path: Path) -> None:
    place = reporting.workshop(tmp_path / "workshop")
    assert {"training.db", "workshop.ipynb", "figures.csv", "return.xlsx", "agenda.csv"} <= {
        one.name for one in place.iterdir()
    }
    system = reporting.open_system(place / "training.db", viewer="XT")
    assert len(reporting.search(system, period="2026-Q1")) == 0  # the neighbour's is closed until one's own is filed
    rows = [{"indicator": "1.1.1", "value": 431}, {"indicator": "1.1.2", "citizenship": "XU", "value": 252}]
    assert reporting.file_return(system, "quarterly", "2026-Q1", rows).vintage == 1
    assert set(reporting.search(system, period="2026-Q1")["state"]) == {"XT", "XU"}
    assert reporting.check(reporting.open_system(place / "training.db")).query("severity == 'fault'").empty
    for line in pd.read_csv(place / "figures.csv")["figures"][:3]:
        assert note_problem(line.replace(":", "")) == ""


def test_the_set_of_a_stakeholder_meeting_holds_what_the_checks_found(loaded: Loaded, tmp_path: Path) -> None:
    place = reporting.stakeholder_meeting(loaded(1), 2025, tmp_path / "meeting")
    found = reporting.check(loaded(1), period="2025")
    faults = found[found["severity"] == "fault"]
    matters, missing = pd.read_csv(place / "matters.csv"), pd.read_csv(place / "outstanding.csv")
    assert len(matters) + len(missing) == len(faults) > 0
    agenda = pd.read_csv(place / "agenda.csv")
    assert f"{len(missing)} returns outstanding" in agenda["data"].iloc[0]
    assert pd.read_excel(place / "tables.xlsx").shape == (13, 3)
    with pytest.raises(ReportingError, match="only the regional desk"):
        reporting.stakeholder_meeting(loaded(1).seen_by("TH"), 2025, tmp_path / "other")
