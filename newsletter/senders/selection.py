"""Which sender a site uses: EMAIL_URL for SMTP, whatever else Django's mail settings name."""

from django.conf import settings
from django.core.mail.utils import DNS_NAME

from newsletter.senders.base import Sender
from newsletter.senders.django_mail import DjangoSender
from newsletter.senders.smtp import SmtpSender, SmtpServer

_SMTP = "django.core.mail.backends.smtp.EmailBackend"


def get_sender() -> Sender:
    """Return the sender of the settings."""
    if settings.EMAIL_BACKEND != _SMTP:
        return DjangoSender(settings.EMAIL_BACKEND)
    return SmtpSender(
        SmtpServer(
            host=settings.EMAIL_HOST,
            port=settings.EMAIL_PORT,
            username=settings.EMAIL_HOST_USER,
            password=settings.EMAIL_HOST_PASSWORD,
            use_tls=settings.EMAIL_USE_TLS,
            use_ssl=settings.EMAIL_USE_SSL,
            certificate=settings.EMAIL_SSL_CERTFILE,
            key=settings.EMAIL_SSL_KEYFILE,
            own_name=str(DNS_NAME),
            patience=settings.EMAIL_TIMEOUT,
            patience_for_text=max(settings.NEWSLETTER_ANSWER_SECONDS, settings.EMAIL_TIMEOUT),
        )
    )
