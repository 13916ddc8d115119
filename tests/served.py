"""A Streamlit app, started on a free port of this machine and stopped again."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[1]
TICK = 1 / os.sysconf("SC_CLK_TCK")  # seconds


@dataclass(frozen=True)
class Served:
    """A running app: its address, such as ``127.0.0.1:40123``, and its process."""

    address: str
    pid: int

    def processor_time(self) -> float:
        """Return the seconds of processor time that the server has used (Linux), in steps of 10 ms."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * TICK  # utime and stime

    def resident(self) -> float:
        """Return the memory that the server holds, in MB."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def serve(script: Path = ROOT / "app.py") -> Iterator[Served]:
    """Serve an app with the configuration of its own folder; dilviz can be imported by it.

    ``RuntimeError`` if it does not start, or if there is a traceback in what it said.
    """
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", script.name]
    options = [f"--server.port={port}", "--server.address=127.0.0.1", "--server.headless=true"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (
        tempfile.TemporaryFile("w+") as log,
        subprocess.Popen([*command, *options], cwd=script.parent, env=environment, stdout=log, stderr=log) as app,
    ):
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", app, log)
            yield Served(f"127.0.0.1:{port}", app.pid)
        finally:
            app.terminate()
            app.wait(20)
        if "Traceback" in (said := _read(log)):
            raise RuntimeError(f"the app said:\n{said}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(address: str, app: subprocess.Popen[bytes], log: IO[str]) -> None:
    for _ in range(300):
        if app.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the app did not start at {address}:\n{_read(log)}")


def _read(log: IO[str]) -> str:
    log.seek(0)
    return log.read()
