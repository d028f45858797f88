"""nbgrader's collect for a world-writable exchange: links stay links, special files stay out, one fault stops nobody.

Stock collect follows links with the instructor's rights, so that a link to a sealed key, put into the exchange by
hand, would bring the key into a submission. `academy grade` refuses links when it stages what was collected.
"""

from __future__ import annotations

import shutil
import stat
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect
from nbgrader.utils import ignore_patterns

LEFT_OUT = "Submission left out"


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
        except OSError as error:
            self.log.error("%s: %s", LEFT_OUT, error)
            shutil.rmtree(dest, ignore_errors=True)


def _special(path: Path) -> bool:
    """Is this a device, a pipe or a socket, or gone?"""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return True
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_ISLNK(mode))
