"""Policies and publications for harvesters."""

from django.utils.translation import gettext_lazy as _

from library.dublin_core import description
from library.models import PolicyPage, PublicationPage
from search.oai.sets import HarvestSet, register_set

register_set(HarvestSet("policies", _("Policies"), PolicyPage, description))
register_set(HarvestSet("publications", _("Publications"), PublicationPage, description))
