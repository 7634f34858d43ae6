"""Command line for on-call engineers."""
