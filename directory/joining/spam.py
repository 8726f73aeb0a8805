"""How often somebody may apply: counts by network and by address (see core.protected_forms)."""

from django.http import HttpRequest

from accounts.rate_limits import Limit, is_within

BY_NETWORK = Limit("join", "5/h/ip")
BY_ADDRESS = Limit("join-address", "3/d/key")


def network_may_send(request: HttpRequest) -> bool:
    """Count one application of the sender's network, and tell whether it was one too many."""
    return is_within(request, BY_NETWORK)


def address_may_get_mail(request: HttpRequest, address: str) -> bool:
    """Count one mail to an address; who sends is never told that there were too many."""
    return is_within(request, BY_ADDRESS, key=address.strip().lower())
