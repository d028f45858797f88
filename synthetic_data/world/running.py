"""What the business itself pays: wages, money passed on between stages, bribes, hawala settlement, vehicles, rent."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from synthetic_data.world.books import Books, Payment

_DAY, _MONTH, _WEEK = 86_400, 30, 7
# Monthly payments between a broker and a stage happen this often.
_PAY_ON = 0.6
# Hawaladars clear what they owe each other about so often, days.
_CLEARING_DAYS = 21


def running_costs(books: Books) -> list[Payment]:
    """Return the payments that keep the business going; innocent people pay such sums too, see `ordinary`."""
    return [*_wages(books), *_paid_on(books), *_bribes(books), *_cleared(books), *_outlays(books)]


def _wages(books: Books) -> Iterator[Payment]:
    """Organisers pay the aides of their stage for each group."""
    boss = books.bosses()
    role = dict(zip(books.people["person_id"], books.people["role"], strict=True))
    for leg in books.legs.drop_duplicates(["handler", "started_at"]).itertuples():
        payer = boss.get(leg.handler)
        if payer is not None:
            wage = float(books.settings["wage_usd"].get(role[leg.handler], 40))
            day = leg.ended_at / _DAY + books.rng.uniform(0.5, 3)
            yield Payment(payer, leg.handler, "wage", books.channel(), wage, books.instant(day))


def _paid_on(books: Books) -> Iterator[Payment]:
    """Brokers pass money on between stages each month."""
    criminal = books.links[books.links["is_criminal"] & (books.links["kind"] != "directs")]
    brokers = books.people[books.people["is_broker"]]["person_id"].tolist()
    chiefs = books.people[books.people["is_member"] & (books.people["role"] == "organiser")]["person_id"].tolist()
    for row in criminal.itertuples():
        # a broker who knows a whole stage pays its head and a few others, not everybody
        if (row.a not in brokers and row.b not in brokers) or (
            row.a not in chiefs and row.b not in chiefs and books.rng.random() < 0.5
        ):
            continue
        for month in range(books.days // _MONTH):
            if books.rng.random() < _PAY_ON:
                amount = float(books.rng.integers(20, 81) * 10)
                day = books.instant(month * _MONTH + books.rng.uniform(1, 28))
                yield Payment(row.a, row.b, "pay-on", books.channel(), amount, day)


def _bribes(books: Books) -> Iterator[Payment]:
    """A corrupt official gets a sum now and then, of the size of an ordinary loan between friends."""
    bribed = books.people[books.people["is_member"] & (books.people["role"] == "corrupt official")]
    boss = books.bosses()
    for official in bribed["person_id"]:
        payer = boss.get(official) or books.one(books.members("organiser"))
        for _ in range(int(books.rng.poisson(1.6 * books.days / _MONTH))):
            day = books.instant(books.rng.uniform(0, books.days))
            amount = books.between(books.settings["bribe_usd"])
            yield Payment(payer, official, "bribe", books.channel(), amount, day)


def _cleared(books: Books) -> Iterator[Payment]:
    """Hawaladars settle with each other, licensed ones and the network's alike: sums by size, never by client."""
    agents = books.people[books.people["role"].isin(["hawaladar", "licensed hawaladar", "legal hawala agent"])]
    names = sorted(agents["person_id"])
    for position, one in enumerate(names):
        for other in names[position + 1 :]:
            for day in np.arange(books.rng.uniform(3, _CLEARING_DAYS), books.days, _CLEARING_DAYS):
                payer, payee = (one, other) if books.rng.random() < 0.5 else (other, one)
                amount = books.between((150, 2400))
                when = books.instant(float(day) + books.rng.uniform(0, _WEEK))
                yield Payment(payer, payee, "hawala settlement", "hawala", amount, when)


def _outlays(books: Books) -> Iterator[Payment]:
    """Organisers and brokers buy a vehicle now and then, and those who keep houses pay rent for them."""
    inside = books.people[books.people["is_member"]]
    crowd = books.people[(books.people["kind"] == "bystander")]
    sellers = crowd[crowd["role"].isin(["mechanic", "shopkeeper", "market trader"])]["person_id"].tolist()
    owners = crowd["person_id"].tolist()
    for person in inside.itertuples():
        if (person.role == "organiser" or person.is_broker) and books.rng.random() < 0.35:
            day = books.instant(books.rng.uniform(0, books.days))
            price = books.between(books.settings["vehicle_usd"])
            yield Payment(
                person.person_id, books.one(sellers or owners), "vehicle purchase", books.channel(), price, day
            )
        if "keeper" in person.role:
            yield from rent(books, person.person_id, books.one(owners))


def rent(books: Books, tenant: str, owner: str) -> Iterator[Payment]:
    """Return a rent paid each month to the same owner over the same channel."""
    amount, channel, first = books.between(books.settings["rent_usd"]), books.channel(), books.rng.uniform(0, _MONTH)
    for month in range(books.days // _MONTH):
        day = books.instant(first + _MONTH * month + books.rng.uniform(0, 4))
        if tenant != owner:
            yield Payment(tenant, owner, "rent", channel, amount, day)
