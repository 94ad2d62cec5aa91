//! The product on records in memory, with one invented person in each role: `cargo run -p web --example shell -- 127.0.0.1:7401`.

use desk::house::add_person::{AddPerson, add_person};
use desk::house::roles::list_roles;
use desk::house::set_up::{OPERATOR, SetUp, operator, set_up};
use desk::{Clock, desk::system_chance};
use model::organisation::OrganisationKind;
use model::place::Place;
use web::app::{App, Shell};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listen = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:7401".into());
    let zone = jiff::tz::TimeZone::get("Europe/London")?;
    let clock = Clock::still_on(jiff::civil::date(2026, 11, 21), &zone);
    let place = Place { name: "Northvale".into(), country: "England".into(), zone: "Europe/London".into(), is_sample: true };
    let folder = std::env::temp_dir().join("wherewithal-shell");
    let ask = SetUp { place, authority: "Northvale County Council".into(), kind: OrganisationKind::County };
    let desk = set_up("sqlite::memory:", &folder, clock, system_chance(), ask).await?;
    for role in list_roles(&desk).await?.into_iter().filter(|role| role.noun.code != OPERATOR) {
        let email = format!("{}@northvale.example", role.noun.code.replace('_', "-"));
        let (job, roles) = (role.noun.title.to_lowercase(), vec![role.noun.code]);
        let ask = AddPerson { name: format!("Sam {}", roles.len() + roles[0].len()), email, job, organisation: desk.authority, roles };
        add_person(&desk, &operator(&desk), ask).await?;
    }
    let shell = Shell::of(&desk);
    let listener = tokio::net::TcpListener::bind(&listen).await?;
    println!("http://{listen}/library/components");
    axum::serve(listener, web::router::product(App::new(desk, shell))).await?;
    Ok(())
}
