"""The stack: what a product is made of, as its manifest or a scan tells it."""
