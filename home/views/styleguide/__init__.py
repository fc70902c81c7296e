"""Samples of components, blocks, mails and error pages, for those who build and review them."""
