"""Dates and times of each language. A time always carries its zone, here and nowhere else."""
