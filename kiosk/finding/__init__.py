"""Finding a service without knowing who does it: the search, and what happens in a life."""
