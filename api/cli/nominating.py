"""`incumbent nominations`: what was announced, reported, listed and decided on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer
from msgspec import UNSET, ValidationError, convert

from api.feeds.announcing import pushed
from domain.acceptance import Choice
from domain.forms import invalid_request
from domain.log.settings import settings_of
from domain.readable import readable
from projections.clerk import clerk
from projections.clerk import pushed as pushed_in
from projections.moments import moment_of
from projections.nomination_reads import Wanted, listed, one
from projections.reports import report as report_all
from projections.reports import told_of
from projections.reviews import Doubt
from projections.reviews import accept as accept_one
from projections.reviews import reject as reject_one
from projections.reviews import undo as undo_one
from projections.reviews import withdraw as withdraw_one
from projections.tenants import Tenant

from .opening import caught_up, opened_tenant
from .options import AsJson, By, KnownAt, Position, Workspace
from .printing import say, say_json
from .recording import facts_in

app = typer.Typer(no_args_is_help=True, help="Announced appointments and departures, and what comes of them.")

Json = dict[str, Any]
_PAGE = 1_000
_SAID = ("person_name", "role_title", "organization_name", "kind", "starts")
# Told by themselves, or of no use to people.
_APART = ("history", "excerpt", "facts", "candidates", "unsure", "id", "report", "decision")

Id = Annotated[str, typer.Argument(metavar="NOMINATION", help="The id of a nomination.")]
State = Annotated[
    str | None, typer.Option("--state", metavar="STATE", help="new, matched, accepted, rejected or withdrawn.")
]
Feed = Annotated[str | None, typer.Option("--feed", metavar="FEED", help="Only what this feed reported.")]
Person = Annotated[str, typer.Option("--person", metavar="ID", help="Who: the id of a person, or create.")]
Role = Annotated[str, typer.Option("--role", metavar="ID", help="Which role: its id, or create.")]
Organization = Annotated[
    str | None, typer.Option("--organization", metavar="ID", help="Whose role: its id, or create.")
]
Effective = Annotated[
    str | None,
    typer.Option("--effective", metavar="DATE", help="Since when; as the nomination says if left out; `unknown`."),
]
Action = Annotated[str | None, typer.Option("--action", metavar="WHAT", help="took or left, where it does not say.")]
TenureKind = Annotated[str | None, typer.Option("--tenure-kind", metavar="KIND", help="permanent, interim or acting.")]
Leaves = Annotated[str | None, typer.Option("--leaves", metavar="ROLE", help="A role that the person leaves that day.")]
Predecessor = Annotated[
    str | None, typer.Option("--predecessor", metavar="PERSON", help="Who leaves the role that day.")
]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why.")]
Ending = Annotated[
    str | None,
    typer.Option("--reason", metavar="WHY", help="promoted, moved, retired, dismissed, ended, died or unknown."),
]
Took = Annotated[str | None, typer.Option("--took", metavar="FACT", help="The fact of the beginning that this ends.")]
Certainty = Annotated[
    str | None, typer.Option("--certainty", metavar="WORD", help="confirmed or probable; as the nomination says.")
]
PersonName = Annotated[
    str | None, typer.Option("--person-name", metavar="NAME", help="Of a person created, where it says another.")
]
OrganizationName = Annotated[
    str | None, typer.Option("--organization-name", metavar="NAME", help="Of an organization created.")
]
RoleTitle = Annotated[str | None, typer.Option("--role-title", metavar="TITLE", help="Of a role created.")]
Unit = Annotated[str | None, typer.Option("--unit", metavar="ID", help="The unit of a role created.")]
Report = Annotated[
    str | None, typer.Option("--report", metavar="FACT", help="The report you looked at: refused if revised since.")
]
Learn = Annotated[bool, typer.Option("--learn/--no-learn", help="Record names not known yet as aliases.")]
KeepCorrected = Annotated[
    bool, typer.Option("--keep-corrected", help="Leave what was corrected by hand since it was accepted.")
]


@app.command("report")
def report(workspace: Workspace, by: By = "cli", as_json: AsJson = False) -> None:
    """Report announcements from standard input: JSON lines, a JSON array, or one. Known ones change nothing.

    A `text` without a `person_name` is read by the rules for feeds.
    """
    with opened_tenant(workspace) as tenant:
        sent, _ = pushed(tenant, facts_in(sys.stdin.buffer.read()))
        outcomes, _ = report_all(tenant, sent, by, clerk(tenant, pushed_in(settings_of(tenant.ledger).thresholds)))
        told = told_of(tenant, outcomes)
    if as_json:
        say_json(told)
        return
    for each in told:
        changed = f": {', '.join(each['changed'])}" if "changed" in each else ""
        say(f"{each['nomination']} {each['outcome']}{changed}")


@app.command("list")
def list_(
    workspace: Workspace,
    state: State = None,
    feed: Feed = None,
    known_at: KnownAt = None,
    position: Position = None,
    as_json: AsJson = False,
) -> None:
    """List nominations in the order in which they were reported, with what became of them."""
    with caught_up(workspace) as tenant:
        moment, wanted, found = moment_of(tenant.ledger, None, known_at, position), Wanted(state, feed), list[Json]()
        while page := listed(tenant, moment, wanted, found[-1]["place"] if found else 0, _PAGE):
            found += page
    if as_json:
        say_json({"nominations": found, "position": moment.position})
        return
    for each in found:
        say(f"{each['id']} {_marked(each)}\n  {', '.join(_plain(each[name]) for name in _SAID if name in each)}")
        _say_unsure(each, "  ")


@app.command("show")
def show(
    id: Id, workspace: Workspace, known_at: KnownAt = None, position: Position = None, as_json: AsJson = False
) -> None:
    """Show what a nomination says, whom it may mean, and who did what with it."""
    with caught_up(workspace) as tenant:
        answer = one(tenant, id, moment_of(tenant.ledger, None, known_at, position))
    if as_json:
        say_json(answer)
        return
    for name, value in answer.items():
        if name not in _APART:
            say(f"{name.replace('_', ' ')}: {_plain(value)}")
    _show_rest(answer)


@app.command("accept")
def accept(
    id: Id,
    workspace: Workspace,
    person: Person,
    role: Role,
    organization: Organization = None,
    effective: Effective = None,
    action: Action = None,
    tenure_kind: TenureKind = None,
    leaves: Leaves = None,
    predecessor: Predecessor = None,
    reason: Ending = None,
    took: Took = None,
    certainty: Certainty = None,
    person_name: PersonName = None,
    organization_name: OrganizationName = None,
    role_title: RoleTitle = None,
    unit: Unit = None,
    report: Report = None,
    learn: Learn = True,
    by: By = "cli",
    as_json: AsJson = False,
) -> None:
    """Make a nomination facts: who takes or leaves which role."""
    given = locals()  # every option of a choice has the name of its field
    choice = _choice({name: given[name] for name in Choice.__struct_fields__ if name != "effective"}, effective)
    _decide(workspace, as_json, lambda tenant: accept_one(tenant, id, choice, by))


@app.command("reject")
def reject(id: Id, workspace: Workspace, reason: Reason = None, by: By = "cli", as_json: AsJson = False) -> None:
    """Decide that nothing comes of a nomination."""
    _decide(workspace, as_json, lambda tenant: reject_one(tenant, id, Doubt(reason=reason), by))


@app.command("undo")
def undo(
    id: Id,
    workspace: Workspace,
    reason: Reason = None,
    keep_corrected: KeepCorrected = False,
    by: By = "cli",
    as_json: AsJson = False,
) -> None:
    """Take the last decision on a nomination back, and the facts it led to."""
    doubt = Doubt(reason=reason, keep_corrected=keep_corrected)
    _decide(workspace, as_json, lambda tenant: undo_one(tenant, id, doubt, by))


@app.command("withdraw")
def withdraw(id: Id, workspace: Workspace, reason: Reason = None, by: By = "cli", as_json: AsJson = False) -> None:
    """Take a nomination back as whoever reported it, and the facts it became."""
    _decide(workspace, as_json, lambda tenant: withdraw_one(tenant, id, Doubt(reason=reason), by))


def _choice(told: Json, effective: str | None) -> Choice:
    """Raises InvalidRequest naming the field."""
    day = UNSET if effective is None else None if effective == "unknown" else effective
    given = {name: value for name, value in told.items() if value is not None}
    try:
        return convert(given | ({} if day is UNSET else {"effective": day}), readable(Choice))
    except ValidationError as error:
        raise invalid_request(error, readable(Choice)) from None


def _decide(workspace: str, as_json: bool, decide: Callable[[Tenant], Json]) -> None:
    with caught_up(workspace) as tenant:
        answer = decide(tenant)
    if as_json:
        say_json(answer)
        return
    say(f"{answer['nomination']['id']} is {answer['nomination']['state']}; {len(answer['facts'])} facts recorded.")
    for kept in answer.get("kept", ()):
        say(f"{kept['fact']} stays: {kept['because']}.")
    for name in ("already_withdrawn", "corrected"):
        for fact in answer.get(name, ()):
            say(f"{fact}: {'withdrawn by hand before' if name == 'already_withdrawn' else 'was corrected by hand'}.")


def _marked(each: Json) -> str:
    """A new one that was accepted once is known by its star."""
    return f"{each['state']} *" if "revised" in each else str(each["state"])


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {one}" for key, one in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _say_unsure(answer: Json, indent: str = "") -> None:
    """Why somebody has to look."""
    for unsure in answer.get("unsure", ()):
        say(f"{indent}{unsure['sentence']}")


def _show_rest(answer: Json) -> None:
    _say_unsure(answer)
    for candidate in answer.get("candidates", ()):
        reasons = ", ".join(candidate["reasons"])
        say(f"may mean {candidate['kind']} {candidate['id']} ({candidate['score']:.2f}): {reasons}")
    if "excerpt" in answer:
        say(answer["excerpt"])
    for fact in answer["history"]:
        say(f"{fact['recorded_at']} {fact['type']} by {fact['recorded_by']}")
