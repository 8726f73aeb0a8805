"""One measurement of `benchmarks.newsletter` in a process of its own; prints a line of JSON."""

import json
import os
import smtplib
import subprocess
import sys
import threading
import time
from typing import Any

from django.conf import settings
from django.utils import timezone

from benchmarks import own_site
from newsletter.audiences.selectors import readers_of
from newsletter.delivery import send_due
from newsletter.models import (
    Edition,
    Mailing,
    MailingKind,
    MailingState,
    NewsletterSettings,
    Segment,
    Subscriber,
    SubscriberInterest,
    SubscriberState,
)
from newsletter.sending.ledger import Ledger, going_mailings
from newsletter.sending.messages import Composer, Identity, link_maker
from newsletter.sending.presence import Presence
from newsletter.sending.queueing import _enlist_all

PARAGRAPH = (
    '<p style="margin:0 0 16px;color:#123456">Une étude de cas inventée, pour mesurer.</p>\n'
)
HTML = (
    "<!doctype html><html><body><p>%%name%%</p>{}"
    "<a href='%%leave_url%%'>x</a> <a href='%%preferences_url%%'>y</a></body></html>"
)
TEXT = "%%name%%\n{}\n%%leave_url%%\n%%preferences_url%%\n"
LANGUAGES = ("en", "fr", "it", "de", "es")


def prepare(mails: int, port: int, connections: int) -> Mailing:
    """Fill a site with invented readers and a mailing of about 10 kB for each."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    NewsletterSettings.load()
    NewsletterSettings.objects.update(connections=max(connections, 1))
    Subscriber.objects.bulk_create(
        (
            Subscriber(
                email=f"reader-{number}@example.org",
                address_key=f"reader-{number}@example.org",
                name=f"Reader {number}",
                language=LANGUAGES[number % 5],
                state=SubscriberState.ACTIVE,
                confirmed_at=timezone.now(),
            )
            for number in range(mails)
        ),
        batch_size=5000,
    )
    mailing = Mailing.objects.create(
        key="issue:bench", kind=MailingKind.ISSUE, title="Bench", state=MailingState.SENDING
    )
    for language in LANGUAGES:
        Edition.objects.create(
            mailing=mailing,
            content_key=language,
            language=language,
            subject="Invented news",
            html=HTML.format(PARAGRAPH * 70),
            text=TEXT.format("Invented words for measuring.\n" * 70),
        )
    return mailing


def enlist_all(mailing: Mailing) -> None:
    """Queue everybody, as `newsletter.delivery.queue` does for an issue."""
    editions = {edition.language: edition for edition in mailing.editions.all()}
    _enlist_all(mailing, readers_of("everyone", None), editions)
    Mailing.objects.update(queued_at=timezone.now())


def queue_figures(mailing: Mailing) -> dict[str, Any]:
    """Measure queueing, and the count of a segment by country, interest and language."""
    clock, cpu = time.perf_counter(), time.process_time()
    enlist_all(mailing)
    queued, queued_cpu = time.perf_counter() - clock, time.process_time() - cpu
    SubscriberInterest.objects.bulk_create(
        (
            SubscriberInterest(subscriber_id=pk, facet=facet, value=value)
            for index, pk in enumerate(Subscriber.objects.values_list("pk", flat=True).iterator())
            for facet, value in (
                ("country", ("FR", "IT", "DE")[index % 3]),
                ("topic", f"topic-{index % 7}"),
            )
        ),
        batch_size=5000,
    )
    segment = Segment(countries=["FR"], interests=["topic=topic-1"], languages=["fr", "it"])
    times = []
    for _round in range(5):
        clock, cpu = time.perf_counter(), time.process_time()
        readers_of("segment", segment).count()
        times.append((time.perf_counter() - clock, time.process_time() - cpu))
    segment_time, segment_cpu = sorted(times)[2]
    return {
        "queued": queued,
        "queued_cpu": queued_cpu,
        "segment": segment_time,
        "segment_cpu": segment_cpu,
    }


def send(mails: int) -> dict[str, Any]:
    """Send everything as the command does; addresses of the site are loaded before, as in a process that lives on."""
    for language in LANGUAGES:
        link_maker("leave", language)
    clock, cpu = time.perf_counter(), time.process_time()
    summary = send_due()
    seconds, cpu_seconds = time.perf_counter() - clock, time.process_time() - cpu
    if summary.sent != mails:
        raise SystemExit(f"{summary.sent} of {mails} mails were sent.")
    return {"rate": mails / seconds, "per_cpu_second": mails / cpu_seconds, "mails": mails}


def prepared_mails() -> list[tuple[str, str, bytes]]:
    """Return every mail as it would be sent."""
    composer = Composer(Identity.of_site(NewsletterSettings.load()))
    mails = []
    with Presence() as presence:
        ledger = Ledger(presence.row.pk, "list")
        while rows := ledger.claim(going_mailings(), 500):
            mails += [composer.mail_for(row) for row in rows]
        ledger.release()
    return [(mail.return_path, mail.to, mail.data) for mail in mails]


def send_bare(mails: list[tuple[str, str, bytes]], port: int, connections: int) -> dict[str, Any]:
    """Hand prepared mails to smtplib, on as many connections in one process."""

    def work(share: list[tuple[str, str, bytes]]) -> None:
        with smtplib.SMTP("127.0.0.1", port, local_hostname="bench") as smtp:
            for sender, recipient, data in share:
                smtp.sendmail(sender, [recipient], data)

    threads = [
        threading.Thread(target=work, args=(mails[number::connections],))
        for number in range(connections)
    ]
    clock, cpu = time.perf_counter(), time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds, cpu_seconds = time.perf_counter() - clock, time.process_time() - cpu
    return {"rate": len(mails) / seconds, "per_cpu_second": len(mails) / cpu_seconds}


def run_command(port: int) -> dict[str, Any]:
    """Run the command as people do; return how much memory it took at most."""
    environment = os.environ | {"EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    command = subprocess.Popen(
        [sys.executable, str(own_site.ROOT / "manage.py"), "send_newsletters", "--json"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert command.stdout is not None
    summary = json.loads(command.stdout.read())
    _pid, _status, usage = os.wait4(command.pid, 0)
    return {"megabytes": usage.ru_maxrss / 1000, "mails": summary["sent"]}


def main() -> None:
    """Measure what the arguments say."""
    what, mails, port, connections = sys.argv[1], *map(int, sys.argv[2:])
    own_site.migrate()
    mailing = prepare(mails, port, connections)
    if what == "queue":
        figures = queue_figures(mailing)
    else:
        enlist_all(mailing)
        if what == "ours":
            figures = send(mails)
        elif what == "bare":
            mails_to_send = prepared_mails()
            figures = send_bare(mails_to_send, port, connections)
            figures["bytes"] = len(mails_to_send[0][2])
        else:
            figures = run_command(port)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
