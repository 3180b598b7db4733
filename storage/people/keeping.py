"""An inventory of all tables: which hold data about people, and which data."""

from collections.abc import Mapping

PEOPLE: Mapping[str, str] = {
    "roles": "the pseudonym of a role",
    "audit": "the pseudonym of a role; after /forget a random name in its place",
    "imports": "the pseudonym of a role, until it is forgotten",
    "approvals": "the pseudonym of a role",
    "calls": "its author, by the pseudonym of a role; words written for everybody",
    "taps": "a pseudonym for each call",
    "pledges": "a pseudonym for each event, what the person said they would do and did, the hash of their link",
    "published_pledges": "what public figures count of it; after /forget a random name in its place",
    "wrong_codes": "a pseudonym for this alone",
    "desk_links": "a pseudonym for this alone; who it is, encrypted together with the link",
    "desk_sessions": "a pseudonym for this alone; who it is, encrypted together with the browser's cookie",
    "desk_passkeys": "a pseudonym for this alone; who it is, encrypted together with what the authenticator keeps",
    "crowd_reports": "a pseudonym for each page, and one of the chat, until a count is decided",
    "dialogues": "a pseudonym for this alone, and the commands that wait for words",
    "chats": "a private chat by an HMAC of its id, with its settings and the language of the person's app",
    "private_addresses": "the id of a private chat, encrypted",
    "private_reasons": "why that is kept",
    "subscriptions": "what a private chat follows",
    "deliveries": "what was sent to a private chat",
    "inbox": "an answer that waits, encrypted, with where it goes",
    "update_queue": "an update that waits to be handled, encrypted, for some seconds",
    "old_pseudonyms": "pseudonyms and HMACs of chats under the SECRET_KEY of before, until that counts no more",
    "announcements": "the words of requests for approval, which show a call before it is launched",
    "pictures": "a picture of a call, which may not be launched yet",
    "picture_files": "the platform's id of such a picture",
    "events": "words that wait for approval, written for everybody",
}
"""Tables with data about people, and which data. `/forget` deletes it or removes what links it to the person."""

NOBODY: Mapping[str, str] = {
    "campaigns": "what the campaign's file says",
    "pages": "public pages",
    "snapshots": "counts of public pages",
    "baselines": "counts of public pages",
    "import_pages": "times of counts of public pages",
    "failing": "faults of public pages",
    "held": "counts of public pages",
    "invites": "hashes of codes that nobody has used",
    "leases": "the names of processes",
    "processes": "the names and versions of processes that run",
    "desk_settings": "the tokens of the bot, encrypted",
    "facts": "what the program has told platforms, and the like",
    "tallies": "how many deliveries of an announcement ended in each state",
}
"""Tables without data about people, and what they hold."""
