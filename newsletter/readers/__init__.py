"""The readers of the newsletter in the admin: found, looked at, added, taken off, erased, exported."""
