"""The membership register: its public page by year, its export, and the editors' pages."""
