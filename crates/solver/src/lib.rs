//! The solver: HiGHS behind the trait of `methods::allocation`.
