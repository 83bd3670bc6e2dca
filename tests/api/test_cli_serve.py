"""`incumbent serve` and `jobs`: processes that start, answer, and stop when told."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx2

from domain.log.store import open_store
from jobs.following import behind
from tests.api.command_line import ROOT, CommandLine, company, for_subprocess, lines
from tests.cluster import Cluster


@contextmanager
def running(incumbent: CommandLine, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "api.cli", *arguments]
    process = subprocess.Popen(command, cwd=ROOT, env=for_subprocess(incumbent), stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    return process.stderr.readline()


@contextmanager
def served(incumbent: CommandLine) -> Iterator[tuple[subprocess.Popen[str], httpx2.Client]]:
    with running(incumbent, "serve", "--port", "0") as process:
        found = re.search(r"http://127\.0\.0\.1:\d+", line := first_line(process))
        assert found, line
        with httpx2.Client(base_url=found[0]) as client:
            yield process, client


def readiness(client: httpx2.Client) -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/health/ready").json()
    return answer


def test_it_serves_until_it_is_interrupted(database_url: str) -> None:
    incumbent = CommandLine(database_url)
    with served(incumbent) as (process, client):
        assert readiness(client)["status"] == "ready"
        assert client.head("/health/live").headers["content-length"] == str(len(client.get("/health/live").content))
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    assert "run by" not in incumbent("doctor").out


def test_it_serves_until_it_is_told_to_stop_and_open_streams_end(database_url: str) -> None:
    incumbent = CommandLine(database_url)
    key = incumbent.key("W")
    with served(incumbent) as (process, client):
        assert readiness(client)["status"] == "ready"
        headers = {"Authorization": f"Bearer {key}"}
        with client.stream("GET", "/v1/facts/stream", headers=headers) as response:
            said = response.iter_lines()
            assert next(said) == ": facts follow"
            process.send_signal(signal.SIGTERM)
            asked = time.monotonic()
            assert [line for line in said if line.startswith("data")] == []
        assert process.wait(5) == 0
        assert time.monotonic() - asked < 5
    assert "run by" not in incumbent("doctor").out


def test_a_new_sqlite_file_is_made_by_serving(tmp_path: Path) -> None:
    incumbent = CommandLine(f"sqlite:///{tmp_path}/new/incumbent.db")
    with served(incumbent) as (_, client):
        key = incumbent.key("W")
        answer = client.post("/v1/facts", json=company(), headers={"Authorization": f"Bearer {key}"})
        assert answer.status_code == 201


def test_a_database_that_was_not_migrated_is_not_served(empty_postgres_url: str) -> None:
    said = CommandLine(empty_postgres_url)("serve", "--port", "0")
    assert said.code == 1
    assert "run `incumbent migrate`" in said.err


def test_that_row_level_security_does_not_hold_is_noted_once(postgres_url: str, cluster: Cluster) -> None:
    incumbent = CommandLine(cluster.superuser_url(postgres_url.rpartition("/")[2]))
    with running(incumbent, "serve", "--port", "0") as process:
        noted = first_line(process)
        assert "warning" in noted
        assert "the role is a superuser or has BYPASSRLS" in noted
        assert first_line(process).startswith("Incumbent serves http://127.0.0.1:")


def test_a_port_that_is_taken_is_said(sqlite_url: str) -> None:
    incumbent = CommandLine(sqlite_url)
    with served(incumbent) as (_, client):
        said = incumbent("serve", "--port", str(client.base_url.port))
    assert said.code == 1
    assert said.err == f"cannot listen on 127.0.0.1, port {client.base_url.port}: Address already in use\n"


def test_on_sqlite_the_jobs_run_in_the_same_process_and_readiness_shows_their_result(sqlite_url: str) -> None:
    incumbent = CommandLine(sqlite_url)
    incumbent.ok("keys", "create", "--workspace", "W", "--scope", "admin")
    incumbent.ok("record", "--workspace", "W", stdin=lines(*company()))
    with served(incumbent) as (process, client):
        assert f":{process.pid}:" in incumbent("doctor").out
        wait_for(lambda: verified(client)["at"] is not None)
        assert verified(client)["compared"] == 1


def verified(client: httpx2.Client) -> dict[str, Any]:
    found: dict[str, Any] = next(check for check in readiness(client)["checks"] if check["name"] == "verify")
    return found


def test_the_scheduler_runs_alone(database_url: str) -> None:
    incumbent = CommandLine(database_url)
    with running(incumbent, "jobs") as process:
        assert first_line(process) == "The scheduler runs.\n"
        assert f":{process.pid}:" in incumbent("doctor").out
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert "run by" not in incumbent("doctor").out


def test_what_others_do_meanwhile_is_seen_without_a_restart(database_url: str) -> None:
    """What another process left behind is followed, and a time zone set decides what day it is."""
    incumbent = CommandLine(database_url)
    key = incumbent.key("W")
    with served(incumbent) as (_, client):
        client.headers["Authorization"] = f"Bearer {key}"
        what_another_process_left_behind_is_followed(incumbent)
        a_time_zone_decides_what_day_it_is(incumbent, client)


def what_another_process_left_behind_is_followed(incumbent: CommandLine) -> None:
    command = [sys.executable, "-c", RECORDS_AND_DIES, incumbent.database_url]
    subprocess.run(command, cwd=ROOT, env=for_subprocess(incumbent), check=False)
    store = open_store(incumbent.database_url)
    wait_for(lambda: not behind(store))
    store.close()
    assert "at position 1, where the log is" in incumbent("doctor").out


RECORDS_AND_DIES = """
import os, signal, sys
from api.settings import read_settings, root_key_of
from domain.log.ledger import Terms
from domain.log.store import open_store
from projections.tenants import Tenants
tenants = Tenants(open_store(sys.argv[1]), root_key_of(read_settings()))
fact = {"type": "person_introduced", "person": "p", "name": "Somebody"}
tenants.named("W").ledger.record([fact], Terms(by="test"))
os.kill(os.getpid(), signal.SIGKILL)
"""


def wait_for(condition: Any, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.1)


def a_time_zone_decides_what_day_it_is(incumbent: CommandLine, client: httpx2.Client) -> None:
    """It is never the same day in these two."""
    incumbent.ok("record", "--workspace", "W", stdin=lines(*company()))
    for zone in map(ZoneInfo, ("Pacific/Kiritimati", "Pacific/Pago_Pago")):
        incumbent.ok("settings", f"time_zone={zone.key}", "--workspace", "W")
        wait_for(lambda there=zone: today(client) == datetime.now(there).date().isoformat())


def today(client: httpx2.Client) -> str:
    """The day that a map is of where none is asked for."""
    return str(client.get("/v1/accounts/acme/map").raise_for_status().json()["as_of"])
