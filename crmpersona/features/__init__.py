"""One row per customer as of a date: RFM, life cycle, value, habits, each column with its definition."""
