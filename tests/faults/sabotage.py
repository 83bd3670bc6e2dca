"""Ways to break the program on purpose: what is not noticed here would not be noticed anywhere."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any

from domain.log.drafts import Receipt, Terms
from projections.tenants import Tenant

_BEHIND = 0.05


def answer_before_the_commit() -> None:
    """Batches wait in memory for a writer; the client is told at once that they are recorded."""
    record, waiting = Tenant.record, queue.SimpleQueue[tuple[Tenant, Any, Terms]]()

    def write() -> None:
        while True:
            time.sleep(_BEHIND)
            record(*waiting.get())

    def promise(self: Tenant, sent: Sequence[Mapping[str, Any]], terms: Terms) -> list[Receipt]:
        waiting.put((self, sent, terms))
        return [Receipt(fact["id"], 0) for fact in sent]

    threading.Thread(target=write, daemon=True).start()
    Tenant.record = promise  # type: ignore[method-assign]
