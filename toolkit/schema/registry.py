"""All evidence streams by name, in the order in which a case folder lists them."""

from __future__ import annotations

from toolkit.schema.column import Record
from toolkit.schema.streams import (
    arrests,
    assets,
    attributions,
    bibliography,
    calls,
    catalogue,
    cells,
    crossings,
    handsets,
    nominals,
    papers,
    phone_contacts,
    places,
    prices,
    questionnaire,
    reports,
    returns,
    sightings,
    subscribers,
    surveillance,
    transfers,
    vehicles,
    vessel_sightings,
    vessels,
)

STREAMS: dict[str, Record] = {
    module.RECORD.name: module.RECORD
    for module in (
        nominals,
        places,
        cells,
        subscribers,
        handsets,
        attributions,
        calls,
        crossings,
        papers,
        vehicles,
        sightings,
        vessels,
        vessel_sightings,
        transfers,
        assets,
        arrests,
        phone_contacts,
        surveillance,
        reports,
        returns,
        prices,
        catalogue,
        questionnaire,
        bibliography,
    )
}
