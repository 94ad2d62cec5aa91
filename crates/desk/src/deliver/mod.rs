//! Deliver: services, who runs them, and what is in force between the bodies.

pub mod add_service;
pub mod hand_over;
pub mod name_budget_line;
pub mod name_none_known;
pub mod publish_open_data;
pub mod record_arrangement;
pub mod rests_on_decision;
pub mod share_payment;
pub mod wrong_order;

#[cfg(test)]
pub(crate) mod tests {
    use model::audience::Audience;
    use testkit::nouns;

    use crate::desk::Desk;
    use crate::house::set_up::{kept, operator};

    /// A delivery model of this code, kept where it is not here yet.
    pub(crate) async fn model(desk: &Desk, code: &str) {
        let actor = operator(desk);
        let mut write = desk.write(&actor).await.expect("writes");
        if store::delivery_models::by_code(&mut write.tx, &actor.scope, code).await.expect("a look").is_none() {
            let record = kept(desk, desk.new_id(), Audience::Public, nouns::delivery_model(code));
            store::delivery_models::save(&mut write.tx, &record).await.expect("a model");
        }
        write.commit("prepare", "test", None, "A delivery model for a test.").await.expect("commits");
    }
}
