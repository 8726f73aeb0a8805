"""How each cell of docs/permissions.toml is tried: every function does it and tells whether it happened."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Page, Site, Workflow

from core.models import HomePage, Term
from directory.models import DirectoryPage, MembershipPeriod
from practices.models import CaseStudyIndexPage, ImportBatch, PracticeIndexPage
from tests.permissions.support import case, chart, document, picture
from tests.permissions.trials import JSON, NEW_TITLE

ACTIONS = {}


def tries(action, *keys):
    """Register a way to try an action on the objects of these keys."""

    def register(function):
        for key in keys:
            ACTIONS[key, action] = function
        return function

    return register


RECORDS = ("own-chart", "other-chart", "own-case", "other-case")
ENTRIES = ("own-entry", "other-entry")
PAGES = (*RECORDS, *ENTRIES, "plain")


def published(trial, key):
    if key == "plain":
        return trial.site.plain
    side = trial.site.own if key.startswith("own") else trial.site.other
    return {"chart": side.chart, "case": side.case, "entry": side.organisation}[key.split("-")[1]]


def drafted(trial, key):
    if key == "plain":
        return trial.site.plain_draft
    side = trial.site.own if key.startswith("own") else trial.site.other
    kinds = {"chart": side.chart_draft, "case": side.case_draft, "entry": side.organisation}
    return kinds[key.split("-")[1]]


@tries("see public", *PAGES)
def see_public(trial, key):
    page = published(trial, key)
    response = trial.client.get(page.url)
    return response.status_code == 200 and page.title in response.content.decode()


@tries("export", "own-chart", "other-chart")
def export_chart(trial, key):
    response = trial.client.get(published(trial, key).url.rstrip("/") + ".json")
    return response.status_code == 200


@tries("see draft", *PAGES)
def see_draft(trial, key):
    page = drafted(trial, key)
    draft = page.get_latest_revision_as_object()
    return trial.sees(draft.title, "wagtailadmin_pages:view_draft", page.pk)


@tries("edit", *PAGES)
def edit_page(trial, key):
    page = drafted(trial, key)
    trial.send_page(page, title=NEW_TITLE)
    return trial.changed(page)


@tries("submit", *RECORDS, *ENTRIES)
def submit_page(trial, key):
    page = drafted(trial, key)
    trial.send_page(page, action="submit", title=NEW_TITLE)
    return Page.objects.get(pk=page.pk).current_workflow_state is not None


@tries("publish", *PAGES)
def publish_page(trial, key):
    page = drafted(trial, key)
    trial.send_page(page, action="publish", title=NEW_TITLE)
    now = Page.objects.get(pk=page.pk)
    return now.live and now.title == NEW_TITLE


@tries("unpublish", *PAGES)
def unpublish_page(trial, key):
    page = published(trial, key)
    trial.post("wagtailadmin_pages:unpublish", page.pk)
    return not Page.objects.get(pk=page.pk).live


@tries("delete published", *PAGES)
def delete_published(trial, key):
    page = published(trial, key)
    trial.post("wagtailadmin_pages:delete", page.pk)
    return not Page.objects.filter(pk=page.pk).exists()


@tries("delete draft of a colleague", "own-chart", "other-chart")
def delete_draft(trial, key):
    page = drafted(trial, key)
    trial.post("wagtailadmin_pages:delete", page.pk)
    return not Page.objects.filter(pk=page.pk).exists()


@tries("delete own draft", "own-chart", "own-case")
def delete_own_draft(trial, key):
    make = chart if key == "own-chart" else case
    page = make("Begun a moment ago", trial.site.own.organisation, user=trial.user)
    trial.post("wagtailadmin_pages:delete", page.pk)
    return not Page.objects.filter(pk=page.pk).exists()


@tries("move", "own-chart", "other-chart", "plain")
def move_page(trial, key):
    page = published(trial, key)
    return trial.get("wagtailadmin_pages:move", page.pk).status_code == 200


@tries("lock", "own-chart", "other-chart")
def lock_page(trial, key):
    page = published(trial, key)
    trial.post("wagtailadmin_pages:lock", page.pk)
    return Page.objects.get(pk=page.pk).locked


@tries("copy", "own-chart", "other-chart")
def copy_page(trial, key):
    page = published(trial, key)
    data = {
        "new_title": NEW_TITLE,
        "new_slug": "a-copy",
        "new_parent_page": PracticeIndexPage.objects.get().pk,
        "copy_subpages": "",
        "publish_copies": "",
        "alias": "",
    }
    trial.post("wagtailadmin_pages:copy", page.pk, data=data)
    return Page.objects.filter(slug="a-copy", live=False).exists()


def create(trial, kind, parent, **fields):
    """Send the form of a new page; tell whether there is one."""
    address = reverse("wagtailadmin_pages:add", args=[*kind.split("."), parent.pk])
    data = trial.form(address) | {"title": NEW_TITLE, "slug": "written-now"} | fields
    trial.client.post(address, data, headers=JSON)
    return Page.objects.filter(slug="written-now").exists()


def organisation_of(trial, key):
    side = trial.site.own if key.startswith("own") else trial.site.other
    return side.organisation.pk


@tries("create", "own-chart", "other-chart")
def create_chart(trial, key):
    rows = {
        "organisation_rows-TOTAL_FORMS": "1",
        "organisation_rows-0-id": "",
        "organisation_rows-0-ORDER": "1",
        "organisation_rows-0-DELETE": "",
        "organisation_rows-0-organisation": organisation_of(trial, key),
        "organisation_rows-0-printed_name": "",
    }
    return create(trial, "practices.practicepage", PracticeIndexPage.objects.get(), **rows)


@tries("create", "own-case", "other-case")
def create_case(trial, key):
    index = CaseStudyIndexPage.objects.get()
    organisation = organisation_of(trial, key)
    return create(trial, "practices.casestudypage", index, organisation=organisation)


@tries("create", "own-entry")
def create_entry(trial, key):
    return create(trial, "directory.organisationpage", DirectoryPage.objects.get())


@tries("create", "plain")
def create_plain(trial, key):
    return create(trial, "core.contentpage", HomePage.objects.get())


@tries("see public", "term")
def see_terms(trial, key):
    return trial.sees(trial.site.term.label, "vocabulary_page", "topics")


@tries("create", "term")
def create_term(trial, key):
    data = trial.form(reverse("term:add"))
    data |= {"vocabulary": "topics", "label": NEW_TITLE, "slug": "written-now"}
    trial.post("term:add", data=data)
    return Term.objects.filter(slug="written-now").exists()


@tries("edit", "term")
def edit_term(trial, key):
    address = reverse("term:edit", args=[trial.site.term.pk])
    data = trial.form(address) | {"label": NEW_TITLE}
    trial.client.post(address, data)
    return Term.objects.filter(label=NEW_TITLE).exists()


@tries("delete", "term")
def delete_term(trial, key):
    term = Term.objects.create(vocabulary="topics", slug="unused", label="Unused")
    trial.post("term:delete", term.pk)
    return not Term.objects.filter(pk=term.pk).exists()


def upload_of(trial, key):
    """Return a picture or document that the person uploaded, or somebody else."""
    if key.startswith("own"):
        make = picture if key.endswith("image") else document
        return make("Uploaded a moment ago", trial.user)
    return trial.site.other.image if key.endswith("image") else trial.site.other.document


UPLOADS = ("own-image", "other-image", "own-document", "other-document")


@tries("create", "own-image", "own-document")
def upload(trial, key):
    is_image = key == "own-image"
    name = "wagtailimages:add" if is_image else "wagtaildocs:add"
    content = get_test_image_file("sent.png").file.getvalue() if is_image else b"Words."
    file = SimpleUploadedFile("sent.png" if is_image else "sent.txt", content)
    data = {"title": NEW_TITLE, "collection": Collection.get_first_root_node().pk, "file": file}
    trial.post(name, data=data)
    model = get_image_model() if is_image else get_document_model()
    return model.objects.filter(title=NEW_TITLE).exists()


@tries("choose", *UPLOADS)
def choose_upload(trial, key):
    name = "wagtailimages_chooser" if key.endswith("image") else "wagtaildocs_chooser"
    return trial.get(f"{name}:chosen", upload_of(trial, key).pk).status_code == 200


@tries("edit", *UPLOADS)
def edit_upload(trial, key):
    item = upload_of(trial, key)
    name = "wagtailimages:edit" if key.endswith("image") else "wagtaildocs:edit"
    trial.post(name, item.pk, data={"title": NEW_TITLE, "collection": item.collection_id})
    return type(item).objects.get(pk=item.pk).title == NEW_TITLE


@tries("delete", *UPLOADS)
def delete_upload(trial, key):
    item = upload_of(trial, key)
    name = "wagtailimages:delete" if key.endswith("image") else "wagtaildocs:delete"
    trial.post(name, item.pk)
    return not type(item).objects.filter(pk=item.pk).exists()


@tries("create", "import")
def start_import(trial, key):
    record = b'[{"name": "Sent by form", "organisations": ["Open House"], "category": "B"}]'
    data = {"kind": "practices", "files": SimpleUploadedFile("charts.json", record)}
    trial.post("practice_imports:index", data=data)
    return ImportBatch.objects.filter(user=trial.user).exists() if trial.user else False


@tries("see own", "import")
def see_own_import(trial, key):
    batch = ImportBatch.objects.create(kind="practices", state="review", user=trial.user)
    return trial.get("practice_imports:batch", batch.pk).status_code == 200


@tries("see others'", "import")
def see_other_import(trial, key):
    return trial.get("practice_imports:batch", trial.site.other.batch.pk).status_code == 200


@tries("discard others'", "import")
def discard_other_import(trial, key):
    trial.post("practice_imports:discard", trial.site.other.batch.pk)
    return ImportBatch.objects.get(pk=trial.site.other.batch.pk).state == "discarded"


@tries("change the site's address", "settings")
def edit_site(trial, key):
    site = Site.objects.get()
    data = {"hostname": "example.org", "port": 443, "site_name": "x", "is_default_site": "on"}
    trial.post("wagtailsites:edit", site.pk, data=data | {"root_page": site.root_page_id})
    return Site.objects.get().hostname == "example.org"


@tries("change workflows", "settings")
def disable_workflow(trial, key):
    workflow = Workflow.objects.create(name="A way")
    trial.post("wagtailadmin_workflows:disable", workflow.pk)
    return not Workflow.objects.get(pk=workflow.pk).active


@tries("create a redirect", "settings")
def create_redirect(trial, key):
    data = {
        "old_path": "/old/",
        "redirect_link": "https://example.org/",
        "is_permanent": "on",
        "site": "",
    }
    trial.post("wagtailredirects:add", data=data)
    return Redirect.objects.filter(old_path="/old").exists()


@tries("read reports", "settings")
def read_reports(trial, key):
    return trial.get("wagtailadmin_reports:site_history").status_code == 200


@tries("see", "register")
def see_register(trial, key):
    return trial.get("membership_register:index").status_code == 200


@tries("create", "register")
def create_period(trial, key):
    data = {"organisation": trial.site.own.organisation.pk, "status": "partner", "since": 1999}
    trial.post("membership_register:add", data=data)
    return MembershipPeriod.objects.filter(since=1999).exists()


@tries("export", "register")
def export_register(trial, key):
    return trial.get("membership_export", "csv").status_code == 200


@tries("see", "application")
def see_applications(trial, key):
    return trial.get("applications:index").status_code == 200
