"""Two reading lists of the demonstration: one for everybody, one for members."""

from wagtail.models import Page

from accounts.models import User
from core.demonstration import demo_loader, note
from library.models import Audience, ReadingList, ReadingListItem

_LISTS = (
    (
        "for-social-workers",
        "For social workers",
        "What to read before the first talk: how other teams work, and what the rules ask of them.",
        Audience.PUBLIC,
        (
            ("first-protection-georgia", "Begin here: the first days, step by step."),
            ("return-shared-safety-plan", "How two organisations plan a return together."),
            ("who-ethical-recommendations-2003", "Before any interview."),
            ("odihr-nrm-handbook-2004", "Who refers whom to whom."),
        ),
    ),
    (
        "for-the-next-assembly",
        "For the next assembly",
        "Please read these before we talk about outreach.",
        Audience.MEMBERS,
        (
            ("outreach-rural-herzegovina", ""),
            ("outreach-labour-exploitation-apulia", "Compare how mediators are found."),
        ),
    ),
)


@demo_loader(
    "reading lists", after=("policies", "publications", "practices", "case-studies", "logins")
)
def load_reading_lists() -> None:
    """Write the lists; records that are not there are left out."""
    owner = User.objects.filter(email="member@example.org").first()
    for slug, title, introduction, audience, records in _LISTS:
        written, is_new = ReadingList.objects.get_or_create(
            slug=slug,
            defaults={
                "title": title,
                "introduction": introduction,
                "audience": audience,
                "owner": owner,
            },
        )
        if not is_new:
            continue
        note(written)
        pages = {
            page.slug: page for page in Page.objects.filter(slug__in=[key for key, _ in records])
        }
        for position, (key, words) in enumerate(records):
            if key in pages:
                ReadingListItem.objects.create(
                    reading_list=written, page=pages[key], note=words, position=position
                )
