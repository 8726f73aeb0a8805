"""What the worker does again and again for the directory."""

from core.ticks import tick
from directory.freshness.asking import ask_due
from directory.freshness.forgetting import forget_old
from directory.freshness.indexing import follow_states
from directory.freshness.withdrawing import daily_round
from directory.services.affiliations import close_ended_affiliations, keep_groups_in_step
from directory.services.joining import erase_old_personal_data


@tick(seconds=3600)
def keep_entries_current() -> None:
    """Ask what is due, tell the editors, withdraw what nobody confirmed, index what has aged, forget."""
    ask_due()
    daily_round()
    follow_states()
    forget_old()


@tick(seconds=900)
def keep_people_current() -> None:
    """Begin and end affiliations whose day has come, and erase personal data whose time is over."""
    close_ended_affiliations()
    keep_groups_in_step()
    erase_old_personal_data()
