"""`remove_second_factor`: for the administrator who lost the telephone and the recovery codes."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.support import remove_second_factors


class Command(BaseCommand):
    """Removes what the admin cannot remove when nobody can get into it any more."""

    help = (
        "Remove the second factors and recovery codes of one account. All its sessions end, its\n"
        "owner is told by mail and sets up a new second factor at the next sign-in."
    )
    example = "Example: manage.py remove_second_factor admin@example.org"

    def create_parser(self, prog_name: str, subcommand: str, **options: Any) -> Any:
        """Show the example below the options."""
        return super().create_parser(prog_name, subcommand, epilog=self.example, **options)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the address."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument("email", help="The address that the account signs in with.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Remove them, or say that there is nothing to remove."""
        email = options["email"]
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(
                _("There is no account with the address %(email)s.") % {"email": email}
            )
        if not remove_second_factors(user=user):
            raise CommandError(_("The account %(email)s has no second factor.") % {"email": email})
        self.stdout.write(_("The second factors of %(email)s were removed.") % {"email": email})
