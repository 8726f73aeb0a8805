"""The logins of the demonstration: one for each role."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from accounts.models import User
from core.demonstration import PASSWORD, demo_loader, note

# Address, name, and the groups that Wagtail's own migrations create; roles of ours come later.
LOGINS: list[tuple[str, str, list[str]]] = [
    ("admin@example.org", "Administrator", []),
    ("editor@example.org", "Editor", ["Editors", "Moderators"]),
    ("newsletter@example.org", "Newsletter editor", ["Editors", "Moderators"]),
    ("manager@example.org", "Organisation manager", []),
    ("contributor@example.org", "Contributor", []),
    ("member@example.org", "Member", []),
]


@demo_loader("logins")
def load_logins() -> None:
    """Create the six logins with confirmed addresses."""
    # Hashing is slow on purpose; one hash serves all six of a password that is printed anyway.
    password = make_password(PASSWORD)
    for email, name, groups in LOGINS:
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
        user.groups.set(Group.objects.filter(name__in=groups))
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        note(user)
