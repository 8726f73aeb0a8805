"""Readers brought from elsewhere, with their status respected."""
