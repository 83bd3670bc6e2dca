"""What processes that stay note on standard error."""

import subprocess
import sys

from tests.api.command_line import ROOT

FAILS = """
import structlog
from api.cli.printing import log_to_stderr

def work(name):
    raise ValueError("because")

log_to_stderr()
try:
    work("".join(["Jane", " Roe"]))
except ValueError:
    structlog.get_logger().exception("a job failed", job="nightly")
"""


def test_a_failure_is_noted_with_its_place_and_without_values() -> None:
    command = [sys.executable, "-c", FAILS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    said = done.stderr
    assert done.stdout == ""
    assert "a job failed" in said
    assert "job=nightly" in said
    assert "in work" in said
    assert "ValueError: because" in said
    assert "Jane Roe" not in said
