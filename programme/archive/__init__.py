"""The archive of an edition that is over: one file with its pages, data and media, made once (decision 0030)."""
