"""One collection of words on screen: the words first, what surrounds them folded beneath."""
