"""The benchmark: what the product promises, measured beside its peers and the machine's own limits."""
