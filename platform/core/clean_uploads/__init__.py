"""Taking out of uploaded files what they tell of their makers, before anything is kept.

Every file that is kept under MEDIA_ROOT passes `storage.CleaningStorage`; the forms clean earlier,
so that a refusal is an error beside the field.
"""
