"""What other programs call the state of a reader, and which of two states wins."""

from newsletter.models import SubscriberState as State

_WORDS = {
    State.ACTIVE: ("active", "enabled", "subscribed", "confirmed"),
    State.PENDING: ("pending", "unconfirmed", "nonsubscribed", "non-subscribed", "transactional"),
    State.BOUNCED: ("bounced", "cleaned", "hard_bounced"),
    # “disabled” of listmonk: somebody decided that nothing is sent to them.
    State.LEFT: ("left", "unsubscribed", "blocklisted", "blacklisted", "disabled", "archived"),
    State.COMPLAINED: ("complained", "complaint", "spam", "abuse"),
}
_STATES = {word: state for state, words in _WORDS.items() for word in words}
#: Mailchimp writes the state into the names of its files alone.
_FILES = ("unsubscribed", "nonsubscribed", "non-subscribed", "cleaned", "subscribed")

#: The later one wins wherever two meet: a wish not to be written to is never overruled by a list.
BY_STRICTNESS = (State.ACTIVE, State.PENDING, State.BOUNCED, State.LEFT, State.COMPLAINED)
STRICTNESS = {state: rank for rank, state in enumerate(BY_STRICTNESS)}


def status_of_file(name: str) -> str:
    """Return the status that the name of a file gives to all its rows, or nothing."""
    lowered = name.lower()
    return next((word for word in _FILES if lowered.startswith(f"{word}_")), "")


def state_of(words: tuple[str, ...]) -> State | None:
    """Return the strictest state of the words; None when one is not known. A row without a word is active."""
    states = [_STATES.get("_".join(word.lower().split())) for word in words]
    known = [state for state in states if state is not None]
    if len(known) < len(states):
        return None
    return max(known, key=STRICTNESS.__getitem__, default=State.ACTIVE)
