"""How often something may be done, by network, person or key: counted in the cache, as for the sign-in."""

from dataclasses import dataclass

from allauth.core.internal import ratelimit
from django.http import HttpRequest


@dataclass(frozen=True)
class Limit:
    """What is counted, and how often it may happen ("5/h/ip": five times an hour from one network)."""

    action: str
    rate: str


def is_within(request: HttpRequest, limit: Limit, key: str | None = None) -> bool:
    """Count one use, and tell whether it is within the limit.

    Networks are single addresses of IPv4 and the range that one customer has of IPv6; nothing but their
    count is kept, and that no longer than the limit lasts.
    """
    return bool(
        ratelimit.consume(
            request,
            app="site",
            action=limit.action,
            key=key,
            config={limit.action: limit.rate},
        )
    )
