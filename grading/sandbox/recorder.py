"""Inside the sandbox: the shell that a kernel runs cells in, with a recorder of outputs in place of sockets."""

from __future__ import annotations

import builtins
import getpass
import io
import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ipykernel.compiler import XCachingCompiler
from ipykernel.zmqshell import ZMQInteractiveShell
from jupyter_client.session import Session
from traitlets.config import Config

# As many as the grader reads of one cell (grading.sandbox.outputs, which is not at hand in here).
CELL_OUTPUTS = 1_000
NO_INPUT = "raw_input was called, but this frontend does not support input requests."


class CellTimeoutError(Exception):
    """A cell ran longer than its limit."""


class StdinNotImplementedError(NotImplementedError):
    """A cell asks for input, and nobody is there."""


class Recorder(Session):
    """Stands where a kernel's session stands and keeps what would be sent, as the outputs of the current cell."""

    def __init__(self, cell_output: int) -> None:
        super().__init__(key=b"")
        self.limit = cell_output
        self.cells: dict[int, list[dict[str, Any]]] = {}
        self.shown: dict[str, list[tuple[int, dict[str, Any]]]] = {}
        self.dirty: dict[int, None] = {}
        self.begin(-1)

    def begin(self, index: int) -> None:
        """Start a new cell."""
        self.index, self.size, self.clearing = index, 0, False
        self.outputs = self.cells[index] = []

    def changed(self) -> list[int]:
        """Return the cells whose outputs changed since the last call: the current one, and those updated by it."""
        found = sorted({self.index, *(one for one in self.dirty if one >= 0)})
        self.dirty.clear()
        return found

    def msg(self, msg_type: str, content: Any = None, *_: Any, **__: Any) -> dict[str, Any]:
        """Make a message; there is no header, for nobody replies."""
        return {"msg_type": msg_type, "content": content or {}}

    def send(  # type: ignore[override]
        self, _stream: Any, msg_or_type: Any, content: Any = None, *_: Any, **__: Any
    ) -> dict[str, Any]:
        """Take a message that a kernel would send to its front-ends."""
        message = msg_or_type if isinstance(msg_or_type, dict) else self.msg(msg_or_type, content)
        self.take(message["msg_type"], message["content"])
        return message

    def take(self, kind: str, content: dict[str, Any]) -> None:
        """Turn one message into an output of the current cell, as a notebook's front-end does."""
        if kind == "clear_output":
            self.clearing = bool(content.get("wait"))
            if not self.clearing:
                self.outputs.clear()
            return
        identity = (content.get("transient") or {}).get("display_id")
        for index, shown in self.shown.get(identity, ()) if identity else ():
            shown["data"], shown["metadata"] = content["data"], content["metadata"]
            self.dirty[index] = None
        output = _output(kind, content)
        if output is None or len(self.outputs) > CELL_OUTPUTS or not self._room(content):
            return
        if self.clearing:
            self.outputs.clear()
            self.clearing = False
        last = self.outputs[-1] if self.outputs else {}
        if kind == "stream" and last.get("name") == output["name"]:
            last["text"] += output["text"]
            return
        self.outputs.append(output)
        if identity:
            self.shown.setdefault(identity, []).append((self.index, output))

    def failure(self, error: BaseException) -> None:
        """Record an error for which no traceback was shown."""
        name, words = type(error).__name__, str(error)[:2000]
        self.take("error", {"ename": name, "evalue": words, "traceback": [f"{name}: {words}"]})

    def _room(self, content: dict[str, Any]) -> bool:
        """Keep a cell's outputs under the cap, and say once that something was left out."""
        if self.size > self.limit:
            return False
        text = content.get("text")
        if isinstance(text, str):
            self.size += len(text)
        else:
            self.size += len(json.dumps(content)) + 64 * _containers(content)  # what a list takes once it is read
        if self.size > self.limit:
            note = f"Output left out: more than {self.limit:,} characters in one cell.\n"
            self.outputs.append({"output_type": "stream", "name": "stderr", "text": note})
        return self.size <= self.limit


class Stream(io.TextIOBase):
    """Standard output or error of a cell."""

    encoding = "utf-8"

    def __init__(self, name: str, recorder: Recorder) -> None:
        self.name = name
        self.recorder = recorder

    def writable(self) -> bool:
        """Say yes: this stream is there to be written."""
        return True

    def write(self, text: str) -> int:
        """Add text to the current cell's outputs."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if text:
            self.recorder.take("stream", {"name": self.name, "text": text})
        return len(text)


class Host:
    """What a shell asks of its kernel."""

    eventloop = None


def shell(cell_output: int) -> tuple[ZMQInteractiveShell, Recorder]:
    """Return a kernel's own shell in this process, and the recorder that takes its outputs."""
    recorder = Recorder(cell_output)
    config = Config()
    config.HistoryManager.hist_file = ":memory:"
    made = ZMQInteractiveShell.instance(config=config, kernel=Host(), compiler_class=XCachingCompiler)
    made.displayhook.session = made.display_pub.session = recorder
    made.displayhook.topic = b"execute_result"
    builtins.input = no_input
    getpass.getpass = no_input
    sys.stdout, sys.stderr = Stream("stdout", recorder), Stream("stderr", recorder)
    return made, recorder


def no_input(*_: Any, **__: Any) -> str:
    """Refuse to wait for input that cannot come."""
    raise StdinNotImplementedError(NO_INPUT)


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise CellTimeoutError in the running code after so many seconds, and again every second until it stops."""

    def stop(_number: int, _frame: Any) -> None:
        raise CellTimeoutError(f"the cell ran longer than {seconds:g} seconds and was stopped")

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _containers(value: Any) -> int:
    if not isinstance(value, (list, tuple, dict)):
        return 0
    return 1 + sum(map(_containers, value.values() if isinstance(value, dict) else value))


def _output(kind: str, content: dict[str, Any]) -> dict[str, Any] | None:
    if kind == "stream":
        return {"output_type": kind, "name": content["name"], "text": content["text"]}
    if kind == "error":
        return {"output_type": kind, **{part: content[part] for part in ("ename", "evalue", "traceback")}}
    if kind in ("display_data", "execute_result"):
        made = {"output_type": kind, "data": content["data"], "metadata": content.get("metadata") or {}}
        return {**made, "execution_count": content.get("execution_count")} if kind == "execute_result" else made
    return None
