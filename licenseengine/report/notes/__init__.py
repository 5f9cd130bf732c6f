"""Compliance notes: the documents that a release needs, written from a dossier."""
