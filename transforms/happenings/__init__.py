"""What happened: triggers with their frames, clauses, actors; the parts of the event extractor."""
