"""Readers: one module for each file format; text in, statements out. Nothing is run or imported."""
