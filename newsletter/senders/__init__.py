"""Who carries mails away: a plug point with SMTP and others."""
