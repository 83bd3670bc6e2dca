"""Stands ready with the program imported, and forks a process for each of its commands that a line of input orders.

What is forked is the whole command, from its arguments on: only the second it takes to import it is saved.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import signal
import sys
from contextlib import suppress
from typing import Any

from api.cli import main

# What commands import once they run.
LATER = (
    "api.cli.serve", "api.cli.serving", "api.cli.importing", "api.cli.scheduling", "api.cli.upkeep", "api.cli.refusals",
    "uvloop", "httptools", "psycopg", "alembic.command", "tests.faults.sabotage",
)  # fmt: skip

Order = dict[str, Any]


def stand_ready() -> None:
    """Until the input ends; whoever still runs then is killed."""
    for name in LATER:
        importlib.import_module(name)
    gc.freeze()  # what is imported is shared for good
    running = set[int]()
    for line in sys.stdin:
        order = json.loads(line)
        if "wait" in order:
            answer = _waited(order["wait"])
            running.discard(order["wait"])
        else:
            running.add(answer := _forked(order))
        os.write(1, b"%d\n" % answer)
    for pid in running:
        os.kill(pid, signal.SIGKILL)


def _waited(pid: int) -> int:
    """How a process ended; a signal that killed it is negative."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _forked(order: Order) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 70
    with suppress(BaseException):
        code = _run(order)
    os._exit(code)


def _run(order: Order) -> int:
    said = os.open(order["said"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream, file in ((0, os.open(os.devnull, os.O_RDONLY)), (1, said), (2, said)):
        os.dup2(file, stream)
    os.environ.clear()
    os.environ.update(order["environment"])
    sys.argv = ["incumbent", *order["arguments"]]
    try:
        if order["sabotage"]:
            getattr(importlib.import_module("tests.faults.sabotage"), order["sabotage"])()
        main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
        return 70
    finally:
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    stand_ready()
