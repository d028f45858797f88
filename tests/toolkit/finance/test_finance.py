"""Each financial method on figures worked out by hand, and its refusals."""

import pandas as pd
import pytest

from toolkit import finance
from toolkit.errors import EvidenceError, ParameterError


@pytest.fixture
def transfers():
    """Six transfers: a payer, a collector with two accounts, two who are paid, and a family."""
    rows = [
        ("F1", "2026-01-01 08:00", "hawala", "H-1", "H-2", 3500.0, "THB", 100.0),
        ("F2", "2026-01-03 08:00", "bank", "B-2", "B-3", 60.0, "USD", 60.0),
        ("F3", "2026-01-04 08:00", "hawala", "H-2", "B-2", 1050.0, "THB", 30.0),
        ("F4", "2026-01-05 08:00", "bank", "B-3", "B-4", 55.0, "USD", 55.0),
        ("F5", "2026-02-01 08:00", "bank", "B-2", "B-3", 10.0, "USD", 10.0),
        ("F6", "2026-02-02 08:00", "bank", "B-8", "B-9", 500.0, "USD", 500.0),
    ]
    columns = [
        "transfer_id",
        "sent_at",
        "channel",
        "sender_account",
        "receiver_account",
        "amount",
        "currency",
        "amount_usd",
    ]
    table = pd.DataFrame(rows, columns=columns)
    table["sent_at"] = pd.to_datetime(table["sent_at"], utc=True)
    return table


def test_currencies_are_never_mixed(transfers):
    for method in (
        lambda: finance.source_application(transfers, ["B-2"], amount="amount"),
        lambda: finance.money_flow(transfers, amount="amount"),
        lambda: finance.paths(transfers, amount="amount"),
        lambda: finance.structuring(transfers, 100),
        lambda: finance.journey_price(transfers, ["B-3"], amount="amount"),
        lambda: finance.accounts(transfers, amount="amount"),
    ):
        with pytest.raises(ParameterError, match="mixes 2 currencies"):
            method()


def test_sources_and_applications_of_a_holder_with_two_accounts(transfers):
    found = finance.source_application(transfers, ["H-2", "B-2"])
    assert (found.sources, found.applications, found.unknown, found.unit) == (100.0, 70.0, -30.0, "US$")
    assert found.by("month").loc["2026-01"].tolist() == [100.0, 60.0]
    assert found.by("channel").loc["bank", "applications"] == 70.0
    assert found.to_frame()[["side", "item", "amount", "transfers"]].values.tolist() == [
        ["source", "H-1", 100.0, 1],
        ["application", "B-3", 70.0, 2],
    ]
    assert any("1 transfers among the holder's own accounts" in one for one in found.caveats)
    more = pd.DataFrame({"side": ["source", "application"], "item": ["wages", "rent"], "amount_usd": [20.0, 90.0]})
    assert finance.source_application(transfers, ["H-2", "B-2"], others=more).unknown == 40.0
    with pytest.raises(ParameterError, match="unknown side 'in'"):
        finance.source_application(transfers, ["B-2"], others=more.assign(side="in"))
    with pytest.raises(ParameterError, match="no transfer names X-1"):
        finance.source_application(transfers, ["X-1"])
    assert len(found.chart().data) == 2


def test_net_worth_is_change_and_expenditure_less_known_sources():
    rows = [
        ("N1", "2026-01-01", "asset", "house", 1000.0), ("N1", "2026-01-01", "liability", "loan", 400.0),
        ("N1", "2026-06-30", "asset", "house", 1000.0), ("N1", "2026-06-30", "asset", "vehicle", 500.0),
        ("N1", "2026-06-30", "liability", "loan", 100.0), ("N1", "2026-06-30", "income", "wages", 350.0),
        ("N1", "2026-06-30", "expenditure", "living", 200.0),
        ("N2", "2026-01-01", "asset", "cash", 10.0), ("N2", "2026-06-30", "asset", "cash", 10.0),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["nominal_id", "as_of", "side", "kind", "value_usd"])
    found = finance.net_worth(table)
    assert found.to_frame().loc["N1", ["net_worth_before", "net_worth_after", "unknown_sources"]].tolist() == [
        600.0, 1400.0, 650.0,
    ]  # fmt: skip
    assert found.to_frame().loc["N2", "unknown_sources"] == 0
    assert found.statement("N1").values.tolist()[0] == ["asset", "house", 1000.0, 1000.0, 0.0]
    assert found.chart("N1").data[0].type == "waterfall"
    with pytest.raises(ParameterError, match="statements of 1 day"):
        finance.net_worth(table[:1])
    with pytest.raises(EvidenceError, match="unknown side 'debt'"):
        finance.net_worth(table.assign(side="debt"))
    with pytest.raises(ParameterError, match="person with a statement"):
        found.chart("N9")


