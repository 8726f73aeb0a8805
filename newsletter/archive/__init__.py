"""Issues on the site: feed and search."""
