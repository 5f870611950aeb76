"""Words and sentence frames that the texts of the tables are made from."""
