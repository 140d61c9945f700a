"""What merging would change in public: two states of the records compared, for those who review it.

This is no output of the site: it may name what only reviewers see, such as customers' keys and the consent of those
who become named. What stops being public it does not repeat, where that is a name or a secret.
"""
