"""Works with their files in one ZIP: `records.json` and the files that its records name. In and out."""
