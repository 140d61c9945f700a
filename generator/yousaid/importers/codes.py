"""What can be wrong with what is brought in."""

from __future__ import annotations

from yousaid.diagnostics import Code

UNREADABLE = Code(
    "YS660",
    "import-unreadable",
    """A file that is brought in must be readable as a whole.

It is there, is not cut off, and its text is UTF-8 or UTF-16, in one encoding from its beginning to its end. A file that
is too large, or an archive that grows beyond measure when it is unpacked, is not read. Export it again, or save it as
UTF-8.""",
)
NOT_THIS_FORMAT = Code(
    "YS661",
    "import-format",
    """A file that is brought in must be of the format that was named.

Each system writes its exports in its own way. `yousaid import --help` lists the formats; any table with a line of
headings can be brought in as `table`, and any file with a JSON object on each line as `jsonlines`.""",
)
COLUMN = Code(
    "YS662",
    "import-column",
    """It must be clear which column holds what.

Usual headings are known (`title`, `name`, `headline` …). Where none of them is there, or two of them are, the mapping
file says which one is meant:

    columns:
      title: Feature name
      text: [Description, Notes]""",
)
WORDS = Code(
    "YS663",
    "import-words",
    """What a word of the other system means here must be said, and is never guessed.

A status that the format does not know, or an idea that belongs to no area, stops the import. The lines to add to the
mapping file are shown; only the word behind each colon is for you to choose. Boards, categories and tags that the
mapping file does not name are counted, and left out.""",
)
DATE = Code(
    "YS664",
    "import-date",
    """A date that is brought in must exist, and be readable in one way only.

A date that does not exist becomes `unknown`, and is listed. `03/04/2026` is a day in April to some and one in March to
others: the mapping file says which, with `dates: day-month-year` or `dates: month-day-year`.""",
)
ROW = Code(
    "YS665",
    "import-row",
    """Every row that is brought in must be whole.

It has as many cells as there are headings, an id that no other row has, a title or a text, and no cell beyond all
measure. The row is named; correct it in the other system, or in the file, and import it again.""",
)
MAPPING = Code(
    "YS666",
    "import-mapping",
    """A mapping file must say what it can say, and nothing else.

It may hold `system`, `area`, `channel`, `statuses`, `no_status`, `boards`, `categories`, `tags`, `columns`, `dates`,
`delimiter`, `encoding`, `sheet`, `url`, `markup`, `skip` and `fill`. Areas, themes, segments and channels are those of
your vocabulary, outcomes those of every record. A word means one thing: capitals, accents and blanks do not count.""",
)
UNFIT = Code(
    "YS667",
    "import-unfit",
    """A text that is longer than a record may hold must be shortened by somebody, and is never cut.

A title that is too long stands whole at the beginning of the idea, and the record is a draft until somebody shortens
it. A text that is too long stops the import: shorten it in the other system, or leave the idea out, with its id below
`skip:` in the mapping file.""",
)
CONFLICT = Code(
    "YS668",
    "import-conflict",
    """What was changed both here and in the other system is kept as it is here.

The record was changed by hand since it was brought in, and the other system has changed the same field. Both are shown.
Edit the record if the other one is right.""",
)
PRIVATE = Code(
    "YS669",
    "import-private",
    """The names of those who asked must stay out of git.

An import publishes no name. Each person becomes a key without a name, and who is behind it stands in `to-ask.csv` only,
so that you can ask for consent. Git must not know that file: `git rm --cached to-ask.csv`, and name it in
`.gitignore`.""",
)
UNTOLD = Code(
    "YS670",
    "import-untold",
    """What an export does not say must be looked at before anything is published.

Some systems export private ideas, or such as wait for a moderator, and do not say which they are. This is a warning:
the ideas are brought in, and you know best which of them the public may see. Delete the others, or write `draft: true`
into them.""",
)
BY_ITSELF = Code(
    "YS671",
    "import-by-itself",
    """What only a spreadsheet program made of a cell is no edit.

When it opens a table, the version `3.10` becomes the number `3.1`, a long id `1.23E+18`, and `2026-02` the first day of
that month. The record keeps what it said. Write into the record itself what you mean if you mean the other one. In a
workbook (`yousaid export xlsx`) every cell is a text, and nothing of that kind happens.""",
)
CODES = (UNREADABLE, NOT_THIS_FORMAT, COLUMN, WORDS, DATE, ROW, MAPPING, UNFIT, CONFLICT, PRIVATE, UNTOLD, BY_ITSELF)
