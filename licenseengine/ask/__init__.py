"""Questions in words, in English, French and Italian: one tree, and its answer."""
