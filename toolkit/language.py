"""Message catalogues: the one loader of translated text for every room.

Catalogues are gettext `.po` files under a package's `locale/<language>/<domain>.po`, read directly, so no
compiled file can drift from its source. English is the language of the source and needs no catalogue.
"""

from __future__ import annotations

import gettext
import io
import os
from functools import cache
from importlib import resources

from toolkit.errors import ParameterError, unknown

LANGUAGES = {
    "en": "English",
    "km": "ខ្មែរ",
    "lo": "ລາວ",
    "my": "မြန်မာ",
    "th": "ไทย",
    "vi": "Tiếng Việt",
}

_chosen: list[str] = []


def use(language: str) -> None:
    """Choose the language of messages for this process, by its two-letter code.

    >>> use("en")
    """
    if language not in LANGUAGES:
        raise ParameterError(unknown("language", language, LANGUAGES))
    _chosen[:] = [language]


def current() -> str:
    """Return the language in use: the one chosen, else `ACADEMY_LANGUAGE`, else English.

    >>> current() in LANGUAGES
    True
    """
    if _chosen:
        return _chosen[0]
    named = os.environ.get("ACADEMY_LANGUAGE", "en")
    return named if named in LANGUAGES else "en"


@cache
def catalogue(package: str, domain: str, language: str) -> gettext.NullTranslations:
    """Return the messages of one package, domain and language; English is the text itself.

    A message missing from a catalogue falls back to English.

    >>> catalogue("toolkit", "interface", "en").gettext("Recorded")
    'Recorded'
    """
    if language == "en":
        return gettext.NullTranslations()
    source = resources.files(package) / "locale" / language / f"{domain}.po"
    if not source.is_file():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.StringIO(source.read_text("utf-8")), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def text(message: str, /, **values: object) -> str:
    """Translate one message of the toolkit's interface and fill in its `{named}` values.

    >>> text("{count} links", count=3)
    '3 links'
    """
    translated = catalogue("toolkit", "interface", current()).gettext(message)
    return translated.format(**values) if values else translated
