"""`incumbent key-moments` and `incumbent rules`: moves that matter to us, and what is looked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
import typer

from domain.digests import consequences
from domain.errors import InvalidRequest
from projections import rule_settings
from projections.account_maps import header
from projections.key_moment_reads import days_of, page, replayed
from projections.key_moments import Asked
from projections.moments import Moment, moment_of
from projections.moves import days_asked
from projections.tenants import Tenant

from .opening import opened_tenant
from .options import AsJson, By, KnownAt, Position, Workspace
from .printing import say, say_json
from .reading import Answer, Reading, reads

rules = typer.Typer(no_args_is_help=True, help="What is looked for among moves: rules, their parameters, replays.")

Json = dict[str, Any]
_PAGE = 1_000

OfAccount = Annotated[str | None, typer.Argument(metavar="[ACCOUNT]", help="The id of an account; all if absent.")]
OfPerson = Annotated[str | None, typer.Option("--person", metavar="ID", help="Only moments about this person.")]
OfRule = Annotated[str | None, typer.Option("--rule", metavar="RULE", help="Only moments of this rule.")]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="The first day; a year back if absent.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="The last day; a year ahead if absent.")]
Rule = Annotated[str, typer.Argument(metavar="RULE", help="The id of a rule.")]
On = Annotated[bool | None, typer.Option("--on/--off", help="Switch it on or off.")]
Given = Annotated[
    list[str] | None,
    typer.Option("--parameter", "-p", metavar="NAME=VALUE", help="A parameter, its value as JSON or as plain text."),
]
From = Annotated[str, typer.Option("--since", metavar="DATE", help="The first day of the period.")]
To = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Its last day; today if absent.")]


@reads
def key_moments(
    at: Reading,
    account: OfAccount = None,
    person: OfPerson = None,
    rule: OfRule = None,
    since: Since = None,
    until: Until = None,
) -> Answer:
    """Show moves that matter to us, those announced ahead too, and what each does to us."""
    days = days_of(since, until, at.moment.as_of, at.tenant.ledger.today())
    of_rule = None if rule is None else frozenset([rule_settings.rule(rule).id])
    found = list(_entries(*at, Asked(*days, _only(account), _only(person), of_rule)))
    return {**header(at.moment, restricted=True), "key_moments": found, "next": None}, _show_all


def _show_all(answer: Json) -> None:
    for entry in answer["key_moments"]:
        _show(entry, entry["day"])


@rules.command("list")
def list_(workspace: Workspace, known_at: KnownAt = None, position: Position = None, as_json: AsJson = False) -> None:
    """List the rules, whether each is on, and its parameters."""
    with opened_tenant(workspace) as tenant:
        found = rule_settings.rules_of(tenant, moment_of(tenant.ledger, None, known_at, position))
    if as_json:
        say_json({"rules": found})
        return
    for one in found:
        _show_rule(one)


@rules.command("set")
def set_(
    rule: Rule, workspace: Workspace, on: On = None, given: Given = None, by: By = "cli", as_json: AsJson = False
) -> None:
    """Switch a rule on or off, or give it other parameters; those that are not named have their defaults again."""
    with opened_tenant(workspace) as tenant:
        answer = rule_settings.set_rule(tenant, rule, on, None if given is None else _parameters(given), by)
    if as_json:
        say_json(answer)
    else:
        _show_rule(answer)


@rules.command("replay")
def replay(
    rule: Rule, workspace: Workspace, since: From, until: To = None, given: Given = None, as_json: AsJson = False
) -> None:
    """Show which alerts a rule would have raised over a past period, and when, by what was known then.

    Without --parameter each day is judged by the parameters in force at its end, whether the rule was on or not.
    """
    with opened_tenant(workspace) as tenant:
        tenant.catch_up()
        moment = moment_of(tenant.ledger)
        first, last = days_asked(since, until, moment.as_of, moment.as_of)
        parameters = None if given is None else _parameters(given)
        alerts = replayed(tenant, rule, moment, (first or last, last), parameters)
    if as_json:
        say_json({"rule": rule, "since": str(first), "until": str(last), "position": moment.position, "alerts": alerts})
        return
    for entry in alerts:
        late = f", {entry['days_late']} days late" if entry["days_late"] > 0 else ""
        _show(entry, f"{entry['raised_on']} (of {entry['day']}{late})")
    say(f"{len(alerts)} alert{'' if len(alerts) == 1 else 's'}.")


def _entries(tenant: Tenant, moment: Moment, asked: Asked) -> Iterator[Json]:
    """Of all pages."""
    after = None
    while True:
        found = page(tenant, moment, asked, after, _PAGE, restricted=True)
        yield from found.entries
        if (after := found.next) is None:
            return


def _show(entry: Json, day: str) -> None:
    say(f"{day} {entry['severity']} {entry['rule']}: {entry['reason']}")
    for line in consequences(entry["effects"]):
        say(f"  {line}")


def _show_rule(one: Json) -> None:
    say(f"{one['id']} ({'on' if one['on'] else 'off'}, {one['severity']}): {one['description']}")
    for parameter in one["parameters"]:
        value = msgspec.json.encode(parameter["value"]).decode()
        say(f"  {parameter['name']}={value}  {parameter['description']}")


def _parameters(given: list[str]) -> dict[str, Any]:
    """Raises InvalidRequest for one that is not of the form NAME=VALUE."""
    found: dict[str, Any] = {}
    for one in given:
        name, equals, text = one.partition("=")
        if not (name and equals):
            raise InvalidRequest("expected NAME=VALUE, such as days=30", field="parameter")
        try:
            found[name] = msgspec.json.decode(text)
        except msgspec.DecodeError:
            found[name] = text
    return found


def _only(id: str | None) -> frozenset[str] | None:
    return None if id is None else frozenset([id])
