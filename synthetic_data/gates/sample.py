"""What gates look at of tables too long to hold: whole parts, evenly spaced in time; one row of the report says so."""

from __future__ import annotations

from dataclasses import replace

from synthetic_data.gates.gate import Gate
from toolkit.schema.case import Case
from toolkit.schema.parts import LONG, Parts


def sampled(case: Case) -> tuple[Case, list[Gate]]:
    """Return the case with parts of each table that holds more than a million records, and a row that says which.

    Gates of integrity go through every part; all others measure, and a million records are enough to measure on.
    """
    shorter = {
        name: _some(loader) for name, loader in case.loaders.items() if isinstance(loader, Parts) and loader.rows > LONG
    }
    if not shorter:
        return case, []
    notes = []
    for name, parts in shorter.items():
        whole = case.loaders[name]
        assert isinstance(whole, Parts)
        numbers = [whole.files.index(file) + 1 for file in parts.files]
        detail = (
            f"gates that measure {name} looked at {parts.rows:,} of {whole.rows:,} records: "
            f"parts {', '.join(map(str, numbers))} of {len(whole.files)}"
        )
        notes.append(Gate(f"sample of {name}", True, float(parts.rows), f"at most {LONG:,}", detail))
    return Case(case.info, {**case.loaders, **shorter}, case.texts, case.handouts, case.path), notes


def _some(whole: Parts) -> Parts:
    """The parts in the middle of equal stretches, together at most a million records but at least one part."""
    longest = max(file.rows for file in whole.files)
    count = min(max(1, LONG // longest), len(whole.files))
    chosen = [(2 * at + 1) * len(whole.files) // (2 * count) for at in range(count)]
    return replace(whole, files=tuple(whole.files[at] for at in chosen))
