//! Data sets kept as columns: laws against the keeper in memory, damage, columnar files of others, and the real one where it is at hand;
//! records of the market, and what is asked of them.

mod damage;
mod lait;
mod laws;
mod made_up;
mod picture;
mod records;
mod slt;
