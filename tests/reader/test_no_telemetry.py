"""Reading an article leaves no trace outside: the runtime of the network reports nothing to its makers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_reading_writes_nothing_into_the_home_and_connects_to_nothing(tmp_path: Path) -> None:
    script = (
        "import socket\n"
        "def closed(*a, **k): raise AssertionError('the network was asked for')\n"
        "socket.socket.connect = socket.getaddrinfo = closed\n"
        "from dealextract import extract\n"
        "assert extract('Kestrel plc has agreed to buy Oakfield Ltd.').deals\n"
    )
    env = {k: v for k, v in os.environ.items() if k != "XDG_CACHE_HOME"} | {"HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]
