"""How well the search answers: queries over the demonstration with records that people judged, and two measures."""
