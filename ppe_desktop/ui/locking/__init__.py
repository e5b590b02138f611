"""When the base is closed by itself, what the screen shows then, and how the person comes back to where she was."""
