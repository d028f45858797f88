"""Lesson prose and code messages are taken out for translators and put back; templates match the sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from classroom import messages
from synthetic_data.documents.wording.voices import SYNTHETIC
from toolkit import language
from toolkit.errors import ParameterError

ROOT = Path(__file__).parents[2]
LESSON = """# %% [markdown] name="brief"
# # Links
#
# A link is drawn **once**.
#
# - solid: confirmed
# - dashed: suspected

# %% name="code"
x = "not prose"
"""


@pytest.fixture
def root(tmp_path):
    course = tmp_path / "curriculum" / "operational_10day"
    (course / "lessons" / "day04_x").mkdir(parents=True)
    (course / "course.toml").write_text("")
    (course / "lessons" / "day04_x" / "1_x.py").write_text(LESSON)
    for package in ("toolkit", "synthetic_data"):
        (tmp_path / package).mkdir()
    (tmp_path / "toolkit" / "a.py").write_text('text("Recorded {count}")\nprint("not a message")\n')
    return tmp_path


def test_prose_goes_out_and_comes_back(root):
    assert len(messages.extract(root)) == 3
    assert messages.extract(root, check=True) == []
    course = root / "curriculum" / "operational_10day"
    (file, translated, total), *_ = [row for row in messages.update(root, "km") if "operational" in str(row[0])]
    assert (translated, total) == (0, 4)
    text = file.read_text("utf-8").replace('msgid "# Links"\nmsgstr ""', 'msgid "# Links"\nmsgstr "# តំណ"')
    file.write_text(text, "utf-8")
    messages.update(root, "km")
    translate = messages.lesson_translator(course, "km")
    assert translate("# Links\n\nA link is drawn **once**.") == "# តំណ\n\nA link is drawn **once**."
    assert messages.lesson_translator(course, "en")("# Links") == "# Links"


def test_drift_is_seen(root):
    messages.extract(root)
    (root / "toolkit" / "a.py").write_text('text("Something else")\n')
    assert [path.name for path in messages.extract(root, check=True)] == ["interface.pot"]


def test_an_unknown_language_names_the_valid_ones(root):
    with pytest.raises(ParameterError, match="Valid: km, lo, my, th, vi"):
        messages.update(root, "kh")
    with pytest.raises(ParameterError):
        language.use("kh")


def test_the_committed_templates_match_the_sources():
    assert messages.extract(ROOT, check=True) == [], "run `academy messages extract`"


@pytest.mark.parametrize("code", [code for code in language.LANGUAGES if code != "en"])
def test_each_sample_language_has_its_own_words_and_keeps_the_values(code):
    plain = "Recorded for {exercise}: {count} rows."
    said = language.catalogue("toolkit", "interface", code).gettext(plain)
    assert said != plain
    assert said.format(exercise="day04.links", count=3).count("day04.links") == 1
    marked = language.catalogue("synthetic_data", "documents", code).gettext(SYNTHETIC)
    assert marked != SYNTHETIC
    assert marked.startswith("SYNTHETIC"), "the mark itself stays in every language"


def test_every_translation_keeps_the_placeholders():
    import re

    for package, domain in (("toolkit", "interface"), ("synthetic_data", "documents")):
        for code in language.LANGUAGES:
            file = ROOT / package / "locale" / code / f"{domain}.po"
            if file.is_file():
                for one in messages._read(file, code):
                    if one.id and one.string:
                        assert set(re.findall(r"{\w+}", one.id)) == set(re.findall(r"{\w+}", one.string)), (
                            file,
                            one.id,
                        )
