"""The version of the program, which its answers and its compiled knowledge carry."""

__version__ = "0.1.0"
