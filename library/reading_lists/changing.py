"""Making and changing reading lists, for members; every change is a POST."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.models import Page

from accounts.access import person_of
from accounts.models import User
from library.models import Audience, ReadingList, ReadingListItem
from library.reading_lists.access import is_editor, may_change, may_make_lists, visible_lists
from library.reading_lists.forms import AudienceForm, ListForm, NotesForm
from library.reading_lists.reading import citable_pages, entries_of
from library.reading_lists.services import (
    add_page,
    findings_in,
    move,
    new_list,
    remove,
    share,
    write,
)


def _member(request: HttpRequest) -> User:
    person = person_of(request)
    if not may_make_lists(person):
        raise PermissionDenied
    return person


def _own_list(request: HttpRequest, slug: str) -> ReadingList:
    """Return a list that the person may change; one that they may not see is not found."""
    person = _member(request)
    found = get_object_or_404(visible_lists(person), slug=slug)
    if not may_change(person, found):
        raise PermissionDenied
    return found


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a list; with `?page=` its first record is put on it."""
    person = _member(request)
    page = _page(request)
    form = ListForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = new_list(user=person, **form.cleaned_data)
        if page:
            add_page(reading_list=made, page=page, user=person)
        messages.success(request, _("The list is made. Only you see it until you share it."))
        return redirect("library_list_edit", made.slug)
    return render(request, "library/reading_lists/new.html", {"form": form, "page_to_add": page})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Ask on which list a record goes, and put it there."""
    person = _member(request)
    page = _page(request)
    if page is None:
        messages.error(request, _("There is no such record, or it cannot be put on a list."))
        return redirect("library_lists")
    if request.method == "POST":
        chosen = _own_list(request, request.POST.get("list", ""))
        try:
            is_new = add_page(reading_list=chosen, page=page, user=person)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            said = (
                _("“%(page)s” is on the list now.")
                if is_new
                else _("“%(page)s” was on the list already.")
            )
            messages.success(request, said % {"page": page.title})
        return redirect("library_list_edit", chosen.slug)
    own = ReadingList.objects.filter(owner=person)
    if not own:
        return redirect(f"{reverse('library_list_new')}?page={page.pk}")
    return render(request, "library/reading_lists/add.html", {"lists": own, "page_to_add": page})


def _page(request: HttpRequest) -> Page | None:
    number = request.POST.get("page") or request.GET.get("page") or ""
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    return citable_pages().filter(pk=number).first()


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change words and order. Whatever button is pressed, what was typed is kept."""
    found = _own_list(request, slug)
    person = person_of(request)
    form = ListForm(request.POST or None, instance=found)
    entries = entries_of(found)
    shown = found.items.filter(pk__in=[each.key for each in entries])
    notes = NotesForm(request.POST or None, items=shown)
    if request.method == "POST" and form.is_valid() and notes.is_valid():
        write(reading_list=found, user=person, notes=notes.notes, **form.cleaned_data)
        action, _dash, key = request.POST.get("do", "").partition("-")
        item = _item(found, key)
        if action in ("up", "down") and item:
            move(item=item, up=action == "up", user=person)
        elif action == "remove" and item:
            remove(item=item, user=person)
            messages.success(request, _("“%(page)s” is off the list.") % {"page": item.page.title})
        else:
            messages.success(request, _("Saved."))
            return redirect("library_list", found.slug)
        return redirect(f"{request.path}#records")
    context = {
        "list": found,
        "form": form,
        "rows": [(each, notes[f"note-{each.key}"]) for each in entries],
        "hidden": found.items.count() - len(entries),
        "audience": AudienceForm(initial={"audience": found.audience}),
        "is_editor": is_editor(person),
        "findings": findings_in(found) if found.public_asked_at or is_editor(person) else [],
    }
    return render(request, "library/reading_lists/edit.html", context)


def _item(reading_list: ReadingList, key: str) -> ReadingListItem | None:
    if not (key.isascii() and key.isdecimal() and len(key) < 18):
        return None
    return reading_list.items.filter(pk=key).select_related("page").first()


@never_cache
@login_required
@require_POST
def audience(request: HttpRequest, slug: str) -> HttpResponse:
    """Share a list, or no longer. Words that could lead to a person have to be looked at before it is public."""
    found = _own_list(request, slug)
    person = person_of(request)
    form = AudienceForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose for whom the list is."))
        return redirect("library_list_edit", found.slug)
    chosen = Audience(form.cleaned_data["audience"])
    if chosen == Audience.PUBLIC and is_editor(person) and findings_in(found):
        is_own = found.owner_id == person.pk
        if is_own or not form.cleaned_data["looked_at"]:
            messages.error(request, _refusal(is_own))
            return redirect("library_list_edit", found.slug)
    share(reading_list=found, audience=chosen, user=person)
    messages.success(request, _said(found))
    return redirect("library_list", found.slug)


def _refusal(is_own: bool) -> str:
    if is_own:
        return _(
            "The list has words that could lead to a person. Change them, or let another editor look at them."
        )
    return _(
        "The list has words that could lead to a person. Look at them first, and say that you did."
    )


def _said(found: ReadingList) -> str:
    if found.public_asked_at:
        return _("Members see the list now. It goes to the editors, who can show it to everybody.")
    return {
        Audience.PRIVATE: _("Only you see the list now."),
        Audience.MEMBERS: _("Members see the list now."),
        Audience.PUBLIC: _("Everybody sees the list now."),
    }[Audience(found.audience)]


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask, and delete a list; its records stay in the library."""
    found = _own_list(request, slug)
    if request.method == "POST":
        found.delete()
        messages.success(request, _("The list is deleted. Its records are where they were."))
        return redirect("library_lists")
    return render(request, "library/reading_lists/delete.html", {"list": found})
