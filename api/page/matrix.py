"""Our people by theirs: who of us knows whom how well, who covers what, through whom to address somebody."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import Any

from fastapi import Request, Response

from domain.analysis.parameters import Parameters
from domain.analysis.sections import sections_of
from projections.analysis.reading import account_analysis
from projections.coverage_reads import account_coverage
from projections.statements import half_lives_of

from ..http.parameters import AccountId
from ..http.reading import Read
from .account import MOST_AT_ONCE, account_page
from .answers import page_router

Json = dict[str, Any]

router = page_router()


@router.get("/accounts/{id}/coverage")
def matrix(request: Request, read: Read, id: AccountId) -> Response:
    covering = account_coverage(read.tenant, id, read.moment)
    asked = {"restricted": read.caller.restricted, "why": True}
    build = partial(account_analysis, read.tenant, id, read.moment, sections_of("coverage"), Parameters(), **asked)
    found = read.kept(build, settings=half_lives_of(read.tenant, read.moment))
    coverage: Json | None = found.get("coverage")
    people, cells = _linked_first(coverage), _cells(coverage)
    known = sum(bool(one["links"]) for one in people)
    shown = {"covering": covering, "matrix": coverage, "people": people, "cells": cells}
    return account_page(
        request, read, id, "coverage", "account_coverage.html", **shown, at_once=max(known, MOST_AT_ONCE)
    )


def _linked_first(coverage: Json | None) -> list[Json]:
    return sorted(coverage["people"], key=lambda one: not one["links"]) if coverage else []


def _cells(coverage: Json | None) -> dict[str, dict[str, list[Json]]]:
    """By one of theirs and one of ours the links between them."""
    cells: dict[str, dict[str, list[Json]]] = {}
    for one in coverage["people"] if coverage else ():
        row: dict[str, list[Json]] = defaultdict(list)
        for link in one["links"]:
            row[link["colleague"]].append(link)
        cells[one["person"]] = dict(row)
    return cells
