"""Commands: requests, the pipeline that answers them, and suggestions for autocompletion."""
