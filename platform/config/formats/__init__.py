"""How the languages of the site write dates and times, where Django's own way is not the field's."""
