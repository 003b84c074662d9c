"""The JSON API that the study screen and scripts use, described at /api/v1/openapi.json."""
