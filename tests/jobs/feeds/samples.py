"""Documents in the shapes that sources send, written by us; all people and companies are made up."""

from __future__ import annotations

import json
from typing import Any

RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>News</title><link>https://acme.example/</link><description>x</description>
<item><guid isPermaLink="false">n-1</guid><title>Acme SA appoints Jane Roe as Chief Financial Officer</title>
<pubDate>Mon, 02 Mar 2026 23:30:00 -0500</pubDate>
<description>&lt;p&gt;&lt;b&gt;Jane Roe&lt;/b&gt; was appointed Chief Financial Officer, effective 1 April 2026,
succeeding John Poe.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description></item>
<item><link>https://acme.example/2</link><title>Jane &lt;b onclick=alert(1)&gt;Roe&lt;/b&gt; steps down as Chair</title>
<pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate></item>
<item><title>Results for the third quarter</title><pubDate>Wed, 04 Mar 2026 10:00:00 GMT</pubDate></item>
<item><description>neither id nor title</description></item>
</channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x</id><title>News</title><updated>2026-03-02T10:00:00Z</updated>
<link rel="next" href="https://acme.example/feed?page=2"/>
<entry><id>urn:x:1</id><title>Jeanne Roé nommée directrice financière d'Acme SA</title>
<updated>2026-03-05T10:00:00Z</updated><published>2026-03-02T10:00:00+01:00</published>
<content type="html">&lt;p&gt;Jeanne Roé est nommée directrice financière à compter du 1er mai 2026.&lt;/p&gt;</content></entry>
</feed>""".encode()


def json_feed(*items: Any, **more: Any) -> bytes:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Nominations", "items": items, **more}
    return json.dumps(feed).encode()


EXTENDED = {
    "id": "e-1",
    "title": "A move",
    "date_published": "2026-03-02T10:00:00Z",
    "_incumbent": {
        "kind": "joined",
        "person_name": "Jane Roe",
        "organization_name": "Acme SA",
        "role_title": "Chief Financial Officer",
        "starts": "2026-04-01",
        "predecessor_name": "John Poe",
        "previous_organization": "Bolt AG",
        "previous_role": "Controller",
    },
}
PROVIDERS = {
    "id": 17,
    "title": "Jane Roe - CFO",
    "date_published": "2026-03-02",
    "_vendor": {"who": "Jane Roe", "where": "Acme SA", "post": "CFO", "what": "appointment", "when": "2026-04"},
}
PROVIDER = {
    "within": "_vendor",
    "fields": {
        "person_name": "who",
        "organization_name": "where",
        "role_title": "post",
        "kind": "what",
        "starts": "when",
    },
    "kinds": {"appointment": "joined", "departure": "left"},
}


def officer(name: str, *, since: str | None, until: str | None = None, role: str = "director", id: str = "a1") -> Any:
    links = {"self": f"/company/01234567/appointments/{id}", "officer": {"appointments": "/officers/o1/appointments"}}
    said = {"name": name, "officer_role": role, "appointed_on": since, "resigned_on": until, "links": links}
    return {key: value for key, value in said.items() if value is not None}


OFFICERS = json.dumps(
    {
        "items": [
            officer("ROE, Jane Mary", since="2026-03-01"),
            officer("POE, John", since="2019-02-03", until="2026-02-28", id="a2"),
            officer("DE LA ROE, Ana", since="2020-01-01", role="managing-officer", id="a3"),
            officer("ROE-POE, Max", since=None, id="a4") | {"appointed_before": "1992-01-01"},
            {"officer_role": "director", "links": {"self": "/x"}, "appointed_on": "2020-01-01"},
        ],
        "total_results": 5,
    }
).encode()
APPOINTMENTS = json.dumps(
    {
        "items": [
            officer("Jane ROE", since="2026-03-01")
            | {"appointed_to": {"company_name": "ACME LIMITED", "company_number": "01234567"}}
        ]
    }
).encode()


def event(point: int, data: Any, type: str = "changed", kind: str = "company-officers") -> str:
    said = {
        "resource_kind": kind,
        "resource_uri": "/company/01234567/appointments/a1",
        "data": data,
        "event": {"timepoint": point, "published_at": "2026-03-02T10:00:00", "type": type},
    }
    return json.dumps(said)


STREAM = "\n".join(
    [
        event(7, officer("ROE, Jane", since="2026-03-01")),
        "",
        event(8, officer("POE, John", since="2019-01-01"), type="deleted"),
        event(9, {}, kind="company-profile"),
        '{"broken": ',
        event(10, officer("ROE, Jane", since="2026-03-01", until="2026-06-30")),
        event(11, officer("CUT, Off", since="2026-03-01"))[:40],
    ]
).encode()

FILING = """-----BEGIN PRIVACY-ENHANCED MESSAGE-----
<SEC-HEADER>0000000001-26-000001.hdr.sgml : 20260303
ACCESSION NUMBER:\t\t0000000001-26-000001
CONFORMED SUBMISSION TYPE:\t8-K
FILED AS OF DATE:\t\t20260303
FILER:
\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\tACME CORP
\t\tCENTRAL INDEX KEY:\t\t\t0000000001
\tFORMER COMPANY:
\t\tFORMER CONFORMED NAME:\tBOLT CORP
</SEC-HEADER>
<DOCUMENT>
<TYPE>8-K
<SEQUENCE>1
<TEXT>
<html><body><p>Item 1.01 Something else. Ann Lee was appointed Treasurer.</p>
<p><b>Item 5.02. Departure of Directors or Certain Officers; Election of Directors; Appointment of Certain Officers.</b></p>
<p>{body}</p>
<p>Item 9.01 Financial Statements and Exhibits</p><p>Bob Lee was appointed Clerk.</p>
</body></html>
</TEXT>
</DOCUMENT>
"""


def filing(body: str) -> bytes:
    return FILING.replace("{body}", body).encode()


def party(
    name: str, cik: str, accession: str, *, form: str = "8-K", items: str = "Item 5.02: Departure of Directors"
) -> str:
    folder = accession.replace("-", "")
    return f"""<entry><title>{form} - {name} ({cik}) (Filer)</title>
