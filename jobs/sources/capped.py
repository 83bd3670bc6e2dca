"""Reading in a process of its own, with as much memory and time as it may have and nothing of ours to take."""

from __future__ import annotations

import os
import subprocess
import sys

import msgspec

from domain.language import in_english

from .entries import Options, Page, Unreadable

MEMORY = 512 * 2**20
CPU_SECONDS = 4
SECONDS = 5.0


class Task(msgspec.Struct):
    kind: str
    options: Options
    body: bytes


class Answer(msgspec.Struct):
    """One of both."""

    page: Page | None = None
    problem: str | None = None


def read_capped(kind: str, body: bytes, options: Options, *, seconds: float = SECONDS) -> Page:
    """What the reader of this kind makes of these bytes. Raises Unreadable; the parent lives whatever they are."""
    task = msgspec.msgpack.encode(Task(kind, options, body))
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "jobs.sources"],
            input=task,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(in_english("took too long to read")) from None
    if done.returncode != 0:
        raise Unreadable(in_english("took more time or memory than it may"))
    return _page(msgspec.msgpack.decode(done.stdout, type=Answer))


def _page(answer: Answer) -> Page:
    if answer.page is None:
        raise Unreadable(answer.problem or in_english("cannot be read"))
    return answer.page


def _environment() -> dict[str, str]:
    """Where modules lie, and no setting: keys are none of its business."""
    modules = os.pathsep.join(path for path in sys.path if path)
    return {"PYTHONPATH": modules, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
