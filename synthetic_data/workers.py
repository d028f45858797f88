"""Who does the work: this process, several processes, or a Dask cluster. The result is the same whoever does it.

A task is a function of a plan and an index. Its random stream follows from the index, never from the worker; what it
makes in bulk it writes below the spool, and it returns something small.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from toolkit.errors import ParameterError

MOST = 256
_PATIENCE_S = 10
# Just below the largest size for which the GNU C library does so, 32 MiB.
_KEPT = 31 << 20
Result = TypeVar("Result")
Task = Callable[[Any, int], Result]
_plan: Any = None


def run(
    task: Task[Result],
    plan: Any,
    count: int,
    *,
    journal: Path,
    workers: int = 1,
    scheduler: str | None = None,
) -> Iterator[Result]:
    """Yield `task(plan, index)` for each index from 0 on, in order.

    Parameters
    ----------
    journal : folder, shared by all workers, in which results are kept: a task that a killed run had finished is not
        done again
    workers : number of processes, 1 to 256; more than one only where there is more than one task
    scheduler : address of a Dask scheduler, such as tcp://10.0.0.5:8786, in place of processes; its workers must see
        the journal under the same path

    Raises ParameterError where Dask is not installed or does not answer.
    """
    journal.mkdir(parents=True, exist_ok=True)
    _keep_freed_memory()
    if scheduler is not None:
        yield from _on_dask(task, plan, count, journal, scheduler)
    elif min(workers, count) <= 1:
        for index in range(count):
            yield _once(task, plan, index, journal)
    else:
        # spawn: a forked child would inherit the locks of pyarrow's threads
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(
            min(workers, count), mp_context=context, initializer=_remember, initargs=(plan,)
        ) as pool:
            yield from pool.map(_remembered, *zip(*((task, index, journal) for index in range(count)), strict=True))


def check(workers: int, scheduler: str | None) -> None:
    """Raise ParameterError for a number of workers out of range, or an address that names no Dask scheduler."""
    if not 1 <= workers <= MOST:
        raise ParameterError(f"workers is {workers}; from 1 to {MOST} processes can share the work")
    if scheduler is not None:
        _client(scheduler).close()


def _client(address: str) -> Any:
    try:
        from distributed import Client
        from distributed.comm.addressing import get_address_host_port, parse_address
    except ImportError:
        raise ParameterError(
            "a scheduler needs Dask, which is not installed: install analysis-academy[scale], or leave it out"
        ) from None
    try:
        # a client that never met its scheduler prints a traceback when it goes, so the door is tried first
        if parse_address(address)[0] in ("tcp", "tls"):
            socket.create_connection(get_address_host_port(address), timeout=_PATIENCE_S).close()
        return Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ParameterError(
            f"no Dask scheduler answers at {address!r} ({reason}); give its address, such as tcp://127.0.0.1:8786"
        ) from None


def _on_dask(task: Task[Result], plan: Any, count: int, journal: Path, address: str) -> Iterator[Result]:
    with _client(address) as client:
        held = client.scatter(plan, broadcast=True, hash=False)
        futures = [client.submit(_once, task, held, index, journal, pure=False) for index in range(count)]
        try:
            for future in futures:
                yield future.result()
        finally:
            client.cancel(futures)


def _keep_freed_memory() -> None:
    """Let the C library keep arrays of some megabytes that are freed: it keeps sizes that it has once seen freed.

    Else the system hands out and clears the same memory for every array anew, at a quarter of the whole time.
    """
    del_at_once: np.ndarray = np.empty(_KEPT, dtype=np.uint8)
    del del_at_once


def _remember(plan: Any) -> None:
    global _plan
    _plan = plan
    _keep_freed_memory()


def _remembered(task: Task[Result], index: int, journal: Path) -> Result:
    return _once(task, _plan, index, journal)


def _once(task: Task[Result], plan: Any, index: int, journal: Path) -> Result:
    kept = journal / f"{getattr(task, '__name__', 'task')}-{index:05d}"
    if kept.is_file():
        found: Result = pickle.loads(kept.read_bytes())
        return found
    result = task(plan, index)
    unfinished = kept.with_name(f".{kept.name}.{os.getpid()}")
    unfinished.write_bytes(pickle.dumps(result))
    unfinished.replace(kept)
    return result
