"""`open_system`: one reporting system as a small handle, and transactions that wait for one another."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, insert, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import NullPool

from toolkit.errors import ReportingError, unknown
from toolkit.reporting import tables

T = TypeVar("T")
WAIT_S = 30  # how long a writer waits for the others before it tries again
TRIES = 8
_SHORT_WAIT_S = 0.05
_CREATING = 810_413  # PostgreSQL's advisory lock while the tables are made


@dataclass(frozen=True)
class System:
    """One reporting system, as one contributor sees it; `viewer` None is the regional desk, which sees all.

    Nothing is held open: the handle may be kept, copied and passed on.
    """

    engine: Engine
    viewer: str | None = None
    day: date | None = None

    def seen_by(self, contributor: str | None) -> System:
        """Return the system as that contributor sees it (None: the desk); ReportingError for an unknown one."""
        if contributor is not None:
            known = self.read(lambda at: at.execute(select(tables.contributors.c.code)).scalars().all())
            if contributor not in known:
                raise ReportingError(unknown("contributor", contributor, known))
        return replace(self, viewer=contributor)

    @property
    def today(self) -> date:
        """The day on which the system stands: the one given, the one of a training system, or today's."""
        if self.day is not None:
            return self.day
        kept = setting(self, "today")
        return date.fromisoformat(kept) if kept else date.today()

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run one reading transaction and return what it gives; it sees the system as it stood at its start."""
        return _tried(lambda: _in(self.engine.connect(), work))

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run one writing transaction: all of it or nothing. It is tried again where another one was in the way."""
        return _tried(lambda: _in(self.engine.connect().execution_options(writes=True), work))

    def __repr__(self) -> str:
        who = self.viewer or "the regional desk"
        return f"<reporting system {self.engine.url.render_as_string(hide_password=True)}, seen by {who}>"


def open_system(place: str | Path, *, viewer: str | None = None, today: date | str | None = None) -> System:
    """Open a reporting system; its tables are made where there are none.

    Parameters
    ----------
    place : path of a database file (SQLite, no server), or a URL such as postgresql+psycopg://desk@host/vrs
    viewer : contributor whose eyes it is read with; None is the regional desk. Whoever can open the file itself can
        read it whole, so a real desk lets contributors reach it through a service or a database of their own
    today : the day on which the system stands; by default the training system's day, else the clock's

    Raises ReportingError where the place cannot be opened or holds something else.

    >>> import tempfile
    >>> system = open_system(Path(tempfile.mkdtemp()) / "desk.db", today="2026-04-01")
    >>> system.today.isoformat(), system.viewer
    ('2026-04-01', None)
    """
    engine = _engine(place)
    try:
        system = System(engine, day=_day(today))
        _tried(lambda: _in(engine.connect().execution_options(writes=True), _create))
    except DBAPIError as error:
        raise ReportingError(f"{_said(engine)}: cannot be opened as a reporting system ({_reason(error)})") from None
    kept = setting(system, "format")
    if kept != tables.FORMAT:
        raise ReportingError(f"{_said(engine)}: format {kept!r}; this toolkit reads format {tables.FORMAT}")
    return system.seen_by(viewer)


def setting(system: System, name: str) -> str:
    """Return one setting of the system, "" where it is not set."""
    chosen = select(tables.settings.c.value).where(tables.settings.c.name == name)
    return system.read(lambda at: at.execute(chosen).scalar()) or ""


def put_setting(at: Connection, name: str, value: str) -> None:
    """Set one setting within a writing transaction."""
    at.execute(tables.settings.delete().where(tables.settings.c.name == name))
    at.execute(insert(tables.settings).values(name=name, value=value))


def _engine(place: str | Path) -> Engine:
    words = str(place)
    if "://" not in words:
        if words == ":memory:":
            raise ReportingError("a system in memory is seen by one connection alone; name a file")
        folder = Path(words).expanduser().parent
        if not folder.is_dir():
            raise ReportingError(f"{folder} is no folder; make it first, or name another place for the system")
        words = f"sqlite:///{Path(words).expanduser()}"
    try:
        url = make_url(words)
        name = url.get_backend_name()
        if name == "sqlite":
            return _sqlite(str(url))
        if name == "postgresql":
            return create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except ArgumentError:
        raise ReportingError(
            f"{words!r} is no database URL; such as postgresql+psycopg://desk@host/vrs, or a file's path"
        ) from None
    except (NoSuchModuleError, ModuleNotFoundError):
        raise ReportingError("the PostgreSQL driver is missing: install analysis-academy[postgres]") from None
    raise ReportingError(unknown("kind of database", name, ("sqlite", "postgresql")))


def _sqlite(url: str) -> Engine:
    # No pool: a connection costs less than a millisecond, and none is carried into a forked process.
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": WAIT_S})

    @event.listens_for(engine, "connect")
    def prepared(raw: Any, _record: Any) -> None:
        raw.isolation_level = None  # transactions are begun below, not by the driver
        for pragma in ("foreign_keys = ON", "synchronous = FULL"):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begun(at: Connection) -> None:
        # A writer takes its turn at once: two that read first and then write would refuse each other.
        at.exec_driver_sql("BEGIN IMMEDIATE" if at.get_execution_options().get("writes") else "BEGIN")

    return engine


def _create(at: Connection) -> None:
    if at.dialect.name == "postgresql":
        at.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _CREATING})
    if at.dialect.has_table(at, "settings"):
        return
    tables.metadata.create_all(at)
    put_setting(at, "format", tables.FORMAT)


def _in(connection: Connection, work: Callable[[Connection], T]) -> T:
    with connection:
        if connection.dialect.name == "sqlite" and connection.get_execution_options().get("writes"):
            _journal(connection)
        with connection.begin():
            return work(connection)


def _journal(connection: Connection) -> None:
    """Let readers and the writer work at once; the file remembers it, so that this is done once in its life."""
    raw = connection.connection.driver_connection
    assert raw is not None
    if raw.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        raw.execute("PRAGMA journal_mode = WAL")


def _tried(work: Callable[[], T]) -> T:
    for left in range(TRIES - 1, -1, -1):
        try:
            return work()
        except (OperationalError, IntegrityError) as error:
            if not left or not _in_the_way(error):
                raise
            time.sleep(random.uniform(1, 4) * _SHORT_WAIT_S * (TRIES - left))
    raise AssertionError("unreachable")


def _in_the_way(error: DBAPIError) -> bool:
    """Whether another transaction was in the way: a lock, a deadlock, or two that took the same vintage."""
    code = getattr(error.orig, "sqlstate", None)
    if code is not None:
        return code in ("40001", "40P01", "55P03", "23505")
    words = str(error.orig)
    return "locked" in words or "busy" in words


def _day(given: date | str | None) -> date | None:
    if given is None or isinstance(given, date):
        return given
    try:
        return date.fromisoformat(given)
    except (ValueError, TypeError):
        raise ReportingError(f"today {given!r} is not a date; write it as 2026-04-01") from None


def _said(engine: Engine) -> str:
    return engine.url.database or "" if engine.dialect.name == "sqlite" else engine.url.render_as_string()


def _reason(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0]
