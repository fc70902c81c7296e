"""An app that declares nothing, as it is on its first day: tests/content/test_undeclared.py."""
