"""An audit: what a scan found, under which terms, and what each planned use makes of it."""
