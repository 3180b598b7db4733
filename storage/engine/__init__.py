"""Connections, encryption, codecs of columns, and schema migration."""
