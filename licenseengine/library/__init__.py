"""Licenses loaded and indexed: one file or family file each, read once, kept compiled."""
