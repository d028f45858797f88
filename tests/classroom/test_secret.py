"""The instructor's secret: private, never overwritten, and the only way to an assessed seed."""

from __future__ import annotations

import itertools
import stat

import pytest

from classroom.secret import assessed_seed, new_secret, read_secret
from toolkit.errors import ParameterError, WorkspaceError


def test_a_secret_is_its_owners_alone_and_never_overwritten(tmp_path):
    file = tmp_path / "keys" / "secret"
    new_secret(file)
    before = file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(WorkspaceError, match="never overwritten"):
        new_secret(file)
    assert file.read_bytes() == before
    assert len(read_secret(file)) == 32


@pytest.mark.parametrize("content", ["", "abc", "zz" * 32, "00" * 31, "00" * 33])
def test_a_damaged_secret_is_refused(tmp_path, content):
    file = tmp_path / "secret"
    file.write_text(content)
    with pytest.raises(WorkspaceError, match="no secret"):
        read_secret(file)


def test_a_missing_secret_says_how_to_make_one(tmp_path):
    with pytest.raises(WorkspaceError, match="academy secret"):
        read_secret(tmp_path / "none")


def test_every_course_cohort_and_trainee_has_a_seed_of_its_own():
    names = ("a", "ab", "b", "abc", "c")
    asked = [*itertools.product(names, names, ("", *names))]
    seeds = {assessed_seed(bytes(range(32)), *one) for one in asked}
    assert len(seeds) == len(asked)
    assert all(0 <= seed < 1 << 128 for seed in seeds)
    assert seeds.isdisjoint(assessed_seed(bytes(32), *one) for one in asked)


@pytest.mark.parametrize(("course", "cohort"), [("", "2026"), ("operational", " ")])
def test_a_seed_needs_a_course_and_a_cohort(course, cohort):
    with pytest.raises(ParameterError, match="needs a"):
        assessed_seed(bytes(32), course, cohort)
