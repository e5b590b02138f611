"""Writing the projet pour l'enfant: headings, text, page."""
