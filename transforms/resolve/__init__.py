"""What only the whole corpus can say: global ids, copies of one text, events told twice."""
