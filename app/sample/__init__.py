"""The sample province: lists as communes and employers print them, the truth beside them, and those who answer."""
