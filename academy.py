"""Set Analysis Academy up on a machine that has Python 3.11+ and pip, then run it. Standard library only.

python3 academy.py start           open JupyterLab on the operational course with a fresh case
python3 academy.py test            run the tests
python3 academy.py ANYTHING ELSE   run `academy ANYTHING ELSE`, such as: generate --help
"""

from __future__ import annotations  # so that an older Python reaches the line that says so

import hashlib
import os
import subprocess
import sys
from pathlib import Path

UV = "0.13.9"
ROOT = Path(__file__).resolve().parent
TOOLS, VENV = ROOT / ".tools", ROOT / ".venv"
WINDOWS = os.name == "nt"
STAMP = VENV / ".academy-set-up"
# Every check of the repository: heading and command. Pytest comes last and takes the words after `test`.
STAGES = (
    ("code style", ("ruff", "check", ".")),
    ("formatting", ("ruff", "format", "--check", ".")),
    ("spelling", ("codespell",)),
    ("import rules between the rooms", ("lint-imports", "--no-logo")),
    ("types", ("mypy",)),
    ("notebooks match their lessons", ("academy", "build", "--check")),
    ("tests", ("pytest", "-n", "2")),
)


def main(words: list[str]) -> int:
    """Set up what is missing and run; return the exit code of what ran."""
    if sys.version_info < (3, 11):  # noqa: UP036
        version = ".".join(map(str, sys.version_info[:2]))
        print(f"academy: Python 3.11 or later is needed, this is {version}; install it and run again", file=sys.stderr)
        return 2
    if not words or words[0] in ("-h", "--help"):
        print(__doc__.strip())
        if not words:
            return 2
        print()
    testing = bool(words) and words[0] == "test"
    try:
        set_up(development=testing)
    except (subprocess.CalledProcessError, OSError) as error:
        print(f"academy: set-up failed ({error}); it needs pip and, the first time, the internet", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    return run_tests(words[1:]) if testing else run(("academy", *words))


def set_up(development: bool) -> None:
    """Install uv and the locked environment; does nothing where both are up to date."""
    digest = hashlib.sha256(f"{UV} {sys.version}".encode())
    for name in ("uv.lock", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    stamp = STAMP.read_text("utf-8").split() if STAMP.is_file() else []
    development = development or "development" in stamp  # never take the test tools out again
    wanted = [digest.hexdigest(), *(["development"] if development else [])]
    if stamp == wanted and program("academy").is_file():
        return
    print("academy: setting up (a minute or two the first time) ...", file=sys.stderr, flush=True)
    uv = find_uv()
    if uv is None:
        pip = (sys.executable, "-m", "pip", "install", "--quiet", "--upgrade", "--target", str(TOOLS), f"uv=={UV}")
        subprocess.run(pip, check=True, cwd=ROOT)
        uv = find_uv()
        if uv is None:
            raise OSError(f"pip installed no uv {UV} below {TOOLS}")
    environment = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "PYTHONPATH")}
    environment |= {"UV_PROJECT_ENVIRONMENT": str(VENV), "UV_PYTHON_DOWNLOADS": "never"}
    group = "--dev" if development else "--no-dev"
    sync = (uv, "sync", "--locked", "--compile-bytecode", group, "--quiet", "--python", sys.executable)
    subprocess.run(sync, check=True, cwd=ROOT, env=environment)
    STAMP.write_text("\n".join(wanted), "utf-8")


def find_uv() -> str | None:
    """Return the pinned uv below `.tools`, or None."""
    suffix = ".exe" if WINDOWS else ""
    for folder in ("bin", "Scripts"):
        path = TOOLS / folder / f"uv{suffix}"
        if path.is_file():
            said = subprocess.run((str(path), "--version"), capture_output=True, text=True, check=False).stdout.split()
            if UV in said:
                return str(path)
    return None


def program(name: str) -> Path:
    """Return the path of a program of the environment."""
    return VENV / "Scripts" / f"{name}.exe" if WINDOWS else VENV / "bin" / name


def run(words: tuple[str, ...]) -> int:
    """Run one program of the environment and return its exit code."""
    environment = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "PYTHONPATH")}
    environment["PATH"] = str(program("academy").parent) + os.pathsep + environment.get("PATH", os.defpath)
    with subprocess.Popen((str(program(words[0])), *words[1:]), env=environment) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # the program hears Ctrl-C itself; wait for what it makes of it
                continue


def run_tests(more: list[str]) -> int:
    """Run every stage, pytest with `more` arguments; return the exit code of the first stage that failed."""
    os.chdir(ROOT)
    codes: list[int] = []
    for heading, words in STAGES:
        print(f"\n=== {heading}: {' '.join(words)}", flush=True)
        codes.append(run((*words, *more) if words[0] == "pytest" else words))
        if codes[-1] == 130:
            return 130
    print("\n=== summary")
    for (heading, _), code in zip(STAGES, codes, strict=True):
        print(f"{'passed' if code == 0 else f'FAILED ({code})':<12} {heading}")
    return next((code for code in codes if code), 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
