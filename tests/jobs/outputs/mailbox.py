"""A real SMTP server on loopback, over TLS or not, and the mails it took."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from jobs.outputs.mailing import Smtp
from tests.cluster import free_port


@dataclass
class Mailbox:
    """`refuse`: what the next mails are answered, by stage."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    logins: list[bytes] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if "RCPT" in self.refuse:
            return self.refuse["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if "DATA" in self.refuse:
            return self.refuse["DATA"]
        self.raw.append(envelope.content)
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        self.recipients.append(envelope.rcpt_tos)
        return "250 taken"

    def authenticate(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, login: Any) -> AuthResult:
        self.logins.append(login.password)
        return AuthResult(success=login.password == b"pass", handled=False)

    def smtp(self, **said: Any) -> Smtp:
        settings = {"security": "none", "sender": "Incumbent <alerts@acme.example>", "seconds": 5.0}
        return Smtp(host="localhost", port=self.port, **settings | said)  # type: ignore[arg-type]


@contextmanager
def mailbox(tls: Path | None = None, **options: Any) -> Iterator[Mailbox]:
    """`tls`: a file with a certificate and its key, for STARTTLS, which is then asked of everybody."""
    box = Mailbox()
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls)
        options |= {"tls_context": context, "require_starttls": True, "authenticator": box.authenticate}
    server = Controller(box, hostname="127.0.0.1", port=free_port(), **options)
    server.start()
    box.port = server.port
    try:
        yield box
    finally:
        server.stop()
