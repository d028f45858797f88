"""All evidence streams by name, in the order in which a case folder lists them."""

from __future__ import annotations

from toolkit.schema.column import Record
from toolkit.schema.streams import (
    attributions,
    bibliography,
    calls,
    catalogue,
    cells,
    crossings,
    nominals,
    places,
    prices,
    questionnaire,
    reports,
    returns,
    sightings,
    subscribers,
    transfers,
    vehicles,
)

STREAMS: dict[str, Record] = {
    module.RECORD.name: module.RECORD
    for module in (
        nominals,
        places,
        cells,
        subscribers,
        attributions,
        calls,
        crossings,
        vehicles,
        sightings,
        transfers,
        reports,
        returns,
        prices,
        catalogue,
        questionnaire,
        bibliography,
    )
}
