"""The organizations, units and posts of the story as they stood when the workspace opened the account, and before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .telling import Line, document, fact, learned, someone

US, CUSTOMER, COMPETITOR, ADVISER, SPIN_OFF = "quillstone", "aldermoor", "brightforge", "marlock", "caldor"
_REPORT = document("Annual report 2022, organization chart on page 41")

UNITS: tuple[tuple[str, str, str | None], ...] = (
    ("u-board", "Board of Directors", None),
    ("u-exec", "Group Executive", None),
    ("u-fin", "Finance", None),
    ("u-ops", "Operations", None),
    ("u-eastmere", "Eastmere Plant", "u-ops"),
    ("u-valdoro", "Valdoro Plant", "u-ops"),
    ("u-quality", "Quality and Safety", "u-ops"),
    ("u-thermal", "Thermal Systems", "u-ops"),
    ("u-it", "Information Technology", None),
    ("u-proc", "Procurement", None),
    ("u-rd", "Research and Development", None),
    ("u-com", "Commercial", None),
    ("u-hr", "Human Resources", None),
)

Post = tuple[str, str, str, str | None, str, str]
POSTS: tuple[Post, ...] = (  # role, title, unit, reports to, level, function
    ("r-chair", "Chair of the Board", "u-board", None, "board", "governance"),
    ("r-deputy", "Deputy Chair", "u-board", "r-chair", "board", "governance"),
    ("r-ned-audit", "Non-executive Director, Audit Committee Chair", "u-board", "r-chair", "board", "governance"),
    ("r-ned-tech", "Non-executive Director, Technology", "u-board", "r-chair", "board", "governance"),
    ("r-emprep", "Employee Representative", "u-board", "r-chair", "board", "governance"),
    ("r-ceo", "Chief Executive Officer", "u-exec", "r-chair", "executive", "general management"),
    ("r-cfo", "Chief Financial Officer", "u-fin", "r-ceo", "executive", "finance"),
    ("r-coo", "Chief Operating Officer", "u-ops", "r-ceo", "executive", "operations"),
    ("r-cio", "Chief Information Officer", "u-it", "r-cfo", "executive", "information technology"),
    ("r-cpo", "Chief Procurement Officer", "u-proc", "r-cfo", "executive", "procurement"),
    ("r-cto", "Chief Technology Officer", "u-rd", "r-ceo", "executive", "research"),
    ("r-cco", "Chief Commercial Officer", "u-com", "r-ceo", "executive", "sales"),
    ("r-chro", "Chief Human Resources Officer", "u-hr", "r-ceo", "executive", "personnel"),
    ("r-gc", "General Counsel", "u-exec", "r-ceo", "executive", "legal"),
    ("r-strategy", "Head of Group Strategy", "u-exec", "r-ceo", "director", "strategy"),
    ("r-staff", "Chief of Staff", "u-exec", "r-ceo", "director", "general management"),
    ("r-controller", "Group Controller", "u-fin", "r-cfo", "director", "finance"),
    ("r-treasurer", "Group Treasurer", "u-fin", "r-cfo", "director", "finance"),
    ("r-tax", "Head of Tax", "u-fin", "r-cfo", "manager", "finance"),
    ("r-planning", "Head of Financial Planning and Analysis", "u-fin", "r-controller", "manager", "finance"),
    ("r-services", "Head of Shared Services", "u-fin", "r-controller", "manager", "finance"),
    ("r-audit", "Head of Internal Audit", "u-fin", "r-cfo", "director", "audit"),
    ("r-pm-eastmere", "Plant Manager Eastmere", "u-eastmere", "r-coo", "director", "operations"),
    ("r-pm-valdoro", "Plant Manager Valdoro", "u-valdoro", "r-coo", "director", "operations"),
    ("r-prod-eastmere", "Production Manager Eastmere", "u-eastmere", "r-pm-eastmere", "manager", "operations"),
    ("r-prod-valdoro", "Production Manager Valdoro", "u-valdoro", "r-pm-valdoro", "manager", "operations"),
    ("r-maint-eastmere", "Maintenance Manager Eastmere", "u-eastmere", "r-pm-eastmere", "manager", "maintenance"),
    ("r-maint-valdoro", "Maintenance Manager Valdoro", "u-valdoro", "r-pm-valdoro", "manager", "maintenance"),
    ("r-fc-eastmere", "Plant Controller Eastmere", "u-eastmere", "r-controller", "manager", "finance"),
    ("r-fc-valdoro", "Plant Controller Valdoro", "u-valdoro", "r-controller", "manager", "finance"),
    ("r-supply", "Head of Supply Chain", "u-ops", "r-coo", "director", "logistics"),
    ("r-schedule", "Production Planning Manager", "u-ops", "r-supply", "manager", "logistics"),
    ("r-lean", "Head of Operational Excellence", "u-ops", "r-coo", "director", "operations"),
    ("r-quality", "Vice President Quality", "u-quality", "r-coo", "director", "quality"),
    ("r-hse", "Head of Health, Safety and Environment", "u-quality", "r-coo", "director", "safety"),
    ("r-md-thermal", "Head of Thermal Systems", "u-thermal", "r-coo", "director", "general management"),
    ("r-eng-thermal", "Chief Engineer Thermal", "u-thermal", "r-md-thermal", "manager", "research"),
    ("r-sales-thermal", "Sales Manager Thermal", "u-thermal", "r-md-thermal", "manager", "sales"),
    ("r-fc-thermal", "Business Controller Thermal", "u-thermal", "r-md-thermal", "manager", "finance"),
    ("r-apps", "Head of Applications", "u-it", "r-cio", "director", "information technology"),
    ("r-infra", "Head of Infrastructure", "u-it", "r-cio", "director", "information technology"),
    ("r-ciso", "Chief Information Security Officer", "u-it", "r-cio", "director", "security"),
    ("r-ot", "Head of Plant Systems", "u-it", "r-cio", "director", "information technology"),
    ("r-erp", "Enterprise Resource Planning Program Lead", "u-it", "r-apps", "manager", "information technology"),
    ("r-it-eastmere", "Site IT Lead Eastmere", "u-it", "r-infra", "manager", "information technology"),
    ("r-it-valdoro", "Site IT Lead Valdoro", "u-it", "r-infra", "manager", "information technology"),
    ("r-cat-direct", "Category Director Direct Materials", "u-proc", "r-cpo", "director", "procurement"),
    ("r-cat-indirect", "Category Director Indirect Spend", "u-proc", "r-cpo", "director", "procurement"),
    ("r-cat-it", "Category Manager IT and Software", "u-proc", "r-cat-indirect", "manager", "procurement"),
    ("r-proc-ops", "Procurement Operations Manager", "u-proc", "r-cpo", "manager", "procurement"),
    ("r-eng", "Head of Engineering", "u-rd", "r-cto", "director", "research"),
    ("r-materials", "Head of Materials Research", "u-rd", "r-cto", "director", "research"),
    ("r-automation", "Head of Automation", "u-rd", "r-cto", "director", "research"),
    ("r-portfolio", "Research Portfolio Manager", "u-rd", "r-cto", "manager", "research"),
    ("r-sales-north", "Sales Director North", "u-com", "r-cco", "director", "sales"),
    ("r-sales-south", "Sales Director South", "u-com", "r-cco", "director", "sales"),
    ("r-key-accounts", "Head of Key Accounts", "u-com", "r-cco", "director", "sales"),
    ("r-aftersales", "Head of After-sales Service", "u-com", "r-cco", "director", "service"),
    ("r-marketing", "Head of Marketing", "u-com", "r-cco", "manager", "marketing"),
    ("r-pricing", "Head of Pricing", "u-com", "r-cco", "manager", "sales"),
    ("r-talent", "Head of Talent and Learning", "u-hr", "r-chro", "director", "personnel"),
    ("r-hr-plants", "Personnel Partner Plants", "u-hr", "r-chro", "manager", "personnel"),
    ("r-hr-services", "Head of Personnel Services", "u-hr", "r-chro", "manager", "personnel"),
)
STATED: dict[str, dict[str, Any]] = {  # what is known of a post beside the table
    "r-ceo": {"expectations": "Operating margin of 11 % by 2027; one group instead of two plants"},
    "r-cfo": {
        "requirements": "Listed-company reporting experience",
        "procedures": "Signs every commitment above EUR 250,000",
    },
    "r-cpo": {"procedures": "Three bids above EUR 50,000; framework contracts are reviewed each March"},
    "r-audit": {"dotted_to": ["r-ned-audit"]},
    "r-pm-eastmere": {"zone": "Eastmere"},
    "r-pm-valdoro": {"zone": "Valdoro", "headcount": 2, "attributes": {"shared": "one for each of the two lines"}},
    "r-prod-eastmere": {"zone": "Eastmere"},
    "r-prod-valdoro": {"zone": "Valdoro"},
    "r-maint-eastmere": {"zone": "Eastmere", "expectations": "Unplanned downtime below 3 %"},
    "r-maint-valdoro": {"zone": "Valdoro", "expectations": "Unplanned downtime below 3 %"},
    "r-fc-eastmere": {"zone": "Eastmere", "dotted_to": ["r-pm-eastmere"]},
    "r-fc-valdoro": {"zone": "Valdoro", "dotted_to": ["r-pm-valdoro"]},
    "r-ot": {"dotted_to": ["r-coo"], "works_with": ["r-maint-eastmere", "r-maint-valdoro"]},
    "r-it-eastmere": {"zone": "Eastmere", "dotted_to": ["r-pm-eastmere"]},
    "r-it-valdoro": {"zone": "Valdoro", "dotted_to": ["r-pm-valdoro"]},
    "r-cat-it": {
        "procedures": "Every software purchase passes the security questionnaire first",
        "works_with": ["r-ciso"],
    },
    "r-automation": {"dotted_to": ["r-coo"]},
    "r-hr-plants": {"dotted_to": ["r-pm-eastmere", "r-pm-valdoro"]},
}
SINCE = {
    "r-ciso": "2021-04",
    "r-erp": "2022",
    "r-ot": "[2019-06..2020-03]",
    "r-lean": "2018-09-01",
    "r-automation": "[..2017]",
}

ELSEWHERE: tuple[tuple[str, str, str, str | None, str], ...] = (  # role, organization, title, reports to, function
    ("r-q-md", US, "Managing Director", None, "general management"),
    ("r-q-sales", US, "Sales Director Industry", "r-q-md", "sales"),
    ("r-q-account", US, "Key Account Manager", "r-q-sales", "sales"),
    ("r-q-architect", US, "Solution Architect", "r-q-sales", "sales"),
    ("r-q-delivery", US, "Delivery Lead", "r-q-md", "service"),
    ("r-q-success", US, "Customer Success Manager", "r-q-delivery", "service"),
    ("r-b-account", COMPETITOR, "Account Director Process Industries", None, "sales"),
    ("r-b-cto", COMPETITOR, "Chief Technology Officer", None, "research"),
    ("r-m-partner", ADVISER, "Senior Partner", None, "advice"),
    ("r-m-principal", ADVISER, "Principal, Finance Transformation", "r-m-partner", "advice"),
)


def _organization(organization: str, name: str, kind: str, country: str) -> Line:
    known = {"kind": kind, "domain": f"{organization}.example", "country": country}
    return fact("organization_registered", None, organization=organization, name=name, **known)


def _units() -> Iterator[Line]:
    for unit, name, parent in UNITS:
        yield fact("unit_defined", None, unit=unit, organization=CUSTOMER, name=name, parent=parent)


def _posts() -> Iterator[Line]:
    for role, title, unit, reports_to, level, function in POSTS:
        place = {"organization": CUSTOMER, "title": title, "unit": unit, "reports_to": reports_to}
        stated = {"zone": "group", **STATED.get(role, {})}
        yield fact("role_defined", SINCE.get(role), role=role, **place, level=level, function=function, **stated)


def _posts_of(organization: str) -> Iterator[Line]:
    for role, owner, title, reports_to, function in ELSEWHERE:
        if owner == organization:
            place = {"organization": owner, "title": title, "reports_to": reports_to}
            yield fact("role_defined", None, role=role, **place, function=function)


def _related(organization: str, other: str, relation: str, since: str | None, **more: Any) -> Line:
    return fact("organizations_related", since, organization=organization, other=other, relation=relation, **more)


_CUSTOMER = (
    _organization(CUSTOMER, "Aldermoor Group", "customer", "NL"),
    fact(
        "organization_described",
        "2023",
        organization=CUSTOMER,
        objectives="Grow service revenue to a third of sales; run both plants from one plan",
        size="4,200 employees, EUR 1.1 billion revenue",
        identity="Family-founded maker of pumps and valves",
        reputation="Reliable, slow to decide",
        ethics="Supplier code of conduct since 2019",
        attributes={"sites": "Eastmere, Valdoro", "listed": False, "invented": True},
    ),
    fact("account_opened", "2023-11-06", organization=CUSTOMER),
    fact(
        "account_assessed",
        "2023-11-06",
        organization=CUSTOMER,
        goals="A first plant live within two years, then the group",
        revenue={"amount": 0, "currency": "EUR"},
    ),
)

OPENING: list[Line] = [
    *learned("2023-11-06 09:05", _organization(US, "Quillstone Software", "ourselves", "IE"), *_posts_of(US)),
    *learned("2023-11-06 09:20", *_CUSTOMER, source=_REPORT),
    *learned("2023-11-06 10:10", *_units(), *_posts(), source=_REPORT),
]

# The competitor and the adviser were met while the first need took shape.
NEIGHBORS: list[Line] = learned(
    "2024-01-18 15:30",
    _organization(COMPETITOR, "Brightforge Systems", "competitor", "DE"),
    _organization(ADVISER, "Marlock Advisory", "adviser", "BE"),
    *_posts_of(COMPETITOR),
    *_posts_of(ADVISER),
    _related(CUSTOMER, COMPETITOR, "supplier", "2021", certainty="probable"),
    _related(CUSTOMER, ADVISER, "adviser", "[..2022]"),
    _related(US, COMPETITOR, "competitor", None),
    source=someone("Head of Plant Systems, first workshop"),
)
