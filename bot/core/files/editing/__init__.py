"""A campaign as a file again: written, compared, changed in a form, and changed back."""
