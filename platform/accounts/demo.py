"""The logins of the demonstration: one for each role.

Those of the organisations get their roles with their affiliations, from the directory's own loader.
"""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import Role
from core.demonstration import PASSWORD, demo_loader, note

# Address, name, and the roles that nobody's affiliation gives.
LOGINS: list[tuple[str, str, list[Role]]] = [
    ("admin@example.org", "Administrator", []),
    ("editor@example.org", "Editor", [Role.EDITOR]),
    ("newsletter@example.org", "Newsletter editor", [Role.NEWSLETTER_EDITOR]),
    ("manager@example.org", "Organisation manager", []),
    ("contributor@example.org", "Contributor", []),
    ("member@example.org", "Member", []),
]


@demo_loader("logins")
def load_logins() -> None:
    """Create the six logins with confirmed addresses."""
    # Hashing is slow on purpose; one hash serves all six of a password that is printed anyway.
    password = make_password(PASSWORD)
    for email, name, roles in LOGINS:
        if User.objects.filter(email=email).exists():
            continue
        is_admin = email == "admin@example.org"
        user = User.objects.create(
            email=email,
            password=password,
            first_name=name,
            is_staff=is_admin,
            is_superuser=is_admin,
        )
        user.groups.set(Group.objects.filter(name__in=roles))
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        note(user)
