"""The secrets of the base on screen: dialogs that change them, each in a few steps."""
