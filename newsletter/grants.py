"""What the roles may do with the newsletter."""

from accounts.granting import ModelRight, PageRight, grant
from accounts.roles import Role
from newsletter.models import NewsletterPage

# Who answers readers by telephone needs to find, add, take off and erase them one by one; the whole list as a file
# (`export_subscriber`) is for administrators, who get every right that the admin lists.
READERS = ("view_subscriber", "add_subscriber", "delete_subscriber")
COMPOSING = [
    f"{action}_{model}"
    for model in ("segment", "welcomemail")
    for action in ("add", "change", "delete")
]
SENDING = (
    "view_mailing",
    "change_mailing",
    "change_contributionslot",
    "change_newslettersettings",
)

grant(
    Role.NEWSLETTER_EDITOR,
    *(ModelRight(f"newsletter.{right}") for right in (*READERS, *COMPOSING, *SENDING)),
)
grant(Role.NEWSLETTER_EDITOR, PageRight("add", NewsletterPage))
grant(Role.NEWSLETTER_EDITOR, PageRight("change", NewsletterPage))
grant(Role.NEWSLETTER_EDITOR, PageRight("publish", NewsletterPage))
