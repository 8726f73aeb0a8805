"""The pages of one's own saved searches: the list, saving one, another name, deleting. Every change is a POST."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import person_of
from search.following import followings
from search.models import SearchBookmark
from search.saved.forms import BookmarkForm
from search.saved.queries import name_of, saved_query
from search.saved.services import MOST_BOOKMARKS, bookmarks_of, keep, kept_as, refuse_more, rename
from search.vocabulary import Vocabulary, vocabulary

SAVE = "search_saved_new"
"""The name of the address that saves a search; other apps' ways to follow one stand beside each in the list."""


def _own(request: HttpRequest, pk: int) -> SearchBookmark:
    """Return a search of the person's own; that of somebody else is not found."""
    return get_object_or_404(bookmarks_of(person_of(request)), pk=pk)


@never_cache
@login_required
@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    """Show the searches that a person keeps, each with what can be done with it."""
    known = vocabulary()
    rows = [_row(bookmark, known) for bookmark in bookmarks_of(person_of(request))]
    context = {"rows": rows, "most": MOST_BOOKMARKS}
    return render(request, "search/saved/list.html", context)


def _row(bookmark: SearchBookmark, known: Vocabulary) -> dict[str, Any]:
    asked = name_of(bookmark.query, known)
    return {
        "bookmark": bookmark,
        "asked": asked if asked != bookmark.name else "",
        "ways": [
            (one.label, f"{reverse(one.url_name)}?{bookmark.query}")
            for one in followings()
            if one.url_name != SAVE
        ],
    }


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a name and keep the search of the address; who is not signed in comes back here afterwards."""
    person = person_of(request)
    try:
        query = saved_query(_asked(request))
        if not query:
            raise ValidationError(
                _("There is nothing to save yet: search for words or choose a filter first.")
            )
        if known := kept_as(user=person, query=query):
            return _told_as_known(request, known)
        refuse_more(person)
    except ValidationError as error:
        return render(
            request, "search/saved/refused.html", {"problems": error.messages}, status=400
        )
    form = BookmarkForm(request.POST or None, initial={"name": name_of(query)})
    if request.method == "POST" and form.is_valid():
        kept = keep(user=person, query=query, name=form.cleaned_data["name"])
        if not kept.is_new:
            return _told_as_known(request, kept.bookmark)
        messages.success(request, _("“%(name)s” is saved.") % {"name": kept.bookmark.name})
        return redirect("search_saved")
    context = {
        "form": form,
        "asked": name_of(query),
        "query": query,
        "search_url": f"{reverse('search')}?{query}",
    }
    return render(request, "search/saved/new.html", context)


def _asked(request: HttpRequest) -> QueryDict:
    return QueryDict(request.POST.get("query", "")) if request.method == "POST" else request.GET


def _told_as_known(request: HttpRequest, known: SearchBookmark) -> HttpResponse:
    messages.info(request, _("You keep this search already, as “%(name)s”.") % {"name": known.name})
    return redirect("search_saved")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def renamed(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for another name, and give it."""
    bookmark = _own(request, pk)
    # The form writes into what it is given: a refused name would stand in the heading of the page.
    form = BookmarkForm(request.POST or None, instance=_own(request, pk))
    if request.method == "POST" and form.is_valid():
        rename(bookmark=bookmark, name=form.cleaned_data["name"])
        messages.success(
            request, _("The search is called “%(name)s” now.") % {"name": bookmark.name}
        )
        return redirect("search_saved")
    return render(request, "search/saved/rename.html", {"form": form, "bookmark": bookmark})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def deleted(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, and delete a search; what it finds stays where it is."""
    bookmark = _own(request, pk)
    if request.method == "POST":
        bookmark.delete()
        messages.success(request, _("“%(name)s” is deleted.") % {"name": bookmark.name})
        return redirect("search_saved")
    context = {"bookmark": bookmark, "asked": name_of(bookmark.query)}
    return render(request, "search/saved/delete.html", context)
