"""Records being written: asked for, mended, taken over from an issue, and put into their canonical form."""
