"""The naive oracle: what the contract says of a list of facts, read afresh for every question.

It knows nothing of the product and shares no code with it. Facts are the contract's JSON with defaults filled
in, plus `position` and `recorded_at` (see `journal`).
"""

from tests.oracle.account import account_map
from tests.oracle.alerts import alert
from tests.oracle.career import career, holders_of_role
from tests.oracle.coverage import contact_rules, covering
from tests.oracle.journal import journal, recorded, with_defaults
from tests.oracle.nominations import nomination
from tests.oracle.opportunities import opportunity
from tests.oracle.ours import actions, interactions, links_after, met_at, team
from tests.oracle.roles import successors
from tests.oracle.subjects import organization, person
from tests.oracle.tenures import holders
from tests.oracle.vocabularies import vocabulary

__all__ = [
    "account_map",
    "actions",
    "alert",
    "career",
    "contact_rules",
    "covering",
    "holders",
    "holders_of_role",
    "interactions",
    "journal",
    "links_after",
    "met_at",
    "nomination",
    "opportunity",
    "organization",
    "person",
    "recorded",
    "successors",
    "team",
    "vocabulary",
    "with_defaults",
]
