"""`incumbent demo` as a newcomer meets it: in a pipe it ends, on a terminal it serves until told to stop."""

import os
import pty
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx2
import pytest

from api.demo.place import own_place
from api.demo.questions import QUESTIONS
from tests.api.command_line import ROOT

COMMAND = [sys.executable, "-m", "api.cli", "demo", "--port", "0"]
ENVIRONMENT = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "COLUMNS": "100", "PYTHONUTF8": "1"}


@pytest.fixture(scope="module")
def piped(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What it says where nobody sits before it; settings of the user's own database are there and must not matter."""
    theirs = {"INCUMBENT_DATABASE_URL": "postgresql://nobody@localhost/theirs", "INCUMBENT_ERASURE_LEDGER": "theirs"}
    directory = tmp_path_factory.mktemp("demo")
    done = subprocess.run(
        [*COMMAND, "--exit"],
        cwd=directory,
        env=ENVIRONMENT | theirs,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [path.name for path in directory.iterdir()] == ["var"]
    return done.stdout


def test_every_question_is_answered(piped: str) -> None:
    assert [question.text for question in QUESTIONS if question.text not in piped] == []
    assert re.search(r"Rutger van Aalsdonk since +Ilse Brandhofer \(acting\) since", piped)
    assert re.search(r"What happened \([1-9]", piped)
    assert re.search(r"What we learned \([1-9]", piped)
    assert "interim → permanent" in piped


def test_a_pipe_gets_no_color_and_no_bars(piped: str) -> None:
    assert "\x1b" not in piped
    assert "━" not in piped


def test_on_a_terminal_the_curl_line_works_until_it_is_told_to_stop(tmp_path: Path) -> None:
    with on_terminal(tmp_path) as (process, terminal):
        said = until(terminal, "Serving until Ctrl-C.")
        url, key = curl_line(said)
        answer = httpx2.get(url, headers={"Authorization": key})
        assert answer.status_code == 200
        assert len(answer.json()["roles"]) == 60
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0


def test_it_begins_anew_and_leaves_other_files_and_other_demos_alone(tmp_path: Path) -> None:
    with own_place(tmp_path) as first:
        (first / "incumbent.db").write_text("of the first")
        (first / "notes.txt").write_text("somebody's own")
        with own_place(tmp_path) as second:
            assert second != first
            assert (first / "incumbent.db").exists()
    with own_place(tmp_path) as again:
        assert again == first
        assert not (again / "incumbent.db").exists()
        assert (again / "notes.txt").exists()


def curl_line(said: str) -> tuple[str, str]:
    _, _, header, url = shlex.split(next(line for line in said.splitlines() if line.startswith("curl ")))
    return url, header.removeprefix("Authorization: ")


@contextmanager
def on_terminal(directory: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    ours, theirs = pty.openpty()
    dumb = ENVIRONMENT | {"TERM": "dumb"}
    process = subprocess.Popen(COMMAND, cwd=directory, env=dumb, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    try:
        yield process, ours
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def until(terminal: int, words: str) -> str:
    """What the terminal showed up to these words."""
    shown = b""
    with suppress(OSError):  # the other side is gone
        while words.encode() not in shown:
            shown += os.read(terminal, 65_536)
    return shown.decode()
