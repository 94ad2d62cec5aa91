//! The passes, strongest first. Each puts together what it can tell, and notes what it could not.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::doubt::{Belonging, Doubt};
use super::join::{Forest, Kept};
use super::likeness::{edits, halves};
use super::name::{Evened, Form, even, is_withheld};
use super::numbers::{Numbers, numbered};
use super::{Party, Reason, Said, Settings};

/// Two rows and why they were put together.
#[derive(Debug, Clone)]
pub(super) struct Edge {
    pub a: usize,
    pub b: usize,
    pub reason: Reason,
}

pub(super) struct Matched {
    /// Places in the parties given, in the order worked.
    pub order: Vec<usize>,
    pub forest: Forest,
    pub edges: Vec<Edge>,
    pub doubts: BTreeMap<(usize, usize), Doubt>,
    pub belonging: BTreeMap<(usize, usize), Belonging>,
    pub withheld: Vec<bool>,
}

struct Work<'a> {
    parties: Vec<&'a Party>,
    names: Vec<Evened>,
    compact: Vec<String>,
    settings: Settings,
    out: Matched,
}

pub(super) fn run(given: &[Party], said: &[Said], settings: Settings) -> Matched {
    let mut order: Vec<usize> = (0..given.len()).collect();
    order.sort_by(|a, b| {
        let of = |at: &usize| given.get(*at).map(|party| (&party.key, &party.name, &party.postcode, party.value));
        of(a).cmp(&of(b)).then(a.cmp(b))
    });
    let parties: Vec<&Party> = order.iter().filter_map(|at| given.get(*at)).collect();
    let names: Vec<Evened> = parties.iter().map(|party| even(&party.name)).collect();
    let compact = names.iter().map(Evened::compact).collect();
    let withheld = parties.iter().map(|party| is_withheld(&party.name)).collect();
    let (identifiers, numbers) = numbered(&parties);
    let out = Matched {
        order,
        forest: Forest::of(identifiers),
        edges: Vec::new(),
        doubts: BTreeMap::new(),
        belonging: BTreeMap::new(),
        withheld,
    };
    let mut work = Work { parties, names, compact, settings, out };
    work.by_key_and_person(said);
    work.by_number(&numbers);
    work.by_name();
    work.by_trading_name();
    work.by_spelling();
    work.by_postcode();
    work.one_word_more();
    work.owners();
    work.out
}

/// Names a word may stand in and still tell one body from others: two spellings of it, and one of its group.
const RARE: u32 = 3;

