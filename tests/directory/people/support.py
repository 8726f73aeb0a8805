"""Organisations, people and mail for tests of who speaks for whom."""

import re

from accounts.activation import activation_link
from accounts.models import User
from accounts.services import create_account, open_account
from core import mailing
from core.models import OutgoingMail
from directory.models import AffiliationRole
from directory.services import save_organisation
from directory.services.affiliations import begin_affiliation

PASSWORD = "correct horse battery staple"


def make_organisation(name="Invented House", *, publish=True, **record):
    return save_organisation(record={"name": name, **record}, publish=publish)


def make_user(email, name="Invented Person"):
    user = create_account(email=email, name=name)
    link = activation_link(user)
    open_account(token=link.rstrip("/").rpartition("/")[2], password=PASSWORD)
    return User.objects.get(pk=user.pk)


def make_manager(organisation, email="manager@house.example.org"):
    user = make_user(email)
    begin_affiliation(user=user, organisation=organisation, role=AffiliationRole.MANAGER, by=None)
    return User.objects.get(pk=user.pk)


def groups_of(user):
    return set(User.objects.get(pk=user.pk).groups.values_list("name", flat=True))


def link_in(mail):
    """Return the path of the link in a mail."""
    return re.search(r"http://testserver(/\S+)", mail.body)[1]


def deliver(mailoutbox):
    """Send what is queued; return the mails that went out now."""
    before = len(mailoutbox)
    mailing.deliver_mail()
    assert not OutgoingMail.objects.exists()
    return mailoutbox[before:]
