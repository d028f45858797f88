"""Properties of the operational tools: the order of rows changes nothing, a shifted clock shifts results, sums hold."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import finance, flows, telephone

NUMBERS = [f"+6610000000{digit}" for digit in range(5)]
START = pd.Timestamp("2026-01-05", tz="UTC")

record = st.tuples(
    st.sampled_from(NUMBERS),
    st.sampled_from(NUMBERS),
    st.integers(0, 20 * 24 * 60),
    st.integers(0, 600),
    st.sampled_from(["C1", "C2", None]),
)
tables = st.lists(record, min_size=4, max_size=40).map(
    lambda rows: pd.DataFrame(
        {
            "caller": [row[0] for row in rows],
            "callee": [row[1] for row in rows],
            "started_at": [START + pd.Timedelta(minutes=row[2]) for row in rows],
            "duration_s": [row[3] for row in rows],
            "cell_id": pd.Series([row[4] for row in rows], dtype="object"),
        }
    )
)


@settings(max_examples=40, deadline=None)
@given(tables, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_count(calls, chance):
    order = list(calls.index)
    chance.shuffle(order)
    turned = calls.loc[order]
    one, two = (telephone.frequency(table).to_frame().sort_index() for table in (calls, turned))
    pd.testing.assert_frame_equal(one, two)
    assert one["out"].sum() == one["in"].sum() == len(calls)
    only = sorted({*calls["caller"], *calls["callee"]})
    if len(only) > 1:
        pd.testing.assert_frame_equal(telephone.matrix(calls, only).frame, telephone.matrix(turned, only).frame)
    first, second = (
        telephone.chains(table, "30min", least=1).to_frame().set_index("chain") for table in (calls, turned)
    )
    assert first["times"].to_dict() == second["times"].to_dict()


@settings(max_examples=40, deadline=None)
@given(tables, st.integers(-12, 14))
def test_a_shifted_clock_shifts_the_wheel_and_leaves_chains(calls, hours):
    here = telephone.wheel(calls).to_frame().to_numpy().reshape(-1)
    moved = calls.assign(started_at=calls["started_at"] + pd.Timedelta(hours=hours))
    there = telephone.wheel(moved).to_frame().to_numpy().reshape(-1)
    assert [there[(at + hours) % 168] for at in range(168)] == here.tolist()
    sign = "+" if hours >= 0 else "-"
    assert (
        telephone.wheel(calls, zone=f"UTC{sign}{abs(hours)}").to_frame().to_numpy().reshape(-1).tolist()
        == there.tolist()
    )
    one, two = (telephone.chains(table, "20min", least=1).occurrences for table in (calls, moved))
    assert len(one) == len(two)


@settings(max_examples=40, deadline=None)
@given(tables)
def test_cleaning_accounts_for_every_line_and_twice_is_once(calls):
    found = telephone.clean(pd.concat([calls, calls], ignore_index=True))
    assert found.lines["outcome"].value_counts().sum() == 2 * len(calls)
    assert found.to_frame()["copies"].sum() == 2 * len(calls)
    single = telephone.clean(calls).to_frame()[["caller", "callee", "started_at"]].reset_index(drop=True)
    pd.testing.assert_frame_equal(found.to_frame()[["caller", "callee", "started_at"]].reset_index(drop=True), single)


pays = st.lists(
    st.tuples(st.sampled_from("ABCD"), st.sampled_from("ABCD"), st.integers(1, 500), st.integers(0, 60)),
    min_size=2,
    max_size=30,
)


@settings(max_examples=40, deadline=None)
@given(pays)
def test_what_agents_owe_sums_to_nothing_and_the_payments_settle_it(rows):
    orders = pd.DataFrame(
        {
            "taken_in_by": [a for a, *_ in rows],
            "paid_out_by": [b for _, b, *_ in rows],
            "amount_usd": [float(c) for *_, c, _ in rows],
        }
    )
    found = finance.settlement(orders)
    assert abs(found.to_frame()["net"].sum()) < 0.01
    assert len(found.payments) < max(len(found.to_frame()), 1)
    paid = found.payments.rename(columns={"debtor": "taken_in_by", "creditor": "paid_out_by", "amount": "amount_usd"})
    if len(paid):
        assert (finance.settlement(orders, settled=paid).to_frame()["net"].abs() < 0.01).all()


@settings(max_examples=40, deadline=None)
@given(pays)
def test_what_is_paid_is_received(rows):
    table = pd.DataFrame(
        {
            "sender_account": [a for a, *_ in rows],
            "receiver_account": [b for _, b, *_ in rows],
            "amount_usd": [float(row[2]) for row in rows],
            "sent_at": [START + pd.Timedelta(days=row[3]) for row in rows],
        }
    )
    sums = dict.fromkeys("ABCD", 0.0)
    for one in sums:
        if one in {*table["sender_account"], *table["receiver_account"]}:
            found = finance.source_application(table, [one])
            sums[one] = found.unknown
    assert abs(sum(sums.values())) < 0.01
    path = finance.paths(table, within="20D", keeps=(0.0, 0.5))
    for _, steps in path.steps.groupby("path"):
        assert steps["at"].is_monotonic_increasing
        assert (steps["target"].iloc[:-1].to_numpy() == steps["source"].iloc[1:].to_numpy()).all()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=14))
def test_an_order_agrees_with_itself(pairs):
    found = flows.order(pairs, items=range(7))
    for a, b in found.reduced:
        assert found.before(a, b) is True
        assert found.before(b, a) is False
    assert not len(found.check(found.to_frame().index))
    lines = found.to_frame()
    assert (lines["before"] + lines["after"] + lines["open"] == 6).all()
