"""Reads of charts and case studies that span models: sheets, related records, listings, coverage."""
