"""Periodic work of the accounts."""

from accounts.sign_ins import forget_expired_sessions, forget_old_sign_ins
from core.ticks import tick


@tick(seconds=6 * 3600)
def forget_sign_ins() -> None:
    """Delete expired sessions, and what is kept of sign-ins for twelve months only."""
    forget_expired_sessions()
    forget_old_sign_ins()
