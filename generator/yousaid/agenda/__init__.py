"""What to do next, for those who look after the records: from what is public, what we know, and what was told.

It names no customer and holds nothing that is not public, so that it may stand where others can read it: in the list of
issues of a public repository, too. Only how many customers wait to be told comes from elsewhere.
"""
