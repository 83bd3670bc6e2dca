"""One attempt at one delivery: to a webhook, to a chat, or by mail. No transaction is open meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec

from domain.language import Language, in_english, marked, say, told_in
from domain.log.mapper import EPOCH
from jobs.egress import Asked, Resolver, resolve, retrieve
from jobs.refusals import EgressRefused
from projections.tenants import Tenant

from .mailing import message, send
from .policy import Outlet, Policy
from .queue import Delivery
from .schedule import Outcome
from .signing import signed_headers
from .wording import chat_words, mail_words

_JSON = {"content-type": "application/json"}


_NOTE = marked("Sent by Incumbent: mail subscription {id}. An administrator of your workspace can end it.")


def english(_code: str) -> None:
    """Where nothing else is spoken."""


@dataclass(frozen=True)
class Sender:
    """Says how each attempt went; whatever goes wrong on the way is an outcome too."""

    policy: Policy
    resolver: Resolver = resolve
    language: Callable[[str], Language | None] = english

    @property
    def kinds(self) -> tuple[str, ...]:
        """What can be sent: mails wait until a server for them is set."""
        return ("webhook", "chat", "mail") if self.policy.smtp else ("webhook", "chat")

    def attempt(self, tenant: Tenant, outlet: Outlet, delivery: Delivery, now: int) -> Outcome:
        at = EPOCH + timedelta(microseconds=now)
        ways: dict[str, Callable[[Tenant, Outlet, Delivery, datetime], Outcome]]
        ways = {"webhook": self._webhook, "chat": self._chat, "mail": self._mail}
        return ways[outlet.kind](tenant, outlet, delivery, at.astimezone(UTC))

    def _webhook(self, tenant: Tenant, outlet: Outlet, delivery: Delivery, at: datetime) -> Outcome:
        secrets = outlet.secrets((at - EPOCH) // timedelta(microseconds=1))
        return self._posted(outlet, delivery.body, signed_headers(delivery.id, delivery.body, at, secrets))

    def _chat(self, tenant: Tenant, outlet: Outlet, delivery: Delivery, at: datetime) -> Outcome:
        with told_in(self.language(outlet.wants.language)):
            text = chat_words(tenant, outlet, delivery.body)
        return self._posted(outlet, msgspec.json.encode({"text": text}).decode(), {"webhook-id": delivery.id})

    def _posted(self, outlet: Outlet, body: str, headers: dict[str, str]) -> Outcome:
        """Of the answer only its status counts; of its body no more is read than is needed to end politely."""
        asked = Asked(outlet.address, _JSON | headers, take_what_comes=True, body=body.encode())
        try:
            answer = retrieve(asked, self.policy.egress, self.resolver)
        except EgressRefused as refused:
            return Outcome(None, refused.detail)
        if 200 <= answer.status < 300:
            return Outcome(answer.status)
        return Outcome(answer.status, in_english("answered {status}", status=answer.status), answer.retry_after)

    def _mail(self, tenant: Tenant, outlet: Outlet, delivery: Delivery, at: datetime) -> Outcome:
        if self.policy.smtp is None:
            return Outcome(None, in_english("no mail server is set: INCUMBENT_SMTP_HOST"))
        with told_in(self.language(outlet.wants.language)):
            words, note = mail_words(tenant, outlet, delivery.body), say(_NOTE, id=outlet.id)
        if words is None:
            return Outcome(nothing=True)
        return send(self.policy.smtp, message(self.policy.smtp, outlet.address, delivery.id, words, note, at))
