//! Two small businesses for stories.

/// A barber in Chicago: two people, three services, closed on Sundays and on Christmas Day.
pub const SALON: &str = r#"
[business]
name = "Corner Barbers"
vertical = "salon"
timezone = "America/Chicago"
phone = "+18165550100"
plan = "pro"
languages = ["en-US"]
owner_name = "Dana"
owner_phone = "+18165550199"
address = "12 Mill Street, Merriam"
[voice]
agent_name = "Robin"
never_say = ["the alarm code"]
[hours]
mon = ["09:00-17:00"]
tue = ["09:00-17:00"]
wed = ["09:00-17:00"]
thu = ["09:00-17:00"]
fri = ["09:00-17:00"]
sat = ["09:00-13:00"]
[[closed]]
date = "2026-12-25"
name = "Christmas Day"
[[services]]
name = "Haircut"
aliases = ["trim", "cut"]
minutes = 30
price = "30.00 USD"
[[services]]
name = "Beard trim"
aliases = ["beard"]
minutes = 15
price = "15.00 USD"
[[services]]
name = "Hot towel shave"
aliases = ["shave"]
minutes = 45
buffer_minutes = 15
price = "40.00 USD"
[[staff]]
name = "Sam"
[[staff]]
name = "Maria"
services = ["Haircut"]
[booking]
lead_minutes = 60
horizon_days = 60
step_minutes = 30
cancel_hours = 24
[calls]
transfer = ["+18165550111", ["+18165550112", "+18165550113"]]
[[faqs]]
question = "Do you take walk-ins?"
answer = "Yes, we take walk-ins until four o'clock."
[[faqs]]
question = "Where can I park?"
answer = "There is free parking behind the shop."
"#;

/// A plumber who works alone, takes emergencies, and sends callers to voicemail after hours.
pub const PLUMBER: &str = r#"
[business]
name = "Prairie Plumbing"
vertical = "plumber"
timezone = "America/Chicago"
phone = "+18165550120"
plan = "pro"
owner_phone = "+18165550129"
[hours]
mon = ["08:00-12:00", "13:00-17:00"]
tue = ["08:00-12:00", "13:00-17:00"]
wed = ["08:00-12:00", "13:00-17:00"]
thu = ["08:00-12:00", "13:00-17:00"]
fri = ["08:00-12:00", "13:00-17:00"]
[[services]]
name = "Faucet repair"
aliases = ["leaky tap", "dripping faucet"]
minutes = 60
buffer_minutes = 15
price = "120.00 USD"
[[services]]
name = "Drain cleaning"
minutes = 90
[calls]
after_hours = "voicemail"
[emergency]
phrases = ["burst pipe"]
"#;