impl Work<'_> {
    fn join(&mut self, a: usize, b: usize, reason: Reason) -> bool {
        let in_spite = matches!(reason, Reason::Person | Reason::Key);
        let joined = self.out.forest.join(a, b, in_spite).is_ok();
        if joined {
            self.out.edges.push(Edge { a, b, reason });
        }
        joined
    }

    fn doubt(&mut self, a: usize, b: usize, why: Doubt) {
        let pair = (a.min(b), a.max(b));
        self.out.doubts.entry(pair).or_insert(why);
    }

    fn by_key_and_person(&mut self, said: &[Said]) {
        let mut of_key: HashMap<String, usize> = HashMap::new();
        for at in 0..self.parties.len() {
            match of_key.get(&self.parties[at].key) {
                Some(first) => {
                    let first = *first;
                    self.join(first, at, Reason::Key);
                }
                None => {
                    of_key.insert(self.parties[at].key.clone(), at);
                }
            }
        }
        for word in said.iter().filter(|word| !word.are_one) {
            if let (Some(a), Some(b)) = (of_key.get(&word.a), of_key.get(&word.b)) {
                self.out.forest.part(*a, *b);
            }
        }
        let mut ones: Vec<&Said> = said.iter().filter(|word| word.are_one).collect();
        ones.sort_by(|a, b| (&a.a, &a.b).cmp(&(&b.a, &b.b)));
        for word in ones {
            if let (Some(a), Some(b)) = (of_key.get(&word.a).copied(), of_key.get(&word.b).copied()) {
                self.join(a, b, Reason::Person);
            }
        }
    }

    fn by_number(&mut self, numbers: &Numbers) {
        for ((register, number), rows) in numbers {
            for pair in rows.windows(2) {
                if let [a, b] = *pair
                    && let Some(Kept::ByIdentifier(..)) = self.out.forest.between(a, b)
                {
                    self.doubt(a, b, Doubt::NumbersDiffer);
                } else if let [a, b] = *pair {
                    self.join(a, b, Reason::Identifier { register: *register, number: number.clone() });
                }
            }
        }
    }

    fn by_name(&mut self) {
        for bucket in self.buckets(|work, at| work.compact[at].clone()) {
            self.settle(&bucket, &Reason::Name);
        }
        for bucket in self.buckets(|work, at| work.names[at].in_any_order()) {
            self.settle(&bucket, &Reason::WordOrder);
        }
    }

    /// Rows that share a text, in the order of the text; what is empty or withheld is in none.
    fn buckets(&self, of: impl Fn(&Self, usize) -> String) -> Vec<Vec<usize>> {
        let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for at in (0..self.parties.len()).filter(|at| !self.out.withheld[*at]) {
            let text = of(self, at);
            if !text.is_empty() {
                found.entry(text).or_default().push(at);
            }
        }
        found.into_values().filter(|bucket| bucket.len() > 1).collect()
    }

    /// One name, several rows: what has a number takes in what has none, where only one may be meant.
    fn settle(&mut self, bucket: &[usize], reason: &Reason) {
        let mut bodies: BTreeMap<usize, (usize, BTreeSet<Form>)> = BTreeMap::new();
        for at in bucket {
            let root = self.out.forest.root(*at);
            let body = bodies.entry(root).or_insert((*at, BTreeSet::new()));
            body.1.insert(self.names[*at].form);
        }
        if bodies.len() < 2 {
            return;
        }
        let bodies: Vec<(usize, BTreeSet<Form>)> = bodies.into_values().collect();
        let (numbered, plain): (Vec<_>, Vec<_>) = bodies.into_iter().partition(|(at, _)| !self.out.forest.identifiers(*at).is_empty());
        self.settle_numbered(&numbered, reason);
        let mut left: BTreeMap<Form, Vec<usize>> = BTreeMap::new();
        for (at, forms) in plain {
            let may: Vec<&(usize, BTreeSet<Form>)> = numbered.iter().filter(|(_, other)| forms_may_be(&forms, other)).collect();
            let just: Vec<usize> = may.iter().filter(|(_, other)| !said_forms(&forms).is_disjoint(other)).map(|(row, _)| *row).collect();
            let may: Vec<usize> = may.into_iter().map(|(row, _)| *row).collect();
            let mut roots = |rows: &[usize]| rows.iter().map(|row| self.out.forest.root(*row)).collect::<BTreeSet<_>>().len();
            match (may.first(), just.first(), roots(&may), roots(&just)) {
                (Some(one), _, 1, _) | (_, Some(one), _, 1) => {
                    self.join(*one, at, reason.clone());
                }
                (Some(one), ..) => self.doubt(*one, at, Doubt::SeveralOfThatName),
                (None, ..) => left.entry(said_forms(&forms).first().copied().unwrap_or_default()).or_default().push(at),
            }
        }
        let unsaid = left.remove(&Form::Unsaid).unwrap_or_default();
        for rows in left.values() {
            self.join_all(rows, reason);
        }
        self.join_all(&unsaid, reason);
        if let (Some(first), [form]) = (unsaid.first(), left.values().collect::<Vec<_>>().as_slice())
            && let Some(other) = form.first()
        {
            self.join(*other, *first, reason.clone());
        }
    }

    /// A charity's number and a company's may be of one body, where each has but one to be of.
    fn settle_numbered(&mut self, numbered: &[(usize, BTreeSet<Form>)], reason: &Reason) {
        if numbered.len() > self.settings.most_alike {
            return;
        }
        let mut may: Vec<(usize, usize)> = Vec::new();
        for (place, (b, other)) in numbered.iter().enumerate() {
            for (a, forms) in numbered.iter().take(place) {
                match self.out.forest.between(*a, *b) {
                    None if forms_may_be(forms, other) => may.push((*a, *b)),
                    Some(Kept::ByIdentifier(..)) if forms_may_be(forms, other) => self.doubt(*a, *b, Doubt::NumbersDiffer),
                    _ => {}
                }
            }
        }
        let times = |row: usize| may.iter().filter(|(a, b)| *a == row || *b == row).count();
        let alone: Vec<(usize, usize)> = may.iter().copied().filter(|(a, b)| times(*a) == 1 && times(*b) == 1).collect();
        for (a, b) in &may {
            if alone.contains(&(*a, *b)) {
                self.join(*a, *b, reason.clone());
            } else {
                self.doubt(*a, *b, Doubt::SeveralOfThatName)
            }
        }
    }

    fn join_all(&mut self, rows: &[usize], reason: &Reason) {
        if let Some((first, rest)) = rows.split_first() {
            for row in rest {
                self.join(*first, *row, reason.clone());
            }
        }
    }

    /// A row for each name that stands in the files.
    fn first_of_name(&self) -> BTreeMap<&str, usize> {
        let mut found = BTreeMap::new();
        for at in (0..self.parties.len()).filter(|at| !self.out.withheld[*at] && !self.compact[*at].is_empty()) {
            found.entry(self.compact[at].as_str()).or_insert(at);
        }
        found
    }

    fn by_trading_name(&mut self) {
        let of_name = self.first_of_name();
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (at, name) in self.names.iter().enumerate() {
            for (other, form) in &name.also {
                // What says its own legal form is a body of its own.
                if *form == Form::Unsaid
                    && other.len() >= 8
                    && let Some(row) = of_name.get(other.as_str())
                    && self.names[*row].form == Form::Unsaid
                {
                    found.push((at, *row));
                }
            }
        }
        for (at, row) in self.only_ones(found) {
            self.join(at, row, Reason::TradingName);
        }
    }

    /// Pairs of which neither side could be paired with another body.
    fn only_ones(&mut self, pairs: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
        let mut others: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        let mut rooted = Vec::with_capacity(pairs.len());
        for (a, b) in pairs {
            let (x, y) = (self.out.forest.root(a), self.out.forest.root(b));
            if x != y {
                others.entry(x).or_default().insert(y);
                others.entry(y).or_default().insert(x);
                rooted.push((a, b, x, y));
            }
        }
        let one = |root: usize| others.get(&root).is_some_and(|found| found.len() == 1);
        let (only, several): (Vec<_>, Vec<_>) = rooted.into_iter().partition(|(_, _, x, y)| one(*x) && one(*y));
        for (a, b, ..) in several {
            if self.out.forest.between(a, b).is_none() {
                self.doubt(a, b, Doubt::Slip);
            }
        }
        only.into_iter().map(|(a, b, ..)| (a, b)).collect()
    }

    fn by_spelling(&mut self) {
        let firsts: Vec<usize> = self.first_of_name().into_values().collect();
        let mut known: HashMap<&str, u32> = HashMap::new();
        for at in &firsts {
            let words: BTreeSet<&str> = self.names[*at].words.iter().map(String::as_str).collect();
            for word in words {
                *known.entry(word).or_default() += 1;
            }
        }
        let mut blocks: HashMap<(bool, String), Vec<usize>> = HashMap::new();
        for at in firsts.iter().filter(|at| self.compact[**at].chars().count() >= self.settings.fewest_letters) {
            for half in halves(&self.compact[*at]) {
                blocks.entry(half).or_default().push(*at);
            }
        }
        let mut pairs = BTreeSet::new();
        for block in blocks.values().filter(|block| block.len() <= self.settings.most_alike) {
            for (place, b) in block.iter().enumerate() {
                pairs.extend(block.iter().take(place).map(|a| (*a.min(b), *a.max(b))));
            }
        }
        let mut sure = Vec::new();
        let mut rarely = BTreeMap::new();
        let mut doubted = Vec::new();
        for (a, b) in pairs {
            if edits(&self.compact[a], &self.compact[b], 1) != Some(1) || !self.names[a].form.may_be(self.names[b].form) {
                continue;
            }
            let Some((x, y)) = slipped(&self.names[a].words, &self.names[b].words) else { continue };
            let seen = |word: &str| known.get(word).copied().unwrap_or(0);
            let rare = self.names[a].words.iter().any(|w| w.len() >= 4 && seen(w) <= RARE && self.names[b].words.contains(w));
            let long = x.chars().count().min(y.chars().count()) >= self.settings.long_word && seen(x) == 1 && seen(y) == 1;
            if rare || long {
                sure.push((a, b));
                rarely.insert((a, b), rare);
            } else if seen(x) == 1 || seen(y) == 1 {
                doubted.push((a, b));
            }
        }
        for (a, b) in self.only_ones(sure) {
            let rare = rarely.get(&(a, b)).copied().unwrap_or(false);
            self.join(a, b, Reason::Spelling { rare });
        }
        for (a, b) in doubted {
            if self.out.forest.between(a, b).is_none() {
                self.doubt(a, b, Doubt::Slip);
            }
        }
    }

    fn by_postcode(&mut self) {
        let mut found = Vec::new();
        let postcode = |work: &Self, at: usize| {
            work.parties[at].postcode.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect::<String>()
        };
        for block in self.buckets(postcode) {
            if block.len() > self.settings.most_alike {
                continue;
            }
            for (place, b) in block.iter().enumerate() {
                found.extend(block.iter().take(place).filter(|a| self.nearly(**a, *b)).map(|a| (*a, *b)));
            }
        }
        for (a, b) in self.only_ones(found) {
            let postcode = self.parties[a].postcode.clone();
            self.join(a, b, Reason::Postcode { postcode });
        }
    }

    /// Two letters apart at most; or the one name holds all words of the other, which does not say that it is a body of its own.
    fn nearly(&self, a: usize, b: usize) -> bool {
        let (one, other) = (&self.names[a], &self.names[b]);
        if !one.form.may_be(other.form) || digits(&one.words) != digits(&other.words) {
            return false;
        }
        let few = if one.words.len() <= other.words.len() { one } else { other };
        let many = if one.words.len() <= other.words.len() { other } else { one };
        let within = few.form == Form::Unsaid
            && few.words.iter().any(|word| word.len() >= 4)
            && few.words.len() >= 2
            && few.words.iter().all(|word| many.words.contains(word));
        let near = self.compact[a].len().min(self.compact[b].len()) >= 8
            && edits(&self.compact[a], &self.compact[b], 2).is_some()
            && slipped(&one.words, &other.words).is_some();
        within || near
    }

    fn one_word_more(&mut self) {
        let stem = |work: &Self, at: usize| {
            let stem = work.names[at].stem();
            let key = if stem.is_empty() { work.compact[at].clone() } else { stem };
            if key.len() >= 5 { key } else { String::new() }
        };
        for block in self.buckets(stem) {
            let mut firsts: BTreeMap<usize, usize> = BTreeMap::new();
            for at in &block {
                let root = self.out.forest.root(*at);
                firsts.entry(root).or_insert(*at);
            }
            if firsts.len() < 2 || firsts.len() > self.settings.most_alike {
                continue;
            }
            let mut rows: Vec<usize> = firsts.into_values().collect();
            rows.sort_by_key(|at| (std::cmp::Reverse(self.parties[*at].value.unsigned_abs()), *at));
            if let Some((first, rest)) = rows.split_first() {
                for other in rest {
                    if self.compact[*first] != self.compact[*other] && self.out.forest.between(*first, *other).is_none() {
                        self.doubt(*first, *other, Doubt::OneWordMore);
                    }
                }
            }
        }
    }

    fn owners(&mut self) {
        let of_key: HashMap<&str, usize> = self.parties.iter().enumerate().rev().map(|(at, party)| (party.key.as_str(), at)).collect();
        let of_name = self.first_of_name();
        let mut found: Vec<(usize, usize, Belonging)> = Vec::new();
        let mut of_vat: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, party) in self.parties.iter().enumerate() {
            if let Some(owner) = of_key.get(party.owner.as_str()) {
                found.push((at, *owner, Belonging::Stated));
            }
            if let Some(owner) = self.names[at].part_of.as_deref().and_then(|of| of_name.get(of)) {
                found.push((at, *owner, Belonging::InItsName));
            }
            if !party.vat.is_empty() {
                match of_vat.get(party.vat.as_str()) {
                    Some(first) => found.push((at, *first, Belonging::VatGroup)),
                    None => {
                        of_vat.insert(&party.vat, at);
                    }
                }
            }
        }
        for (at, owner, how) in found {
            if self.out.forest.root(at) != self.out.forest.root(owner) {
                self.out.belonging.entry((at, owner)).or_insert(how);
            }
        }
    }
}

