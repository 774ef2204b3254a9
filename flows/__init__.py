"""The pipeline's recipe, settings, releases and command line: all that knows paths, clocks and Prefect."""
