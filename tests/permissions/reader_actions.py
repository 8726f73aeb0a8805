"""How each cell of readers, segments, welcome mails and settings of the newsletter is tried: see actions.py."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from newsletter.models import NewsletterSettings, Segment, Subscriber, SubscriberState, WelcomeMail
from tests.newsletter.readers import make_reader
from tests.permissions.actions import tries
from tests.permissions.trials import NEW_TITLE

ADDRESS = "ada.lovage@example.org"


def stored(one):
    return type(one).objects.filter(pk=one.pk).first()


@tries("see address", "reader")
def see_address(trial, key):
    reader = make_reader(ADDRESS)
    listed = trial.sees(ADDRESS, "newsletter_readers:index")
    assert listed == trial.sees(ADDRESS, "newsletter_readers:inspect", reader.pk)
    return listed


@tries("enter address", "reader")
def enter_address(trial, key):
    trial.post("newsletter_readers:add", data={"email": ADDRESS, "name": "", "language": "en"})
    return Subscriber.objects.exists()


@tries("import", "reader")
def import_readers(trial, key):
    sheet = SimpleUploadedFile("list.csv", f"email,status\n{ADDRESS},active\n".encode())
    trial.post("newsletter_readers:import", data={"file": sheet, "consent": "Sheets of 2025"})
    return Subscriber.objects.exists()


@tries("take off", "reader")
def take_off(trial, key):
    reader = make_reader(ADDRESS)
    trial.post("newsletter_readers:take_off", reader.pk)
    return stored(reader).state == SubscriberState.LEFT


@tries("erase", "reader")
def erase_reader(trial, key):
    reader = make_reader(ADDRESS)
    trial.post("newsletter_readers:delete", reader.pk)
    return stored(reader) is None


@tries("export", "reader")
def export_readers(trial, key):
    make_reader(ADDRESS)
    answer = trial.get("newsletter_readers:export")
    return answer.status_code == 200 and ADDRESS.encode() in answer.getvalue()


@tries("change choices", "reader")
def change_choices(trial, key):
    reader = make_reader(ADDRESS)
    data = {"email": ADDRESS, "name": NEW_TITLE, "language": "de"}
    trial.post("newsletter_readers:edit", reader.pk, data=data)
    return stored(reader).name == NEW_TITLE


def segment():
    return Segment.objects.create(name="Everybody in English", languages=["en"])


@tries("see number of readers", "segment")
def count_segment(trial, key):
    make_reader(ADDRESS)
    return trial.sees("1 reader now", "newsletter_segments:edit", segment().pk)


@tries("see addresses", "segment")
def see_addresses_of_segment(trial, key):
    make_reader(ADDRESS)
    return trial.sees(ADDRESS, "newsletter_segments:edit", segment().pk)


@tries("create", "segment")
def create_segment(trial, key):
    trial.post("newsletter_segments:add", data={"name": NEW_TITLE})
    return Segment.objects.exists()


@tries("edit", "segment")
def edit_segment(trial, key):
    one = segment()
    trial.post("newsletter_segments:edit", one.pk, data={"name": NEW_TITLE})
    return stored(one).name == NEW_TITLE


@tries("delete", "segment", "welcome")
def delete_one(trial, key):
    one, views = {
        "segment": (segment(), "newsletter_segments"),
        "welcome": (WelcomeMail.objects.first(), "newsletter_welcome"),
    }[key]
    trial.post(f"{views}:delete", one.pk)
    return stored(one) is None


def welcome(**changes):
    """Return the fields of a welcome mail as its form sends them."""
    fields = {"position": 9, "language": "en", "days_after": 3, "subject": "S", "body": "B"}
    return fields | changes


@tries("see", "welcome")
def see_welcome(trial, key):
    return trial.get("newsletter_welcome:index").status_code == 200


@tries("look at the mail", "welcome")
def look_at_welcome(trial, key):
    return trial.get("welcome_preview", WelcomeMail.objects.first().pk).status_code == 200


@tries("create", "welcome")
def create_welcome(trial, key):
    trial.post("newsletter_welcome:add", data=welcome())
    return WelcomeMail.objects.filter(position=9).exists()


@tries("edit", "welcome")
def edit_welcome(trial, key):
    one = WelcomeMail.objects.first()
    trial.post("newsletter_welcome:edit", one.pk, data=welcome(subject=NEW_TITLE))
    return stored(one).subject == NEW_TITLE


SETTINGS = ("newsletter", "newslettersettings")


@tries("see", "newsletter-settings")
def see_settings(trial, key):
    return trial.sees(
        'name="sender_name"', "wagtailsettings:edit", *SETTINGS, NewsletterSettings.load().pk
    )


@tries("edit", "newsletter-settings")
def edit_settings(trial, key):
    data = trial.form(settings_form()) | {"sender_name": NEW_TITLE}
    trial.client.post(settings_form(), data)
    return NewsletterSettings.load().sender_name == NEW_TITLE


def settings_form():
    return reverse("wagtailsettings:edit", args=[*SETTINGS, NewsletterSettings.load().pk])
