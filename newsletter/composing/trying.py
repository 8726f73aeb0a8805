"""The test mail: an issue in all its languages, to the editor who asks for it and to nobody else."""

from email.utils import formataddr

from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils.translation import gettext as _

from accounts.models import User
from newsletter.composing.compiling import compile_issue
from newsletter.composing.previews import example_values
from newsletter.models import IssuePage, NewsletterSettings
from newsletter.personalising import Pattern
from newsletter.sending.messages import Identity


def send_test(*, issue: IssuePage, to: User) -> int:
    """Send the newest draft of an issue and of its translations to one editor; return how many mails that were.

    The links of the foot are examples. Raises SMTPException or OSError when the mail server takes none.
    """
    others = issue.get_translations().filter(alias_of=None).select_related("locale")
    pages = [issue, *others.order_by("locale__language_code")]
    mails = [_mail(page.get_latest_revision_as_object(), to) for page in pages]
    return get_connection().send_messages(mails) or 0


def _mail(issue: IssuePage, to: User) -> EmailMultiAlternatives:
    compiled = compile_issue(issue)
    sender = Identity.of_site(NewsletterSettings.load())
    values = example_values(issue) | {"name": to.get_full_name()}
    subject = Pattern(compiled.subject, html=False).fill(values)
    mail = EmailMultiAlternatives(
        subject=_("[Test] %(subject)s") % {"subject": subject},
        body=Pattern(compiled.text, html=False).fill(values),
        from_email=formataddr((sender.name, sender.address)),
        to=[to.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(Pattern(compiled.html, html=True).fill(values), "text/html")
    return mail
