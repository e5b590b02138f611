"""Autonomie: the interview at 17, rights, papers, who matters, steps, what follows majority."""
