"""An issue becomes mails: filling a draft, checking it, compiling its editions."""
