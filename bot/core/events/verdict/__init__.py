"""Whether pages moved more than usual during an event, also beside similar pages, and whether it lasted."""
