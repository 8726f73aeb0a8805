"""What is searched for, as counts of a day: no query, no person, no moment is kept."""
