"""`market`: the value of an illicit market as volume x price, with low, best and high carried through."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from toolkit.errors import ParameterError, unknown
from toolkit.judgement.market_chart import tornado
from toolkit.judgement.tables import number, said
from toolkit.language import text
from toolkit.result import Result
from toolkit.result import number as written

SHAPES = ("pert", "triangular")
_SEED = 20130416  # fixed, so that the same factors give the same interval on every machine
_KEYS = ("low", "best", "high", "source", "unit", "name")


@dataclass(frozen=True)
class Factor:
    """One factor of an estimate: its name, lowest, best and highest value, its unit, and where it was read."""

    name: str
    low: float
    best: float
    high: float
    unit: str = ""
    source: str = ""


@dataclass(frozen=True, repr=False)
class Market(Result):
    """A market's yearly value: `low`, `best`, `high` are the corners; `interval` holds 90 % of the draws.

    `median` and `mean` are those of the draws; `best` is the product of the best values and need not equal them.
    """

    name: str
    factors: tuple[Factor, ...]
    low: float
    best: float
    high: float
    interval: tuple[float, float]
    median: float
    mean: float
    currency: str
    caveats: tuple[str, ...]
    draws: Any = field(repr=False, compare=False)

    @property
    def sentence(self) -> str:
        """The estimate with both its ranges."""
        if self.low == self.high:
            return text("{name}: {best}, stated without a range.", name=self.name, best=self.money(self.best))
        return text(
            "{name}: best estimate {best}; very likely between {low} and {high} if the factors' ranges hold; "
            "at the corners {lowest} to {highest}.",
            name=self.name,
            best=self.money(self.best),
            low=self.money(self.interval[0]),
            high=self.money(self.interval[1]),
            lowest=self.money(self.low),
            highest=self.money(self.high),
        )

    def money(self, amount: float) -> str:
        """An amount in the words of the estimate."""
        return money(amount, self.currency)

    def to_frame(self) -> pd.DataFrame:
        """One row for each factor with its source, then the value: low, best, high, and the swing of each factor.

        `swing` is what the value would move if that factor alone went from its lowest to its highest.
        """
        rows = [
            (one.name, one.low, one.best, one.high, one.unit, one.source,
             math.prod(other.best for other in self.factors if other is not one) * (one.high - one.low))
            for one in self.factors
        ]  # fmt: skip
        rows.append((text("value"), self.low, self.best, self.high, self.currency, "", self.high - self.low))
        return pd.DataFrame(rows, columns=["factor", "low", "best", "high", "unit", "source", "swing"])

    def chart(self) -> Any:
        """A tornado: how far each factor alone moves the value, the widest on top, with the interval of the whole."""
        made = [(one.name, one.low, one.best, one.high) for one in self.factors]
        title = text("{name}: best estimate {best}", name=self.name, best=self.money(self.best))
        whole = {text("90 % of draws"): self.interval, text("all at the corner"): (self.low, self.high)}
        return tornado(made, self.best, whole, title, self.currency, self.money)


def market(
    volume: Any,
    price: Any,
    *more: Any,
    name: str = "",
    currency: str = "US$",
    shape: str = "pert",
    draws: int = 20_000,
    seed: int = _SEED,
) -> Market:
    """Estimate a market's value as the product of its factors, with their uncertainty carried through.

    Parameters
    ----------
    volume, price : a number; (low, best, high); or {"low": , "best": , "high": , "source": , "unit": , "name": }
    more : further factors that multiply (share that is smuggled, journeys a person), in the same forms
    currency : of the price; its unit, where given, must name the same one
    shape : "pert" (beta, the best value four times as heavy as an end) or "triangular"
    draws, seed : of the Monte Carlo interval; the seed is fixed, so the same factors give the same figures

    Two answers to "how wide?": the corners (every factor at its lowest, or highest, at once: the widest range there
    is) and the interval that holds 90 % of draws with the factors independent (much narrower; too narrow where they
    rise together, such as volume and price in a crisis). Neither knows of a factor left out.

    References: UNODC, *Transnational Organized Crime in East Asia and the Pacific* (2013), for the method; Malcolm et
    al. (1959), *Operations Research* 7, for PERT. Raises ParameterError for a value that is missing, negative, or out
    of order.

    >>> market(12_000, 50_000).best
    600000000.0
    >>> found = market((10, 12, 15), (40, 50, 60))
    >>> found.low, found.best, found.high, found.low < found.interval[0] < found.interval[1] < found.high
    (400.0, 600.0, 900.0, True)
    """
    if shape not in SHAPES:
        raise ParameterError(f"judgement.market: {unknown('shape', shape, SHAPES)}")
    if isinstance(draws, bool) or not isinstance(draws, int) or not 1_000 <= draws <= 10_000_000:
        raise ParameterError(f"judgement.market: draws={draws!r}; give a whole number from 1,000 to 10,000,000")
    defaults = [text("volume"), text("price"), *(text("factor {number}", number=at) for at in range(3, 3 + len(more)))]
    factors = tuple(factor(one, default) for one, default in zip((volume, price, *more), defaults, strict=True))
    priced = factors[1].unit
    if priced and (clash := _currency_in(priced)) and clash != _currency_in(currency):
        raise ParameterError(
            f"judgement.market: the price is in {priced!r} but the currency is {currency!r}; convert one"
        )
    low, best, high = (math.prod(getattr(one, end) for one in factors) for end in ("low", "best", "high"))
    generator = np.random.default_rng(seed)
    drawn = np.ones(draws)
    for one in factors:
        drawn *= sample(one, shape, draws, generator)
    drawn = np.clip(drawn, low, high)  # rounding of a product may leave the corners by its last digit
    below, median, above = (float(value) for value in np.quantile(drawn, (0.05, 0.5, 0.95)))
    return Market(
        name=name or text("Market value"),
        factors=factors,
        low=low,
        best=best,
        high=high,
        interval=(below, above),
        median=median,
        mean=float(drawn.mean()),
        currency=currency,
        caveats=_caveats(factors),
        draws=drawn,
    )


def factor(given: Any, name: str) -> Factor:
    """Read one factor in any of its forms; ParameterError where it is not in order low <= best <= high."""
    if isinstance(given, Factor):
        given = {key: getattr(given, key) for key in _KEYS}
    where = f"judgement.market: {name}"
    unit = source = ""
    if isinstance(given, Mapping):
        for key in given:
            if key not in _KEYS:
                raise ParameterError(f"{where}: {unknown('key', key, _KEYS)}")
        name, unit, source = said(given.get("name")) or name, said(given.get("unit")), said(given.get("source"))
        if "best" not in given and not {"low", "high"} <= set(given):
            raise ParameterError(f"{where}: no value; give best, or low, best and high")
        best = given.get("best")
        ends = (given.get("low", best), best, given.get("high", best))
        if best is None:
            raise ParameterError(f"{where}: low and high without a best value; give the one held most likely")
    elif isinstance(given, Sequence) and not isinstance(given, str):
        if len(given) != 3:
            raise ParameterError(f"{where}: {len(given)} values; give low, best and high")
        ends = (given[0], given[1], given[2])
    else:
        ends = (given, given, given)
    low, best, high = (number(value, f"{where}: {end}", low=0)
                       for value, end in zip(ends, ("low", "best", "high"), strict=True))  # fmt: skip
    if not low <= best <= high:
        raise ParameterError(f"{where}: low {low:g}, best {best:g}, high {high:g} are not in order; put them so")
    return Factor(name=name, low=low, best=best, high=high, unit=unit, source=source)


def sample(one: Factor, shape: str, draws: int, generator: Any) -> Any:
    """Draw values of one factor between its ends."""
    width = one.high - one.low
    if width == 0:
        return np.full(draws, one.best)
    if shape == "triangular":
        return generator.triangular(one.low, one.best, one.high, draws)
    rise, fall = 1 + 4 * (one.best - one.low) / width, 1 + 4 * (one.high - one.best) / width
    return one.low + width * generator.beta(rise, fall, draws)


_CURRENCIES = {
    **dict.fromkeys(("us$", "usd", "$"), "USD"),
    **dict.fromkeys(("eur", "€"), "EUR"),
    **dict.fromkeys(("gbp", "£"), "GBP"),
    **dict.fromkeys(("thb", "baht"), "THB"),
    **{code: code.upper() for code in ("lak", "khr", "vnd", "mmk", "myr")},
}


def _currency_in(unit: str) -> str:
    """The currency that a unit such as "US$ a person" names; empty where none is known."""
    for word in unit.casefold().replace("/", " ").split():
        if word in _CURRENCIES:
            return _CURRENCIES[word]
    return ""


def _caveats(factors: tuple[Factor, ...]) -> tuple[str, ...]:
    notes = []
    bare = [one.name for one in factors if not one.source]
    if bare:
        notes.append(text("no source stated for: {names}", names=", ".join(bare)))
    fixed = [one.name for one in factors if one.low == one.high]
    if fixed:
        notes.append(text("no range stated for: {names}; the estimate looks surer than it is", names=", ".join(fixed)))
    if len(fixed) < len(factors):
        notes.append(text("the interval takes the factors as independent; where they rise together it is wider"))
    return tuple(notes)


def money(amount: float, currency: str) -> str:
    """An amount as it is written in a sentence.

    >>> money(600_000_000, "US$"), money(1_550_000_000, "US$"), money(4_000, "THB")
    ('US$600 million', 'US$1.55 billion', 'THB 4,000')
    """
    lead = currency if currency and not currency[-1].isalpha() else f"{currency} ".lstrip()
    for size, word in ((1e9, text("billion")), (1e6, text("million"))):
        if abs(amount) >= size:
            return f"{lead}{written(amount / size)} {word}"
    return f"{lead}{written(amount)}"
