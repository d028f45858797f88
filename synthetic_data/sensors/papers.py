"""Travel documents seen: scanned at the border, found at arrests, and copies seized where premises were searched."""

from __future__ import annotations

import numpy as np
import pandas as pd

from synthetic_data.noise.clerical import clerical_errors
from synthetic_data.noise.records import lose_values
from synthetic_data.seeds import generator
from synthetic_data.sensors.counter import Counter
from synthetic_data.sensors.observed import Finished, Observed
from synthetic_data.world.model import World

_ON_THE_PERSON = 0.7
_SHOWN = {
    "kind": "kind",
    "country": "issuing_state",
    "document_number": "document_number",
    "name_on_it": "name",
    "born": "birth_date",
    "sex": "sex",
    "issued_on": "issued_on",
    "expires_on": "expires_on",
    "mrz_1": "mrz_1",
    "mrz_2": "mrz_2",
    "mrz_3": "mrz_3",
}


def observe(world: World, crossings: Finished, arrests: Finished) -> Observed:
    """Return the documents seen; `_paper` is the document and `_person` who carried it, or who ordered the copy.

    A border post scans at the level's coverage of papers; what was found on a person or in a search is all listed.
    """
    rng = generator(world.seed, "sensors.papers", 1)
    border, shown = _border(world, crossings, rng), int((crossings.facts["_paper"] != "").sum())
    seen = pd.concat([border, _arrested(world, arrests, rng), _copies(world)])
    papers = world.table("papers").set_index("paper_id")
    pages = papers.loc[seen["_paper"], list(_SHOWN)].rename(columns=_SHOWN).reset_index(drop=True)
    table = pd.concat([seen.reset_index(drop=True), pages], axis=1)
    table["_person"] = papers.loc[seen["_paper"], "person_id"].to_numpy()
    observed = Observed("papers", table, coverage={"papers": (len(border), shown)})
    noise = generator(world.seed, "noise.records", 20)
    clerical_errors(observed, world.level["noise"]["clerical"], noise)
    columns = ("place_id", "name", "birth_date", "sex", "issued_on", "expires_on", "mrz_1", "mrz_2")
    lose_values(observed, columns, world.level["noise"]["missing"], noise)
    return observed


def _border(world: World, crossings: Finished, rng: np.random.Generator) -> pd.DataFrame:
    table = crossings.evidence.merge(crossings.facts, on="crossing_id")
    scanned = rng.random(len(table)) < world.level["coverage"]["papers"]
    table = table[scanned & (table["_paper"] != "")]
    return pd.DataFrame(
        {
            "seen_at": table["detected_at"].dt.tz_localize(None),
            "place_id": table["place_id"],
            "source": "border",
            "result": table["_result"],
            "crossing_id": table["crossing_id"],
            "arrest_id": "",
            "_paper": table["_paper"],
        }
    )


def _arrested(world: World, arrests: Finished, rng: np.random.Generator) -> pd.DataFrame:
    counter = Counter(world, rng)
    table = arrests.evidence.merge(arrests.facts, on="arrest_id")
    table = table[rng.random(len(table)) < _ON_THE_PERSON]
    papers = [counter.take(person) for person in table["_person"]]
    return pd.DataFrame(
        {
            "seen_at": table["arrested_at"].dt.tz_localize(None) + pd.Timedelta(minutes=45),
            "place_id": table["place_id"],
            "source": "arrest",
            "result": [counter.look(paper) for paper in papers],
            "crossing_id": "",
            "arrest_id": table["arrest_id"],
            "_paper": papers,
        }
    )


def _copies(world: World) -> pd.DataFrame:
    table = world.table("searches")
    return pd.DataFrame(
        {
            "seen_at": table["searched_at"],
            "place_id": table["place_id"],
            "source": "seized copy",
            "result": "",
            "crossing_id": "",
            "arrest_id": "",
            "_paper": table["paper_id"],
        }
    )
