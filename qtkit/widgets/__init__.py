"""The house's painted widgets and the painters that programs use in their own."""