def test_money_flow_goes_by_holders(transfers):
    holders = [
        {"id": "P", "accounts": ["H-1"]},
        {"id": "K", "accounts": ["H-2", "B-2"]},
        {"id": "D", "accounts": ["B-3"]},
    ]
    found = finance.money_flow(transfers, holders)
    assert found.to_frame()[["source", "target", "amount", "transfers"]].values.tolist() == [
        ["P", "K", 100.0, 1],
        ["K", "D", 70.0, 2],
    ]
    assert any("2 of 6 transfers have an end outside" in one for one in found.caveats)
    assert found.to_frame().loc[1, "channels"] == "bank"
    with pytest.raises(ParameterError, match="two holders"):
        finance.money_flow(transfers, {"P": ["H-1"], "K": ["H-1"]})
    written = " ".join(
        str(one) for trace in found.chart().data for one in (trace.text if trace.text is not None else ())
    )
    assert all(name in written for name in "PKD")


def test_paths_follow_the_holder_not_the_channel(transfers):
    holders = {"P": ["H-1"], "K": ["H-2", "B-2"], "D": ["B-3"], "E": ["B-4"]}
    found = finance.paths(transfers, holders=holders, keeps=(0.0, 0.5))
    row = found.to_frame().loc[1]
    assert row[["path", "paid_in", "paid_out", "kept", "days", "other_readings"]].tolist() == [
        "P → K → D → E", 100.0, 55.0, 45.0, 4.0, 0,
    ]  # fmt: skip
    assert found.steps["transfer"].tolist() == ["F1", "F2", "F4"]
    assert found.steps["kept"].tolist()[1:] == [40.0, 5.0]
    # Without the list of holders the money is lost where it changes its channel.
    assert finance.paths(transfers, keeps=(0.0, 0.5)).to_frame()["path"].tolist() == ["B-2 → B-3 → B-4"]
    assert not len(finance.paths(transfers, holders=holders, keeps=(0.0, 0.3), start="P"))
    assert finance.paths(transfers, holders=holders, keeps=(0.0, 0.5), end="E").to_frame()["transfers"].tolist() == [3]
    assert len(found.chart(1).data[0].x) == 3
    with pytest.raises(ParameterError, match="no path 7"):
        found.chart(7)


def test_a_second_reading_of_a_path_is_counted(transfers):
    twin = transfers.iloc[[1]].assign(transfer_id="F7", receiver_account="B-7")
    found = finance.paths(pd.concat([transfers, twin]), holders={"P": ["H-1"], "K": ["H-2", "B-2"]}, keeps=(0.0, 0.5))
    assert found.to_frame().loc[1, "other_readings"] == 1


def test_runs_under_a_threshold():
    days = pd.to_datetime(
        ["2026-01-01", "2026-01-01", "2026-01-02", "2026-01-20", "2026-01-21", "2026-02-01"], utc=True
    )
    table = pd.DataFrame(
        {
            "sender_account": ["S1", "S2", "S1", "S1", "S1", "S1"],
            "receiver_account": "R1",
            "amount": [950.0, 400.0, 910.0, 900.0, 50.0, 1050.0],
            "sent_at": days,
        }
    )
    found = finance.structuring(table, 1000, least=3)
    row = found.to_frame().iloc[0]
    assert len(found) == 1
    assert row[["account", "payments", "total", "largest", "just_under", "others", "just_over"]].tolist() == [
        "R1", 3, 2260.0, 950.0, 2, 2, 1,
    ]  # fmt: skip
    assert len(finance.structuring(table, 1000, least=3, by="sender_account")) == 0
    assert len(finance.structuring(table, 1000, least=2, by="sender_account")) == 1
    assert len(finance.structuring(table, 5000, least=3)) == 0
    assert found.chart().data[1].x.size == 3
    with pytest.raises(ParameterError, match="nothing to draw"):
        finance.structuring(table, 5000).chart()
    with pytest.raises(ParameterError, match="threshold=0"):
        finance.structuring(table, 0)


def test_one_currency_is_looked_at_and_the_rest_counted(transfers):
    found = finance.structuring(transfers, 5000, currency="THB", least=2, within="30D", by="sender_account")
    assert any("4 transfers in other currencies" in one for one in found.caveats)
    with pytest.raises(ParameterError, match="unknown currency 'EUR'"):
        finance.structuring(transfers, 100, currency="EUR")


