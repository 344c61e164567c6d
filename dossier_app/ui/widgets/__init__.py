"""Own painted and composed widgets."""
