"""Samples of what is seen seldom, or only by few, for those who build and look at pages."""
