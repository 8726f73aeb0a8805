"""What a detector reports: a finding, its kind, and what each kind means to an editor."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class FindingKind(models.TextChoices):
    """Name what could identify or endanger a person; the values are the command's answers."""

    PERSON_NAME = "person_name", _("Name of a person")
    PERSONAL_EMAIL = "personal_email", _("Personal mailbox")
    MOBILE_NUMBER = "mobile_number", _("Mobile number")
    BIRTH_DATE = "birth_date", _("Date or year of birth")
    EXACT_AGE = "exact_age", _("Exact age")
    STREET_ADDRESS = "street_address", _("Street address")
    SHELTER_ADDRESS = "shelter_address", _("Place of a shelter")
    ID_NUMBER = "id_number", _("Number of a document or case")
    RARE_COMBINATION = "rare_combination", _("Rare combination")
    BANK_OR_PLATE = "bank_or_plate", _("Bank account or number plate")
    PHOTO_GPS = "photo_gps", _("Place where a picture was taken")
    DOCUMENT_METADATA = "document_metadata", _("Hidden data of a file")
    CHILD_SCHOOL = "child_school", _("School of a child")

    @property
    def help_text(self) -> str | Promise:
        """Say why this kind is a risk and what to write instead."""
        return _HELP[self]


_HELP: dict[str, Promise] = {
    FindingKind.PERSON_NAME: _(
        "A name leads to a person, staff and volunteers too. Write the role instead, "
        "for example “a social worker” or “a young woman”."
    ),
    FindingKind.PERSONAL_EMAIL: _(
        "A mailbox of one person names that person. Give a general mailbox of the organisation."
    ),
    FindingKind.MOBILE_NUMBER: _(
        "A mobile number is carried by one person and can be traced. "
        "Give the office's landline or a hotline."
    ),
    FindingKind.BIRTH_DATE: _(
        "A date of birth picks one person out of many. Say “adult” or “child”, or leave it out."
    ),
    FindingKind.EXACT_AGE: _(
        "An exact age narrows down who is meant. Say “adult”, “child” or an age group."
    ),
    FindingKind.STREET_ADDRESS: _(
        "A street address leads to somebody's door. Name the region or the country at most."
    ),
    FindingKind.SHELTER_ADDRESS: _(
        "Where a shelter stands must stay secret. Name the country at most."
    ),
    FindingKind.ID_NUMBER: _(
        "A number of a document or a case file opens the file of one person. Leave it out."
    ),
    FindingKind.RARE_COMBINATION: _(
        "Nationality, place and time together can mean a single person. "
        "Drop one of them or make it wider: the region, the year."
    ),
    FindingKind.BANK_OR_PLATE: _(
        "An account or a number plate belongs to somebody who can be found through it. "
        "Leave it out."
    ),
    FindingKind.PHOTO_GPS: _(
        "The picture says where it was taken. Save it without its place and upload it again."
    ),
    FindingKind.DOCUMENT_METADATA: _(
        "The file names its author or keeps what was deleted. "
        "Remove the file's properties, comments and tracked changes."
    ),
    FindingKind.CHILD_SCHOOL: _(
        "The school leads to the child. Write “a school in the region” at most."
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One stretch of text that could identify or endanger a person.

    `text` has the exact characters, `start` and `end` are character offsets in the text searched;
    `place` says where that text stood: body, comment, header, metadata, caption, file name.
    """

    kind: str
    text: str
    start: int
    end: int
    place: str = "body"