fn said_forms(forms: &BTreeSet<Form>) -> BTreeSet<Form> {
    forms.iter().copied().filter(|form| *form != Form::Unsaid).collect()
}

fn forms_may_be(a: &BTreeSet<Form>, b: &BTreeSet<Form>) -> bool {
    let (a, b) = (said_forms(a), said_forms(b));
    a.is_empty() || b.is_empty() || a.iter().any(|x| b.iter().any(|y| x.may_be(*y)))
}

fn digits(words: &[String]) -> BTreeSet<&str> {
    words.iter().map(String::as_str).filter(|word| word.bytes().any(|b| b.is_ascii_digit())).collect()
}

/// The one word in which two names differ, as each writes it; none where more differ, where it is short, or where it holds a digit.
fn slipped<'w>(a: &'w [String], b: &'w [String]) -> Option<(&'w str, &'w str)> {
    let only =
        |own: &'w [String], other: &[String]| own.iter().filter(|word| !other.contains(word)).map(String::as_str).collect::<Vec<_>>();
    let (x, y) = (only(a, b), only(b, a));
    let plain = |word: &str| word.len() >= 4 && !word.bytes().any(|b| b.is_ascii_digit());
    match (x.as_slice(), y.as_slice()) {
        ([x], [y]) if a.len() == b.len() && plain(x) && plain(y) => Some((x, y)),
        _ => None,
    }
}
