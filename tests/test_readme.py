"""The README says what a newcomer's machine answers: its session is run, its calls are sent, its settings exist."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import httpx2
import pytest
import typer
import typer.core

from api.cli import app
from api.settings import Settings
from tests.program import Program
from tests.serving import ROOT, serving

README = (ROOT / "README.md").read_text()
GUIDES = "".join(page.read_text() for page in (ROOT / "docs").glob("*.md"))
SESSION, CALLS = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
MARK = "--answered--"


def commands(block: str) -> list[tuple[str, list[str]]]:
    """Each command, with the text it reads from its own lines, and the lines it answers."""
    starts = [*re.finditer(r"^\$ ", block, re.MULTILINE)]
    ends = [*(start.start() for start in starts[1:]), len(block)]
    return [split(block[start.end() : end]) for start, end in zip(starts, ends, strict=True)]


def split(said: str) -> tuple[str, list[str]]:
    lines = said.splitlines()
    typed = lines.index("END") + 1 if lines[0].endswith("<<END") else 1
    return "\n".join(lines[:typed]), lines[typed:]


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the session is run: somewhere the program was not, with the program on the path."""
    directory = tmp_path_factory.mktemp("newcomer")
    program = directory / "bin" / "incumbent"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m api.cli "$@"\n')
    program.chmod(0o755)
    return directory


@pytest.fixture(scope="module")
def answers(directory: Path) -> list[list[str]]:
    """What each command of the session answers, blank lines left out."""
    script = "\n".join(f"{typed}\necho {MARK}" for typed, _ in commands(SESSION))
    shell = {"PATH": f"{directory}/bin:/usr/bin:/bin", "COLUMNS": "100", "PYTHONUTF8": "1"}
    done = subprocess.run(
        ["sh", "-e"], input=script, cwd=directory, env=shell, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return [[line.rstrip() for line in said.splitlines() if line.strip()] for said in done.stdout.split(MARK)]


def test_the_session_answers_what_the_readme_shows(answers: list[list[str]]) -> None:
    shown = [shown for _, shown in commands(SESSION)]
    assert [matched(*pair) for pair in zip(answers, shown, strict=False)] == shown


def matched(said: list[str], shown: list[str]) -> list[str]:
    """What was said, with `…` where the README has it for what differs from run to run."""
    cut = {line.removesuffix("…") for line in shown if line.endswith("…")}
    return [next((f"{start}…" for start in cut if line.startswith(start)), line) for line in said]


def test_every_call_answers_the_status_shown(directory: Path, answers: list[list[str]], program: Program) -> None:
    key = json.loads((directory / "var/try.key.json").read_text())["key"]
    with serving(f"sqlite:///{directory}/var/try.db", key=key, program=program) as served:
        for typed, (status,) in commands(CALLS):
            answer = sent(typed.replace("$KEY", key).replace("$URL", served.url))
            assert answer.status_code == int(status), f"{typed}\n{answer.text}"


def sent(typed: str) -> httpx2.Response:
    """The request that curl would send: not every machine has it."""
    _, _, *words = shlex.split(typed)
    options = [(name, value) for name, value in pairwise(words) if name in ("-H", "-d")]
    headers = dict(value.split(": ", 1) for name, value in options if name == "-H")
    body = next((value for name, value in options if name == "-d"), None)
    (url,) = (word for word in words if word.startswith("http"))
    return httpx2.request("GET" if body is None else "POST", url, headers=headers, content=body)


def test_it_names_every_setting_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `INCUMBENT_(\w+)` \| (.*?) \|", GUIDES, re.MULTILINE))
    assert {name.lower() for name in rows} == set(Settings.model_fields)
    plain = {name: field.default for name, field in Settings.model_fields.items() if field.default is not None}
    assert {name: rows[name.upper()].strip("`") for name in plain} == {
        name: str(value) for name, value in plain.items()
    }


def test_every_command_it_names_is_there() -> None:
    there = typer.main.get_command(app)
    assert isinstance(there, typer.core.TyperGroup)
    assert set(re.findall(r"`incumbent ([a-z][a-z-]*)", README + GUIDES)) <= there.commands.keys()


def links() -> Iterator[str]:
    for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
            yield str((page.parent / target).resolve().relative_to(ROOT.resolve()))


@pytest.mark.parametrize("target", sorted(set(links())))
def test_every_page_it_leads_to_is_there(target: str) -> None:
    assert (ROOT / target).exists()


def test_every_make_target_it_names_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z]+)(?=`|\s{2,})", README)) <= targets
