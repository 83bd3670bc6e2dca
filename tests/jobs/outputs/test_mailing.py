"""Mails as a real server takes them: over TLS, whole, and never with a header that a name made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import InvalidRequest, NotFound
from domain.log.store import Store
from jobs.outputs import registry
from jobs.outputs.checking import is_mailbox
from jobs.outputs.mailing import Words, message, paragraphs, send
from jobs.outputs.policy import Wants
from tests.jobs.clocks import DAY, HOUR, SECOND
from tests.jobs.feeds.test_egress import certified
from tests.jobs.outputs.mailbox import Mailbox, mailbox
from tests.jobs.outputs.world import World, raised, worlds

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
TO = "jane@acme.example"
ANN: dict[str, Any] = {"type": "person_introduced", "person": "p-ann", "name": "Ann", "ours": True}
# Everything Python, a mail server or a reader may take for the end of a line.
ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as one:
        yield one


@pytest.fixture
def world(store: Store, box: Mailbox) -> Iterator[World]:
    with worlds(store, smtp=box.smtp()) as one:
        one.tell(ANN)
        yield one


def test_a_mail_has_both_parts_and_tells_what_it_is(box: Mailbox) -> None:
    smtp = box.smtp(unsubscribe="https://acme.example/unsubscribe")
    words = paragraphs("Alert <b>", ("Café & <script>alert(1)</script>",))
    assert send(smtp, message(smtp, TO, "msg_1", words, "why & how", AT)).taken
    (mail,) = box.mails
    assert (mail["From"], mail["To"], mail["Subject"]) == ("Incumbent <alerts@acme.example>", TO, "Alert <b>")
    assert (mail["Message-ID"], mail["Auto-Submitted"]) == ("<msg_1@acme.example>", "auto-generated")
    assert mail["List-Unsubscribe"] == "<https://acme.example/unsubscribe>"
    text, html = (part.get_content() for part in mail.iter_parts())
    assert "Café & <script>" in text
    assert "why & how" in text
    assert "<p>Café &amp; &lt;script&gt;" in html
    assert "why &amp; how" in html
    assert box.recipients == [[TO]]


@settings(max_examples=40)
@given(st.text(st.one_of(st.sampled_from(ENDS), st.characters(codec="utf-8")), max_size=80))
def test_no_subject_becomes_a_header(text: str) -> None:
    smtp = Mailbox(25).smtp()
    subject = f"{text}\r\nBcc: everybody@evil.example\u2028Bcc: more@evil.example"
    made = message(smtp, TO, "msg_1", Words(subject, "text", "<body></body>"), "note", AT)
    lines = made.as_bytes().partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert not [line for line in lines if line.lower().startswith(b"bcc")]
    assert {line.partition(b":")[0] for line in lines if not line.startswith(b" ")} <= {
        b"From", b"To", b"Subject", b"Date", b"Message-ID", b"Auto-Submitted", b"MIME-Version", b"Content-Type"
    }  # fmt: skip


@pytest.mark.parametrize("end", ENDS)
def test_no_recipient_becomes_a_header(end: str) -> None:
    assert not is_mailbox(f"{TO}{end}Bcc: x@y.example")
    assert not is_mailbox(f"{TO}{end}")
    with pytest.raises(ValueError, match=r"."):
        message(Mailbox(25).smtp(sender=f"a@b.example{end}Bcc: x@y.example"), TO, "m", paragraphs("s", ()), "", AT)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("jane.roe+alerts@acme.example", True),
        ("o'neill@acme.example", True),
        ("Jane <jane@acme.example>", False),
        ("jane@acme.example, joe@acme.example", False),
        ("jane", False),
        ("@acme.example", False),
        ("jane@acme..example", False),
        (f"{'x' * 65}@acme.example", False),
        ("jane@" + ".".join(["x" * 60] * 5), False),
    ],
)
def test_a_recipient_is_one_mailbox(text: str, good: bool) -> None:
    assert is_mailbox(text) == good


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = certified("localhost", tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(found))
    return found


def mail(box: Mailbox, **said: Any) -> Any:
    smtp = box.smtp(**said)
    return send(smtp, message(smtp, TO, "msg_1", paragraphs("s", ("t",)), "note", AT))


def test_starttls_and_a_login_are_used_where_they_are_set(certificate: Path) -> None:
    with mailbox(certificate) as box:
        assert mail(box, security="starttls", user="ann", password="pass").taken  # noqa: S106
        refused = mail(box, security="starttls", user="ann", password="guess")  # noqa: S106
        assert (refused.taken, refused.for_good, refused.status) == (False, False, 535)
        assert not mail(box, security="none").taken
        assert (len(box.mails), {*box.logins}) == (1, {b"pass", b"guess"})


def test_nothing_goes_in_the_clear_where_tls_is_set(box: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that offers no STARTTLS, one that speaks no TLS, one whose certificate nobody vouches for."""
    assert "does not offer" in (mail(box, security="starttls").problem or "")
    assert not mail(box, security="tls", seconds=1.0).taken
    assert box.mails == []


