"""The rule language: words, sentences, conditions, facts. Knows nothing above it."""
