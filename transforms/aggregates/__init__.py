"""Frames to tables that are ready to plot."""
