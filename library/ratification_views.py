"""Answers under /library/policies/ratifications: the table as a page and as CSV."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.csv_answers import csv_answer
from library.ratification_exchange import TABLE, exported_ratifications
from library.ratifications import matrix


@require_safe
def ratifications(request: HttpRequest) -> HttpResponse:
    """Show countries by instruments, of one region or of all."""
    found = matrix(request.GET.get("region", ""))
    return render(request, "library/ratifications.html", {"matrix": found})


@require_safe
def ratifications_csv(request: HttpRequest) -> HttpResponseBase:
    """Return the whole table as CSV, as the import reads it."""
    columns = [column.name for column in TABLE.columns]
    return csv_answer(exported_ratifications(drafts=False), columns, "ratifications")
