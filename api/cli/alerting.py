"""`incumbent alerts`: listed and looked at, acted on, digested."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Annotated, Any

import typer

from domain.dates import resolve_as_of
from domain.digests import told
from domain.log.store import Store
from jobs.alerting.places import skip
from projections import alert_acts
from projections.account_maps import header
from projections.alert_acts import Acknowledging, Assigning, Commenting, Snoozing
from projections.alert_reads import Wanted, listed, one
from projections.digests import digest as digest_of

from .opening import opened_tenant
from .options import AsJson, By, Workspace
from .printing import say, say_json
from .reading import Answer, Reading, in_lines, reads

app = typer.Typer(no_args_is_help=True, help="Key moments somebody should know of, and what becomes of them.")

Json = dict[str, Any]
_PAGE = 500


class State(StrEnum):
    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    RETRACTED = "retracted"


class Severity(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


Id = Annotated[str, typer.Argument(metavar="ALERT", help="The id of an alert.")]
InState = Annotated[State | None, typer.Option("--state", help="Only alerts in this state.")]
Account = Annotated[str | None, typer.Option("--account", metavar="ID", help="Only alerts about this account.")]
OfRule = Annotated[str | None, typer.Option("--rule", metavar="RULE", help="Only alerts of this rule.")]
Person = Annotated[str | None, typer.Option("--person", metavar="ID", help="Only alerts about this person.")]
AssignedTo = Annotated[str | None, typer.Option("--assigned", metavar="ID", help="Only those of this colleague.")]
AtLeast = Annotated[Severity | None, typer.Option("--severity", help="Only alerts as severe as this, or more.")]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="Only alerts raised then or later: -7d.")]
Until = Annotated[str, typer.Argument(metavar="DAY", help="The day on which it is open again: a date, tomorrow, +7d.")]
Colleague = Annotated[str, typer.Argument(metavar="COLLEAGUE", help="The id of a colleague.")]
OrNobody = Annotated[str, typer.Argument(metavar="COLLEAGUE", help="The id of a colleague; `nobody`.")]
Text = Annotated[str, typer.Argument(metavar="TEXT", help="What there is to say.")]
Day = Annotated[str | None, typer.Option("--day", metavar="DATE", help="The day; today if left out.")]


@app.command("list")
@reads
def list_(
    at: Reading,
    state: InState = None,
    account: Account = None,
    rule: OfRule = None,
    person: Person = None,
    assigned: AssignedTo = None,
    severity: AtLeast = None,
    since: Since = None,
) -> Answer:
    """List alerts in the order in which they were raised, with what each is about."""
    day, found = None if since is None else resolve_as_of(since, at.tenant.ledger.today()), list[Json]()
    wanted = Wanted(state, account, rule, person, assigned, severity, day)
    while page := listed(*at, wanted, found[-1]["place"] if found else 0, _PAGE, restricted=True):
        found += page
    return {**header(at.moment, restricted=True), "alerts": found}, in_lines(_listed)


def _listed(answer: Json) -> Iterator[str]:
    for each in answer["alerts"]:
        yield f"{each['id']} {each['state']} {each['severity']} {each['day']}\n  {each['reason']}"


@app.command("show")
@reads
def show(at: Reading, id: Id) -> Answer:
    """Show what an alert is about, what it does to us, and who did what with it."""
    return one(at.tenant, id, at.moment, restricted=True), in_lines(_one)


def _one(answer: Json) -> Iterator[str]:
    assigned = answer.get("assigned_name", answer.get("assigned"))
    yield f"{answer['state']}{f', {assigned} looks after it' if assigned else ''}; raised on {answer['raised']}"
    yield from told(answer)
    for fact in answer["history"]:
        said = f": {fact['text']}" if "text" in fact else ""
        yield f"{fact['recorded_at']} {fact['type']} by {fact['recorded_by']}{said}"


@app.command("acknowledge")
def acknowledge(id: Id, workspace: Workspace, by: By = "cli", as_json: AsJson = False) -> None:
    """Say that it was seen to."""
    _act(workspace, id, alert_acts.acknowledge, Acknowledging(), by, as_json)


@app.command("snooze")
def snooze(id: Id, until: Until, workspace: Workspace, by: By = "cli", as_json: AsJson = False) -> None:
    """Put it off until a day."""
    _act(workspace, id, alert_acts.snooze, Snoozing(until=until), by, as_json)


@app.command("assign")
def assign(id: Id, colleague: OrNobody, workspace: Workspace, by: By = "cli", as_json: AsJson = False) -> None:
    """Hand it to a colleague, or to nobody in particular."""
    asked = Assigning(person=None if colleague == "nobody" else colleague)
    _act(workspace, id, alert_acts.assign, asked, by, as_json)


@app.command("comment")
def comment(id: Id, text: Text, workspace: Workspace, by: By = "cli", as_json: AsJson = False) -> None:
    """Add a text to it."""
    _act(workspace, id, alert_acts.comment, Commenting(text=text), by, as_json)


@app.command("digest")
def digest(colleague: Colleague, workspace: Workspace, day: Day = None, as_json: AsJson = False) -> None:
    """Show what a colleague should hear of a day."""
    with opened_tenant(workspace) as tenant:
        tenant.catch_up()
        found = digest_of(tenant, colleague, resolve_as_of(day, tenant.ledger.today()), restricted=True)
    if as_json:
        say_json(found)
    else:
        say(found.text)


@app.command("skip")
def skip_(workspace: Workspace) -> None:
    """Raise nothing of what is recorded by now: after an import whose moments nobody need hear of."""
    with opened_tenant(workspace) as tenant:
        tenant.catch_up()
        store: Store = tenant.ledger.store
        place = skip(tenant, store.writing)
    say(f"Alerts are raised of what is recorded after position {place.position}.")


def _act(workspace: str, id: str, act: Callable[..., Json], asked: Any, by: str, as_json: bool) -> None:
    with opened_tenant(workspace) as tenant:
        tenant.catch_up()
        answer = act(tenant, id, asked, by, restricted=True)
    if as_json:
        say_json(answer)
        return
    say(f"{answer['alert']['id']} {answer['alert']['state']}")
