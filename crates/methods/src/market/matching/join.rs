//! Joining parties to organisations: a forest of unions that never puts together what an identifier or a person keeps apart.

use std::collections::BTreeSet;

/// One number in one register: which register, and the number, each by its place in a list.
pub type Identifier = (u16, u32);

#[derive(Debug, Default)]
pub struct Forest {
    above: Vec<usize>,
    members: Vec<u32>,
    identifiers: Vec<BTreeSet<Identifier>>,
    /// Rows a person says are others.
    apart: Vec<Vec<usize>>,
}

/// Why two were not put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// They are one already.
    Already,
    /// Two numbers of one register.
    ByIdentifier(Identifier, Identifier),
    ByPerson,
}

impl Forest {
    pub fn of(identifiers: Vec<BTreeSet<Identifier>>) -> Forest {
        let count = identifiers.len();
        Forest { above: (0..count).collect(), members: vec![1; count], identifiers, apart: vec![Vec::new(); count] }
    }

    pub fn root(&mut self, at: usize) -> usize {
        let mut root = at;
        while self.above[root] != root {
            root = self.above[root];
        }
        let mut next = at;
        while self.above[next] != root {
            next = std::mem::replace(&mut self.above[next], root);
        }
        root
    }

    pub fn identifiers(&mut self, at: usize) -> &BTreeSet<Identifier> {
        let root = self.root(at);
        &self.identifiers[root]
    }

    /// A person says that these are two.
    pub fn part(&mut self, a: usize, b: usize) {
        let (a_root, b_root) = (self.root(a), self.root(b));
        self.apart[a_root].push(b);
        self.apart[b_root].push(a);
    }

    /// What stands between two, if anything.
    pub fn between(&mut self, a: usize, b: usize) -> Option<Kept> {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return Some(Kept::Already);
        }
        let (few, many) = if self.apart[a].len() <= self.apart[b].len() { (a, b) } else { (b, a) };
        let others = self.apart[few].clone();
        if others.into_iter().any(|other| self.root(other) == many) {
            return Some(Kept::ByPerson);
        }
        disagree(&self.identifiers[a], &self.identifiers[b]).map(|(x, y)| Kept::ByIdentifier(x, y))
    }

    /// Puts two together unless something stands between them. `in_spite` of identifiers: a person says so.
    pub fn join(&mut self, a: usize, b: usize, in_spite: bool) -> Result<(), Kept> {
        match self.between(a, b) {
            Some(Kept::ByIdentifier(..)) if in_spite => {}
            Some(kept) => return Err(kept),
            None => {}
        }
        let (a, b) = (self.root(a), self.root(b));
        let (into, from) = if self.members[a] >= self.members[b] { (a, b) } else { (b, a) };
        self.above[from] = into;
        self.members[into] += self.members[from];
        let identifiers = std::mem::take(&mut self.identifiers[from]);
        self.identifiers[into].extend(identifiers);
        let apart = std::mem::take(&mut self.apart[from]);
        self.apart[into].extend(apart);
        Ok(())
    }
}

/// A register in which both have numbers and share none.
fn disagree(a: &BTreeSet<Identifier>, b: &BTreeSet<Identifier>) -> Option<(Identifier, Identifier)> {
    let of =
        |set: &BTreeSet<Identifier>, register: u16| set.range((register, 0)..=(register, u32::MAX)).copied().collect::<Vec<Identifier>>();
    let mut seen = None;
    for (register, _) in a {
        if seen == Some(*register) {
            continue;
        }
        seen = Some(*register);
        let (own, other) = (of(a, *register), of(b, *register));
        if let (Some(first), Some(second)) = (own.first(), other.first())
            && !own.iter().any(|identifier| other.contains(identifier))
        {
            return Some((*first, *second));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_one_register_that_differ_keep_apart_and_so_does_a_person() {
        let of = |ids: &[Identifier]| ids.iter().copied().collect::<BTreeSet<_>>();
        let mut forest = Forest::of(vec![of(&[(0, 1)]), of(&[]), of(&[(0, 2)]), of(&[(1, 9)])]);
        assert_eq!(forest.join(0, 1, false), Ok(()));
        assert_eq!(forest.join(1, 2, false), Err(Kept::ByIdentifier((0, 1), (0, 2))), "what is told of one is told of all of it");
        assert_eq!(forest.join(1, 0, false), Err(Kept::Already));
        forest.part(3, 1);
        assert_eq!(forest.join(0, 3, false), Err(Kept::ByPerson));
        assert_eq!(forest.join(2, 3, false), Ok(()));
        assert_eq!(forest.join(0, 3, true), Err(Kept::ByPerson), "a person’s word to part stands");
        assert_eq!(forest.root(2), forest.root(3));
    }
}
