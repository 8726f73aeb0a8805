"""Notes from the countries: asked for, reminded of, given in a short form."""
