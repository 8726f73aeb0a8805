"""What the roles may do with the newsletter."""

from accounts.granting import AdminRights, PageRight, grant
from accounts.roles import Role
from newsletter.models import NewsletterPage

grant(Role.NEWSLETTER_EDITOR, AdminRights(("newsletter",)))
grant(Role.NEWSLETTER_EDITOR, PageRight("add", NewsletterPage))
grant(Role.NEWSLETTER_EDITOR, PageRight("change", NewsletterPage))
grant(Role.NEWSLETTER_EDITOR, PageRight("publish", NewsletterPage))
