"""One file per command: settings in, the work done, its result shown."""
