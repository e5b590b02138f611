"""Accueil: the next things to do, with the reason and one click to do them."""
