//! What no stage owns: cases, people, organisations, sign-in, audit, settings, back-ups.

pub mod actors;
pub mod add_organisation;
pub mod add_person;
pub mod audit;
pub mod back_up;
pub mod case;
pub mod change_person;
pub mod check_now;
pub mod choose_password;
pub mod claim_administrator;
pub mod delivery_models;
pub mod doctor;
pub mod links;
pub mod password;
pub mod people;
pub mod rework;
pub mod roles;
pub mod sessions;
pub mod set_up;
pub mod settings;
pub mod sign_in;
pub mod sign_in_sample;
pub mod sign_out;
pub mod take_away;
pub mod throttle;
pub mod token;
