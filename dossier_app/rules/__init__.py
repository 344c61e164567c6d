"""Rule packs: TOML folders in, checked RulePack out."""
