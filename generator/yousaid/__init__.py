"""You said, we did: a transparent changelog from records in git."""
