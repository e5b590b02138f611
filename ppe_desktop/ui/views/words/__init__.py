"""The words of the file beside what is on screen: a panel that folds, at the right of any screen."""
