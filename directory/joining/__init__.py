"""The public form by which an organisation joins, the applicant's own page, and the editors' queue."""
