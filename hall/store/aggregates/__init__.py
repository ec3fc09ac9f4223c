"""What business days add up to: read from their rows, kept, and read again for reports."""
