"""What a project is made of, found in its files: models, data, services, packages, terms."""
