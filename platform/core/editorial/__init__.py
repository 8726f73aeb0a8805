"""The editorial way: do-no-harm check, editorial approval, published, review by a date.

An app of its own, because its signals and hooks have to come after those of Wagtail's admin.
"""
