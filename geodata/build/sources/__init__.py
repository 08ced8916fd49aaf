"""Readers of the pinned packages: each gives plain shapely geometry or records."""
