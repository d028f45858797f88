"""The classroom's scripts have their glyphs shipped, and exported charts find them."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest
from fontTools.ttLib import TTFont

from toolkit import fonts

SAMPLES = {
    "Noto Sans Khmer": "ខ្មែរ",
    "Noto Sans Lao": "ລາວ",
    "Noto Sans Myanmar": "မြန်မာ",
    "Noto Sans Thai": "ไทย",
    "Noto Sans": "Tiếng Việt đặc biệt",
}


@pytest.mark.parametrize("family", SAMPLES)
def test_each_family_holds_its_script_in_both_weights(family):
    for file in fonts.files(family):
        glyphs = TTFont(file).getBestCmap()
        assert [letter for letter in SAMPLES[family] if ord(letter) not in glyphs and letter != " "] == []


def test_the_style_sheet_names_shipped_files_only():
    css = (fonts.FOLDER / "custom.css").read_text()
    named = re.findall(r'url\("([^"]+)"\)', css)
    assert len(named) == 2 * len(fonts.FAMILIES)
    assert all((fonts.FOLDER / name).is_file() for name in named)
    assert "http" not in css


@pytest.mark.skipif(shutil.which("fc-match") is None, reason="fontconfig's tools are not installed")
def test_exported_charts_find_the_shipped_fonts(tmp_path, monkeypatch):
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    fonts.use_for_export()
    listed = subprocess.run(["fc-list", ":family=Noto Sans Khmer", "file"], capture_output=True, text=True).stdout
    assert str(fonts.FOLDER) in listed
