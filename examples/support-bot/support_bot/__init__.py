"""Answers questions of customers from the handbook."""
