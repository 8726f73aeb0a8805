"""Who speaks for whom in the demonstration, and an organisation that asks to join; all of it invented."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from core.demonstration import demo_loader, note
from core.models import AuditEntry
from directory.models import (
    Affiliation,
    AffiliationRole,
    Application,
    ApplicationState,
    JoiningSettings,
    OrganisationPage,
)
from directory.services.affiliations import begin_affiliation
from directory.services.joining import charter_version

_PEOPLE = (
    ("manager@example.org", "on-the-road", AffiliationRole.MANAGER),
    ("contributor@example.org", "on-the-road", AffiliationRole.CONTRIBUTOR),
    ("member@example.org", "kok", AffiliationRole.READER),
)
_ENTRY = {
    "name": "Fondazione Lanterna (invented)",
    "name_en": "Lantern Foundation (invented)",
    "type": "ngo",
    "countries": ["IT", "SI"],
    "city": "Trieste",
    "website": "https://lanterna.example.org",
    "email": "office@lanterna.example.org",
    "description": (
        "Invented for the demonstration: advice, interpreting and a place to rest for people who were "
        "exploited on their way across the border, and training for border police."
    ),
    "services": ["outreach", "cultural-mediation", "legal-aid", "training-professionals"],
    "target_groups": ["presumed-victims", "migrants", "law-enforcement"],
    "languages": ["it", "en", "sl"],
}


@demo_loader("people", after=("organisations", "logins"))
def load_people() -> None:
    """Let three of the logins belong to organisations."""
    users = User.objects.in_bulk(field_name="email")
    pages = {page.slug: page for page in OrganisationPage.objects.all()}
    for email, slug, role in _PEOPLE:
        user, page = users.get(email), pages.get(slug)
        if user is None or page is None or Affiliation.objects.filter(user=user).exists():
            continue
        note(begin_affiliation(user=user, organisation=page, role=role, by=None))
        note(AuditEntry.objects.latest("pk"))


@demo_loader("applications", after=("organisations",))
def load_applications() -> None:
    """Let one application wait for the editors; its address is confirmed, and no mail goes out."""
    if Application.objects.exists():
        return
    texts = JoiningSettings.load()
    note(
        Application.objects.create(
            state=ApplicationState.WAITING,
            entry=_ENTRY,
            contact_name="Invented Applicant",
            contact_function="Coordinator",
            contact_email="coordinator@lanterna.example.org",
            known_by="Associazione On the Road",
            charter_version=charter_version(),
            consent_version=texts.consent_version,
            consent_text=texts.consent_text,
            confirmed_at=timezone.now() - timedelta(days=3),
        )
    )
