"""`incumbent serve` and `jobs`: processes that start, answer, and stop when told."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx2

from api.cli.serving import SECONDS_TO_FINISH
from domain.log.store import open_store
from jobs.following import behind
from tests.api.command_line import ROOT, CommandLine, company, for_subprocess, lines
from tests.cluster import Cluster
from tests.faults.clients import PATIENCE, address, wait_for
from tests.program import Program, Running
from tests.serving import TLS, serving


@contextmanager
def running(program: Program, incumbent: CommandLine, *arguments: str) -> Iterator[Running]:
    """Whoever has not ended by then is killed; whoever has, ended well."""
    process = program.start(for_subprocess(incumbent), *arguments)
    try:
        yield process
    finally:
        process.kill()


@contextmanager
def served(program: Program, incumbent: CommandLine) -> Iterator[tuple[Running, httpx2.Client]]:
    with (
        running(program, incumbent, "serve", "--port", "0") as process,
        httpx2.Client(base_url=address(process), timeout=PATIENCE, verify=TLS) as client,
    ):
        yield process, client


def ended(process: Running, told: signal.Signals) -> None:
    os.kill(process.pid, told)
    wait_for(lambda: process.ended)


def readiness(client: httpx2.Client) -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/health/ready").json()
    return answer


def test_it_serves_until_it_is_interrupted(program: Program, database_url: str) -> None:
    incumbent = CommandLine(database_url)
    with served(program, incumbent) as (process, client):
        assert readiness(client)["status"] == "ready"
        assert client.head("/health/live").headers["content-length"] == str(len(client.get("/health/live").content))
        ended(process, signal.SIGINT)
    assert "run by" not in incumbent("doctor").out


def test_it_serves_until_it_is_told_to_stop_and_open_streams_end(program: Program, database_url: str) -> None:
    """Streams end by themselves: they are not cut off when the time to finish is over."""
    incumbent = CommandLine(database_url)
    key = incumbent.key("W")
    with served(program, incumbent) as (process, client):
        assert readiness(client)["status"] == "ready"
        headers = {"Authorization": f"Bearer {key}"}
        with client.stream("GET", "/v1/facts/stream", headers=headers) as response:
            said = response.iter_lines()
            assert next(said) == ": facts follow"
            os.kill(process.pid, signal.SIGTERM)
            asked = time.monotonic()
            assert [line for line in said if line.startswith("data")] == []
        wait_for(lambda: process.ended)
        assert time.monotonic() - asked < SECONDS_TO_FINISH
    assert "run by" not in incumbent("doctor").out


def test_a_new_sqlite_file_is_made_by_serving(tmp_path: Path) -> None:
    """By the command itself, which imports what it needs."""
    incumbent = CommandLine(f"sqlite:///{tmp_path}/new/incumbent.db")
    with serving(incumbent.database_url, incumbent.environment, key="none yet") as place:
        bearer = {"Authorization": f"Bearer {incumbent.key('W')}"}
        answer = httpx2.post(f"{place.url}/v1/facts", json=company(), headers=bearer, timeout=PATIENCE, verify=TLS)
        assert answer.status_code == 201


def test_a_database_that_was_not_migrated_is_not_served(empty_postgres_url: str) -> None:
    said = CommandLine(empty_postgres_url)("serve", "--port", "0")
    assert said.code == 1
    assert "run `incumbent migrate`" in said.err


def test_that_row_level_security_does_not_hold_is_noted_once(
    program: Program, postgres_url: str, cluster: Cluster
) -> None:
    incumbent = CommandLine(cluster.superuser_url(postgres_url.rpartition("/")[2]))
    with served(program, incumbent) as (process, _):
        noted, serves = process.said.splitlines()
    assert "warning" in noted
    assert "the role is a superuser or has BYPASSRLS" in noted
    assert serves.startswith("Incumbent serves http://127.0.0.1:")


def test_a_port_that_is_taken_is_said(program: Program, sqlite_url: str) -> None:
    incumbent = CommandLine(sqlite_url)
    with served(program, incumbent) as (_, client):
        said = incumbent("serve", "--port", str(client.base_url.port))
    assert said.code == 1
    assert said.err == f"cannot listen on 127.0.0.1, port {client.base_url.port}: Address already in use\n"


def test_on_sqlite_the_jobs_run_in_the_same_process_and_readiness_shows_their_result(
    program: Program, sqlite_url: str
) -> None:
    incumbent = CommandLine(sqlite_url)
    incumbent.ok("keys", "create", "--workspace", "W", "--scope", "admin")
    incumbent.ok("record", "--workspace", "W", stdin=lines(*company()))
    with served(program, incumbent) as (process, client):
        assert f":{process.pid}:" in incumbent("doctor").out
        wait_for(lambda: verified(client)["at"] is not None, 0.1)
        assert verified(client)["compared"] == 1


def verified(client: httpx2.Client) -> dict[str, Any]:
    found: dict[str, Any] = next(check for check in readiness(client)["checks"] if check["name"] == "verify")
    return found


def test_the_scheduler_runs_alone(program: Program, database_url: str) -> None:
    incumbent = CommandLine(database_url)
    with running(program, incumbent, "jobs") as process:
        wait_for(lambda: process.said == "The scheduler runs.\n" or process.ended)
        assert f":{process.pid}:" in incumbent("doctor").out
        ended(process, signal.SIGTERM)
    assert "run by" not in incumbent("doctor").out


def test_what_others_do_meanwhile_is_seen_without_a_restart(program: Program, database_url: str) -> None:
    """What another process left behind is followed, and a time zone set decides what day it is."""
    incumbent = CommandLine(database_url)
    key = incumbent.key("W")
    with served(program, incumbent) as (_, client):
        client.headers["Authorization"] = f"Bearer {key}"
        what_another_process_left_behind_is_followed(incumbent)
        a_time_zone_decides_what_day_it_is(incumbent, client)


def what_another_process_left_behind_is_followed(incumbent: CommandLine) -> None:
    command = [sys.executable, "-c", RECORDS_AND_DIES, incumbent.database_url]
    subprocess.run(command, cwd=ROOT, env=for_subprocess(incumbent), check=False)
    store = open_store(incumbent.database_url)
    wait_for(lambda: not behind(store), 0.1)
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


def a_time_zone_decides_what_day_it_is(incumbent: CommandLine, client: httpx2.Client) -> None:
    """It is never the same day in these two."""
    incumbent.ok("record", "--workspace", "W", stdin=lines(*company()))
    for zone in map(ZoneInfo, ("Pacific/Kiritimati", "Pacific/Pago_Pago")):
        incumbent.ok("settings", f"time_zone={zone.key}", "--workspace", "W")
        wait_for(partial(today_is_that_of, zone, client), 0.1)


def today_is_that_of(zone: ZoneInfo, client: httpx2.Client) -> bool:
    """A map is of today where no day is asked for."""
    told = client.get("/v1/accounts/acme/map").raise_for_status().json()["as_of"]
    return bool(told == datetime.now(zone).date().isoformat())
