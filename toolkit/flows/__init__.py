"""Event, commodity and activity flow, timelines, orders and routes. What a notebook types as `flows`.

`events` puts happenings in order and draws them three ways; `commodity` and `passages` add up what moves; `activity`
draws generic steps; `order` says what is known to come before what.
"""

from toolkit.flows.activity import activity
from toolkit.flows.commodity import commodity
from toolkit.flows.events import events
from toolkit.flows.on_file import on_file
from toolkit.flows.order import order
from toolkit.flows.passages import passages

__all__ = ["activity", "commodity", "events", "on_file", "order", "passages"]
