"""What comes back: bounces, complaints, wishes to leave."""
