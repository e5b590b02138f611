"""The drawing of the entourage on screen and on paper."""
