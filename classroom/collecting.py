"""nbgrader's collect for a world-writable exchange: links stay links, special files stay out, one fault stops nobody.

Stock collect follows links with the instructor's rights, so that a link to a sealed key, put into the exchange by
hand, would bring the key into a submission. `academy grade` refuses links when it stages what was collected.
"""

from __future__ import annotations

import shutil
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import ignore_patterns, parse_utc

BACK_DATED = "Time corrected"
LEFT_OUT = "Submission left out"
TIMESTAMP = "timestamp.txt"
# Copying a day into the exchange takes a moment; a clock may be a little wrong.
TOLERANCE_S = 300


class CollectPlainFiles(ExchangeCollect):
    """Copy a submission without following links."""

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy one submission: regular files and folders as they are, links as links, nothing else."""
        limited = ignore_patterns(
            exclude=self.coursedir.ignore,
            include=self.coursedir.include,
            max_file_size=self.coursedir.max_file_size,
            log=self.log,
        )

        def ignore(folder: str, names: list[str]) -> list[str]:
            return [*limited(folder, names), *(name for name in names if _special(Path(folder) / name))]

        try:
            if _special(Path(src)) or Path(src).is_symlink():
                raise OSError(f"{src} is not a folder")
            if self.get_size(src) > 1000 * self.coursedir.max_dir_size:
                raise OSError(f"{src} is larger than {self.coursedir.max_dir_size / 1000:g} MB")
            shutil.copytree(src, dest, symlinks=True, ignore=ignore)
            self._check_time(Path(src), Path(dest) / TIMESTAMP)
        except OSError as error:
            self.log.error("%s: %s", LEFT_OUT, error)
            shutil.rmtree(dest, ignore_errors=True)

    def _check_time(self, source: Path, claimed: Path) -> None:
        """Put the time of arrival in place of a claimed one that is earlier.

        A trainee's machine writes the time at which it submitted, and anybody can write another. When the file system
        last changed the folder's entry (ctime) is set by the system alone.
        """
        arrived = datetime.fromtimestamp(source.stat().st_ctime, UTC)
        try:
            said = None if claimed.is_symlink() else parse_utc(claimed.read_text("utf-8")).replace(tzinfo=UTC)
        except (OSError, ValueError):
            said = None
        if said is None or (arrived - said).total_seconds() > TOLERANCE_S:
            claimed.unlink(missing_ok=True)
            claimed.write_text(f"{arrived:%Y-%m-%d %H:%M:%S.%f} UTC", "utf-8")
            words = "no time" if said is None else f"{said:%Y-%m-%d %H:%M} UTC"
            self.log.error(
                "%s: %s claims %s, and arrived %s UTC: the arrival counts",
                BACK_DATED,
                source.name.split("+")[0],
                words,
                f"{arrived:%Y-%m-%d %H:%M}",
            )


def _special(path: Path) -> bool:
    """Is this a device, a pipe or a socket, or gone?"""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return True
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_ISLNK(mode))
