"""Mail that readers ordered: alerts for saved searches, the monthly digest, the welcome."""
