"""OAI-PMH 2.0 at /oai: library catalogues and portals harvest the public records from it.

The content apps say in a module `oai.py` which of their pages are records (`search.oai.sets`); the protocol is here:
https://www.openarchives.org/OAI/openarchivesprotocol.html.
"""
