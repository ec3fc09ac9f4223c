"""Every read, answered as frozen views."""
