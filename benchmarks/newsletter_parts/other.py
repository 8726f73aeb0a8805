"""Sends one issue with django-newsletter, in a virtual environment that has nothing of ours; prints a line of JSON.

Started by `benchmarks.newsletter` with a folder for its database and the port of the mail server.
"""

import json
import sys
import time

import django
from django.conf import settings
from django.core.management import call_command

MAILS = 1_000


def main() -> None:
    """Fill a database, send, and tell how fast that was."""
    folder, port = sys.argv[1], int(sys.argv[2])
    settings.configure(
        SECRET_KEY="only measured",
        INSTALLED_APPS=[
            "django.contrib.admin",
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.messages",
            "django.contrib.sessions",
            "django.contrib.sites",
            "sorl.thumbnail",
            "newsletter",
        ],
        TEMPLATES=[
            {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}
        ],
        DATABASES={
            "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{folder}/db.sqlite3"}
        },
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        NEWSLETTER_THUMBNAIL="sorl-thumbnail",
        ROOT_URLCONF="newsletter.urls",
        SITE_ID=1,
        USE_TZ=True,
    )
    django.setup()
    call_command("migrate", verbosity=0)
    from django.utils import timezone

    from newsletter.models import Article, Message, Newsletter, Submission, Subscription

    newsletter = Newsletter.objects.create(
        title="Bench", slug="bench", email="a@example.org", sender="Bench"
    )
    message = Message.objects.create(title="Invented news", slug="news", newsletter=newsletter)
    Article.objects.create(
        post=message, title="Invented", text="<p>Invented words for measuring.</p>" * 200
    )
    subscriptions = Subscription.objects.bulk_create(
        Subscription(
            newsletter=newsletter,
            name_field=f"Reader {number}",
            email_field=f"reader-{number}@example.org",
            subscribed=True,
        )
        for number in range(MAILS)
    )
    submission = Submission.objects.create(
        message=message, newsletter=newsletter, prepared=True, publish_date=timezone.now()
    )
    submission.subscriptions.set(subscriptions)
    clock = time.perf_counter()
    Submission.submit_queue()
    print(json.dumps({"rate": MAILS / (time.perf_counter() - clock)}))


if __name__ == "__main__":
    main()
