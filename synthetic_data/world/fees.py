"""What migrants pay: deposits, sums held and released at milestones, instalments, debts, refunds, placements."""

from __future__ import annotations

from typing import Any

from synthetic_data.world.books import Books, Payment

_DAY = 86_400
# What a third party releases at each milestone, and for whom: shares of the fee, training choices.
_RELEASED = (("border crossed", 0.4), ("safe house", 0.25), ("arrival", 0.35))
_MONTH = 30
_MOST_INSTALMENTS = 3


def fees(books: Books) -> list[Payment]:
    """Return the payments of all journeys, by price list, in one of four ways that are drawn for each migrant.

    Held: the whole fee is deposited with a hawaladar before departure, who releases a part at each milestone reached
    and pays the rest back after a failure. Instalments: a deposit, then monthly parts after arrival. Debt: a deposit,
    then the rest is collected after arrival by a debt collector. Otherwise the rest is due on arrival.
    """
    settings, rng = books.settings, books.rng
    recruiter = {row.b: row.a for row in books.links[books.links["kind"] == "client"].itertuples()}
    legs = dict(list(books.legs.groupby("journey_id", sort=True)))
    handled = books.bosses()
    holders, cashiers = books.members("hawaladar"), books.members("financier", "cashier", "hawaladar")
    collectors = books.members("debt collector", "financier", "cashier")
    rows: list[Payment] = []
    for journey in books.journeys.itertuples():
        payer, fee = journey.migrant_id, journey.fee_usd
        before = journey.started_at / _DAY - 1 - rng.uniform(0, 4)
        after = journey.ended_at / _DAY + 1 + rng.uniform(0, 4)
        arrived = journey.outcome == "arrived"
        channel, draw = books.channel(), rng.random()
        if draw < settings["held"]:
            rows += _held(books, journey, legs[journey.journey_id], handled, books.one(holders), before)
            continue
        deposit = max(float(round(fee * settings["deposit"] / 10) * 10), 10.0)
        rest = fee - deposit
        rows.append(
            Payment(payer, recruiter[payer], "fee deposit", channel, deposit, books.instant(before), "departure")
        )
        if not arrived:
            if journey.outcome != "under way" and rng.random() < settings["refund"]:
                back = books.money(deposit * 0.5)
                rows.append(Payment(recruiter[payer], payer, "refund", channel, back, books.instant(after)))
        elif draw < settings["held"] + settings["debt"]:
            rows += _monthly(books, payer, books.one(collectors), "debt repayment", rest, after, channel)
        elif draw < settings["held"] + settings["debt"] + settings["instalments"]:
            rows += _monthly(books, payer, books.one(cashiers), "fee instalment", rest, after, channel)
        else:
            paid = books.instant(after)
            rows.append(Payment(payer, books.one(cashiers), "fee on arrival", channel, rest, paid, "arrival"))
    return rows


def placements(books: Books) -> list[Payment]:
    """Return what those who hold people in exploitation pay for them, and what is taken from these for a debt."""
    recruiter = {row.b: row.a for row in books.links[books.links["kind"] == "client"].itertuples()}
    handled = books.bosses()
    rows: list[Payment] = []
    for held in books.exploitation.itertuples():
        since = held.since / _DAY
        broker = recruiter[held.person_id]
        payee = handled.get(broker, broker)
        if held.holder != payee:
            price = books.between(books.scenario["exploitation"]["placement_usd"])
            day = books.instant(since + books.rng.uniform(0.5, 4))
            rows.append(Payment(held.holder, payee, "placement", books.channel(), price, day, "arrival"))
        months = int((books.days - since) // _MONTH)
        for month in range(months if held.debt_usd else 0):
            part = books.money(held.debt_usd * books.rng.uniform(0.06, 0.14))
            day = books.instant(since + _MONTH * (month + 1) - books.rng.uniform(0, 4))
            rows.append(Payment(held.person_id, held.holder, "debt repayment", books.channel(), part, day))
    return rows


def _held(books: Books, journey: Any, legs: Any, handled: dict[str, str], holder: str, before: float) -> list[Payment]:
    """The whole fee with a hawaladar: released as far as the journey goes, the rest paid back."""
    payer, left = journey.migrant_id, journey.fee_usd
    rows = [Payment(payer, holder, "fee deposit", "hawala", left, books.instant(before), "departure")]
    reached = _milestones(books, journey, legs)
    for milestone, share in _RELEASED:
        if milestone not in reached:
            continue
        when, handler = reached[milestone]
        payee = handled.get(handler, handler)
        part = left if milestone == "arrival" else float(round(journey.fee_usd * share / 10) * 10)
        left -= part
        if part > 0 and payee != holder:
            day = books.instant(when / _DAY + books.rng.uniform(0.3, 2.5))
            rows.append(Payment(holder, payee, "fee released", "hawala", part, day, milestone))
    if left > 0 and journey.outcome not in ("arrived", "under way") and books.rng.random() < books.settings["refund"]:
        day = books.instant(journey.ended_at / _DAY + 2 + books.rng.uniform(0, 8))
        rows.append(Payment(holder, payer, "refund", "hawala", books.money(left), day))
    return rows


def _milestones(books: Books, journey: Any, legs: Any) -> dict[str, tuple[int, str]]:
    """When the journey reached a milestone, and who was in charge on the leg before it."""
    found: dict[str, tuple[int, str]] = {}
    done = list(legs.itertuples())
    for number, leg in enumerate(done):
        last = number == len(done) - 1
        if last and journey.outcome != "arrived":
            break
        (before, _), (after, kind) = books.places[leg.from_place], books.places[leg.to_place]
        if before != after:
            found.setdefault("border crossed", (leg.ended_at, leg.handler))
        if kind == "premises":
            found.setdefault("safe house", (leg.ended_at, leg.handler))
        if last:
            found["arrival"] = (leg.ended_at, leg.handler)
    return found


def _monthly(
    books: Books, payer: str, payee: str, purpose: str, rest: float, after: float, channel: str
) -> list[Payment]:
    """A sum in two or three monthly parts, the last of which is whatever is left.

    Parts are as round as wages and fees are, so that roundness tells nobody from anybody.
    """
    number = int(books.rng.integers(2, _MOST_INSTALMENTS + 1))
    part = max(round(rest / number / 10) * 10, 10)
    rows = []
    left = rest
    for month in range(number):
        amount = float(min(part, left) if month < number - 1 else left)
        left -= amount
        if amount > 0:
            rows.append(Payment(payer, payee, purpose, channel, amount, books.instant(after + _MONTH * month)))
    return rows
