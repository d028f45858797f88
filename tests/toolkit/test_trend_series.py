"""Events and returns become series in which nothing unknown is 0, and bad input is one clear line."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from toolkit import trend
from toolkit.errors import ParameterError, SeriesError


def _records(*times: str) -> pd.DataFrame:
    return pd.DataFrame({"seen_at": pd.to_datetime(list(times), utc=True), "route": ["N", "S"] * (len(times) // 2)})


def test_every_period_between_first_and_last_is_counted() -> None:
    table = _records("2025-01-31T23:30:00Z", "2025-02-01T00:10:00Z", "2025-04-02T00:00:00Z", "2025-04-30T23:59:59Z")
    counted = trend.count(table, time="seen_at", every="MS")
    assert counted.tolist() == [1, 1, 0, 2]
    assert counted.index.freqstr == "MS"
    assert trend.count(table, time="seen_at", every="M").equals(counted)
    assert trend.count(table, time="seen_at", every="QS").tolist() == [2, 2]
    # In Bangkok (UTC+7) the night of 31 January is already February, that of 30 April already May.
    assert trend.count(table, time="seen_at", tz="Asia/Bangkok").tolist() == [2, 0, 1, 1]


def test_counts_agree_with_pandas_resampling() -> None:
    generator = np.random.default_rng(7)
    moments = pd.Timestamp("2024-01-01") + pd.to_timedelta(generator.uniform(0, 500, 400), unit="D")
    table = pd.DataFrame({"at": moments})
    for every in ("MS", "QS", "D", "YS"):
        ours = trend.count(table, time="at", every=every)
        assert ours.tolist() == table.set_index("at").resample(every).size().tolist()
        assert ours.sum() == 400
    weekly = trend.count(table, time="at", every="W")
    assert (weekly.index.weekday == 0).all()
    assert weekly.tolist() == table.set_index("at").resample("W-SUN").size().tolist()


def test_a_window_adds_empty_periods_and_states_part_periods() -> None:
    table = _records("2025-02-10T00:00:00Z", "2025-05-20T00:00:00Z")
    counted = trend.count(table, time="seen_at", start="2025-01-15", end="2025-04-30")
    assert counted.tolist() == [0, 1, 0, 0]
    said = trend.caveats(counted)
    assert "1 records outside the window are not counted" in said
    assert any("the first period is a part period" in one for one in said)
    assert not any("last period" in one for one in said)
    assert any("last period" in one for one in trend.caveats(trend.count(table, time="seen_at", end="2025-04-20")))


def test_counting_by_a_column_keeps_every_record() -> None:
    table = _records("2025-01-01T00:00:00Z", "2025-01-02T00:00:00Z", "2025-03-01T00:00:00Z", "2025-03-01T00:00:00Z")
    wide = trend.count(table, time="seen_at", by="route")
    assert wide.to_dict("list") == {"N": [1, 0, 1], "S": [1, 0, 1]}


def test_records_without_a_date_are_stated_and_bad_dates_refused() -> None:
    table = pd.DataFrame({"day": ["2025-01-01", None, "2025-01-09"]})
    counted = trend.count(table, time="day", every="W")
    assert counted.sum() == 2
    assert trend.caveats(counted) == ("1 records without a date are not counted",)
    with pytest.raises(SeriesError, match="'soon' is not a date"):
        trend.count(pd.DataFrame({"day": ["soon"]}), time="day")
    with pytest.raises(ParameterError, match="unknown column 'dya'; did you mean 'day'"):
        trend.count(table, time="dya")
    with pytest.raises(ParameterError, match="unknown step 'fortnight'"):
        trend.count(table, time="day", every="fortnight")
    with pytest.raises(SeriesError, match="nothing to count"):
        trend.count(table.iloc[:0], time="day")


def _returns(*rows: tuple) -> pd.DataFrame:
    columns = ["state", "indicator", "route", "citizenship", "period", "value", "reported_on", "vintage"]
    table = pd.DataFrame(rows, columns=columns)
    table["return_id"] = [f"V{n:03d}" for n in range(len(table))]
    table["value"] = table["value"].astype("Int64")
    for name in ("period", "reported_on"):
        table[name] = pd.to_datetime(table[name])
    return table


RETURNS = _returns(
    ("TH", "1.1.1", "north", "ZZ", "2025-01-01", 100, "2025-02-10", 1),
    ("TH", "1.1.1", "north", "ZZ", "2025-01-01", 120, "2025-05-10", 2),
    ("TH", "1.1.1", "north", "KH", "2025-01-01", 70, "2025-02-10", 1),
    ("TH", "1.1.1", "north", "ZZ", "2025-02-01", None, "2025-03-10", 1),
    ("TH", "1.1.1", "north", "ZZ", "2025-03-01", 0, "2025-04-10", 1),
    ("TH", "1.1.1", "north", "ZZ", "2025-04-01", 90, "2025-05-10", 1),
    ("TH", "1.1.1", "north", "ZZ", "2025-04-01", 90, "2025-05-10", 1),
    ("TH", "1.1.1", "south", "ZZ", "2025-01-01", 10, "2025-02-10", 1),
    ("TH", "1.1.1", "south", "ZZ", "2025-04-01", 12, "2025-05-10", 1),
    ("TH", "1.1.1", "south", "ZZ", "2025-04-01", 13, "2025-05-12", 1),
    ("LA", "1.1.1", "east", "KH", "2025-01-01", 5, "2025-02-10", 1),
    ("LA", "1.1.1", "east", "MM", "2025-01-01", 6, "2025-02-10", 1),
)


def _plain(series: pd.Series) -> list:
    return [None if pd.isna(value) else int(value) for value in series]


def test_the_latest_vintage_by_a_date_is_read_and_unreported_is_not_zero() -> None:
    now = trend.series(RETURNS, state="TH", route="north")
    assert _plain(now) == [120, None, 0, 90]
    then = trend.series(RETURNS, state="TH", route="north", as_of="2025-04-30")
    assert _plain(then) == [100, None, 0]
    said = " | ".join(trend.caveats(now))
    assert "1 figures were filed twice" in said
    assert "1 figures were revised after first filing (together by +20 %)" in said
    assert "1 of 4 periods not reported (2025-02)" in said
    assert "as the file stood on 2025-04-30" in trend.caveats(then)


def test_a_sum_is_unknown_where_a_part_is_and_contradictions_are_stated() -> None:
    both = trend.series(RETURNS, state="TH")
    assert _plain(both) == [130, None, None, 103]
    said = " | ".join(trend.caveats(both))
    assert "contradictory figures of one vintage (2025-04)" in said
    assert "1 months are unknown because some lines" in said


def test_totals_and_breakdown_are_never_added_together() -> None:
    assert _plain(trend.series(RETURNS, state="TH", route="north", citizenship="KH", indicator="1.1.1")) == [
        70,
        None,
        None,
        None,
    ]
    east = trend.series(RETURNS, state="LA")
    # Lao PDR has not reported since January: unknown months, not a series that ends early.
    assert _plain(east) == [11, None, None, None]
    assert any("breakdown by citizenship" in one for one in trend.caveats(east))


def test_two_states_reports_of_one_route_are_never_added() -> None:
    mirrored = pd.concat([RETURNS, RETURNS[RETURNS["route"] == "north"].assign(state="MM")])
    with pytest.raises(ParameterError, match=r"MM and TH both report on 'north'.*state='TH'"):
        trend.series(mirrored, route="north")


def test_vintages_hold_every_known_figure_of_the_line() -> None:
    table = trend.vintages(RETURNS, state="TH", route="north")
    assert table[["period", "value"]].astype("str").values.tolist() == [
        ["2025-01-01", "100.0"],
        ["2025-01-01", "120.0"],
        ["2025-03-01", "0.0"],
        ["2025-04-01", "90.0"],
    ]


def test_unknown_lines_of_returns_are_named() -> None:
    with pytest.raises(ParameterError, match=r"unknown state 'Th'\. Valid: LA, TH"):
        trend.series(RETURNS, state="Th")
    with pytest.raises(SeriesError, match="nothing was filed for this line by 2024-01-01"):
        trend.series(RETURNS, as_of="2024-01-01")
    with pytest.raises(ParameterError, match="lack the columns value, vintage"):
        trend.series(RETURNS.drop(columns=["vintage", "value"]))


MONTHS = pd.date_range("2021-01-01", periods=36, freq="MS")
VERBS = [trend.decompose, trend.changepoints, trend.forecast, trend.alarms]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(
    ("bad", "line"),
    [
        (pd.Series(["12", "x"] * 18, index=MONTHS), r"'12' at 2021-01-01 is not a number"),
        (pd.Series(range(36), index=MONTHS.insert(1, MONTHS[0])[:36], dtype=float), "2021-01-01 stands twice"),
        (pd.Series(range(36)), "needs dates as the index"),
        (pd.Series([1.0, 2.0], index=MONTHS[:2]), "the series has 2"),
        (pd.Series([np.inf] * 36, index=MONTHS), "2021-01-01 is infinite"),
        ([1, 2, 3], "takes a pandas Series"),
        (pd.Series([], dtype=float, index=MONTHS[:0]), "is empty"),
    ],
)
def test_bad_series_are_one_clear_line(verb, bad, line: str) -> None:
    with pytest.raises(SeriesError, match=line) as caught:
        verb(bad)
    assert "\n" not in str(caught.value)


def test_missing_rows_are_gaps_and_a_period_index_is_welcome() -> None:
    holed = pd.Series(np.arange(36.0), index=MONTHS).drop(MONTHS[[5, 6]])
    assert trend.caveats(holed) == ("2 of 36 periods not reported (2021-06, 2021-07): unknown, not 0",)
    monthly = pd.Series(np.arange(36.0), index=MONTHS.to_period("M"))
    assert trend.decompose(monthly).to_frame().index.equals(trend.decompose(monthly.to_timestamp()).to_frame().index)
    odd = pd.Series(
        [1.0, 2, 3, 4],
        index=pd.to_datetime(["2025-01-01 03:17", "2025-01-02 00:00", "2025-02-11 00:00", "2025-02-12 00:00"]),
    )
    with pytest.raises(SeriesError, match="follow no regular step"):
        trend.caveats(odd)


def test_a_rate_has_its_interval_and_no_rate_without_both_figures() -> None:
    index = MONTHS[:3]
    found = trend.rate(pd.Series([10, None, 3], index=index), pd.Series([200, 100, 0], index=index), per=100)
    frame = found.to_frame()
    assert frame["rate"].iloc[0] == 5
    assert frame["lower_95"].iloc[0] == pytest.approx(4.795 / 2, abs=1e-3)
    assert frame["upper_95"].iloc[0] == pytest.approx(18.390 / 2, abs=1e-3)
    assert frame["rate"].isna().tolist() == [False, True, True]
    yearly = pd.Series([1, 2], index=pd.date_range("2021", periods=2, freq="YS"))
    with pytest.raises(SeriesError, match="different steps"):
        trend.rate(pd.Series([1, 2, 3], index=index), yearly)
