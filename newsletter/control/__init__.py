"""Scheduling, approving, pausing and stopping a mailing, and its report."""
