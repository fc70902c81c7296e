"""What the screens of the training show: one read function for each."""
