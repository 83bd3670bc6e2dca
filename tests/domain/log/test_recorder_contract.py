"""Our recorder keeps the contract of eventsourcing's recorders, as the library's own suite states it."""

import threading
from collections.abc import Iterator
from typing import ClassVar
from uuid import uuid4

import pytest
from eventsourcing.persistence import StoredEvent
from eventsourcing.tests import persistence

from domain.log.recorder import FactRecorder
from domain.log.store import Store, open_store
from domain.log.workspaces import make_workspace
from tests.domain.log.conftest import ROOT_KEY


class OfUs:
    """Recorders of fresh workspaces; the names of our streams are text."""

    fixture: ClassVar[str]
    store: Store

    @pytest.fixture(autouse=True)
    def opened(self, request: pytest.FixtureRequest) -> Iterator[None]:
        self.store = open_store(request.getfixturevalue(self.fixture))
        before = set(threading.enumerate())
        yield
        for thread in set(threading.enumerate()) - before:
            thread.join()  # the suite leaves its readers behind
        self.store.close()

    def new_originator_id(self) -> str:
        return str(uuid4())

    def create_recorder(self) -> FactRecorder:
        return FactRecorder(self.store, make_workspace(self.store, str(uuid4()), ROOT_KEY).id)


class ApplicationContract(OfUs, persistence.ApplicationRecorderTestCase[FactRecorder]):
    def test_insert_subscribe(self) -> None:
        assert self.EXPECT_CONTIGUOUS_NOTIFICATION_IDS, "the suite is held to in its strict form"
        self.optional_test_insert_subscribe()


class OrderContract(OfUs, persistence.NonInterleavingNotificationIDsBaseCase):
    """Two big appends at once never take turns in the log."""

    def create_stack(self, originator_id: object) -> list[StoredEvent]:
        return list(super().create_stack(str(originator_id)))


class TestApplicationOnSQLite(ApplicationContract):
    fixture = "sqlite_url"


class TestApplicationOnPostgreSQL(ApplicationContract):
    fixture = "postgres_url"


class TestOrderOnSQLite(OrderContract):
    fixture = "sqlite_url"


class TestOrderOnPostgreSQL(OrderContract):
    fixture = "postgres_url"


# The suite's own classes have no database and are not to be run.
del ApplicationContract, OrderContract
