"""Charts and case studies for harvesters."""

from django.utils.translation import gettext_lazy as _

from practices.models import CaseStudyPage, PracticePage
from practices.selectors.case_sheet import case_description
from practices.selectors.chart_view import chart_description
from search.oai.sets import HarvestSet, register_set

register_set(HarvestSet("practices", _("Practice charts"), PracticePage, chart_description))
register_set(HarvestSet("case-studies", _("Case studies"), CaseStudyPage, case_description))
