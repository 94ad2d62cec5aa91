//! Analyse: read what there is, and keep where it came from.
