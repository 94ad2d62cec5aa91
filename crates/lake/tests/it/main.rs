//! Data sets kept as columns: laws against the keeper in memory, damage, columnar files of others, and the real one where it is at hand.

mod damage;
mod lait;
mod laws;
