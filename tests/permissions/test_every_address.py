"""No address of the admin shows a contributor anything of another organisation's drafts, nor changes them."""

import re

import pytest
from django.db import transaction
from django.urls import get_resolver
from django.urls.resolvers import URLResolver
from wagtail.models import GroupApprovalTask, Page, PageLogEntry, Revision

from tests.permissions.support import SECRET

pytestmark = pytest.mark.one_database
PART = re.compile(r"<(?:\w+:)?(\w+)>")
#: Addresses that answer without asking who asks, or that end the session.
LEFT_OUT = {"wagtailadmin_logout", "wagtailadmin_error_test"}


def admin_addresses():
    def walk(patterns, before="", namespaces=()):
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
                yield from walk(pattern.url_patterns, route, inner)
            elif pattern.name:
                yield ":".join([*namespaces, pattern.name]), route

    for name, route in walk(get_resolver().url_patterns):
        if route.startswith("admin/") and name not in LEFT_OUT:
            yield name, route.replace("^", "")


ADDRESSES = sorted(set(admin_addresses()))


def values_for(site, page):
    """What stands for each part of an address when somebody asks for a page of another organisation."""
    revision = page.latest_revision_id
    return {
        "page_id": page.pk,
        "parent_page_id": page.pk,
        "page_to_move_id": page.pk,
        "destination_id": page.pk,
        "page_pk": page.pk,
        "revision_id": revision,
        "revision_id_a": revision,
        "revision_id_b": "live",
        "app_label": "wagtailcore",
        "model_name": "page",
        "app_name": "core",
        "content_type_app_name": "practices",
        "content_type_model_name": "practicepage",
        "action_name": "copy",
        "action": "delete",
        "object_id": page.pk,
        "session_id": 1,
        "image_id": site.other.image.pk,
        "document_id": site.other.document.pk,
        "doc_id": site.other.document.pk,
        "filter_spec": "original",
        "collection_id": 1,
        "pk": page.pk,
        "redirect_id": 1,
        "uploaded_file_id": 1,
        "task_state_id": 1,
        "task_id": GroupApprovalTask.objects.order_by("pk").values_list("pk", flat=True).first()
        or 1,
        "workflow_state_id": 1,
        "workflow_pk": 1,
        "translation_source_id": 1,
        "translation_id": 1,
        "string_segment_id": 1,
        "overridable_segment_id": 1,
        "mode": "form",
        "extension": "csv",
        "user_id": site.other.writer.pk,
        "organisation_id": site.other.organisation.pk,
        "uidb64": "x",
        "token": "x",
    }


def filled(route, values):
    route = re.sub(r"\(\?P<(\w+)>[^()]*\)", r"<\1>", route).replace("\\.", ".").replace("$", "")
    # A part that is not listed is most likely the key of something.
    return "/" + PART.sub(lambda part: str(values.get(part[1], values["pk"])), route)


def content_of(response):
    if getattr(response, "streaming", False):
        return b"".join(response.streaming_content).decode(errors="replace")
    return response.content.decode(errors="replace")


def state_of(site):
    pages = [*site.other.pages(), site.plain, site.plain_draft, site.hidden_entry]
    keys = [page.pk for page in pages]
    return (
        list(Page.objects.filter(pk__in=keys).order_by("pk").values()),
        Revision.objects.filter(object_id__in=[str(key) for key in keys]).count(),
        PageLogEntry.objects.filter(page_id__in=keys).count(),
    )


def shown_by(client, method, address, page):
    """What an address answers; whatever it changed is undone, and noticed where it may not."""
    data = {"id": page.pk, "q": "visits", "search_all": "1", "title": "Taken over"}
    data["external-link-chooser-url"] = page.url
    with transaction.atomic():
        response = getattr(client, method)(address, data)
        shown = content_of(response)
        transaction.set_rollback(method == "post" and response.status_code >= 400)
    assert response.status_code < 500
    return shown


def attempts(site, who, route):
    """Yield how to try an address: with a draft of others, and with what they published and draft anew."""
    yield "get", site.other.chart_draft
    if who == "contributor" and "<" in route:
        yield "post", site.other.chart_draft
        yield "get", site.other.chart
        yield "post", site.other.organisation


@pytest.mark.parametrize("who", ["contributor", "newsletter editor"])
@pytest.mark.parametrize(("name", "route"), ADDRESSES, ids=[name for name, _ in ADDRESSES])
def test_an_address_neither_shows_nor_changes_what_is_not_theirs(site, name, route, who):
    before = state_of(site)
    for method, page in attempts(site, who, route):
        address = filled(route, values_for(site, page))
        shown = shown_by(site.clients[who], method, address, page)
        assert SECRET not in shown, f"{method} {address}: {around(shown)}"
    assert state_of(site) == before


def around(shown):
    place = shown.index(SECRET)
    return shown[max(0, place - 300) : place + 100]
