"""Settings: from the environment (INCUMBENT_...) or a file `.env`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from domain.errors import Misconfigured
from domain.log.erasing import ErasureLedger
from domain.log.keys import root_key_beside, root_key_from

MEBIBYTE = 2**20
TIME = r"^([01]\d|2[0-3]):[0-5]\d$"


class Settings(BaseSettings):
    """What an operator may choose; everything has a default on SQLite."""

    model_config = SettingsConfigDict(env_prefix="INCUMBENT_", env_file=".env", extra="ignore", frozen=True)

    database_url: str = Field(
        default="sqlite:///./var/incumbent.db", description="a SQLite file, or postgresql://USER@HOST/DATABASE"
    )
    root_key: SecretStr | None = Field(
        default=None, description="64 hexadecimal digits are best; wraps the keys of people"
    )
    root_key_file: Path | None = Field(default=None, description="a file that holds the root key")
    erasure_ledger: Path | None = Field(
        default=None, description="who was erased; to be kept apart from the database's backup"
    )
    most_body_bytes: int = Field(default=8 * MEBIBYTE, ge=1_024, description="the largest body a request may have")
    most_streams: int = Field(default=8, ge=1, description="streams open at once with one API key")
    wait_seconds: float = Field(
        default=2.0, ge=0, le=60, description="how long a read waits for Incumbent-Min-Position"
    )
    session_hours: float = Field(
        default=12.0, ge=0.01, le=8_760, description="how long somebody who signed in to the page stays so"
    )
    verify_at: str = Field(default="02:30", pattern=TIME, description="when a sample is compared each night, UTC")
    verify_accounts: int = Field(default=20, ge=0, description="accounts of each workspace in that sample; 0: none")
    expire_at: str = Field(default="03:00", pattern=TIME, description="when old Idempotency-Keys are forgotten, UTC")
    keep_idempotency_days: int = Field(
        default=7,
        ge=1,
        le=3_650,
        description="how long a request with an Idempotency-Key is answered as the first time",
    )
    lease_seconds: float = Field(
        default=30.0, ge=0.3, le=3_600, description="how long the process that runs the jobs may be silent"
    )

    contact: str | None = Field(
        default=None,
        max_length=200,
        pattern=r"^[ -~]*$",
        description="who asks: sent to the places that are pulled, such as `Acme ops@acme.example`; EDGAR needs it",
    )
    egress_allow: str = Field(
        default="",
        description="addresses feeds and webhooks may lead to though not public: `10.1.0.0/16, 127.0.0.1:8099`",
    )
    most_feed_bytes: int = Field(default=8 * MEBIBYTE, ge=1_024, description="the largest document that is pulled")
    feed_host_gap: float = Field(default=1.0, ge=0, le=60, description="seconds between two requests to one host")
    keep_pulled_days: int = Field(
        default=30, ge=0, le=3_650, description="how long pulled documents are kept, sealed; 0: not at all"
    )
    drop_folder: Path | None = Field(
        default=None, description="below it lies a folder for each workspace number, for feeds of files"
    )
    alert_days_back: int = Field(
        default=90, ge=0, le=36_500, description="how many days before today a key moment may lie to be alerted of"
    )
    smtp_host: str | None = Field(
        default=None, description="the server that mails are handed to; mails wait without it"
    )
    smtp_port: int = Field(default=587, ge=1, le=65_535, description="its port")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls", description="how it is spoken to: `starttls`, `tls`, or `none` to one on this machine"
    )
    smtp_user: str | None = Field(default=None, description="who logs in there, if anybody has to")
    smtp_password: SecretStr | None = Field(default=None, description="the password for that")
    smtp_from: str | None = Field(
        default=None, max_length=300, description="from whom mails are: `Incumbent <alerts@acme.example>`"
    )
    smtp_unsubscribe: str | None = Field(
        default=None, pattern=r"^(https|mailto):[!-~]{1,500}$", description="a List-Unsubscribe for every mail"
    )
    keep_deliveries_days: int = Field(
        default=90, ge=1, le=3_650, description="how long what was sent, or could not be, is listed"
    )
    companies_house_key: SecretStr | None = Field(default=None, description="key of Companies House's REST interface")
    companies_house_stream_key: SecretStr | None = Field(default=None, description="key of its streaming interface")

    @property
    def sqlite_file(self) -> Path | None:
        """The database's file, or None on PostgreSQL. Raises Misconfigured."""
        try:
            url = make_url(self.database_url)
        except ArgumentError:
            raise Misconfigured("INCUMBENT_DATABASE_URL: expected sqlite:///FILE or postgresql://...") from None
        return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def read_settings() -> Settings:
    """Raises Misconfigured naming the setting."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise Misconfigured(f"INCUMBENT_{name}: {first['msg']}") from None


def root_key_of(settings: Settings) -> bytes:
    """The root key: as set, from its file, or beside the SQLite file, made on first use. Raises Misconfigured."""
    if settings.root_key is not None:
        return root_key_from(settings.root_key.get_secret_value())
    if settings.root_key_file is not None:
        return _root_key_in(settings.root_key_file)
    if (file := settings.sqlite_file) is None:
        raise Misconfigured("set INCUMBENT_ROOT_KEY or INCUMBENT_ROOT_KEY_FILE: `openssl rand -hex 32` makes a key")
    file.parent.mkdir(parents=True, exist_ok=True)
    return root_key_beside(file.with_name(f"{file.name}.key"))


def erasure_ledger_of(settings: Settings) -> ErasureLedger:
    """The list of the erased: where it is set to be, else beside the SQLite file; none on PostgreSQL unless set."""
    file = settings.sqlite_file
    return ErasureLedger(settings.erasure_ledger or (file and file.with_name(f"{file.name}.erased")))


def _root_key_in(path: Path) -> bytes:
    try:
        return root_key_from(path.read_text())
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured(f"INCUMBENT_ROOT_KEY_FILE: {path} cannot be read ({type(error).__name__})") from None
