"""Links that only their reader knows: a long random word in the mail, its hash in the database.

Nobody can make one up, nobody who reads the database can open one, and a link stops working when its row
is given another or none. Each kind of row says itself until when and how often its link works.
"""

import hashlib
import secrets

_BYTES = 32
#: Longer than any that was ever sent: what is longer is not even hashed.
_LONGEST = 100


def new_secret() -> tuple[str, str]:
    """Return the word for the mail and the hash for the row."""
    secret = secrets.token_urlsafe(_BYTES)
    return secret, hash_of(secret)


def hash_of(secret: str) -> str:
    """Return the hash under which the row of a link is found."""
    return hashlib.sha256(secret[:_LONGEST].encode()).hexdigest()
