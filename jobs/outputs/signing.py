"""Webhooks signed as the Standard Webhooks specification says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from standardwebhooks import Webhook


def signed_headers(id: str, body: str, at: datetime, secrets: Sequence[str]) -> dict[str, str]:
    """`at` in UTC. While a secret is rotated there are two signatures, a blank between."""
    signatures = " ".join(Webhook(secret).sign(id, at, body) for secret in secrets)
    headers = {"webhook-id": id, "webhook-timestamp": str(int(at.timestamp()))}
    return headers | ({"webhook-signature": signatures} if signatures else {})
