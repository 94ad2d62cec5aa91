//! Deliver: what is in force between those who commission and those who provide.
