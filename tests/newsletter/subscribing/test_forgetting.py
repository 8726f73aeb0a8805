"""Addresses that nobody confirmed are forgotten."""

from datetime import timedelta

import pytest
from django.utils import timezone

from newsletter.models import Subscriber, SubscriberState, Suppression
from newsletter.subscribing.forgetting import forget_unconfirmed
from tests.newsletter.readers import make_reader

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_who_was_asked_and_did_not_confirm_is_forgotten_and_nobody_else():
    now = timezone.now()
    long_ago, lately = now - timedelta(days=15), now - timedelta(days=13)
    pending = {"state": SubscriberState.PENDING, "confirmed_at": None}
    make_reader("forgotten@example.org", asked_at=long_ago, **pending)
    make_reader("asked@example.org", asked_at=lately, **pending)
    make_reader("imported@example.org", **pending)
    make_reader("active@example.org", asked_at=long_ago)
    make_reader("left@example.org", asked_at=long_ago, state=SubscriberState.LEFT)
    assert forget_unconfirmed() == 1
    left = set(Subscriber.objects.values_list("email", flat=True))
    assert left == {f"{name}@example.org" for name in ("asked", "imported", "active", "left")}
    assert not Suppression.objects.exists()
    assert forget_unconfirmed() == 0
