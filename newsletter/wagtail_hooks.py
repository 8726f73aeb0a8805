"""The newsletter in the admin: each part registers its own."""
