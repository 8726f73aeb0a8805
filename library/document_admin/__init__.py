"""Documents in the admin: files taken over from links, and the files that were replaced."""
