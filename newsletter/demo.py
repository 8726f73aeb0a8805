"""The newsletter of the demonstration: invented readers, and what its issues stand on."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from accounts.models import User
from core.demonstration import demo_loader, note, read_records
from newsletter import demo_issues  # noqa: F401 - declares its own part
from newsletter.addresses import address_key
from newsletter.models import ConsentAction, Subscriber, SubscriberState, SuppressionReason
from newsletter.subscribing.choices import Choices, set_choices
from newsletter.subscribing.ledger import Act, suppress_address, suppression_of, write_line

DATA = Path(__file__).parent / "demo_data"
#: The first reader came so many days ago, each further one a few days later.
FIRST_CAME = 300

_REASONS = {
    SubscriberState.LEFT: (SuppressionReason.LEFT, ConsentAction.LEFT, "one-click"),
    SubscriberState.BOUNCED: (SuppressionReason.BOUNCED, ConsentAction.BOUNCED, "bounce"),
}


@demo_loader("subscribers", after=("logins",))
def load_subscribers() -> None:
    """Write the invented readers with the lines that the ledger would have of them."""
    existing = set(Subscriber.objects.values_list("address_key", flat=True))
    users = {user.email: user for user in User.objects.all()}
    for place, record in enumerate(read_records(DATA / "subscribers.json")):
        if address_key(record["email"]) not in existing:
            _write(record, users.get(record["email"]), days=FIRST_CAME - 4 * place)


def _write(record: dict[str, Any], user: User | None, *, days: int) -> None:
    came = timezone.now() - timedelta(days=days)
    state = SubscriberState(record.get("state", SubscriberState.ACTIVE))
    is_confirmed = state != SubscriberState.PENDING
    subscriber = Subscriber.objects.create(
        email=record["email"],
        address_key=address_key(record["email"]),
        state=state,
        user=user,
        confirmed_at=came if is_confirmed else None,
        left_at=came + timedelta(days=30) if state == SubscriberState.LEFT else None,
    )
    note(subscriber)
    interests = (
        (facet, value) for facet, values in record["interests"].items() for value in values
    )
    set_choices(
        subscriber,
        Choices(record["language"], record["name"], record["frequency"], tuple(interests)),
    )
    note(write_line(subscriber, Act(ConsentAction.ASKED, "site", shows_text=True)))
    if is_confirmed:
        note(write_line(subscriber, Act(ConsentAction.CONFIRMED, "site")))
    if state in _REASONS:
        reason, action, how = _REASONS[state]
        note(write_line(subscriber, Act(action, how)))
        suppress_address(subscriber.email, reason)
        suppression = suppression_of(subscriber.email)
        if suppression:
            note(suppression)
