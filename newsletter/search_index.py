"""How the newsletter is found."""

from newsletter.models import IssuePage, NewsletterPage
from search.registry import not_searchable

not_searchable(NewsletterPage, IssuePage)
