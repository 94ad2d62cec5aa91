//! Setting a data set aside that waits: nothing of it comes into use. Its file and card stay, with the reason.

use model::data_set::{DataSet, DataSetState};
use model::id::DataSetId;
use model::record::Record;
use model::role::Permission;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, Typed};

pub async fn set_data_set_aside(
    desk: &Desk,
    actor: &Actor,
    id: DataSetId,
    version: i64,
    why: &str,
) -> Result<Record<DataSetId, DataSet>, DeskError> {
    actor.may(Permission::LoadPerformance)?;
    let mut typed = Typed::new();
    let why = typed.text("why", why, LINE, "Say why it is set aside");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let record = store::data_sets::find(&mut write.tx, &actor.scope, id).await?;
    if record.version != version {
        return Err(DeskError::Stale);
    }
    if record.noun.state != DataSetState::Waiting {
        return Err(DeskError::refused(
            "not_waiting",
            "Only a data set that waits can be set aside. What was accepted is corrected by loading a later edition.",
        ));
    }
    let line = format!("‘{}’ was set aside: {why}", record.noun.title);
    let state = DataSetState::SetAside { at: desk.now(), by: actor.role.clone(), why };
    let noun = DataSet { state, ..record.noun.clone() };
    let aside = store::data_sets::save(&mut write.tx, &Record { noun, changed_at: desk.now(), ..record }).await?;
    write.commit("set_data_set_aside", "data set", Some(aside.id.uuid()), line).await?;
    Ok(aside)
}
