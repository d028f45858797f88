"""Make what trainees wrote safe to show: formgrader's pages share an origin with the interface that sets grades."""

from __future__ import annotations

import re
from html import escape
from typing import Any

import nh3
from nbformat.notebooknode import NotebookNode

from toolkit.answers.emit import MIME

IMAGES = ("image/png", "image/jpeg")
PLOTLY = "application/vnd.plotly.v1+json"
CHART_NOTE = "(interactive chart; open the notebook to see it)"
WIDGET_NOTE = "(form or control; its values are in the answer)"
# More than this no page lays out or colours: it would take minutes for a text made to that end.
MARKDOWN_LIMIT, CODE_LIMIT, LINE_LIMIT, TEXT_LIMIT, COLOURS_LIMIT = 30_000, 20_000, 1_000, 100_000, 2_000
_FORMULAS = 20
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*\Z")
_CLASSES = re.compile(r"(?:(?:highlight|hll|dataframe|[a-z]{1,2}[0-9]?)(?: |\Z))*\Z")
_ATTRIBUTES = {
    name: set(more)
    for name, more in {
        "*": ("class", "title"),
        "a": ("href", "title"),
        "img": ("src", "alt", "width", "height"),
        "td": ("colspan", "rowspan", "align"),
        "th": ("colspan", "rowspan", "scope", "align"),
        "table": ("border",),
        "ol": ("start",),
    }.items()
}


def clean_html(html: str) -> str:
    """Return HTML with only harmless tags and attributes: no script, style, form, frame, event or foreign image.

    >>> clean_html('<b onclick="x()">a</b><script>steal()</script><img src="https://x/y.png">')
    '<b>a</b><img>'
    """
    tags = nh3.ALLOWED_TAGS - {"map", "area"}
    return nh3.clean(
        html,
        tags=set(tags),
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel="noopener noreferrer nofollow",
    )


def markdown_html(source: str) -> str:
    """Render Markdown and clean the HTML: the filter that formgrader and the feedback use for every Markdown cell.

    A text of more than `MARKDOWN_LIMIT` characters, or with very many displayed formulas, is shown as it was typed:
    laying out takes time that grows faster than the text.
    """
    if len(source) > MARKDOWN_LIMIT or source.count("\\begin{") > _FORMULAS:
        return f"<pre>{escape(source)}</pre>"
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    # nbconvert's own filter but for the anchors behind headings, whose paragraph signs a page would show and print.
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    return clean_html(str(MarkdownWithMath(renderer=renderer).render(source)))


def code_html(source: str, language: str | None = None, metadata: Any = None) -> str:
    """Colour code as nbconvert does; a long cell or one with a very long line stays plain, for the same reason."""
    from nbconvert.filters.highlight import Highlight2HTML

    if len(source) > CODE_LIMIT or any(len(line) > LINE_LIMIT for line in source.splitlines()):
        return f'<div class="highlight"><pre>{escape(source)}</pre></div>'
    return str(Highlight2HTML(pygments_lexer="ipython3")(source, language=language, metadata=metadata))


def ansi_html(text: str) -> str:
    """Show text with its terminal colours as nbconvert does; past `TEXT_LIMIT` it is cut, and without them.

    >>> ansi_html("a\x1b[1mb")
    'a<span class="ansi-bold">b</span>'
    """
    from nbconvert.filters import ansi2html, strip_ansi

    text = str(text)
    if len(text) <= TEXT_LIMIT and text.count("\x1b") <= COLOURS_LIMIT:
        return str(ansi2html(text))
    note = f"\n(the first {TEXT_LIMIT:,} of {len(text):,} characters)" if len(text) > TEXT_LIMIT else ""
    return escape(strip_ansi(text[:TEXT_LIMIT]) + note)


def clean_notebook(notebook: NotebookNode) -> None:
    """Keep, in every code cell, the outputs that are harmless to show; in place."""
    notebook.metadata.pop("widgets", None)
    for cell in notebook.cells:
        cell.pop("attachments", None)
        if cell.cell_type == "code":
            for output in cell.outputs:
                if "data" in output:
                    output.data = NotebookNode(clean_bundle(output.data))
                    output.metadata = NotebookNode()


def clean_bundle(data: dict[str, Any]) -> dict[str, Any]:
    """Return the parts of a MIME bundle that are harmless to show; never empty."""
    kept: dict[str, Any] = {}
    for kind, value in data.items():
        if kind in (MIME, PLOTLY):
            kept[kind] = value
            continue
        text = "".join(value) if _lines(value) else value
        if kind == "text/plain":
            kept[kind] = text
        elif kind == "text/html" and isinstance(text, str):
            kept[kind] = clean_html(text)
        elif kind == "text/markdown" and isinstance(text, str):
            kept["text/html"] = markdown_html(text)
        elif kind in IMAGES and isinstance(text, str) and _BASE64.match(text):
            kept[kind] = text
    if PLOTLY in kept:
        kept.pop("text/html", None)
    if "text/plain" not in kept:
        kept["text/plain"] = CHART_NOTE if PLOTLY in kept else WIDGET_NOTE if _widget(data) else ""
    return kept


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Pictures come from the notebook itself, links carry no data, classes lay nothing out."""
    if name == "class":
        return value if _CLASSES.match(value) else None
    if (tag, name) == ("img", "src"):
        return value if value.startswith(("data:image/png;base64,", "data:image/jpeg;base64,")) else None
    if name == "href":
        # A link without a scheme would lead to the server of the page, where the grades are.
        return value if value.lower().startswith(("http://", "https://", "mailto:", "#")) else None
    return value


def _lines(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _widget(data: dict[str, Any]) -> bool:
    return any(kind.startswith("application/vnd.jupyter.widget") for kind in data)
