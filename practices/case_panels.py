"""The editing form of a case study: the twelve questions in their order."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, TitleFieldPanel

from practices.panels import item_group, record_tabs, text_item, unrecognised_rows

NEVER_PERSONAL_DATA = _(
    "Never a person's data: no name, age, date, place, nationality of a small group, diagnosis or "
    "detail by which somebody could be recognised. The tick lists are all that is asked."
)

QUESTIONS_1_TO_6 = [
    item_group(
        _("The case"),
        [
            TitleFieldPanel("title", heading=_("Title")),
            FieldPanel("number"),
            FieldPanel("organisation"),
            FieldPanel("printed_organisation"),
            FieldPanel("countries"),
        ],
        _("A title about the cooperation, not about the person."),
    ),
    item_group(
        _("1. Involvement and specific need"),
        [FieldPanel("needs"), FieldPanel("need")],
        _("How the organisation came into the case, and what was needed from the partner."),
    ),
    item_group(
        _("2. Background on the person"),
        [
            FieldRowPanel([FieldPanel("gender"), FieldPanel("age_group")]),
            FieldPanel("exploitation_forms"),
            FieldPanel("recruitment"),
            FieldPanel("offers"),
            FieldPanel("background"),
        ],
        NEVER_PERSONAL_DATA,
    ),
    item_group(
        _("3. How contact was made"),
        [FieldPanel("contact_channels"), FieldPanel("first_contact")],
        _("Who reached whom, and on which way."),
    ),
    text_item(
        "obstacles",
        _("4. Problems and obstacles"),
        _("What stood in the way: law, money, time, language, safety."),
    ),
    InlinePanel(
        "actors",
        heading=_("5. Authorities and agencies involved"),
        label=_("Body"),
        help_text=_("One row a body, with its role. No names of persons."),
        classname="form-item",
    ),
    text_item(
        "steps",
        _("6. How obstacles were dealt with"),
        _("The steps in their order, one paragraph or list entry each."),
    ),
]
QUESTIONS_7_TO_12 = [
    text_item(
        "collaboration",
        _("7. How the organisations worked together"),
        _("Agreements, protocols, ways of exchanging information."),
    ),
    text_item(
        "assessment_of_wishes",
        _("8. How conditions and wishes were assessed"),
        _("How the person was heard and informed."),
    ),
    text_item(
        "privacy_measures",
        _("9. Privacy procedures"),
        _("Consent, who received which data, how it was kept."),
    ),
    item_group(
        _("10. What worked and what did not"),
        [FieldPanel("worked"), FieldPanel("did_not_work"), FieldPanel("experience")],
    ),
    text_item("tools", _("11. Tools"), _("Forms, checklists, agreements that were used.")),
    text_item(
        "recommendations",
        _("12. Recommendations"),
        _("What others should do in such a case."),
    ),
    unrecognised_rows(),
]
CASE_STUDY_DETAILS = [
    FieldPanel("summary"),
    FieldPanel("lessons"),
    FieldPanel(
        "generalised_fields",
        help_text=_("One a line, for example: age, destination. Shown to readers."),
    ),
    item_group(
        _("Source"),
        [
            FieldPanel("source_title"),
            FieldRowPanel([FieldPanel("source_year"), FieldPanel("source_number")]),
            FieldPanel("source_collected"),
            FieldPanel("source_note"),
        ],
    ),
]
CASE_STUDY_SETTINGS = [
    FieldPanel("review_by", help_text=_("When somebody should check that the case still helps.")),
]
case_study_edit_handler = record_tabs(
    [*QUESTIONS_1_TO_6, *QUESTIONS_7_TO_12], CASE_STUDY_DETAILS, CASE_STUDY_SETTINGS
)
