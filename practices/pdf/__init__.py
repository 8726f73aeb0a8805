"""Charts and case studies as tagged PDF files."""
