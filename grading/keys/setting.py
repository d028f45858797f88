"""What a case fills into the slots of drawn questions: places, routes, firms and months of its own file."""

from __future__ import annotations

import numpy as np
import pandas as pd

from grading.keys import draw
from synthetic_data.truth import Truth
from toolkit.schema.case import Case

# ISO code -> (country, adjective); a code that is not here stands for itself.
COUNTRIES = {
    "AF": ("Afghanistan", "Afghan"),
    "AU": ("Australia", "Australian"),
    "BD": ("Bangladesh", "Bangladeshi"),
    "CA": ("Canada", "Canadian"),
    "CN": ("China", "Chinese"),
    "DE": ("Germany", "German"),
    "ID": ("Indonesia", "Indonesian"),
    "KH": ("Cambodia", "Cambodian"),
    "LA": ("Lao PDR", "Lao"),
    "LK": ("Sri Lanka", "Sri Lankan"),
    "MM": ("Myanmar", "Myanmar"),
    "MX": ("Mexico", "Mexican"),
    "MY": ("Malaysia", "Malaysian"),
    "PK": ("Pakistan", "Pakistani"),
    "PL": ("Poland", "Polish"),
    "RU": ("the Russian Federation", "Russian"),
    "TH": ("Thailand", "Thai"),
    "US": ("the United States", "American"),
    "VN": ("Viet Nam", "Vietnamese"),
}
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
AHEAD = (3, 10)


def slots(case: Case, rng: np.random.Generator) -> dict[str, str]:
    """Return one drawn filling: place, town, border, route, firm, nominal, country, people, month, operation."""
    places, nominals = case.table("places"), case.table("nominals")
    towns = _names(places[places["kind"] == "town"], "name")
    points = _names(places[places["kind"].isin(["landing", "border point", "road point"])], "name") or towns
    borders = _names(places[places["kind"] == "border point"], "name") or points
    firms = _names(nominals[nominals["kind"] == "organisation"], "name")
    persons = _names(nominals[nominals["kind"] == "person"], "nominal_id")
    code = draw.pick(sorted(set(places["country"].dropna())), rng)
    country, people = COUNTRIES.get(str(code), (str(code), str(code)))
    month = pd.Timestamp(case.info["as_of"]) + pd.DateOffset(months=int(rng.integers(*AHEAD)))
    town = draw.pick(towns, rng)
    return {
        "place": draw.pick([name for name in points if name != town], rng),
        "town": town,
        "border": draw.pick(borders, rng),
        "route": _route(case, towns, rng),
        "firm": draw.pick(firms or ["the firm"], rng),
        "nominal": draw.pick(persons, rng),
        "country": country,
        "people": people,
        "month": f"{MONTHS[month.month - 1]} {month.year}",
        "operation": str(case.info.get("title", "the case")),
    }


def index_names(case: Case) -> dict[str, str]:
    """Return nominal number -> name, as the nominal index has it."""
    cards = case.table("nominals")
    return dict(zip(cards["nominal_id"].astype("str"), cards["name"].astype("str"), strict=True))


def way(case: Case, truth: Truth, rng: np.random.Generator) -> dict[str, str]:
    """Return the slots of one drawn route of this case, which agree: people of where it begins, border, town beyond it.

    A route whose name does not join two places of the register leaves the slots that `slots` would draw.
    """
    places = case.table("places")
    country = dict(zip(places["name"], places["country"], strict=True))
    ends = [tuple(str(name).split(" - ")) for name in sorted(set(truth.table("journeys")["route"]))]
    known = [
        one
        for one in ends
        if len(one) == 2 and country.get(one[0], "") != country.get(one[1], "") and set(one) <= set(country)
    ]
    if not known:
        return {}
    start, landing = draw.pick(known, rng)
    code, people = COUNTRIES.get(str(country[start]), (str(country[start]), str(country[start])))
    beyond = places[(places["country"] == country[landing]) & (places["kind"] == "town")]
    here = places[places["name"] == landing].iloc[0]
    points = places[places["kind"] == "border point"]
    near = ((points["latitude"] - here["latitude"]) ** 2 + (points["longitude"] - here["longitude"]) ** 2).sort_values()
    border = str(points.loc[near.index[0], "name"]) if len(points) else landing
    towns = [name for name in _names(beyond, "name") if name not in (start, landing)] or [landing]
    return {"country": code, "people": people, "border": border, "town": draw.pick(towns, rng)}


def _route(case: Case, towns: list[str], rng: np.random.Generator) -> str:
    """A route of the returns; on a morning on which nobody has asked for them yet, the road to a town."""
    if "returns" in case.tables:
        return f"the route {draw.pick(_names(case.table('returns'), 'route'), rng)}"
    return f"the road to {draw.pick(towns, rng)}"


def _names(table: pd.DataFrame, column: str) -> list[str]:
    return sorted({str(value) for value in table[column].dropna()})