<link rel="alternate" type="text/html" href="https://www.sec.example/Archives/edgar/data/1/{folder}/{accession}-index.htm"/>
<summary type="html">&lt;b&gt;Filed:&lt;/b&gt; 2026-03-03 &lt;b&gt;AccNo:&lt;/b&gt; {accession}&lt;br&gt;{items}</summary>
<updated>2026-03-03T17:02:43-05:00</updated><category scheme="https://www.sec.gov/" label="form type" term="{form}"/>
<id>urn:tag:sec.gov,2008:accession-number={accession}</id></entry>"""


def current(*parties: str) -> bytes:
    head = '<?xml version="1.0" encoding="ISO-8859-1" ?><feed xmlns="http://www.w3.org/2005/Atom"><title>Latest</title>'
    return f"{head}<id>x</id><updated>2026-03-03T18:00:00-05:00</updated>{''.join(parties)}</feed>".encode()


CURRENT = current(
    party("ACME CORP", "0000000001", "0000000001-26-000001"),
    party("BOLT CORP", "0000000002", "0000000001-26-000001"),
    party("COIL INC", "0000000003", "0000000003-26-000009", items="Item 2.02: Results"),
    party("DYNE INC", "0000000004", "0000000004-26-000002", form="8-K/A"),
    party("ECHO INC", "0000000005", "0000000005-26-000003", form="4", items="Item 5.02"),
)

SUBMISSIONS = json.dumps(
    {
        "cik": "0000000001",
        "name": "ACME CORP",
        "filings": {
            "recent": {
                "accessionNumber": ["0000000001-26-000001", "0000000001-26-000002", "0000000001-26-000003"],
                "form": ["8-K", "8-K", "10-K"],
                "items": ["5.02,9.01", "2.02", ""],
                "filingDate": ["2026-03-03", "2026-02-03", "2026-01-03"],
            }
        },
    }
).encode()


def notice(id: str, day: str, people: str, **more: Any) -> Any:
    return {
        "id": id,
        "dateparution": day,
        "typeavis_lib": "Avis initial",
        "registre": ["732829320", "732 829 320"],
        "commercant": "ACME FRANCE",
        "listepersonnes": json.dumps({"personne": {"administration": people}}),
        "modificationsgenerales": json.dumps({"descriptif": "Modification survenue sur l'administration."}),
        **more,
    }


def bodacc(*notices: Any) -> bytes:
    return json.dumps({"total_count": len(notices), "results": notices}).encode()


BEFORE = "Président : ROE Jeanne ; Directeur général : POE Jean ; Commissaire aux comptes titulaire : Audit SARL"
AFTER = "Président : ROE Jeanne ; Directeur général : LEE Anne ; Commissaire aux comptes titulaire : Audit SARL"

POPOLO = json.dumps(
    {
        "date": "2026-03-02",
        "persons": [{"id": "p1", "name": "Jane Roe"}, {"id": "p2", "name": "John Poe"}],
        "organizations": [{"id": "o1", "name": "Acme SA"}],
        "posts": [{"id": "t1", "label": "Chair"}],
        "memberships": [
            {"id": "m1", "person_id": "p1", "organization_id": "o1", "post_id": "t1", "start_date": "2019", "end_date": "2026-03"},
            {"person_id": "p2", "organization_id": "o1", "role": "Member"},
            {"person_id": "p9", "organization_id": "o1", "role": "Member"},
        ],
    }
).encode()  # fmt: skip

LINES = b"""{"id": "l-1", "kind": "joined", "person_name": "Jane Roe", "role_title": "Chair", "announced": "2026-03-02"}
{"id": "l-2", "kind": "swam", "person_name": "Jane Roe"}
not json
{"id": "l-3", "kind": "left", "person_name": "John Poe", "role_title": "Chair", "starts": "2026-02"}
"""
CSV = b"""kind;person_name;organization_name;role_title;starts
joined;Jane Roe;Acme SA;Chief Financial Officer;2026-04-01
left;;Acme SA;Chair;2026-03-31
left;John Poe;Acme SA;Chair;31.03.2026
"""
