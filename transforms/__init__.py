"""Raw text to tables: pure functions of texts, lexicons and versions; no clock, no network, no orchestration."""
