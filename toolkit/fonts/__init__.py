"""Fonts of the classroom's languages, shipped so that pages, PDFs and exported charts need no internet.

`custom.css` beside this file is served to JupyterLab; `use_for_export` lets exported charts find the fonts.
The fonts are Noto Sans with its Khmer, Lao, Myanmar and Thai companions (SIL Open Font License, `OFL.txt`);
Noto Sans itself covers Vietnamese.
"""

from __future__ import annotations

import os
from pathlib import Path
from xml.sax.saxutils import escape

FOLDER = Path(__file__).parent
# family name -> stem of its two files, -Regular.ttf and -Bold.ttf
FAMILIES = {
    "Noto Sans": "NotoSans",
    "Noto Sans Khmer": "NotoSansKhmer",
    "Noto Sans Lao": "NotoSansLao",
    "Noto Sans Myanmar": "NotoSansMyanmar",
    "Noto Sans Thai": "NotoSansThai",
}
# The first and the last sign of each companion's script.
_SCRIPTS = {
    "Noto Sans Khmer": ("\u1780", "\u17ff"),
    "Noto Sans Lao": ("\u0e80", "\u0eff"),
    "Noto Sans Myanmar": ("\u1000", "\u109f"),
    "Noto Sans Thai": ("\u0e00", "\u0e7f"),
}


def families_for(text: str) -> list[str]:
    """Return the families that a text needs, Noto Sans first: what a page or a PDF has to carry for it.

    >>> families_for("Anong อนงค์")
    ['Noto Sans', 'Noto Sans Thai']
    """
    found = [name for name, (low, high) in _SCRIPTS.items() if any(low <= sign <= high for sign in text)]
    return ["Noto Sans", *found]


def files(family: str) -> tuple[Path, Path]:
    """Return the regular and the bold file of one family.

    >>> [file.name for file in files("Noto Sans Lao")]
    ['NotoSansLao-Regular.ttf', 'NotoSansLao-Bold.ttf']
    """
    stem = FAMILIES[family]
    return FOLDER / f"{stem}-Regular.ttf", FOLDER / f"{stem}-Bold.ttf"


def use_for_export() -> None:
    """Let charts exported by kaleido (PNG, SVG, PDF) find the shipped fonts, where fontconfig is used (Linux).

    Writes one small configuration file into the user's cache folder and names it in the environment;
    a configuration that the user has named already is kept.

    >>> use_for_export()
    """
    if os.name != "posix" or os.environ.get("FONTCONFIG_FILE"):
        return
    from platformdirs import user_cache_path

    target = user_cache_path("analysis-academy", ensure_exists=True) / "fonts.conf"
    content = (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        '  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n'
        f"  <dir>{escape(str(FOLDER))}</dir>\n</fontconfig>\n"
    )
    if not target.is_file() or target.read_text("utf-8") != content:
        building = target.with_name(f"{target.name}.{os.getpid()}")
        building.write_text(content, "utf-8")
        building.replace(target)
    os.environ["FONTCONFIG_FILE"] = str(target)
