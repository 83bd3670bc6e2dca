"""Settings: what is set is used, what is missing is made or asked for, what is wrong is named."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest

from api.nightly import policy_of
from api.settings import Settings, erasure_ledger_of, read_settings, root_key_of
from domain.errors import Misconfigured
from domain.log.keys import root_key_beside
from jobs.upkeep import Policy

POSTGRES = "postgresql://somebody@localhost/incumbent"
KEY = "ab" * 32


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No `.env` of the developer's own lies here."""
    monkeypatch.chdir(tmp_path)


def given(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    for name, value in values.items():
        monkeypatch.setenv(f"INCUMBENT_{name.upper()}", value)
    return read_settings()


def test_nothing_has_to_be_set_on_sqlite(tmp_path: Path) -> None:
    settings = read_settings()
    key = root_key_of(settings)
    assert root_key_of(settings) == key
    kept = tmp_path / "var" / "incumbent.db.key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert erasure_ledger_of(settings).path == Path("./var/incumbent.db.erased")


def test_a_file_env_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"INCUMBENT_DATABASE_URL={POSTGRES}\nINCUMBENT_ROOT_KEY={KEY}\nOTHER=1\n")
    assert root_key_of(read_settings()) == bytes.fromhex(KEY)


def test_a_root_key_may_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made = root_key_beside(tmp_path / "key")
    assert root_key_of(given(monkeypatch, database_url=POSTGRES, root_key_file=str(tmp_path / "key"))) == made


def test_the_erasure_ledger_lies_where_it_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert erasure_ledger_of(given(monkeypatch, database_url=POSTGRES)).path is None
    assert erasure_ledger_of(given(monkeypatch, erasure_ledger="elsewhere")).path == Path("elsewhere")


def test_postgresql_asks_for_a_root_key(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Misconfigured, match="INCUMBENT_ROOT_KEY"):
        root_key_of(given(monkeypatch, database_url=POSTGRES))


@pytest.mark.parametrize("key", ["", "short", "zz" * 15])
def test_a_root_key_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    with pytest.raises(Misconfigured, match="64 hexadecimal digits"):
        root_key_of(given(monkeypatch, root_key=key))


def test_a_root_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert KEY not in repr(given(monkeypatch, root_key=KEY))


def test_a_missing_root_key_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Misconfigured, match="INCUMBENT_ROOT_KEY_FILE: nowhere"):
        root_key_of(given(monkeypatch, root_key_file="nowhere"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("most_streams", "none"),
        ("wait_seconds", "-1"),
        ("most_body_bytes", "3"),
        ("verify_at", "24:00"),
        ("expire_at", "3"),
        ("verify_accounts", "-1"),
        ("keep_idempotency_days", "0"),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    with pytest.raises(Misconfigured, match=f"INCUMBENT_{name.upper()}: "):
        given(monkeypatch, **{name: value})


def test_an_address_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Misconfigured, match="INCUMBENT_DATABASE_URL"):
        root_key_of(given(monkeypatch, database_url="somewhere"))


def test_the_composition_root_builds_the_application(
    monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path
) -> None:
    from api.main import app_for

    settings = given(monkeypatch, database_url=sqlite_url, most_streams="3")
    made = app_for(settings)
    assert made.state.site.limits.most_streams == 3
    assert [check()["name"] for check in made.state.site.checks] == ["database", "views", "outputs", "verify"]
    made.state.site.store.close()


def test_nothing_happens_before_the_schema_is_there(monkeypatch: pytest.MonkeyPatch, empty_sqlite_url: str) -> None:
    from api.main import app_for

    with pytest.raises(Misconfigured, match="incumbent migrate"):
        app_for(given(monkeypatch, database_url=empty_sqlite_url))


def test_an_operator_chooses_when_the_nightly_jobs_run_and_how_much_they_do(monkeypatch: pytest.MonkeyPatch) -> None:
    assert policy_of(read_settings()) == Policy()
    wanted = {"verify_at": "23:05", "verify_accounts": "7", "expire_at": "00:00", "keep_idempotency_days": "30"}
    policy = policy_of(given(monkeypatch, **wanted))
    assert policy == Policy(timedelta(hours=23, minutes=5), 7, timedelta(), timedelta(days=30))
