"""Public addresses of this part, below /newsletter/."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from newsletter.returns.going import go
from newsletter.returns.webhook import returns

urlpatterns: list[URLPattern | URLResolver] = [
    path("go/<int:edition>/<int:number>/", go, name="go"),
    path("returns/", returns, name="returns"),
]
if settings.ANYMAIL.get("WEBHOOK_SECRET"):
    # Without its secret anybody could report anybody's address.
    from newsletter.returns import anymail_events  # noqa: F401 - listens to the events

    urlpatterns.append(path("returns/services/", include("anymail.urls")))
