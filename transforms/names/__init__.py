"""Names in one text: the lexicon, the patterns, the recogniser, and the pass over the whole document."""
