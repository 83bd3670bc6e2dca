"""`incumbent migrate`, `rebuild`, `verify`, `doctor`: what an operator runs, and is told."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import delete

from api.facts.stream_of_facts import position_in
from domain.log.store import open_store
from domain.log.workspaces import find_workspace
from projections.tenures import tenures
from tests.api.command_line import ROOT, CommandLine, company, for_subprocess, lines
from tests.api.conftest import worlds
from tests.cluster import Cluster


@pytest.fixture
def incumbent(database_url: str) -> CommandLine:
    command_line = CommandLine(database_url)
    command_line.ok("keys", "create", "--workspace", "W", "--scope", "admin")
    return command_line


@pytest.fixture
def recorded(incumbent: CommandLine) -> CommandLine:
    incumbent.ok("record", "--workspace", "W", stdin=lines(*company()))
    return incumbent


def lose_a_tenure(incumbent: CommandLine) -> None:
    store = open_store(incumbent.database_url)
    workspace = find_workspace(store, "W").id
    with store.writing(workspace) as connection:
        connection.execute(delete(tenures).where(tenures.c.workspace == workspace, tenures.c.home == "r1"))
    store.close()


def test_everything_but_migrate_waits_for_the_schema(empty_database_url: str) -> None:
    incumbent = CommandLine(empty_database_url)
    for command in (["keys", "list"], ["record"], ["map", "acme"], ["rebuild"], ["verify"]):
        said = incumbent(*command, "--workspace", "W")
        assert (said.code, said.out) == (1, "")
        assert "run `incumbent migrate`" in said.err
        assert len(said.err.splitlines()) == 1


def test_looking_leaves_no_empty_database_behind(tmp_path: Path) -> None:
    incumbent = CommandLine(f"sqlite:///{tmp_path}/none/incumbent.db")
    assert incumbent("keys", "list", "--workspace", "W").code == 1
    assert incumbent("doctor").code == 1
    assert list(tmp_path.iterdir()) == []


def test_migrating_makes_the_database_and_again_changes_nothing(empty_database_url: str) -> None:
    incumbent = CommandLine(empty_database_url)
    assert incumbent.ok("migrate").out.startswith("The database is up to date")
    assert incumbent.ok("migrate", "--json").json == {"migrated": True}
    incumbent.ok("keys", "create", "--workspace", "W", "--scope", "read")


def test_an_address_of_no_known_kind_is_refused() -> None:
    said = CommandLine("mysql://somewhere/else")("migrate")
    assert (said.code, said.err) == (
        1,
        "INCUMBENT_DATABASE_URL: expected sqlite:///FILE or postgresql://USER@HOST/DATABASE\n",
    )


def test_a_rebuild_gives_what_there_was(recorded: CommandLine) -> None:
    assert recorded.ok("rebuild", "--workspace", "W", "--json").json == {"position": 11}
    assert recorded.ok("verify", "--workspace", "W", "--json").json["differing"] == []


def test_what_differs_from_a_rebuild_is_named_and_repaired_by_one(recorded: CommandLine) -> None:
    lose_a_tenure(recorded)
    said = recorded("verify", "--workspace", "W", "--json")
    assert (said.code, said.json["differing"]) == (1, ["role r1"])
    doctor = recorded("doctor")
    assert doctor.code == 1
    assert "in W differ role r1: `incumbent rebuild --workspace W`" in doctor.out
    recorded.ok("rebuild", "--workspace", "W")
    recorded.ok("verify", "--workspace", "W")
    assert "none differs" in recorded.ok("doctor").out


def test_a_healthy_installation_is_told_so(recorded: CommandLine) -> None:
    found = {finding["name"]: finding for finding in recorded.ok("doctor", "--json").json}
    assert found["database"]["says"] == "commits are durable, the schema is current"
    assert found["views of W"]["says"] == "at position 11, where the log is"
    assert found["jobs"]["ok"] is None
    assert not [finding for finding in found.values() if finding["ok"] is False]


def row_security(incumbent: CommandLine) -> tuple[bool | None, str]:
    found = {finding["name"]: finding for finding in incumbent("doctor", "--json").json}
    return found["row security"]["ok"], found["row security"]["says"]


def test_who_is_above_row_level_security_is_told_so(postgres_url: str, cluster: Cluster) -> None:
    assert row_security(CommandLine(postgres_url)) == (
        True,
        "each transaction reaches the rows of its own workspace only",
    )
    superuser = CommandLine(cluster.superuser_url(postgres_url.rpartition("/")[2]))
    ok, says = row_security(superuser)
    assert (ok, says.startswith("in vain: the role is a superuser or has BYPASSRLS")) == (None, True)
    assert superuser("doctor").code == 0


def test_row_level_security_taken_away_is_wrong(postgres_url: str) -> None:
    store = open_store(postgres_url)
    with store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE people DISABLE ROW LEVEL SECURITY")
    store.close()
    assert row_security(CommandLine(postgres_url)) == (False, "taken away from people: put it back")
    assert CommandLine(postgres_url)("doctor").code == 1


def test_the_password_of_the_database_is_never_shown(tmp_path: Path) -> None:
    said = CommandLine("postgresql://somebody:secret@127.0.0.1:1/none")("doctor")
    assert said.code == 1
    assert "secret" not in said.out + said.err


def test_a_key_file_that_others_can_read_is_wrong(sqlite_url: str) -> None:
    incumbent = CommandLine(sqlite_url, root_key=None)
    incumbent.ok("keys", "create", "--workspace", "W", "--scope", "read")
    assert "readable by its owner only" in incumbent.ok("doctor").out
    path = Path(sqlite_url.removeprefix("sqlite:///") + ".key")
    path.chmod(0o644)
    said = incumbent("doctor")
    assert said.code == 1
    assert f"chmod 600 {path}" in said.out
    path.unlink()
    assert "is missing: without it nothing personal can be read" in incumbent("doctor").out
    assert not path.exists()


def test_another_root_key_is_found_out(incumbent: CommandLine) -> None:
    said = CommandLine(incumbent.database_url, root_key="ab" * 32)("doctor")
    assert said.code == 1
    assert "the root key does not open this database's keys" in said.out


@pytest.mark.parametrize("key", ["", "short", "xy" * 32])
def test_a_root_key_of_another_form_is_refused_without_showing_it(incumbent: CommandLine, key: str) -> None:
    said = CommandLine(incumbent.database_url, root_key=key)("keys", "list", "--workspace", "W")
    assert said.code == 1
    assert said.err == "the root key must be 64 hexadecimal digits (32 bytes)\n"


def test_as_a_module_it_is_the_same_program(sqlite_url: str) -> None:
    incumbent = CommandLine(sqlite_url)
    command = [sys.executable, "-m", "api.cli", "keys", "list", "--workspace", "W"]
    said = subprocess.run(command, cwd=ROOT, env=for_subprocess(incumbent), capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.startswith("workspace: no workspace W")


def test_doctor_tells_what_the_nights_are_for(recorded: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INCUMBENT_VERIFY_ACCOUNTS", "7")
    assert "at 02:30 UTC 7 accounts of each workspace are compared" in recorded.ok("doctor").out


def test_a_restore_begins_a_new_epoch(database_url: str) -> None:
    incumbent = CommandLine(database_url, root_key="00" * 32)
    for world in worlds(database_url):
        told = world.told().client()
        page, read = told.get("/v1/facts?limit=1").json(), told.get("/v1/accounts/acme/map")
        epoch, headers = world.store.epoch, {"If-None-Match": read.headers["etag"]}
        assert told.get("/v1/accounts/acme/map", headers=headers).status_code == 304
    assert incumbent.ok("migrate", "--restored", "--json").json["epoch"] != epoch
    for world in worlds(database_url):
        told = world.client()
        assert told.get("/v1/facts", params={"cursor": page["next"]}).status_code == 410
        assert told.get("/v1/accounts/acme/map", headers=headers).status_code == 200
        assert position_in(f"{epoch}-1", world.store.epoch) is None


def test_a_restore_erases_again(sqlite_url: str, tmp_path: Path) -> None:
    incumbent = CommandLine(sqlite_url)
    incumbent.ok("keys", "create", "--workspace", "W", "--scope", "admin")
    incumbent.ok("record", "--workspace", "W", stdin=lines(*company()))
    file, backup = Path(sqlite_url.removeprefix("sqlite:///")), tmp_path / "backup.db"
    backup.write_bytes(file.read_bytes())
    incumbent.ok("record", "--workspace", "W", stdin=lines({"type": "person_erased", "person": "p1"}))
    for left in file.parent.glob(f"{file.name}*"):
        left.unlink() if left.suffix != ".erased" else None
    file.write_bytes(backup.read_bytes())
    assert incumbent.ok("migrate", "--restored").out.endswith("no longer hold.\n")
    assert "Somebody p1" not in incumbent.ok("map", "acme", "--workspace", "W").out


def test_there_is_nothing_to_restore_without_a_database(tmp_path: Path) -> None:
    incumbent = CommandLine(f"sqlite:///{tmp_path}/none/incumbent.db")
    assert incumbent("migrate", "--restored").code == 1
    assert list(tmp_path.iterdir()) == []
