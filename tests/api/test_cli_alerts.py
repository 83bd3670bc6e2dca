"""`incumbent alerts`: listed, shown and acted on from a terminal."""

import pytest

from api.examples.worked import STORY
from tests.api.command_line import CommandLine, lines

W = ("--workspace", "W")


@pytest.fixture
def incumbent(database_url: str) -> CommandLine:
    command_line = CommandLine(database_url)
    command_line.ok("keys", "create", *W, "--scope", "admin")
    command_line.ok("record", *W, stdin=lines(*STORY))
    return command_line


def states(incumbent: CommandLine, *more: str) -> list[str]:
    return [one["state"] for one in incumbent.ok("alerts", "list", *W, "--json", *more).json["alerts"]]


def test_listed_shown_and_acted_on(incumbent: CommandLine) -> None:
    assert incumbent.ok("alerts", "list", *W).out.startswith("a-1 open high 2026-03-01\n")
    assert incumbent.ok("alerts", "assign", "a-1", "p-2c8d", *W).out == "a-1 open\n"
    incumbent.ok("alerts", "comment", "a-1", "I call her.", *W)
    shown = incumbent.ok("alerts", "show", "a-1", *W).out
    assert "Cy Doe looks after it" in shown
    assert "alert_commented by cli: I call her." in shown
    assert incumbent.ok("alerts", "snooze", "a-1", "+7d", *W).out == "a-1 snoozed\n"
    assert states(incumbent, "--as-of", "+7d") == ["open"]
    assert incumbent.ok("alerts", "acknowledge", "a-1", *W).out == "a-1 acknowledged\n"
    assert states(incumbent, "--state", "acknowledged", "--severity", "high") == ["acknowledged"]
    assert states(incumbent, "--since", "+1d") == []


def test_what_is_wrong_is_named(incumbent: CommandLine) -> None:
    assert "until" in incumbent("alerts", "snooze", "a-1", "today", *W).err
    assert "no colleague" in incumbent("alerts", "assign", "a-1", "p-7k2m", *W).err
    assert "no alert a-7" in incumbent("alerts", "show", "a-7", *W).err
    assert incumbent("alerts", "list", *W, "--severity", "dire").code == 2


def test_a_digest_and_beginning_anew(incumbent: CommandLine) -> None:
    incumbent.ok("alerts", "assign", "a-1", "p-2c8d", *W)
    assert "Incumbent: 1 alert on " in incumbent.ok("alerts", "digest", "p-2c8d", *W).out
    assert "nothing new" in incumbent.ok("alerts", "digest", "p-2c8d", *W, "--day", "-9d").out
    assert "after position" in incumbent.ok("alerts", "skip", *W).out
