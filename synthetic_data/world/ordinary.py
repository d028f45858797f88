"""What everybody pays: family remittances, loans between friends and to officials, rent, and now and then a vehicle."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from synthetic_data.world.books import Books, Payment
from synthetic_data.world.running import rent


def ordinary_payments(books: Books) -> list[Payment]:
    """Return the payments of ordinary life, members' among them, over the same channels as fees and wages."""
    return [*_remittances(books), *_loans(books), *_outlays(books)]


def _remittances(books: Books) -> Iterator[Payment]:
    """Everybody sends money to family and friends: log-normal amounts, which follow Benford's law."""
    settings, rng = books.settings, books.rng
    contacts = books.links[books.links["kind"].isin(["family", "friend"])]
    if not len(contacts):
        return
    ends = contacts[["a", "b"]].to_numpy(dtype=object)
    for at in rng.integers(len(contacts), size=int(len(books.people) * settings["remittances_each"])):
        a, b = ends[int(at)]
        payer, payee = (a, b) if rng.random() < 0.5 else (b, a)
        amount = books.money(float(np.exp(rng.normal(settings["remittance_mu"], settings["remittance_sigma"]))))
        day = books.instant(rng.uniform(0, books.days))
        yield Payment(payer, payee, "remittance", books.channel(), amount, day)


def _loans(books: Books) -> Iterator[Payment]:
    """Innocent loans of the size of a bribe, to officials above all: a sum alone tells nobody from anybody."""
    crowd = books.people[~books.people["is_member"]]
    officials = crowd[crowd["kind"] == "official"]["person_id"].tolist()
    lenders = crowd["person_id"].tolist()
    rng = books.rng
    for _ in range(int(len(books.people) * books.settings["loans_each"])):
        payee = books.one(officials) if officials and rng.random() < 0.6 else books.one(lenders)
        payer, day = books.one(lenders), books.instant(rng.uniform(0, books.days))
        if payer != payee:
            yield Payment(payer, payee, "loan", books.channel(), books.between(books.settings["bribe_usd"]), day)


def _outlays(books: Books) -> Iterator[Payment]:
    crowd = books.people[~books.people["is_member"] & (books.people["kind"] != "migrant")]["person_id"].tolist()
    for person in crowd:
        draws = books.rng.random(2)
        if draws[0] < books.settings["renters"]:
            yield from rent(books, person, books.one(crowd))
        if draws[1] < books.settings["buyers"]:
            seller, day = books.one(crowd), books.instant(books.rng.uniform(0, books.days))
            price = books.between(books.settings["vehicle_usd"])
            if seller != person:
                yield Payment(person, seller, "vehicle purchase", books.channel(), price, day)
