"""Commands that read at both clocks: the options they share, how they open a workspace, how they answer."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import partial, update_wrapper
from typing import Any, NamedTuple

from projections.facts_behind import facts_behind, facts_named
from projections.moments import Moment, moment_of
from projections.tenants import Tenant

from .opening import caught_up
from .options import AsJson, AsOf, KnownAt, Position, Workspace
from .printing import say, say_json

Json = dict[str, Any]


class Reading(NamedTuple):
    """What a question is asked of."""

    tenant: Tenant
    moment: Moment


# What was found, and how it is shown to people.
Answer = tuple[Json, Callable[[Json], None]]


def reads(question: Callable[..., Answer]) -> Callable[..., None]:
    """The command of a question: with its own arguments and options, those of a read at both clocks.

    The answer is shown once the workspace is closed again.
    """

    def command(
        workspace: Workspace,
        as_of: AsOf = None,
        known_at: KnownAt = None,
        position: Position = None,
        as_json: AsJson = False,
        **own: Any,
    ) -> None:
        with caught_up(workspace) as tenant:
            answer, show = question(Reading(tenant, moment_of(tenant.ledger, as_of, known_at, position)), **own)
        say_json(answer) if as_json else show(answer)

    signature = _joined(question, command)
    update_wrapper(command, question).__dict__["__signature__"] = signature
    return command


def _joined(question: Callable[..., Any], command: Callable[..., Any]) -> inspect.Signature:
    """The parameters of both as typer reads them: what has to be given first, the clocks last."""
    _, *own = inspect.signature(question, eval_str=True).parameters.values()
    *shared, _ = inspect.signature(command, eval_str=True).parameters.values()
    return inspect.Signature(sorted([*own, *shared], key=lambda one: one.default is not one.empty))


def with_facts(at: Reading, answer: Json, show: Callable[[Json], None], *, why: bool) -> Answer:
    """Asked why, with the facts that the answer names, which are told below it."""
    if not why:
        return answer, show
    told = facts_behind(at.tenant, facts_named(answer), at.moment, restricted=True)
    return answer | {"facts_behind": told}, partial(show_with_facts, show)


def show_with_facts(show: Callable[[Json], None], answer: Json) -> None:
    show(answer)
    if answer["facts_behind"]:
        say("\nThe facts behind it")
    for one in answer["facts_behind"]:
        say(f"- {one['sentence']} (recorded {one['recorded_at'][:10]})")


def in_lines(told: Callable[[Json], Iterable[str]]) -> Callable[[Json], None]:
    """Shows an answer as lines of text."""
    return partial(_say_lines, told)


def _say_lines(told: Callable[[Json], Iterable[str]], answer: Json) -> None:
    for line in told(answer):
        say(line)


def as_text(answer: Json) -> None:
    """Shows an answer that has its own words."""
    say(answer["text"])
