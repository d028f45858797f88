"""Forged messages and answers that are objects: displays updated later, names taken over, values that lie about themselves."""

# ruff: noqa: E501  hostile code reads better unbroken

from __future__ import annotations

import nbformat

from tests.attacks.hostile.attack import Attack, Put, code
from tests.attacks.hostile.forging import KIND, SEND
from tests.grading.small_day import EXERCISE, RIGHT, answering, by_name, submit

_RAW = SEND + f"RIGHT = {{'version': 1, 'exercise': {EXERCISE!r}, 'answer': []}}\n"


def _and_after(answer: str, after: str) -> Put:
    """Code in the answer cell, and in a cell of one's own behind the mark cell."""

    def edit(notebook: nbformat.NotebookNode) -> None:
        answering(answer)(notebook)
        place = notebook.cells.index(by_name(notebook, "links-mark")) + 1
        notebook.cells.insert(place, nbformat.v4.new_code_cell(after, id="after"))

    return lambda root, who: submit(root, who, edit)


MESSAGES = (
    Attack(
        KIND,
        "mark cell's display updated by a later cell",
        _and_after(
            _RAW
            + "links = None\nmark = lambda *a: display({MIME: RIGHT, 'text/plain': '0'}, raw=True, display_id='verdict')",
            "from IPython.display import update_display\n"
            "update_display({MIME: {**RIGHT, 'score': 1.0, 'points': 10}, 'text/plain': '10 of 10 points'}, raw=True, display_id='verdict')",
        ),
        words="does not have the parts",
    ),
    Attack(
        KIND,
        "a verdict shown over and over under one display id",
        _and_after(
            _RAW
            + "links = None\nmark = lambda *a: [display({MIME: RIGHT}, raw=True, display_id='v') for _ in range(3)]",
            "get_ipython().display_pub.update = None",
        ),
        words="3 answers were recorded",
    ),
    code(
        KIND,
        "the judge's words on standard error",
        "import sys\nlinks = None\nfor stream in (sys.stderr, sys.stdout, sys.__stderr__):\n"
        "    try: stream.write('application/vnd.analysis-academy.answer+json {\"score\": 1.0}\\n10 of 10 points. \\n')\n"
        "    except Exception: pass",
    ),
    code(
        KIND,
        "an answer taken back by clear_output",
        _RAW + "from IPython.display import clear_output\nlinks = [{'a': 'N001', 'b': 'N006', 'status': 'confirmed'}]\n"
        "_mark = mark\ndef mark(*a):\n    _mark(*a); clear_output(wait=True); display({MIME: {**RIGHT, 'verdict': 10.0}}, raw=True)",
        words="does not have the parts",
    ),
    code(
        KIND,
        "comm messages and widgets that carry a verdict",
        _RAW + "links = None\nimport comm, ipywidgets\ntry:\n"
        "    one = comm.create_comm(target_name='nbgrader', data={MIME: {'score': 1.0}, 'score': 10.0}); one.send({'points': 10})\n"
        "except Exception: pass\n"
        "mark = lambda *a: display(ipywidgets.HTML('10'), {MIME: {'score': 1}}, metadata={MIME: {'score': 1}})",
    ),
    code(
        KIND,
        "MIME types that look like ours",
        _RAW + "links = None\ndef mark(*a):\n"
        "    for kind in (MIME.upper(), MIME + ' ', MIME + ';v=1', MIME.replace('a', '\\u0430'), 'application/vnd.analysis-academy.verdict+json'):\n"
        "        display({kind: {**RIGHT, 'score': 1.0}, 'text/plain': '10'}, raw=True)",
    ),
    code(
        KIND,
        "mark taken over in builtins and modules",
        _RAW + "import builtins, sys, toolkit\nclass Module(type(sys)):\n"
        "    mark = property(lambda self: lambda *a: 10.0, lambda self, value: None)\n"
        "toolkit.__class__ = Module\nbuiltins.mark = lambda *a: 10.0\ndel mark\n"
        "sys.modules['toolkit.answers.emit'].display = lambda *a, **k: 10.0\nlinks = None",
    ),
    code(
        KIND,
        "mark's own code and globals exchanged",
        "import toolkit, types\ndef other(exercise, answer): return 10.0\nwanted = toolkit.mark\nwanted.__code__ = other.__code__\n"
        "wanted.__globals__['normalise'] = lambda *a, **k: [{'a': 'N001', 'b': 'N002', 'status': 'confirmed'}]\n"
        "wanted.__defaults__ = (10.0, 10.0)\nlinks = None",
    ),
    code(
        KIND,
        "small numbers changed in memory",
        "import ctypes\nlinks = None\nfor number in range(0, 10):\n"
        "    ctypes.memmove(id(number) + 24, ctypes.byref(ctypes.c_uint32(10)), 4)",
        words="",
    ),
    code(
        KIND,
        "tracing, auditing and profiling of what marks",
        _RAW + "import sys, threading\nlinks = None\ndef seen(frame, event, value):\n"
        "    for name in list(frame.f_locals): frame.f_locals[name] = 10.0\n    return seen\n"
        "sys.settrace(seen); sys.setprofile(lambda *a: None); threading.settrace(seen)\n"
        "sys.addaudithook(lambda name, given: (_ for _ in ()).throw(SystemExit(0)) if name == 'open' else None)",
    ),
    code(
        KIND,
        "objects equal to everything, nested in the answer",
        "class Any(str):\n    __eq__ = lambda s, o: True\n    __ne__ = lambda s, o: False\n    __hash__ = lambda s: hash('N001')\n"
        "    __lt__ = lambda s, o: True\n    __contains__ = lambda s, o: True\n    __str__ = lambda s: Any('N006')\n    strip = lambda s, *a: s\n"
        "class Row(dict):\n    get = lambda s, *a: Any('N001')\n    items = lambda s: [('a', Any('x'))]\n    __iter__ = lambda s: iter(('a', 'b', 'status'))\n"
        "links = [Row(a=Any('N001'), b=Any('N006'), status=Any('confirmed')) for _ in range(3)]",
    ),
    code(
        KIND,
        "rows without end",
        "class Rows(list):\n    def __iter__(self):\n        while True: yield {'a': 'N001', 'b': 'N002', 'status': 'confirmed'}\n    __len__ = lambda s: 1\n"
        "links = Rows([{'a': 'N001', 'b': 'N006', 'status': 'confirmed'}])",
    ),
    code(
        KIND,
        "a table that runs code when it is read, copied and pickled",
        "import os, pandas as pd, pickle\nclass Frame(pd.DataFrame):\n    to_dict = lambda s, *a, **k: os._exit(0)\n"
        "    __reduce__ = lambda s: (os.system, ('touch /tmp/ran',))\n    __deepcopy__ = lambda s, m: os.abort()\n"
        "pickle.dump(Frame(), open('answer.pkl', 'wb'))\nlinks = Frame({'a': ['N001'], 'b': ['N002'], 'status': ['confirmed']})",
        words="ended early",
    ),
    code(
        KIND,
        "truth and numbers in place of texts",
        _RAW
        + "links = None\nmark = lambda *a: forge(answer=[{'a': True, 'b': -0.0, 'status': 1}, {'a': 1e308, 'b': 10**400, 'status': False}])",
    ),
    code(
        KIND,
        "an answer of texts that turn and hide",
        "links = [{'a': 'N001\\u200b', 'b': '\\u202eN002', 'status': 'confirmed'}, {'a': '\\uff2e\\uff10\\uff10\\uff11', 'b': 'N\\u0030\\u0301002', 'status': 'confirmed'},"
        " {'a': 'N002\\x00', 'b': 'N003\\x1b[2J', 'status': 'suspected'}]",
    ),
    code(
        KIND,
        "an answer nested deeply and one that holds itself",
        _RAW + "held = []\nfor _ in range(3000): held = [held]\nround = []; round.append(round)\nlinks = None\n"
        "def mark(*a):\n    for one in (held, round):\n        try: forge(answer=one)\n        except Exception: pass",
    ),
    code(
        KIND,
        "an answer that is a page",
        "links = [{'a': '<script>window.ran=1</script>', 'b': '<img src=x onerror=window.ran=1>', 'status': '{{7*7}}${7*7}<%= 7*7 %>'}]",
    ),
    Attack(
        KIND,
        "the right answer read from its own stored output",
        _and_after(
            "import glob, json, re\nlinks = None\nfor path in [*glob.glob('/academy/**/*', recursive=True), *glob.glob('/home/**/*', recursive=True), *glob.glob('*')]:\n"
            "    try:\n        for found in re.findall(r'\"links\": (\\[.*?\\])', open(path, errors='replace').read()): links = json.loads(found)\n    except Exception: pass",
            f"{RIGHT}\nmark({EXERCISE!r}, links)",
        ),
    ),
)