def test_a_certificate_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    with mailbox(certified("localhost", tmp_path)) as box:
        refused = mail(box, security="starttls")
        assert (refused.taken, box.mails) == (False, [])


@pytest.mark.parametrize(
    ("stage", "answer", "for_good"),
    [
        ("RCPT", "550 no such user", True),
        ("RCPT", "450 busy", False),
        ("DATA", "554 spam", True),
        ("DATA", "451", False),
    ],
)
def test_what_a_server_refuses_for_good_is_not_tried_again(
    box: Mailbox, stage: str, answer: str, for_good: bool
) -> None:
    box.refuse[stage] = answer
    refused = mail(box)
    assert (refused.taken, refused.for_good, refused.status) == (False, for_good, int(answer[:3]))
    assert "no such user" not in (refused.problem or "")


def test_an_alert_is_mailed_at_once_and_its_double_can_be_told(world: World, box: Mailbox) -> None:
    outlet = world.connect(TO, "mail")
    box.refuse["DATA"] = "451 later"
    world.tell(alert := raised(role="cfo"), {"type": "alert_acknowledged", "alert": alert["alert"]})
    world.relay()
    assert [(one.state, one.status) for one in world.deliveries(outlet)] == [("waiting", 451)]
    box.refuse.clear()
    world.clock.advance(6 * SECOND)
    world.relay()
    (got,) = box.mails
    assert got["Message-ID"] == f"<{world.deliveries(outlet)[0].id}@acme.example>"
    marks = f"(severity high, day 2026-03-01, alert {alert['alert']})"
    assert got["Subject"] == f"Incumbent: Champion left: account acme {marks}"
    assert "leaves the account" in next(got.iter_parts()).get_content()


def test_what_rests_on_links_is_only_sent_where_that_is_allowed(world: World, box: Mailbox) -> None:
    """And in the language that was chosen."""
    world.connect(TO, "mail")
    world.connect("boss@acme.example", "mail", restricted=True, wants=Wants(language="fr"))
    world.tell(alert := raised(withheld=True))
    world.relay()
    assert box.recipients == [["boss@acme.example"]]
    (got,) = box.mails
    marks = f"(gravité élevée, jour 2026-03-01, alerte {alert['alert']})"
    assert got["Subject"] == f"Incumbent : Départ d\u2019un champion : compte acme {marks}"
    text, html = (part.get_content() for part in got.iter_parts())
    assert ("Nouveau" in text.splitlines(), "abonnement par mail" in text, '<html lang="fr">' in html) == (
        True,
        True,
        True,
    )


def test_mails_wait_until_there_is_a_server(world: World, box: Mailbox) -> None:
    outlet = world.connect(TO, "mail")
    world.tell(raised())
    world.relay(smtp=None)
    assert world.deliveries(outlet)[0].attempts == 0
    world.relay()
    assert len(box.mails) == 1


def test_a_digest_is_mailed_once_a_day_in_the_workspace_s_time_zone(world: World, box: Mailbox) -> None:
    """The clock begins at midnight UTC."""
    outlet = world.connect(TO, "mail", person="p-ann", digest_at="07:30")
    world.tell(raised(), raised("bolt"))
    world.relay()
    assert box.mails == []
    world.clock.advance(DAY + 7 * HOUR)
    world.relay()
    assert box.mails == []
    world.clock.advance(HOUR)
    world.relay()
    world.relay()
    (got,) = box.mails
    assert got["Subject"] == "Incumbent: 2 alerts on 2026-05-27"
    assert got["Message-ID"].startswith("<msg_")
    world.clock.advance(3 * DAY)
    world.relay()
    assert sorted(world.states(outlet)) == ["delivered", "dropped", "dropped", "dropped"]


def test_a_digest_asks_for_a_colleague(world: World) -> None:
    for said, field in (
        ({"digest_at": "07:30"}, "person"),
        ({"digest_at": "25:00", "person": "p-ann"}, "digest_at"),
        ({"digest_at": "07:30", "person": "p-1"}, "person"),
    ):
        with pytest.raises(InvalidRequest) as refused:
            world.connect(TO, "mail", **said)
        assert refused.value.field == field
    with pytest.raises(NotFound):
        world.connect(TO, "mail", person="p-nobody")


def test_whoever_is_erased_is_mailed_nothing_more_and_their_address_is_gone(world: World, box: Mailbox) -> None:
    world.connect(TO, "mail", person="p-ann")
    world.connect("boss@acme.example", "mail", wants=Wants(accounts=("acme",)))
    world.tell({"type": "person_erased", "person": "p-ann"}, raised())
    world.relay()
    assert box.recipients == [["boss@acme.example"]]
    assert [one.address for one in registry.outlets_of(world.tenant.ledger)] == ["boss@acme.example"]
