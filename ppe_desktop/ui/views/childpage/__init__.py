"""The child's own page: what is made with the child, on a screen that shows nothing of the file."""
