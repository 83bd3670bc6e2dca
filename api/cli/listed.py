"""Every command there is, as it is listed. A new command is one line here."""

from __future__ import annotations

from typing import NamedTuple


class Listed(NamedTuple):
    """Where a command, or an app of commands, is found, and what the list of all says of it."""

    place: str
    help: str


PANELS: dict[str, dict[str, Listed]] = {
    "Ask about an account": {
        "map": Listed("asking:map_", "An account, or a group, on a date, as known by then or now."),
        "diff": Listed("asking:diff", "What changed between two moments: what happened, what we learned."),
        "coverage": Listed("covering:coverage", "Who of ours covers whom, and through whom they are addressed."),
        "team": Listed("our_side:team", "Who of ours plays which role, and which nobody plays."),
        "actions": Listed("our_side:actions", "What is to be done, what is late first, and what came of it."),
        "interactions": Listed("our_side:interactions", "Who met whom, the last first."),
        "questionnaire": Listed("posts:questionnaire", "What to ask those who came lately."),
        "analysis": Listed("analyzing:analysis", "What the facts amount to, section by section."),
        "opportunity": Listed("selling:opportunity", "What has to be known to win a sale."),
        "plan": Listed("planning:plan", "What an account could be, what it is, what is to be done."),
        "remaps": Listed("planning:remaps", "What of a map to draw again, and why."),
        "what-if": Listed("trying:try_", "What facts would change that are only tried."),
        "trend": Listed("trending:app", "How a value came to be what it is, and where it is heading."),
        "handover": Listed("handing:handover", "The brief for whoever takes the account over."),
        "portfolio": Listed("portfolio:portfolio", "Relationship capital of each account and colleague."),
        "organization": Listed("describing:organization", "An organization, whether or not we sell to it."),
    },
    "Ask about people and roles": {
        "person": Listed("people:person", "Somebody on a date: their roles, who of ours knows them."),
        "career": Listed("asking:career", "Every stay of a person, wherever it was."),
        "role": Listed("posts:role", "A role on a date: what is asked, who holds it, what it became."),
        "holders": Listed("posts:holders", "Who held a role, one after the other."),
        "moves": Listed("moving:moves", "Who joined, rose, changed, left, and in which chains."),
        "friends": Listed("encounters:friends", "Old friends, new places: whom we know well and who moved."),
        "acquaintances": Listed("encounters:acquaintances", "Who used to work with whom, and where."),
        "fit": Listed("fitting:fit", "Which of our colleagues fit a person or an account, and why."),
        "similar": Listed("leading:similar", "Who makes the same of their job elsewhere."),
        "leaders": Listed("leading:leaders", "Who is listened to in several accounts."),
        "search": Listed("searching:search", "Whoever and whatever is, or was, called something."),
        "match": Listed("matching:match", "Whom and what an announcement may mean."),
    },
    "Record": {
        "record": Listed("recording:record", "Facts from standard input, all or nothing."),
        "import": Listed("importing:import_", "Whole files of facts; completes what was cut short."),
        "export": Listed("recording:export", "The facts of an account, to import elsewhere."),
        "merge": Listed("merging:merge", "Two records were always one."),
        "unmerge": Listed("merging:unmerge", "Two records are two again."),
        "vocabulary": Listed("vocabularies:app", "The words of a workspace, and those of a sales method."),
    },
    "From feed to alert": {
        "feeds": Listed("feeds:app", "What announces who comes and who goes."),
        "nominations": Listed("nominating:app", "Announced appointments and departures: accept, reject."),
        "watches": Listed("watching:app", "What people watch: feeds may keep only that."),
        "key-moments": Listed("key_moments:key_moments", "Moves that matter to us, and what each does to us."),
        "rules": Listed("key_moments:rules", "What is looked for among moves, and what it would have found."),
        "alerts": Listed("alerting:app", "What somebody should know of, and what became of it."),
        "webhooks": Listed("webhooks:app", "Programs and chats that alerts are sent to."),
        "mails": Listed("mails:app", "Who is mailed alerts at once, or a digest a day."),
    },
    "Operate": {
        "demo": Listed("demo:demo", "An invented account: asked over HTTP, then served here."),
        "serve": Listed("serve:serve", "HTTP until stopped; on SQLite the jobs too."),
        "jobs": Listed("scheduling:jobs", "The scheduler alone."),
        "migrate": Listed("upkeep:migrate", "The database to the newest schema."),
        "rebuild": Listed("upkeep:rebuild", "The views anew from the log; readers see the switch only."),
        "verify": Listed("scheduling:verify", "Every account against a rebuild; exit 1 if one differs."),
        "doctor": Listed("doctor:doctor", "Settings, database, keys, views, jobs; exit 1 if one is wrong."),
        "keys": Listed("keys:app", "API keys: made, listed, revoked."),
        "settings": Listed("setting:settings", "Of a workspace: from when on a match is sure, the time zone."),
    },
}
