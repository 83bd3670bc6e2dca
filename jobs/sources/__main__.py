"""The capped process: a task on standard input, a page or a problem on standard output."""

from __future__ import annotations

import resource
import sys

import msgspec

from .capped import CPU_SECONDS, MEMORY, Answer, Task
from .entries import Unreadable
from .readers import READERS


def main() -> None:
    _cap()
    task = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Task)
    sys.stdout.buffer.write(msgspec.msgpack.encode(_answer(task)))


def _cap() -> None:
    """Nothing may be written to files, no process started, and both memory and time end."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _answer(task: Task) -> Answer:
    try:
        return Answer(page=READERS[task.kind](task.body, task.options))
    except Unreadable as unreadable:
        return Answer(problem=str(unreadable))
    except (MemoryError, RecursionError):
        return Answer(problem="took more memory than it may")
    except Exception as error:
        return Answer(problem=f"cannot be read ({type(error).__name__})")


if __name__ == "__main__":
    main()
