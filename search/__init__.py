"""Search: documents, facets, engines and the outbox that feeds them."""
