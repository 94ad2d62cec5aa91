//! Settings. They have no audience: every threshold is open to all who sign in.

use model::id::SettingId;
use model::record::Record;
use model::setting::Setting;

use crate::kept::{self, Kept};
use crate::tx::Value;
use crate::{StoreError, Tx};

impl Kept for Setting {
    type Id = SettingId;
    const NOUN: &'static str = "setting";
    const TABLE: &'static str = "settings";
    const PREFIX: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["setting_key"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(&self.key)]
    }
}

/// Keeps a new setting (version 0) or replaces the version it was made from.
pub async fn save(tx: &mut Tx, record: &Record<SettingId, Setting>) -> Result<Record<SettingId, Setting>, StoreError> {
    kept::save(tx, record).await
}

/// Every setting that was changed from its default, by key.
pub async fn list(tx: &mut Tx) -> Result<Vec<Record<SettingId, Setting>>, StoreError> {
    let mut settings: Vec<Record<SettingId, Setting>> = kept::unscoped(tx, "true", vec![]).await?;
    settings.sort_by(|a, b| a.noun.key.cmp(&b.noun.key));
    Ok(settings)
}

/// The setting of a key, where it was changed from its default.
pub async fn by_key(tx: &mut Tx, key: &str) -> Result<Option<Record<SettingId, Setting>>, StoreError> {
    Ok(kept::unscoped(tx, "setting_key = $1", vec![Value::text(key)]).await?.into_iter().next())
}
