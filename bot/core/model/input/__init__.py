"""Reading what people write in files and messages: each value is read or refused with a sentence."""
