"""The five steps, one declaration each."""
