"""How each cell of the newsletter is tried: see tests/permissions/actions.py."""

from django.urls import reverse

from newsletter.models import IssuePage, Mailing, NewsletterPage, NewsletterSettings
from tests.newsletter.control.support import issue, mailing, reader, recipient
from tests.permissions.actions import tries
from tests.permissions.trials import NEW_TITLE

BODY = [("text", "<p>Dear colleagues, this is what is new.</p>")]


def publication(trial, **options):
    return issue("Invented news", body=BODY, **options)


def drafted(trial):
    page = publication(trial, publish=False)
    # A form names the revision that it shows; that of a page rolled back shows another one.
    trial.forms.pop(reverse("wagtailadmin_pages:edit", args=[page.pk]), None)
    return page


@tries("see public", "issue")
def see_issue(trial, key):
    return b"Invented news" in trial.client.get(publication(trial).url).content


@tries("create", "issue")
def create_issue(trial, key):
    trial.post(
        "newsletter_new_issue", NewsletterPage.objects.get().pk, data={"since": "2026-01-01"}
    )
    return IssuePage.objects.exists()


@tries("edit", "issue")
def edit_issue(trial, key):
    page = drafted(trial)
    trial.send_page(page, title=NEW_TITLE, subject=NEW_TITLE)
    return trial.changed(page)


@tries("publish", "issue")
def publish_issue(trial, key):
    page = drafted(trial)
    trial.send_page(page, action="publish", title=NEW_TITLE, subject=NEW_TITLE)
    return IssuePage.objects.get(pk=page.pk).live


@tries("ask for notes", "issue")
def ask_for_notes(trial, key):
    return trial.get("contributions", publication(trial).pk).status_code == 200


@tries("send", "issue")
def send_issue(trial, key):
    reader(1)
    trial.post("issue_send", publication(trial).pk, data={"when": "now"})
    return Mailing.objects.exists()


@tries("see", "mailing")
def see_mailing(trial, key):
    return trial.get("mailing", mailing().pk).status_code == 200


@tries("approve", "mailing")
def approve_mailing(trial, key):
    NewsletterSettings.objects.update_or_create(defaults={"approval_by_second_editor": True})
    reader(1)
    page = publication(trial)
    asked = mailing(issue=page, key=f"issue:{page.translation_key}", state="approval")
    pressed = {"action": "approve", "revision": page.latest_revision_id}
    trial.post("issue_send", page.pk, data=pressed)
    return Mailing.objects.get(pk=asked.pk).approved_by == trial.user and trial.user is not None


@tries("pause", "mailing")
def pause_mailing(trial, key):
    one = mailing(state="sending")
    trial.post("mailing", one.pk, data={"action": "pause"})
    return Mailing.objects.get(pk=one.pk).state == "paused"


@tries("stop", "mailing")
def stop_mailing(trial, key):
    one = mailing(state="sending")
    trial.post("mailing_stop", one.pk)
    return Mailing.objects.get(pk=one.pk).state == "stopped"


@tries("settle what is unsure", "mailing")
def settle_unsure(trial, key):
    one = mailing(state="finished")
    row = recipient(one, reader(1), "unsure")
    trial.post("mailing_unsure", one.pk, data={"action": "sent", "recipient": [row.pk]})
    row.refresh_from_db()
    return row.state == "sent"


@tries("export", "mailing")
def export_mailing(trial, key):
    return trial.get("mailing_csv", mailing().pk).status_code == 200
