"""How policies and publications are cited wherever pages of several kinds stand together."""

from core.citation import register_citation
from library.citation import citation_of
from library.models import PolicyPage, PublicationPage

register_citation(PolicyPage, citation_of)
register_citation(PublicationPage, citation_of)
