"""The list of all commands: found without importing what they need, each there once it is asked for."""

import subprocess
import sys

import pytest
import typer

from api.cli.commands import app
from api.cli.lazy import LazyCommand
from api.cli.listed import PANELS
from tests.api.command_line import CommandLine

LISTED = {name: panel for panel, commands in PANELS.items() for name in commands}
HEAVY = {"sqlalchemy", "eventsourcing", "fastapi", "numpy", "msgspec", "pydantic"}


def test_all_commands_are_listed_in_their_panels(database_url: str) -> None:
    said = CommandLine(database_url).ok("--help").out
    starts = [said.index(f" {panel} ") for panel in PANELS]
    assert starts == sorted(starts)
    for start, end, commands in zip(starts, [*starts[1:], len(said)], PANELS.values(), strict=True):
        assert [name for name in commands if f" {name} " not in said[start:end]] == []


@pytest.mark.parametrize("name", LISTED)
def test_each_command_is_where_the_list_says(name: str) -> None:
    command = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]
    assert isinstance(command, LazyCommand)
    assert command.loaded.name in (name, "", None)
    assert command.loaded.help
    assert command.make_context(name, [], resilient_parsing=True).command is command.loaded


@pytest.mark.parametrize(("asked", "loads"), [("--help", False), ("keys --help", True)])
def test_whoever_asks_what_there_is_waits_for_nothing_else(asked: str, loads: bool) -> None:
    """The second is the control: what a command needs is loaded in the end."""
    program = f"import sys; from api.cli import app; app({asked.split()!r}, standalone_mode=False); print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    assert bool(HEAVY & set(said.splitlines()[-1].split())) == loads


def test_a_command_that_nobody_knows_is_told_with_one_that_is_near(database_url: str) -> None:
    said = CommandLine(database_url)("questionaire")
    assert (said.code, "questionnaire" in said.err) == (2, True)
