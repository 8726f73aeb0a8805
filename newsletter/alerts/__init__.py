"""Mail that readers ordered: saved searches, digests, the welcome."""
