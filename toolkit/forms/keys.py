"""Keys typed into a form stay in it: JupyterLab would take a letter typed on a drop-down for one of its commands.

In command mode Lab reads keys wherever they are typed but in text fields: "a" on a drop-down adds a cell, "d d" deletes
one. Lab leaves alone an element that is itself marked `data-lm-suppress-shortcuts`, which no widget can set. So every
element of a form is marked when it takes the focus, rows added later included.
"""

from __future__ import annotations

from typing import Any

_SCRIPT = """
function render({ el }) {
  el.style.display = "none";
  const mark = (left) => {
    const form = el.parentElement && el.parentElement.closest(".widget-box, .jupyter-widgets");
    if (form && el.isConnected)
      form.addEventListener("focusin", (e) => e.target.setAttribute("data-lm-suppress-shortcuts", "true"));
    else if (left > 0) setTimeout(() => mark(left - 1), 50);
  };
  mark(200);
}
export default { render };
"""


def guard() -> Any:
    """Return an unseen widget; the box that holds it keeps the keys typed in it."""
    import anywidget

    made = anywidget.AnyWidget(_esm=_SCRIPT)
    made.layout.display = "none"
    return made
