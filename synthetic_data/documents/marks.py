"""Message marking: templates are constants marked for extraction, and looked up when a document is written."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.language import catalogue

Translate = Callable[[str], str]


def N_(template: str) -> str:
    """Mark a template for extraction by Babel and return it unchanged."""
    return template


def translator(language: str) -> Translate:
    """Return the look-up of document templates in that language; English is the template itself."""
    return catalogue("synthetic_data", "documents", language).gettext
