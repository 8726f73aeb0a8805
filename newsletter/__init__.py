"""The newsletter: readers and their consent, issues that compose themselves, delivery, bounces, alerts."""
