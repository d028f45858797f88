"""Documents in use: which one a traveller takes out, and what an officer who looks at it finds."""

from __future__ import annotations

import numpy as np

from synthetic_data.world.model import World

# Training choices. Who has a forged document uses it more often than the other; an officer sees one flaw in four.
_FORGED_FIRST = 0.6
_SEEN = 0.25
_QUERIED, _QUERIED_FORGED = 0.02, 0.12
_REFUSED = 0.02


class Counter:
    """The documents of one world, taken out and looked at in the order of the calls."""

    def __init__(self, world: World, rng: np.random.Generator) -> None:
        self._rng = rng
        papers = world.table("papers")
        self._row = {row.paper_id: row for row in papers.itertuples()}
        self._own = {row.person_id: row.paper_id for row in papers.itertuples() if row.is_genuine}
        self._forged = {row.person_id: row.paper_id for row in papers.itertuples() if not row.is_genuine}
        self._name = dict(zip(world.table("people")["person_id"], world.table("people")["name"], strict=True))

    def take(self, person: str) -> str:
        """Return the paper_id of the document that a person shows."""
        draw = self._rng.random()
        if person in self._forged and draw < _FORGED_FIRST:
            return self._forged[person]
        return self._own[person]

    def inspect(self, paper: str) -> tuple[str, str]:
        """Return what the inspection comes to, and what the border service does: admitted or refused."""
        row, (seen, result, refused) = self._row[paper], self._rng.random(3)
        if row.flaw and seen < _SEEN:
            return ("seized" if result < 0.5 else "refused"), "refused"
        if refused < _REFUSED:
            return "refused", "refused"
        queried = _QUERIED if row.is_genuine else _QUERIED_FORGED
        return ("queried" if result < queried else "accepted"), "admitted"

    def look(self, paper: str) -> str:
        """Return what a look at the document of somebody who is held comes to."""
        row, draw = self._row[paper], self._rng.random()
        if row.flaw and draw < 2 * _SEEN:
            return "seized"
        return "queried" if draw > 0.9 else "accepted"

    def number(self, paper: str) -> str:
        """Return the number of a document, "" for none."""
        return str(self._row[paper].document_number) if paper else ""

    def name(self, paper: str, person: str) -> str:
        """Return the person, or the name on the document where that is another."""
        shown = str(self._row[paper].name_on_it) if paper else ""
        return shown if shown and shown != self._name[person] else person
