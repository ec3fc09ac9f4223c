"""The `hall` command and its demonstration: the top layer, which may use everything below it."""
