# Placeholder until the foundation's Makefile lands.
