"""The monitoring calendar: the mechanisms that watch over states, their rounds, outlines and reminders."""
