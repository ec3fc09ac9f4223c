"""A station joins the hall by a code, over the network or from a stick (docs/decisions/058)."""
