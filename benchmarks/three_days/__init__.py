"""Three business days of a hall at sixty times their speed: real programs, visitors, clerks, nights and kills."""
