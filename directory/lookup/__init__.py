"""Looking up: by country, need and group, for a referral, and where nobody is listed."""
