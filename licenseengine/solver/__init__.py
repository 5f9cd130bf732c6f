"""The solver: bind, decide, release, prove. Pure functions on frozen values: no files, no clock."""
