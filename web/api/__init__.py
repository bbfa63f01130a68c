"""What the JSON APIs of all apps share: problems, parameters, language and rate."""
