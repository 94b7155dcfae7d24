### Making, moving and cancelling appointments.

## What for

too-many-people = For { $count } people somebody has to arrange it with you.
cannot-book = I can't book that myself, but I'll pass it on.
cannot-change = I can't change appointments myself, but I'll pass it on.
ask-party = For how many people?
ask-party-again = For how many people shall I book?
    .b = How many of you will there be?
ask-service = What would you like to book: { $services }?
    .b = What can I book you in for: { $services }?
    .c = Which would you like: { $services }?
    .professional = What would you like to book: { $services }?
    .professional-b = Which service may I book for you: { $services }?
ask-service-more = What would you like to book: { $services }, or something else?
    .b = What can I book you in for: { $services }, or something else?
    .c = Which would you like: { $services }, or something else?
    .professional = What would you like to book: { $services }, or something else?
    .professional-b = Which service may I book for you: { $services }, or something else?
ask-is-service = Was that { $service }?
    .b = Did you mean { $service }?
staff-does-not = { $staff } doesn't do { $service }, but somebody else can.

## When

ask-day = And on which day?
    .b = Which day would that be?
    .c = Which day, please?
ask-when = Which day and time would suit you?
    .b = When would you like to come?
    .c = What day and time works for you?
ask-when-for = For { $what }, which day and time would suit you?
    .b = For { $what }, when would you like to come?
    .c = For { $what }, what day and time works for you?
ask-when-again = Which day and time would suit you?
    .b = When would you like to come?
your-appointment = your appointment
too-far = I can only book up to { $days } days ahead. Which earlier day would suit you?
no-such-day = There's no such day, I'm afraid. Which day would you like?
no-such-time = I'm afraid there's no such time on that day. What other time would suit you?
already-past = That has already passed. Which day and time would you like?

## Offers

closed-on = We're closed on { $day }.
offer-nearest = I'm afraid that's not free. The nearest I have is { $offers }.
    .b = Sorry, nothing is free then. The closest I have is { $offers }.
    .professional = I'm afraid that is not available. The nearest I have is { $offers }.
    .professional-b = I'm sorry, nothing is available then. The closest I have is { $offers }.
offer-closed = The nearest I have is { $offers }.
offer-near-time = That exact time isn't free, but I have { $offers }.
offer-soonest = The soonest I have is { $offers }.
offer-plain = I have { $offers }.
offer-fewer = Then I have { $offers }.
offer-taken = I'm sorry, somebody has just taken that one. I still have { $offers }.
offer-expired = I'm sorry, that took a little too long. I have { $offers }.
ask-one = Would that work?
    .b = Does that suit you?
ask-which = Which suits you best?
    .b = Which would you like?
    .c = Which one works for you?
which-one = Good. Which one: { $offers }?
another-time = No problem. Which other day or time would suit you?
    .b = That's fine. What day or time would be better?
nothing-free-then = I'm afraid I have nothing free then. Which other day would suit you?
nothing-free = I'm afraid I have nothing free. Shall I take a message, so that somebody calls you back?
    .text = I'm afraid I have nothing free. Shall I take a message, so that somebody gets back to you?
offer-waitlist = I have nothing that fits. Shall I note down what you want, so that the team calls you if a place comes free?
offer-waitlist-again = Shall I note it down for the team?
gone = I'm sorry, that one is no longer free. Which other day would suit you?

## Details and reading back

slot = { $service } { $moment }
slot-with = { $service } with { $staff } { $moment }
is-free = { $moment } is free.
read-back = So that's { $slot }{ $party }{ $attendee }, under the name { $name }{ $cost }{ $phone }.
    .casual = Okay, that's { $slot }{ $party }{ $attendee }, under the name { $name }{ $cost }{ $phone }.
read-back-party = { $count ->
        [one] {" "}for 1 person
       *[other] {" "}for { $count } people
    }
read-back-attendee = , for { $attendee }
read-back-cost = , { $price }
read-back-free = , free of charge
read-back-phone = , and we reach you at { $phone }
ask-right = Is that right?
    .b = Shall I book it?
    .c = Is that correct?
confirm-again = Shall I go ahead with { $slot }?
    .b = So, shall I take { $slot }?
was-that-yes = Sorry, was that a yes?
    .b = I didn't hear that clearly. Yes or no?
read-back-move = I can move your appointment from { $old } to { $slot }. Shall I do that?
read-back-move-new = I can move your appointment to { $slot }. Shall I do that?
change-booking = No problem. What shall I change: the day, the time, the service or the name?
change-move = No problem. What shall I change: the day or the time?
change-again = What shall I change?
    .b = What would you like to be different?
change-when = Sure. What would suit you better?
    .b = Of course. When instead?
change-name = Sure. What name shall I put it under?
wont-book = No problem, I won't book it.
wont-book-then = All right, I won't book it.
booked = You're all set: { $what }.
    .b = You're booked: { $what }.
    .c = That's booked: { $what }.
    .professional = Your appointment is booked: { $what }.
    .professional-b = That is booked for you: { $what }.
texted = I've texted you the details.
    .text = You'll get a confirmation.

## The caller's own appointments

no-own = I can't find an upcoming appointment for your number. Shall I take a message for the team?
no-own-number = Without your number I can't look up an appointment. Shall I take a message for the team?
own-have = You have { $list }.
own-which = Which one do you mean?
own-which-again = Which of your appointments do you mean?
    .b = Which of them is it? You can say the day.
own-too-late-cancel = That's less than { $hours } hours away, so I can't cancel it myself.
own-too-late-move = That's less than { $hours } hours away, so I can't move it myself.
too-late = It starts in less than { $hours } hours, so I can't change it myself.
too-many = There are several appointments under your number already.
not-yours = I can't find that appointment any more.
offer-message-team = Shall I take a message for the team?
ask-cancel = Shall I cancel it?
ask-cancel-again = Shall I cancel that appointment?
    .b = Do you want me to cancel it?
ask-move = When would you like to come instead?
left-as-is = All right, I'll leave it as it is.
moved = Done. Your appointment is now { $what }.
cancelled = All right, { $what } is cancelled.
