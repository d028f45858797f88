"""The hidden world as plain tables: what is true, before sensors see part of it and noise spoils some of that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from synthetic_data.world.calls import Traffic
from synthetic_data.world.papers import COLUMNS as PAPER_COLUMNS

# Columns of each world table. Times are UTC; money is US$; ids are stable within one case.
TABLES: dict[str, tuple[str, ...]] = {
    # kind: member | migrant | bystander | official; stage: stage of the business for members, else ""
    # reason: why a bystander may look guilty (taxi driver, call shop, family, labour recruiter, legal hawala,
    # humanitarian helper ...), else ""
    "people": (
        "person_id",
        "name",
        "native_name",
        "country",
        "sex",
        "born",
        "role",
        "stage",
        "kind",
        "is_member",
        "is_broker",
        "reason",
        "dual_role",
        "home_place_id",
    ),
    "organisations": ("organisation_id", "name", "kind", "is_front", "place_id"),
    "memberships": ("organisation_id", "person_id"),
    # true ties between people; kind: works with | directs | pays | family | client | friend | serves
    "links": ("link_id", "a", "b", "kind", "stage", "is_criminal", "since", "until"),
    # occupant: organisation or person in whose name a premises stands, who may never go there; "" for other places
    "places": ("place_id", "name", "country", "kind", "latitude", "longitude", "occupant"),
    "cells": ("cell_id", "place_id", "latitude", "longitude"),
    "numbers": ("number", "person_id", "imei", "first_day", "last_day", "operator", "country", "registered_as"),
    "vehicles": ("plate", "kind", "keeper", "driver"),
    # outcome: arrived | detected | abandoned | stranded | turned back | rescued | died | under way (at the end)
    "journeys": ("journey_id", "migrant_id", "route", "started_at", "ended_at", "outcome", "fee_usd"),
    # handler: the member who carried the leg out; plate and vessel (a registration) may be ""
    "legs": (
        "journey_id",
        "leg",
        "mode",
        "from_place",
        "to_place",
        "started_at",
        "ended_at",
        "handler",
        "plate",
        "vessel",
    ),
    # purpose: see synthetic_data.world.payments; milestone: departure | border crossed | safe house | arrival, or "";
    # token: what a payment by hawala is released on, "" on other channels
    "payments": (
        "payment_id",
        "payer",
        "payee",
        "purpose",
        "channel",
        "amount_usd",
        "paid_at",
        "place_id",
        "milestone",
        "token",
    ),
    # migrants held after their journey; means: deception | debt | threat | abuse of vulnerability;
    # holder: the member who profits. Empty but in trafficking scenarios
    "exploitation": ("person_id", "place_id", "means", "debt_usd", "since", "holder"),
    # statements of a few members and look-alikes; side: asset | liability | income | expenditure
    "assets": ("person_id", "as_of", "side", "kind", "value_usd"),
    # innocent trips out and back; border_point is "" within one country, plate "" without a vehicle; crossed_at and
    # returned_at are the instants at the border point, NaT within one country
    "travels": (
        "person_id",
        "from_place",
        "border_point",
        "to_place",
        "started_at",
        "crossed_at",
        "returned_at",
        "ended_at",
        "plate",
    ),
    # the register of vessels, members' and everybody's; skipper is "" for a ferry
    "vessels": ("registration", "name", "kind", "keeper", "skipper", "home_place_id"),
    # where vessels under way were, on a journey or an innocent trip
    "tracks": ("registration", "seen_at", "latitude", "longitude"),
    # who was on which scheduled flight, migrants and everybody else
    "flights": ("person_id", "flight", "from_place", "to_place", "departs_at", "arrives_at"),
    # people who meet face to face; a and b have a tie, criminal or innocent
    "meetings": ("meeting_id", "started_at", "ended_at", "place_id", "a", "b"),
    # what somebody changed; kind: sim | handset | quiet (days without a number) | contact (taken over: detail is the
    # contact's person_id) | route | safe house; because: person_id of an arrest, or ""
    "adaptation": ("changed_at", "kind", "person_id", "detail", "because"),
    "arrests": ("person_id", "arrested_at", "place_id", "journey_id"),
    # everybody taken into custody, rightly or wrongly; suspicion and outcome: codes of the stream `arrests`
    "custody": ("person_id", "held_at", "place_id", "suspicion", "outcome", "journey_id"),
    # documents that exist, genuine and forged; supplier and flaw: see synthetic_data.world.papers
    "papers": PAPER_COLUMNS,
    # copies of documents found when the premises of a person were searched
    "searches": ("searched_at", "place_id", "person_id", "paper_id"),
    # every time a vehicle passes a place of interest, on a journey or an innocent trip
    "passes": ("seen_at", "plate", "place_id", "driver"),
}


@dataclass(frozen=True)
class World:
    """One hidden world. `scenario` and `level` are the parsed data files that it was drawn from.

    `variant` is the shape of its network: segmented, chain or hub. Calls are a plan, `traffic`, since there may be any
    number of them.
    """

    scenario: dict[str, Any]
    level: dict[str, Any]
    seed: int
    start: date
    end: date
    tables: dict[str, pd.DataFrame]
    traffic: Traffic
    variant: str = "segmented"

    def table(self, name: str) -> pd.DataFrame:
        """Return one world table; KeyError for a name not in `TABLES`."""
        return self.tables[name]
