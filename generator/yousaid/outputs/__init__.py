"""Views to bytes: one module for each format."""
