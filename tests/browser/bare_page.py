"""An interactive chart on a bare page, joined to its Python widget: what JupyterLab does, without its start."""

from __future__ import annotations

import json
from typing import Any

from toolkit.link.explore.widget import STATIC

_PAGE = """<!doctype html><html><head><meta charset="utf-8"><style>body { margin: 8px }%(css)s</style></head>
<body data-jp-theme-light="%(light)s" style="background:%(back)s"><div id="here"></div><script type="module">
import widget from "%(origin)s/explore.js";
const state = %(state)s, listeners = {}, changed = new Set();
const emit = (name, ...values) => (listeners[name] ?? []).forEach(one => one(...values));
window.model = {
  get: name => state[name],
  set: (name, value) => { state[name] = value; changed.add(name); },
  save_changes: () => {
    const part = Object.fromEntries([...changed].map(name => [name, state[name]]));
    changed.clear();
    if (Object.keys(part).length) window.toPython("state", JSON.stringify(part));
  },
  send: content => window.toPython("message", JSON.stringify(content)),
  on: (name, listener) => (listeners[name] ??= []).push(listener),
  off: (name, listener) => { listeners[name] = (listeners[name] ?? []).filter(one => one !== listener); },
};
window.fromPython = (name, value) => {
  if (name === "message") return emit("msg:custom", value);
  state[name] = value;
  emit(`change:${name}`);
};
widget.render({ model: window.model, el: document.getElementById("here") });
window.ready = true;
</script></body></html>"""
SYNCED = ("selection", "selected_links", "hidden", "groups", "positions", "period")
ORIGIN = "http://chart.test"


class Joined:
    """A page and the widget that it shows; `outside` lists requests for anything but the chart's own files."""

    def __init__(self, page: Any, widget: Any, light: bool = True) -> None:
        self.page, self.widget, self.outside = page, widget, list[str]()
        state = {
            name: value for name, value in widget.get_state().items() if name in (*SYNCED, "_data", "_words", "height")
        }
        html = _PAGE % {
            "css": (STATIC / "explore.css").read_text("utf-8"),
            "light": "true" if light else "false",
            "back": "#fff" if light else "#111",
            "origin": ORIGIN,
            "state": json.dumps(state).replace("</", "<\\/"),
        }
        script = (STATIC / "explore.js").read_text("utf-8")

        def serve(route: Any) -> None:
            url = route.request.url
            if url == f"{ORIGIN}/":
                route.fulfill(body=html, content_type="text/html; charset=utf-8")
            elif url == f"{ORIGIN}/explore.js":
                route.fulfill(body=script, content_type="text/javascript; charset=utf-8")
            elif url.startswith(("data:", "blob:")):
                route.continue_()
            else:
                self.outside.append(url)
                route.abort()

        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        page.route("**/*", serve)
        page.expose_function("toPython", self._heard)
        widget.send = lambda content, buffers=None: self.queue.append(content)
        self.queue: list[Any] = []
        page.goto(f"{ORIGIN}/")
        page.wait_for_function("() => window.ready", timeout=60_000)
        page.wait_for_timeout(300)

    def _heard(self, what: str, text: str) -> None:
        content = json.loads(text)
        if what == "state":
            self.widget.set_state(content)
        else:
            self.widget._asked(self.widget, content, [])

    def settle(self, milliseconds: int = 250) -> None:
        """Let what was done reach Python, and Python's answers reach the page."""
        self.page.wait_for_timeout(milliseconds)
        while self.queue:
            self.page.evaluate("content => window.fromPython('message', content)", self.queue.pop(0))
            self.page.wait_for_timeout(150)

    def push(self, name: str) -> None:
        """Send a trait that Python changed to the page."""
        self.page.evaluate(
            "([name, value]) => window.fromPython(name, value)", [name, self.widget.get_state(name)[name]]
        )
        self.settle()
