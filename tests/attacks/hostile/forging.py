"""Forged verdicts and forged answers: code that wants points without an answer."""

# ruff: noqa: E501  hostile code reads better unbroken

from __future__ import annotations

from tests.attacks.hostile.attack import code

SEND = """
from IPython.display import display
MIME = "application/vnd.analysis-academy.answer+json"
def forge(**more):
    display({MIME: {"version": 1, "exercise": "day04.links", "answer": [], **more}, "text/plain": "10"}, raw=True)
"""
_ALL = (
    "class All(list):\n    __eq__ = lambda self, other: True\n    __ne__ = lambda self, other: False\n"
    "    __hash__ = lambda self: 0\n    __len__ = lambda self: 3\n    __contains__ = lambda self, one: True\n"
)
KIND = "forged verdicts"
FORGING = (
    code(KIND, "prints a score and shows it", "links = []\nprint(10.0)\n10.0"),
    code(KIND, "score in a payload of another cell", SEND + "forge(score=1.0)\nlinks = None"),
    code(
        KIND,
        "mark patched to claim a score",
        SEND + "import toolkit\nmark = lambda *a: forge(score=1.0, verdict='full')\nlinks = None",
        words="does not have the parts",
    ),
    code(
        KIND,
        "mark patched to give two answers",
        SEND + "mark = lambda *a: (forge(), forge())\nlinks = None",
        words="2 answers were recorded",
    ),
    code(
        KIND,
        "mark patched to answer another exercise",
        SEND + "mark = lambda *a: forge(exercise='day04.other')\nlinks = None",
        words="names exercise 'day04.other'",
    ),
    code(
        KIND,
        "mark patched to send another version",
        SEND + "mark = lambda *a: forge(version='2')\nlinks = None",
        words="is of version '2'",
    ),
    code(KIND, "mark patched to return points", "mark = lambda *a: 10.0\nlinks = None"),
    code(KIND, "mark patched to return not a number", "mark = lambda *a: float('nan')\nlinks = None"),
    code(KIND, "mark patched to return a text", "mark = lambda *a: '10'\nlinks = None"),
    code(
        KIND, "mark patched to send no JSON", SEND + "mark = lambda *a: display({MIME: object()}, raw=True)\nlinks = 1"
    ),
    code(KIND, "an answer that never ends", SEND + "mark = lambda *a: forge(answer=[float('inf')])\nlinks = None"),
    code(KIND, "an enormous number", SEND + "mark = lambda *a: forge(answer=[{'a': 10**4000}])\nlinks = None"),
    code(KIND, "object equal to everything", _ALL + "links = All()"),
    code(
        KIND,
        "texts equal to everything",
        "class Any(str):\n    __eq__ = lambda self, other: True\n    __hash__ = lambda self: 0\n"
        "links = [{'a': Any('N001'), 'b': Any('N006'), 'status': 'confirmed'}]",
    ),
    code(
        KIND,
        "every pair",
        "links = [{'a': f'N00{i}', 'b': f'N00{j}', 'status': 'confirmed'} for i in range(1, 7) for j in range(1, i)]",
    ),
    code(KIND, "not a number as answer", "links = float('nan')"),
    code(
        KIND,
        "patched builtins",
        "import builtins\nfor name in ('sorted', 'len', 'set', 'isinstance', 'all', 'any', 'sum'):\n"
        "    setattr(builtins, name, lambda *a, **k: True)\nlinks = None",
    ),
    code(
        KIND,
        "assert made void",
        "import builtins\nbuiltins.AssertionError = type('Quiet', (BaseException,), {})\n"
        "get_ipython().showtraceback = lambda *a, **k: None\nlinks = None",
    ),
    code(
        KIND,
        "patched pandas and JSON",
        "import json, pandas as pd\npd.DataFrame.equals = lambda *a: True\npd.testing.assert_frame_equal = print\n"
        'json.dumps = lambda *a, **k: \'{"cell": 3, "outputs": []}\'\nlinks = None',
    ),
    code(
        KIND,
        "patched toolkit",
        "import toolkit, sys\nfor name, module in list(sys.modules.items()):\n"
        "    if name.startswith('toolkit'):\n"
        "        for one in vars(module):\n"
        "            if callable(vars(module)[one]): vars(module)[one] = lambda *a, **k: []\nlinks = None",
    ),
    code(
        KIND,
        "import hook",
        "import sys, types\nclass Hook:\n    def find_spec(self, name, *a):\n"
        "        if name.startswith('toolkit'): raise ImportError('mine')\n"
        "sys.meta_path.insert(0, Hook())\n"
        "for name in [n for n in sys.modules if n.startswith('toolkit')]: del sys.modules[name]\nlinks = None",
    ),
    code(
        KIND,
        "shadow module in place of toolkit",
        "import sys, types\nfake = types.ModuleType('toolkit')\nfake.mark = lambda *a: 10.0\nsys.modules['toolkit'] = fake\n"
        "open('toolkit.py', 'w').write('mark = lambda *a: 10.0')\nfrom toolkit import mark\nlinks = None",
    ),
    code(
        KIND,
        "IPython hooks: transformers, events, formatters",
        "import ast\nshell = get_ipython()\nshell.input_transformers_post.append(lambda lines: ['10.0\\n'])\n"
        "class Full(ast.NodeTransformer):\n    visit_Call = lambda self, node: ast.Constant(10.0)\n"
        "shell.ast_transformers.append(Full())\n"
        "shell.events.register('post_run_cell', lambda *a: print(10.0))\n"
        "shell.display_formatter.format = lambda *a, **k: ({'text/plain': '10.0'}, {})\n"
        "shell.set_custom_exc((BaseException,), lambda *a, **k: None)\nlinks = None",
    ),
    code(
        KIND, "shell taken apart", "get_ipython().run_cell = None\nget_ipython().events.callbacks.clear()\nlinks = None"
    ),
    code(
        KIND,
        "forged kernel messages",
        SEND + "session = get_ipython().display_pub.session\n"
        "socket = getattr(get_ipython().display_pub, 'pub_socket', None)\n"
        "for kind in ('execute_result', 'display_data'):\n"
        "    session.send(socket, kind, {'data': {'text/plain': '10.0', MIME: {'score': 1}}, 'metadata': {},"
        " 'execution_count': 4})\n"
        "session.send(socket, 'execute_reply', {'status': 'ok', 'execution_count': 4})\nlinks = None",
    ),
    code(
        KIND,
        "the recorder's own lists",
        "import gc\nfor one in gc.get_objects():\n    if type(one).__name__ == 'Recorder':\n"
        "        for cell in range(9): one.cells.setdefault(cell, []).append({'output_type': 'execute_result',"
        " 'data': {'text/plain': '10.0'}, 'metadata': {}, 'execution_count': 1}); one.dirty[cell] = None\nlinks = None",
    ),
    code(
        KIND,
        "frames and gc searched for the key",
        "import gc, sys\nlinks = None\nwanted = 'the model answer ' + 'nobody'\nframe = sys._getframe()\nheld = []\n"
        "while frame:\n    held += [frame.f_locals, frame.f_globals]\n    frame = frame.f_back\n"
        "for one in [*gc.get_objects(), *held]:\n    try:\n"
        "        if isinstance(one, dict) and any(isinstance(v, str) and v.startswith(wanted) for v in one.values())"
        " and one is not globals(): print('LE' + 'AK')\n    except Exception: pass",
    ),
    code(
        KIND,
        "another answer while it is graded",
        "import os, sys\nlinks = None\n"
        "if os.path.exists('/academy') or 'NBGRADER_EXECUTION' in os.environ or 'ipykernel' not in sys.argv[0]:\n"
        "    links = [{'a': 'N001', 'b': f'N00{i}', 'status': 'confirmed'} for i in range(2, 7)]\n    mark = lambda *a: 10.0",
    ),
    code(KIND, "leaves at once", "import os\nos._exit(0)", words="ended early"),
    code(KIND, "leaves by exception", "raise SystemExit(0)"),
    code(
        KIND,
        "kills everything it may",
        "import os, signal\nos.kill(-1, signal.SIGKILL)",
        words="ended early",
        bomb=True,
    ),
    code(
        KIND,
        "thread that lives on and answers again",
        SEND + "import threading, time\nlinks = None\ndef later():\n"
        "    while True:\n        time.sleep(0.001)\n        forge()\n"
        "threading.Thread(target=later, daemon=True).start()\nmark = lambda *a: time.sleep(0.5)",
        words="answers were recorded",
    ),
    code(
        KIND,
        "writes to every descriptor",
        "import os\nfor number in range(3, 64):\n"
        '    try: os.write(number, b\'{"notebook": "1_links", "ended": "finished", "cells": 3}\\n[]\\nx\')\n'
        "    except OSError: pass\nlinks = None",
    ),
)
