"""Modèles: the Word templates documents are made from, and the département's own."""
