### The first words, the last ones, and what joins a conversation together.

## Greeting

greeting-default = Thanks for calling { $business }.
    .text = Hi, this is { $business }.
greeting-agent = This is { $agent }, the automated assistant.
    .text = You're writing with { $agent }, the automated assistant.
greeting-recording = This call may be recorded.
    .text = This conversation is kept.
greeting-back = Welcome back, { $name }.
greeting-known = Hello, { $name }.
greeting-again = Good to hear from you again.
greeting-last-book = Last time you called to book an appointment.
greeting-last-move = Last time you moved an appointment.
greeting-last-cancel = Last time you cancelled an appointment.
greeting-last-check = Last time you checked an appointment.
greeting-last-hours = Last time you asked about our opening hours.
greeting-last-price = Last time you asked about our prices.
greeting-last-question = Last time you had a question for us.
greeting-last-message = Last time you left us a message.
greeting-last-voicemail = Last time you left us a voice message.
greeting-last-emergency = Last time it was an emergency; I hope that's sorted.
greeting-language = For English, press { $key }.
    .text = For English, write "English".
greeting-open = How can I help you?
    .professional = How may I help you today?
    .casual = What can I do for you?
greeting-closed = We're closed right now, but I can book you in, answer a question or take a message. How can I help?

## Farewell

farewell-booked = See you then. Goodbye!
    .b = We'll see you then. Take care!
    .professional = We look forward to seeing you. Goodbye.
    .casual = See you then. Bye!
    .casual-b = Catch you then. Take care!
farewell = Thanks for calling. Goodbye!
    .b = Thanks for your call. Take care!
    .professional = Thank you for calling. Goodbye.
    .casual = Thanks for calling. Bye!
    .casual-b = Cheers for the call. Take care!
    .text = Thanks for getting in touch. Goodbye!
wrap-up = So, in short: { $done }.
wrap-booked = { $what } is booked
wrap-moved = your appointment is now { $what }
wrap-cancelled = { $what } is cancelled
wrap-message = your message is passed on

## Small words

sure = Sure.
    .b = Of course.
    .c = Happy to help.
    .professional = Certainly.
    .professional-b = Of course.
    .casual = Sure thing.
    .casual-b = You got it.
    .casual-c = No problem.
no-problem = No problem.
all-right = All right.
thats-fine = That's fine.
welcome = You're welcome.
once-more = Sorry, once more: { $say }
repeat = Sure: { $said }
take-your-time = Of course, take your time.
    .b = No rush, I'm here.
    .professional = Of course, take your time.
    .professional-b = Certainly. I'll wait.
next-request = Now for the other thing.
an-appointment = appointment
cannot-share = I can't share that, but I can take a message.

## Open questions

anything-else = Is there anything else I can do for you?
    .b = Anything else?
    .c = Can I help with anything else?
    .professional = Is there anything else I can do for you?
    .professional-b = May I help you with anything else?
greeted = Hello! What can I do for you?
    .b = Hi there! How can I help?
    .professional = Good day. How may I help you?
    .professional-b = Hello. What may I do for you?
idle = What can I do for you?
    .b = How can I help?
    .c = What do you need?
go-ahead = What can I do for you?
    .b = Go ahead, please.

## Languages

language-now = Sure, in English. What can I do for you?
language-already = I'm speaking English already.
language-not-offered = I'm sorry, nobody here can help you in English on this line. Shall I take a message for the team?
language-only = I'm sorry, I only speak { $languages }. I can take a message, though.
language-spoken = I speak { $languages }.
language-english = English
language-spanish = Spanish
language-french = French
