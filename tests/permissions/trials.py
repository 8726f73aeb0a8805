"""One try of one person: what they send, and what a test looks at afterwards."""

from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.permissions.support import PermissionSite, newest
from tests.practices.admin_support import fields_of

JSON = {"Accept": "application/json"}
NEW_TITLE = "Written by whoever tries"


@dataclass
class Trial:
    """A person, signed in, on the site."""

    site: PermissionSite
    name: str
    forms: dict[str, dict]

    @property
    def client(self) -> Client:
        return self.site.clients[self.name]

    @property
    def user(self) -> User | None:
        return self.site.people[self.name]

    def get(self, name, *args, **query):
        return self.client.get(reverse(name, args=args), query)

    def post(self, name, *args, data=None, **options):
        return self.client.post(reverse(name, args=args), data or {}, **options)

    def sees(self, word, name, *args):
        response = self.get(name, *args)
        return response.status_code == 200 and word in response.content.decode()

    def form(self, address, selector="#w-editor-form, #page-edit-form"):
        """Return the fields of a form as a superuser gets it; asked for once a module."""
        if address not in self.forms:
            response = self.site.clients["superuser"].get(address)
            self.forms[address] = fields_of(response, selector)
        # Scripts count the blocks of a stream field.
        return {"body-count": "0"} | self.forms[address]

    def send_page(self, page, *, action=None, **changes):
        """Post the editing form of a page with changes."""
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        data = self.form(address) | changes
        headers = None if action else JSON
        if action:
            data[f"action-{action}"] = "1"
        return self.client.post(address, data, headers=headers)

    def changed(self, page):
        return newest(page).title == NEW_TITLE
