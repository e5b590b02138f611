"""A child's file on screen: its header and its sections."""
