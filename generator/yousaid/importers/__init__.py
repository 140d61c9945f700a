"""Bringing in what another system holds: its export, as records of ours.

``reading`` says what every reader gives: ideas as the other system had them, every text still foreign. ``formats`` has
one reader for each format; they read with ``cells``, ``workbooks``, ``jsonvalues`` and ``archive``, and share
``columns`` and ``exports``. ``taking`` is the line from there: ``mapping`` says what their words mean here, ``markup``
makes our small Markdown of their texts, ``records`` makes fields of ideas, ``keys`` and ``people`` give ids,
``updates`` compares with what is here by ``memory`` and ``merging``, and ``files`` lays all down as a ``plan``.
"""
