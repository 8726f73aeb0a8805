"""The four categories of practices.

Letter, title in five languages and the wordings under which charts print the title.
"""
# ruff: noqa: E501 - wordings are read best with all languages of an item on one line

from __future__ import annotations

from practices.forms.wording import FormItem, by_key, item

CATEGORY_TITLES: tuple[FormItem, ...] = (
    item(
        "A",
        "Prevention, Training and Research | Prévention, formation et recherche | Prevenzione, formazione e ricerca | Prävention, Fortbildung und Forschung | Prevención, formación e investigación",
        "Prevention, Training and Research Practices | Prevention | Training and research | Prevention and training | Awareness raising and training",
    ),
    item(
        "B",
        "Identification, First Assistance and Protection | Identification, première assistance et protection | Identificazione, prima assistenza e protezione | Identifizierung, erste Unterstützung und Schutz | Identificación, primera asistencia y protección",
        "Identification and First protection | Identification, First protection | Identification | First assistance and protection | First assistance",
        "Identification et première protection | Identificazione e prima protezione | Identifizierung und erster Schutz | Identificación y primera protección",
    ),
    item(
        "C",
        "Long-Term Assistance and Social and Labour Inclusion in Origin/Destination/Third Countries | Accompagnement à long terme et insertion sociale et professionnelle | Assistenza a lungo termine e inclusione sociale e lavorativa | Langfristige Unterstützung und soziale und berufliche Integration | Asistencia a largo plazo e inclusión social y laboral",
        "Long-Term Assistance and Socio-economic Inclusion in origin/destination/third countries | Long-term assistance | Social and labour inclusion",
        "Long-Term Assistance and Social and Labour Inclusion | Long term assistance and socio-economic inclusion | Social inclusion | Reintegration",
        "Assistance à long terme | Assistenza a lungo termine | Langfristige Unterstützung | Asistencia a largo plazo",
    ),
    item(
        "D",
        "Other Kinds of Practices | Autres types de pratiques | Altri tipi di pratiche | Andere Arten von Praktiken | Otros tipos de prácticas",
        "Other kind of intervention | Other kinds of intervention | Other practices | Other kind of practice | Coordination and networking | Other",
        "Other kinds of practices: coordination and networking | Networking | Coordination | Autres pratiques | Altre pratiche | Andere Praktiken | Otras prácticas",
    ),
)
CATEGORIES = by_key(CATEGORY_TITLES)
