"""Fictional geography: any scenario with its countries, places, peoples, money and names replaced by invented ones."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from synthetic_data.desk.bibliography import works
from synthetic_data.flows.regions import region_of
from synthetic_data.flows.states import sheet
from synthetic_data.geography.atlas import Atlas
from synthetic_data.geography.country import invented_country
from synthetic_data.geography.vocabulary import pattern, real_names, strings

GEOGRAPHIES = ("real", "fictional")
# Keys of a scenario under which pairs of numbers are positions: fishing grounds, and points that a passage goes by.
_POSITIONS = ("grounds", "out", "via")

__all__ = ["GEOGRAPHIES", "atlas_of", "fictional", "real_names"]


def fictional(plot: Mapping[str, Any], seed: int) -> dict[str, Any]:
    """Return a scenario of the same shape in which no real country, place, people, currency or person is named.

    Parameters
    ----------
    plot : a scenario as `synthetic_data.load.load_scenario` gives it, with its packs under `pack`
    seed : master seed; the same plot and seed give the same geography

    Countries get user-assigned ISO codes and phone codes that no state has; places lie in the empty South Pacific,
    as far from each other as before. Names and places of a country share the sounds of one invented language. The
    region of periodic returns stands under `flow`, with the reporting states under `flow.sheet` and the titles that the
    desk may hold under `flow.works`. `geography` is
    "fictional" and `name` no longer tells the scenario.

    >>> from synthetic_data.load import load_scenario
    >>> made = fictional(load_scenario("gms-thailand"), 7)
    >>> made["geography"], len(made["pack"]), made["destination"] in made["pack"]
    ('fictional', 4, True)
    """
    whole = _with_region(plot)
    atlas = Atlas(whole, seed)
    moved: dict[str, Any] = atlas.translate({key: value for key, value in whole.items() if key != "pack"})
    moved["pack"] = {
        atlas.codes[code]: invented_country(pack, atlas) for code, pack in sorted(whole.get("pack", {}).items())
    }
    moved = _carried(moved, atlas)
    return {**moved, "name": f"fictional-{str(moved.get('destination', 'flow')).lower()}", "geography": "fictional"}


def atlas_of(plot: Mapping[str, Any], seed: int) -> Atlas:
    """Return the atlas by which `fictional(plot, seed)` was made; its `translate` does for any other table."""
    return Atlas(_with_region(plot), seed)


def _carried(value: Any, atlas: Atlas, on_chart: bool = False) -> Any:
    """Move the positions that a scenario states beside those of its packs: pairs of latitude and longitude."""
    if isinstance(value, Mapping):
        return {
            key: one if key == "pack" else _carried(one, atlas, on_chart or key in _POSITIONS)
            for key, one in value.items()
        }
    if not isinstance(value, list):
        return value
    if on_chart and len(value) == 2 and all(isinstance(one, int | float) for one in value):
        return list(atlas.motion.move(*value))
    return [_carried(one, atlas, on_chart) for one in value]


def _with_region(plot: Mapping[str, Any]) -> dict[str, Any]:
    rest = {key: value for key, value in plot.items() if key != "flows"}
    return {**rest, "flow": {**region_of(plot), "sheet": sheet(), "works": _placeless_works()}}


@cache
def _placeless_works() -> list[str]:
    """Titles of the published works that name no real place: a fictional desk holds those, for none can be retitled."""
    search = pattern(real_names()).search
    return [work["title"] for work in works()["works"] if not any(map(search, strings(work)))]
