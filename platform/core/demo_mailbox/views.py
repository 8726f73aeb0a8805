"""The pages at /dev/mail/: only in the demonstration, and only while no mail server is configured."""

from collections.abc import Callable

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp, csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin

from core.demo_mailbox.backend import MailboxBackend
from core.demo_mailbox.reading import PostedMail, find_mail, newest_first

View = Callable[..., HttpResponse]
#: What a mail may do here is what mail programs let it do: no script, nothing from elsewhere.
_LIKE_A_MAIL_PROGRAM = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": [SELF, "data:"],
    "sandbox": [],
}
BACKEND = f"{MailboxBackend.__module__}.{MailboxBackend.__qualname__}"


def is_open() -> bool:
    """Tell whether this site keeps its mails for everybody to see."""
    return bool(settings.DEMONSTRATION) and settings.EMAIL_BACKEND == BACKEND


def mail_list(request: HttpRequest) -> HttpResponse:
    """List the mails that the demonstration would have sent."""
    _only_if_open()
    return render(request, "core/demo_mailbox/list.html", {"mails": list(newest_first())})


@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
def mail_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show one mail: its HTML as a mail program would, its text, its headers."""
    return render(request, "core/demo_mailbox/mail.html", {"mail": _mail_or_404(key)})


@csp(_LIKE_A_MAIL_PROGRAM)  # type: ignore[arg-type]
@xframe_options_sameorigin
def mail_html(request: HttpRequest, key: str) -> HttpResponse:
    """Return the HTML of one mail."""
    return HttpResponse(_mail_or_404(key).html)


def _only_if_open() -> None:
    if not is_open():
        raise Http404


def _mail_or_404(key: str) -> PostedMail:
    _only_if_open()
    mail = find_mail(key)
    if mail is None:
        raise Http404
    return mail
