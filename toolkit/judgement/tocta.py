"""The published estimates of TOCTA East Asia and the Pacific 2013, as worked-example data."""

from __future__ import annotations

import pandas as pd

SOURCE = "UNODC, Transnational Organized Crime in East Asia and the Pacific: A Threat Assessment (2013)"

# Market, annual value in US$, volume and its unit where the report prints one.
_ROWS: tuple[tuple[str, float, float | None, str], ...] = (
    ("counterfeit goods", 24.4e9, None, ""),
    ("wood", 17e9, None, ""),
    ("heroin", 16.3e9, 65, "tonnes"),
    ("methamphetamine", 15e9, None, ""),
    ("fraudulent medicines", 5e9, None, ""),
    ("e-waste", 3.75e9, 8e6, "tonnes a year into China"),
    ("wildlife", 2.5e9, None, ""),
    ("smuggling of migrants, East and South-East Asia to the EU and the US", 1.55e9, None, ""),
    ("smuggling of migrants, Greater Mekong Subregion to Thailand", 192e6, 500_000, "people, over 80 % smuggled"),
    ("sex trafficking, Greater Mekong Subregion", 181e6, None, ""),
    ("smuggling of migrants, South and South-West Asia to Australia and Canada", 97.3e6, None, ""),
    ("ozone-depleting substances", 67.7e6, None, ""),
    ("labour trafficking, Greater Mekong Subregion to Thailand", 33e6, None, ""),
)


def tocta_2013() -> pd.DataFrame:
    """Return the published table: market, annual value in US$, volume and unit where printed, source.

    Part of the estimate of 1.55 billion is the flow to the United States: 12,000 people x US$50,000.

    >>> round(tocta_2013()["value_usd"].sum() / 1e9)
    86
    """
    frame = pd.DataFrame(_ROWS, columns=["market", "value_usd", "volume", "unit"])
    frame["source"] = SOURCE
    return frame
