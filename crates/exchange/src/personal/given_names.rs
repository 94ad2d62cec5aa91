//! Given names usual in Britain, to tell people from organisations and places. Those that are as often a place, a month, a
//! street or a business (Chester, Lincoln, Grace, Victoria, April, May) are left out on purpose, but where a surname follows
//! they would be told by the column they stand in.

const NAMES: &str = "aaron abdul abigail adam adrian agnes ahmed aisha alan albert alfie alfred alice alison amanda amara amelia amir amy andrea andrew angela anita ann anna anne \
annie anthony antonia archie arthur ashley asif audrey barbara barry beatrice ben benjamin bernard beryl bethany betty beverley bilal brenda brian bridget bronwen bruce callum \
cameron carl carol caroline carolyn catherine ceri charles charlie charlotte cheryl chloe chris christian christina christine christopher claire clare clive colin connor craig \
cynthia daisy dan daniel danielle darren dave david dawn dean deborah debra denise dennis derek diana diane donald donna doreen doris dorothy dylan edith edna edward eileen elaine \
eleanor elizabeth ella ellen ellie elsie emily emma eric erin ethan ethel eva evan evelyn evie fatima fiona florence frances francis frank fred freda freddie frederick freya gareth \
gary gavin gemma geoff geoffrey george gerald geraldine gillian gladys glenn gloria gordon graham greg gwen hannah harold harriet harriett harry hassan hazel heather helen henry \
hilary hilda howard hugh ian ibrahim imran irene iris isaac isabel isabella isla jack jackie jacob jacqueline jade jake james jamie jane janet janice jasmine jason jayne jean \
jeffrey jennifer jenny jeremy jessica jessie jill jim jo joan joanna joanne joe joel john jonathan jordan joseph josephine josh joshua joyce judith julia julian julie june karen \
karl kate katherine kathleen kathryn katie kay keith kelly ken kenneth kerry kevin khadija kieran kim kirsty kwame kyle laura lauren lawrence leah lee leo leon leonard lesley leslie \
lewis liam lilian lily linda lindsay lisa liz logan lorraine louis louise lucas lucy luke lydia lynn lynne madison maisie malcolm mandy marc marcus margaret maria marian marie marilyn \
marion marjorie mark martha martin mary matilda matthew maureen max megan mehmet melanie melissa mia michael michelle mike mildred millie miriam mo mohamed mohammad mohammed moira \
molly mona monica muhammad muriel nadia nancy naomi natalie natasha nathan neil nicholas nick nicola nigel nina noah nora norma norman olive oliver olivia omar oscar owen pamela \
patricia patrick paul paula pauline penelope penny peter philip phillip phoebe phyllis poppy priya rachel raj ralph ravi ray raymond rebecca reginald rhys richard rita rob robert \
robin rodney roger ron ronald rory rosemary rosie ross roy ruby russell ruth ryan sally sam samantha samina samir samuel sandra sanjay sara sarah scott sean shabana sharon shaun \
sheila shirley sian simon sophia sophie stacey stella stephanie stephen steve steven stewart stuart susan suzanne sylvia tahir tariq teresa terence terry thelma theo theresa thomas \
tim timothy toby tom tony tracey tracy trevor usman valerie vanessa vera veronica vincent violet vivien walter wayne wendy wilfred william winifred yasmin yusuf yvonne zainab zara zoe";

pub fn is_given_name(word: &str) -> bool {
    use std::collections::HashSet;
    use std::sync::OnceLock;
    static SET: OnceLock<HashSet<&'static str>> = OnceLock::new();
    let lower = word.to_lowercase();
    SET.get_or_init(|| NAMES.split_whitespace().collect()).contains(lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_are_known_and_towns_are_not() {
        assert!(is_given_name("Joan") && is_given_name("PRIYA") && is_given_name("Kwame"));
        assert!(!is_given_name("Chester") && !is_given_name("Darlington") && !is_given_name("April"));
    }
}
