"""The drawn frieze of a child's path, its list and its page."""
