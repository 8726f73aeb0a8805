"""Links to elsewhere: collected from published pages, checked now and then, reported to editors."""
