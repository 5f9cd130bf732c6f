"""The stack as a picture: SVG, Mermaid, DOT and a tree for a terminal, all of the same boxes."""
