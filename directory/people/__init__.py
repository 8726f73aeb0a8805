"""The people of an organisation: its managers invite colleagues, change their roles and let them go."""
