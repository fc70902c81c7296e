"""What happens when pages of the training change."""
