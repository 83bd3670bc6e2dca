"""The program, ready to be started and killed."""

from random import Random

import pytest

from tests.program import Program

from .journal import Journal
from .place import Place


@pytest.fixture
def place(program: Program, database_url: str) -> Place:
    return Place(program, database_url, Journal(), Random(9))
