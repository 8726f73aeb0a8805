"""What freshness holds of a person: what they confirmed, and the questions that were mailed to them."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.personal_data import Holding, register_holding
from directory.models import (
    Confirmation,
    ConfirmationAsk,
    EditorsDigest,
    EntryReport,
    OrganisationPage,
)


def _export(user: User) -> dict[str, Any]:
    asks = ConfirmationAsk.objects.filter(_asked(user)).select_related("organisation")
    confirmations = Confirmation.objects.filter(by=user).select_related("organisation")
    reports = EntryReport.objects.filter(sender__iexact=user.email).select_related("organisation")
    return {
        "confirmed": [
            {
                "organisation": each.organisation.title,
                "at": each.at.isoformat(timespec="seconds"),
                "how": each.how,
                "note": each.note,
            }
            for each in confirmations
        ],
        "questions_by_mail": [
            {
                "organisation": each.organisation.title,
                "address": each.to,
                "written": each.created_at.isoformat(timespec="seconds"),
                "answer": each.answer,
            }
            for each in asks
        ],
        "reports": [
            {"organisation": each.organisation.title, "kind": each.kind, "text": each.text}
            for each in reports
        ],
    }


def _asked(user: User) -> Q:
    return Q(user=user) | Q(to__iexact=user.email)


def _erase(user: User) -> None:
    """Take the name from confirmations and reports; the links in mails to the person stop working."""
    Confirmation.objects.filter(by=user).update(by=None)
    OrganisationPage.objects.filter(confirmed_by=user).update(confirmed_by=None)
    ConfirmationAsk.objects.filter(_asked(user)).delete()
    EntryReport.objects.filter(sender__iexact=user.email).update(sender="")
    EntryReport.objects.filter(settled_by=user).update(settled_by=None)
    EditorsDigest.objects.filter(to__iexact=user.email).delete()


register_holding(
    Holding(
        name="confirmations",
        label=gettext_lazy("Confirmations of entries"),
        export=_export,
        erase=_erase,
    )
)
