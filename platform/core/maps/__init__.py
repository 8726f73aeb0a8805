"""Maps of Europe and the world as drawings of our own: nothing is asked of a third party."""
