"""The program in processes of its own: started without the seconds that importing it takes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from tests.api.command_line import ROOT

KILLED = -signal.SIGKILL


@dataclass(frozen=True)
class Program:
    """A process that forks others, and the folder in which they leave what they say."""

    forking: subprocess.Popen[str]
    folder: Path

    def start(self, environment: Mapping[str, str], *arguments: str, sabotage: str = "") -> Running:
        """A process that runs a command; `sabotage` names what is broken in it first."""
        said = self.folder / f"said-{len(list(self.folder.iterdir()))}"
        order = {"arguments": arguments, "environment": dict(environment), "said": str(said), "sabotage": sabotage}
        return Running(self, self.ask(order), said)

    def ask(self, order: Mapping[str, Any]) -> int:
        assert self.forking.stdin is not None
        assert self.forking.stdout is not None
        self.forking.stdin.write(json.dumps(order) + "\n")
        self.forking.stdin.flush()
        return int(self.forking.stdout.readline())


@dataclass(frozen=True)
class Running:
    """A process of the program; nobody else gets its number before it was waited for."""

    program: Program
    pid: int
    log: Path

    @property
    def said(self) -> str:
        return self.log.read_text() if self.log.exists() else ""

    @property
    def ended(self) -> bool:
        return psutil.Process(self.pid).status() == psutil.STATUS_ZOMBIE

    def poll(self) -> int | None:
        """How it ended, once it has."""
        return self.wait() if self.ended else None

    def wait(self) -> int:
        """How it ended; a signal that killed it is negative."""
        return self.program.ask({"wait": self.pid})

    def kill(self) -> bool:
        """As `kill -9` does; False where it had ended well before."""
        os.kill(self.pid, signal.SIGKILL)
        code = self.wait()
        assert code in (0, KILLED), self.said
        return code == KILLED

    def stop(self, seconds: float) -> None:
        """Asked first, then killed."""
        os.kill(self.pid, signal.SIGTERM)
        until = time.monotonic() + seconds
        while not self.ended and time.monotonic() < until:
            time.sleep(0.02)
        self.kill()

    def finish(self) -> None:
        assert self.wait() == 0, self.said


@contextmanager
def ready(folder: Path) -> Iterator[Program]:
    command = [sys.executable, "-m", "tests.forked"]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # a process with threads is not to be forked
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **pipes) as forking:  # type: ignore[call-overload]
        yield Program(forking, folder)
        forking.stdin.close()
