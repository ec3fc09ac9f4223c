"""The tab Petugas: who may sign in, where they sit, and what becomes of them."""
