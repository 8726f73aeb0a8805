"""Reading every place of a file that can hold a person: text, margins, comments, properties, pictures, its name."""

from core.confidential_files.reading import (
    FileReport,
    check_content,
    check_path,
    findings_in_file_name,
)

__all__ = ["FileReport", "check_content", "check_path", "findings_in_file_name"]
