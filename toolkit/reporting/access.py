"""Access by contribution: which returns a viewer may read. Every query over returns starts from here."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select, true
from sqlalchemy.sql import FromClause

from toolkit.reporting import tables
from toolkit.reporting.system import System

RULE = (
    "A contributor reads its own returns, and others' for a period once it has filed its own for that period with at "
    "least one figure in it; a part of a period opens parts alone. The regional desk reads all."
)


def visible(viewer: str | None, held: FromClause = tables.returns) -> ColumnElement[bool]:
    """Return the condition under which a viewer may read a row of `returns` (or of an alias of it)."""
    if viewer is None:
        return true()
    own = tables.returns.alias("own")
    contributed = exists(
        select(own.c.id).where(
            own.c.contributor == viewer,
            own.c.cycle == held.c.cycle,
            own.c.period == held.c.period,
            own.c.reports,
            or_(own.c.until.is_(None), held.c.until.is_not(None)),
        )
    )
    return or_(held.c.contributor == viewer, contributed)


def standing(as_of: date | None = None, held: FromClause = tables.returns) -> ColumnElement[bool]:
    """Return the condition under which a row of `returns` is the last vintage, of those filed by a day if given."""
    later = tables.returns.alias("later")
    newer = [
        later.c.contributor == held.c.contributor,
        later.c.cycle == held.c.cycle,
        later.c.period == held.c.period,
        later.c.vintage > held.c.vintage,
    ]
    if as_of is None:
        return not_(exists(select(later.c.id).where(*newer)))
    return and_(held.c.filed_on <= as_of, not_(exists(select(later.c.id).where(*newer, later.c.filed_on <= as_of))))


def hidden(system: System, *conditions: ColumnElement[bool]) -> int:
    """Return how many returns that fit the conditions the viewer may not read, the last vintage of each counted."""
    from sqlalchemy import func

    chosen = select(func.count()).select_from(tables.returns)
    chosen = chosen.where(standing(), not_(visible(system.viewer)), *conditions)
    return system.read(lambda at: at.execute(chosen).scalar_one()) if system.viewer else 0