def test_two_books_mirror_each_other():
    days = pd.to_datetime(["2026-01-01 08:00", "2026-01-01 09:00", "2026-01-02 08:00", "2026-01-02 09:00"])
    one = pd.DataFrame({"token": ["T1", "T2", "T3", None], "amount": [100.0, 200.0, 50.0, 5.0], "sent_at": days})
    two = pd.DataFrame({"token": ["T1", "T2", "T9"], "amount": [100.0, 150.0, 70.0], "sent_at": days[1:]})
    found = finance.mirror(one, two)
    assert found.to_frame()["outcome"].to_dict() == {
        "T1": "matched",
        "T2": "amount differs",
        "T3": "only in the first book",
        "T9": "only in the second book",
    }
    assert found.to_frame().loc["T1", "hours"] == 1
    assert any("1 entries without a token" in one for one in found.caveats)
    with pytest.raises(ParameterError, match="one currency"):
        finance.mirror(one.assign(currency="THB"), two.assign(currency="LAK"))


def test_agents_settle_what_is_left_after_netting():
    orders = pd.DataFrame(
        {
            "taken_in_by": ["A", "B", "C", "A"],
            "paid_out_by": ["B", "C", "A", "C"],
            "amount_usd": [100.0, 80.0, 30.0, 50.0],
        }
    )
    found = finance.settlement(orders)
    assert found.to_frame()["net"].to_dict() == {"A": -120.0, "B": 20.0, "C": 100.0}
    assert found.payments.values.tolist() == [["A", "C", 100.0], ["A", "B", 20.0]]
    assert found.pairs.values.tolist() == [
        ["A", "B", 100.0, 0.0, 100.0],
        ["A", "C", 50.0, 30.0, 20.0],
        ["B", "C", 80.0, 0.0, 80.0],
    ]
    done = found.payments.rename(columns={"debtor": "taken_in_by", "creditor": "paid_out_by", "amount": "amount_usd"})
    after = finance.settlement(orders, settled=done)
    assert (after.to_frame()["net"] == 0).all()
    assert not len(after.payments)
    with pytest.raises(EvidenceError, match="row 1: an order needs both agents"):
        finance.settlement(orders.assign(paid_out_by=["B", None, "A", "C"]))


def test_the_price_is_what_each_payer_paid_in_all():
    days = pd.to_datetime(["2026-01-01"] * 9, utc=True)
    table = pd.DataFrame(
        {
            "sender_account": ["P1", "P1", "P2", "P3", "P4", "P5", "P6", "K", "P7"],
            "receiver_account": ["K", "K", "K", "K", "K", "K", "K", "K", "K"],
            "amount_usd": [100.0, 200.0, 310.0, 320.0, 330.0, 340.0, 350.0, 999.0, 5.0],
            "sent_at": days,
        }
    )
    found = finance.journey_price(table, ["K"], least=50)
    assert found.to_frame()["total"].sort_values().tolist() == [300.0, 310.0, 320.0, 330.0, 340.0, 350.0]
    assert found.median == 325.0
    # Of six, the interval from least to greatest covers the median with 1 - 2 / 64.
    assert (found.low, found.high) == (300.0, 350.0)
    assert any("1 payers with less than US$ 50" in one for one in found.caveats)
    assert "6 payers paid US$ 325" in found.sentence
    with pytest.raises(ParameterError, match="nobody paid"):
        finance.journey_price(table, ["X"])


def test_benford_agrees_with_scipy_and_refuses_what_is_no_amount():
    from scipy import stats

    amounts = pd.Series([float(value) for value in range(1, 1000)])
    found = finance.benford(amounts)
    expected = found.to_frame()["benford"] * 999
    chi, p = stats.chisquare(found.to_frame()["count"], expected)
    assert found.chi_square == pytest.approx(chi)
    assert found.p == pytest.approx(p, rel=1e-6)
    assert found.to_frame()["count"].tolist() == [111] * 9
    assert found.conformity == "nonconformity"
    # The first digit does not depend on the unit.
    powers = pd.Series([10.0**place for place in range(-3, 9)])
    assert finance.benford(powers).to_frame()["count"].tolist() == [12, *([0] * 8)]
    assert not finance.benford(powers).fit
    with pytest.raises(ParameterError, match="negative"):
        finance.benford(pd.Series([-1.0, 2.0]))
    with pytest.raises(ParameterError, match="column of numbers"):
        finance.benford(pd.Series(["1"]))


def test_accounts_gather_the_names_they_were_written_under(transfers):
    named = transfers.assign(sender_name=["Sok Dara", "Dara Sok", None, None, "Dara Sok", "Mao"], receiver_name=None)
    frame = finance.accounts(named).to_frame()
    assert frame.loc["B-2", ["names", "sent", "got", "paid", "received"]].tolist() == ["Dara Sok", 2, 1, 70.0, 30.0]
    assert finance.accounts(named, name="dara").to_frame().index.tolist() == ["B-2", "H-1"]


def test_repr_states_the_caveats(transfers):
    found = finance.money_flow(transfers)
    assert "US$" in repr(found)
    assert "not always who uses it" in found._repr_html_()


