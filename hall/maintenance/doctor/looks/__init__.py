"""Looks at this machine: each collects facts, writes nothing, and ends within some seconds."""
