"""Why a search finds what it finds: how it was read, what the engine was asked, and what each score is made of."""
