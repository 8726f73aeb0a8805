"""Writes of charts and case studies: the one way in for imports, demonstration, API and admin."""

from core.records import RecordError, RecordProblem
from practices.services.case_studies import save_case_study
from practices.services.practices import save_practice

__all__ = ["RecordError", "RecordProblem", "save_case_study", "save_practice"]
