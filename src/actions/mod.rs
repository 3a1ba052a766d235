//! The things one can do, each in one transaction: the change, its events and its outgoing work.
//!
//! One file a verb. An action looks its object up through the actor's scope, asks the nouns what the
//! change is, and has the store keep it. Plain reads are not actions.

mod accept_invitation;
mod add_note;
mod assign;
mod change_own_account;
mod claim;
mod create_admin;
mod create_agent;
mod create_token;
mod decide_with_llm;
mod delete_topic;
mod desk;
mod due_jobs;
mod finish_callback;
mod hand_back;
mod invite_operator;
mod keep_session;
mod llm;
mod name_schedule;
mod place;
mod promise;
mod reassure_waiting;
mod receive_message;
mod reconsider;
mod replace_schedule;
mod reply;
mod resolve;
mod save_action;
mod save_destinations;
mod save_handoff;
mod save_hours;
mod save_organisation;
mod save_plan;
mod save_queue;
mod save_topic;
mod save_transfer_function;
mod set_operator_enabled;
mod set_up;
mod settle_transfer;
mod sign_in;
mod start_conversation;
mod think;
mod touch_token;
mod verb;

pub use accept_invitation::{AcceptError, Acceptance, accept_invitation};
pub use add_note::add_note;
pub use assign::assign;
pub use change_own_account::{OwnAccount, change_own_account, change_own_password, set_presence};
pub use claim::claim;
pub use create_admin::create_admin;
pub use create_agent::{NewAgent, create_agent, rename_agent};
pub use create_token::{NewToken, create_token, revoke_token};
pub use decide_with_llm::decide_with_llm;
pub use delete_topic::delete_topic;
pub use desk::{Desk, SaveError};
pub use due_jobs::{finish_job, retry_job, take_due_jobs};
pub use finish_callback::{claim_callback, finish_callback};
pub use hand_back::hand_back;
pub use invite_operator::{
    INVITATION_VALID_FOR, NewInvitation, invite_operator, withdraw_invitation,
};
pub use keep_session::{create_session, delete_session, purge_sessions, save_session};
pub use llm::{Endpoint, Llm, LlmStatus, LlmTerms};
pub use name_schedule::{create_schedule, delete_schedule, rename_schedule};
pub use reassure_waiting::{REASSURE_WAITING, reassure_waiting};
pub use receive_message::{Incoming, Received, receive_message};
pub use replace_schedule::replace_schedule;
pub use reply::reply;
pub use resolve::resolve;
pub use save_action::save_action;
pub use save_handoff::{HandoffDraft, LeadsTo, delete_handoff, order_handoffs, save_handoff};
pub use save_hours::{Hours, add_days, save_hours, save_schedule};
pub use save_organisation::save_organisation;
pub use save_plan::save_plan;
pub use save_queue::{QueueDraft, QueueHours, check_queue, delete_queue, save_queue};
pub use save_topic::{TopicDraft, save_topic};
pub use save_transfer_function::{delete_transfer_function, save_transfer_function};
pub use set_operator_enabled::set_operator_enabled;
pub use set_up::{SetUp, set_up};
pub use settle_transfer::{SEND_TRANSFER, settle_transfer, transfer_to_send};
pub use sign_in::{sign_in, sign_out};
pub use start_conversation::{Beginning, Started, start_conversation};
pub use touch_token::touch_token;
pub use verb::VerbError;
