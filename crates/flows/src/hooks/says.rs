//! What there is to say of calls, appointments, messages and customers.

use ::hooks::payload::{AppointmentData, CallData, CustomerData, MessageData};
use crm::{Customer, Message};
use jiff::Timestamp;
use kernel::CallId;
use scheduling::Appointment;
use telephony::{Call, CallStatus, Channel};

pub(crate) fn call(call: &Call) -> CallData {
    CallData {
        call: call.id,
        channel: match call.channel {
            Channel::Voice => "phone",
            Channel::Sms => "text",
        }
        .to_owned(),
        from: call.from.number().cloned(),
        to: Some(call.to.clone()),
        customer: call.customer,
        status: status(call.status).to_owned(),
        started_at: call.started_at,
        ended_at: call.ended_at,
    }
}

/// The name that receivers know: it never changes.
const fn status(status: CallStatus) -> &'static str {
    match status {
        CallStatus::Ringing => "ringing",
        CallStatus::InProgress => "in_progress",
        CallStatus::Completed => "completed",
        CallStatus::Busy => "busy",
        CallStatus::Failed => "failed",
        CallStatus::NoAnswer => "no_answer",
        CallStatus::Canceled => "canceled",
    }
}

/// `call` is the one in which it happened, which need not be the one that made the appointment.
pub(crate) const fn appointment(
    appointment: &Appointment,
    call: CallId,
    previous_starts_at: Option<Timestamp>,
) -> AppointmentData {
    AppointmentData {
        appointment: appointment.id,
        customer: appointment.customer,
        service: appointment.service,
        staff: appointment.staff,
        starts_at: appointment.starts_at,
        ends_at: appointment.ends_at,
        previous_starts_at,
        call: Some(call),
    }
}

pub(crate) fn message(message: &Message) -> MessageData {
    MessageData {
        message: message.id,
        customer: message.customer,
        call: message.call,
        from: message.phone.clone(),
        body: message.body.clone(),
    }
}

pub(crate) fn customer(customer: &Customer) -> CustomerData {
    CustomerData {
        customer: customer.id,
        phone: customer.phone.clone(),
        name: customer.name.clone(),
        opted_out: customer.opted_out,
    }
}
