"""Mails: made so that no name can become a header, sent over TLS to the one server an operator names."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from html import escape
from typing import Literal

from domain.language import in_english, spoken

from .schedule import Outcome

Security = Literal["starttls", "tls", "none"]
_LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class Smtp:
    """The mail server. `security` none is for a server on the same machine only; `unsubscribe`: a URL, if any."""

    host: str
    port: int
    security: Security
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    unsubscribe: str | None = None
    seconds: float = 20.0


@dataclass(frozen=True)
class Words:
    """What is said of one delivery: a line for the subject, the text, and the same as a page of HTML."""

    subject: str
    text: str
    html: str


def paragraphs(subject: str, lines: tuple[str, ...]) -> Words:
    """Plain lines, each a paragraph of its own in HTML."""
    head = f'<meta charset="utf-8"><title>{escape(subject)}</title>'
    body = "".join(f"<p>{escape(line)}</p>\n" for line in lines)
    page = f'<!DOCTYPE html><html lang="{spoken()}"><head>{head}</head><body>{body}</body></html>'
    return Words(subject, "\n\n".join(lines) + "\n", page)


def message(smtp: Smtp, to: str, id: str, words: Words, note: str, at: datetime) -> EmailMessage:
    """`id` makes the Message-ID: the same mail sent twice can be told by it. `note`: why somebody gets it."""
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = smtp.sender, to, one_line(words.subject)[:_LONGEST_SUBJECT]
    made["Date"] = format_datetime(at)
    made["Message-ID"] = f"<{id}@{parseaddr(smtp.sender)[1].rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    if smtp.unsubscribe is not None:
        made["List-Unsubscribe"] = f"<{smtp.unsubscribe}>"
    made.set_content(f"{words.text}\n-- \n{note}\n")
    made.add_alternative(_noted(words.html, note), subtype="html")
    return made


def one_line(text: str) -> str:
    """Without anything that ends a line, in whatever alphabet, or that cannot be printed."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def _noted(page: str, note: str) -> str:
    before, end, after = page.rpartition("</body>")
    return f"{before}<hr><p><small>{escape(note)}</small></p>{end}{after}\n"


def send(smtp: Smtp, mail: EmailMessage) -> Outcome:
    """One mail over a connection of its own. What the server answers beyond its code is not repeated."""
    try:
        with _connected(smtp) as server:
            server.send_message(mail)
    except smtplib.SMTPRecipientsRefused as refused:
        return _refused(next(code for code, _ in refused.recipients.values()))
    except smtplib.SMTPDataError as refused:
        return _refused(refused.smtp_code)
    except smtplib.SMTPResponseException as refused:
        return _refused(refused.smtp_code, for_good=False)
    except smtplib.SMTPNotSupportedError:
        told = in_english("the mail server does not offer what is set: see INCUMBENT_SMTP_SECURITY, _USER")
        return Outcome(None, told)
    except (OSError, smtplib.SMTPException) as error:
        told = in_english("the mail server could not be spoken to ({error})", error=type(error).__name__)
        return Outcome(None, told)
    return Outcome(250)


def _refused(code: int, *, for_good: bool = True) -> Outcome:
    """From 500 on a server means it: the same mail will never be taken (RFC 5321 4.2.1)."""
    return Outcome(code, in_english("the mail server answered {code}", code=code), for_good=for_good and code >= 500)


def _connected(smtp: Smtp) -> smtplib.SMTP:
    if smtp.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            smtp.host, smtp.port, timeout=smtp.seconds, context=ssl.create_default_context()
        )
    else:
        server = smtplib.SMTP(smtp.host, smtp.port, timeout=smtp.seconds)
    try:
        if smtp.security == "starttls":
            server.starttls(context=ssl.create_default_context())
        if smtp.user is not None:
            server.login(smtp.user, smtp.password or "")
    except BaseException:
        server.close()
        raise
    return server
