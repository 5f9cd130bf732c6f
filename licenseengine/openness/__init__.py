"""How open a system is: what of it one can get, inspect and rebuild. Not what it permits."""
