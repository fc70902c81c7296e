"""What is kept about one person, read from the declarations alone: for a page and for a file."""
