"""Who gets an issue: everyone, members, saved segments."""