def test_more_in_than_out_is_said_so_and_stands_first(transfers):
    found = finance.source_application(transfers, ["H-2", "B-2"])
    assert found.sentence.startswith("known sources US$ 100 exceed applications US$ 70 by US$ 30")
    assert found.caveats[0] == found.sentence


def test_funds_by_account_draw_the_largest_and_add_up_the_others():
    times = pd.date_range("2026-01-01", periods=30, tz="UTC")
    table = pd.DataFrame(
        {
            "sender_account": [f"B-{one}" for one in range(30)],
            "receiver_account": "B-99",
            "amount_usd": range(1, 31),
            "sent_at": times,
        }
    )
    found = finance.source_application(table, ["B-99"])
    sources = found.chart("account", most=5).data[0]
    assert list(sources.y) == ["B-29", "B-28", "B-27", "B-26", "B-25", "25 other accounts"]
    assert sum(sources.x) == found.sources == 465
    with pytest.raises(ParameterError, match="most=0"):
        found.chart("account", most=0)


def test_the_two_sides_stay_apart_in_grey(transfers):
    figure = finance.source_application(transfers, ["H-2", "B-2"]).chart()
    bright = []
    for trace in figure.data:
        red, green, blue = (int(trace.marker.color[at : at + 2], 16) for at in (1, 3, 5))
        bright.append(0.299 * red + 0.587 * green + 0.114 * blue)
    assert abs(bright[0] - bright[1]) > 60


def test_of_many_settling_payments_the_largest_are_drawn_and_the_rest_named():
    orders = pd.DataFrame(
        {
            "taken_in_by": [f"A{one:02}" for one in range(80)],
            "paid_out_by": [f"B{one:02}" for one in range(80)],
            "amount_usd": range(100, 180),
        }
    )
    found = finance.settlement(orders)
    assert len(found.payments) == 80
    figure = found.chart(most=10)
    assert len(figure.layout.shapes) == 20
    assert any("the 10 largest of 80 payments" in str(one.text) for one in figure.layout.annotations)
    assert not any(
        "largest of" in str(one.text) for one in finance.settlement(orders.head(4)).chart().layout.annotations
    )
    with pytest.raises(ParameterError, match=r"finance\.settlement: most=61"):
        found.chart(most=61)


def test_a_picture_of_a_path_says_how_many_other_readings_there_are(transfers):
    found = finance.paths(transfers, within="7D")
    assert "no other payment would have fitted" in found.chart().layout.title.text
    twice = pd.concat([transfers, transfers.iloc[[3]].assign(transfer_id="F9", receiver_account="B-5")])
    several = finance.paths(twice, within="7D").chart().layout.title.text
    assert "1 other payments would have fitted" in several


@pytest.mark.parametrize("threshold", ["1000", None, float("nan"), float("inf"), 0])
def test_a_threshold_that_is_no_number_is_one_line(transfers, threshold):
    with pytest.raises(ParameterError, match="a number above 0, in the unit of 'amount_usd'"):
        finance.structuring(transfers, threshold, amount="amount_usd")


def test_an_end_of_a_path_that_no_transfer_names_is_said(transfers):
    found = finance.paths(transfers, ["H-1", "ZZ-1"])
    assert "no transfer names: ZZ-1" in found.caveats
    with pytest.raises(ParameterError, match="is empty"):
        finance.paths(transfers, [])
    with pytest.raises(ParameterError, match="accounts= is empty"):
        finance.source_application(transfers, [])


def test_a_window_without_a_unit_is_refused(transfers):
    for bare in (3, 3.0, "3"):
        with pytest.raises(ParameterError, match="is no stretch of time; write '30min', '2h' or '7D'"):
            finance.paths(transfers, within=bare)


def test_a_statement_without_a_day_or_an_owner_is_refused():
    table = pd.DataFrame(
        {
            "nominal_id": ["N1", "N1", "N1"],
            "as_of": [None, "2026-01-01", "2026-06-30"],
            "side": ["asset", "asset", "asset"],
            "value_usd": [900.0, 100.0, 180.0],
        }
    )
    with pytest.raises(EvidenceError, match="column 'as_of' is empty in row 0"):
        finance.net_worth(table)
    with pytest.raises(EvidenceError, match="column 'nominal_id' is empty in row 1"):
        finance.net_worth(table.assign(nominal_id=["N1", None, "N1"]))
    flow = table.assign(side=["income", "asset", "asset"])
    assert finance.net_worth(flow).to_frame().loc["N1", "known_sources"] == 900.0


def test_a_column_is_named_once_among_those_that_a_row_lacks(transfers):
    transfers.loc[0, "sender_account"] = None
    said = finance.journey_price(transfers, ["B-3"]).caveats
    assert any("lack one of sender_account, receiver_account, sent_at" in one for one in said)
