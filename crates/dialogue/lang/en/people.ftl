### Names, numbers, messages, and people who are put through.

## Names

ask-name = What name shall I put it under?
    .b = May I have your name, please?
    .casual = What name shall I put it under?
    .casual-b = And your name, please?
ask-name-again = And the name, please?
    .b = Could I have your name, please?
ask-name-message = And your name, please?
    .b = And who is calling, please?
ask-name-spelled = I have { $name }, spelled { $letters }. Is that right?
ask-spelling = Could you spell the name for me, letter by letter?
    .b = Please spell the name for me.
ask-attendee = And what's the name of the person who is coming?
    .b = Who is the appointment for? Their name, please.
attendee = { $relation ->
        [son] your son
        [daughter] your daughter
        [child] your child
        [wife] your wife
        [husband] your husband
        [partner] your partner
        [mother] your mother
        [father] your father
        [brother] your brother
        [sister] your sister
        [friend] your friend
       *[other] somebody else
    }
attendee-named = { $relation ->
        [son] your son { $name }
        [daughter] your daughter { $name }
        [child] your child { $name }
        [wife] your wife { $name }
        [husband] your husband { $name }
        [partner] your partner { $name }
        [mother] your mother { $name }
        [father] your father { $name }
        [brother] your brother { $name }
        [sister] your sister { $name }
        [friend] your friend { $name }
       *[other] { $name }
    }

## Numbers

ask-phone = And which number can we reach you at?
ask-phone-again = Which number can we reach you at?
    .b = What's the best number to reach you?
ask-phone-message = And which number can we call you back on?
phone-digits = I need the number with its area code. You can also type it on your keypad.
    .b = Could you give me all the digits, with the area code? Typing them works too.
    .text = I need the number with its area code, please.
    .text-b = Could you send me all the digits, with the area code?
ask-phone-right = That's { $phone }. Is that right?
    .b = I have { $phone }. Is that correct?
phone-keypad = Then please type the number on your keypad, with its area code, and finish with the hash key.
    .text = Then please send me the number once more, with its area code.

## Messages

ask-message = Of course. What would you like me to pass on?
    .b = Sure. What's the message?
    .professional = Certainly. What would you like me to pass on?
    .professional-b = Of course. What is the message?
ask-message-again = What would you like me to pass on?
    .b = What shall I tell them?
ask-call-back = I'll have somebody call you back. What is it about?
message-read-back = I have: "{ $body }". Shall I pass that on?
message-long = I've got all of that. Shall I pass it on?
message-confirm-again = Shall I pass your message on?
    .b = Is it all right to pass that on?
message-other = No problem. What shall I say instead?
    .b = Sure. Tell me the message again, please.
message-taken = Thank you, I've passed that on.
    .b = Done, your message is on its way.
offer-message = Shall I take a message?
    .b = Would you like to leave a message?
stop-contact = I'll see to it that you're not contacted again.
pass-on-instead = I can't check that myself, but I'll pass it on.

## Notes for the business

note-call-back = Please call back: { $body }
note-stop-contact = Asks not to be contacted: { $body }
note-party = { $count ->
        [one] party of 1
       *[other] party of { $count }
    }
note-attendee-related = { $relation ->
        [son] for the caller's son
        [daughter] for the caller's daughter
        [child] for the caller's child
        [wife] for the caller's wife
        [husband] for the caller's husband
        [partner] for the caller's partner
        [mother] for the caller's mother
        [father] for the caller's father
        [brother] for the caller's brother
        [sister] for the caller's sister
        [friend] for the caller's friend
       *[other] for somebody else
    }
note-emergency = An emergency
note-waitlist = Waiting list: { $what }. Nothing was free; the system keeps no waiting list, so please call if a place comes free.
note-waitlist-when = { $what }, { $when }
note-any-time = any time
note-from = from { $time }
note-until = before { $time }

## For the person who takes over

brief-caller = { $name } is calling.
brief-unknown = The caller has not given a name.
brief-asked = They asked for a person.
brief-not-understood = The assistant could not follow.
brief-emergency = It may be an emergency; the owner has been alerted.
brief-wants = Wanted: { $what }.
brief-message = Message so far: "{ $body }".
brief-done = Done so far: { $done }.
brief-mood = The caller sounds unhappy.
brief-language = The caller speaks { $language }.

## A person

connecting = One moment, I'll put you through.
    .b = Please hold on, I'll connect you.
    .text = One moment, I'll get somebody for you.
nobody-now = There's nobody I can put you through to right now. Shall I take a message, so that somebody calls you back?
    .b = I can't reach anybody at the moment. Would you like to leave a message for a call back?
nobody-emergency = I'm sorry, nobody picked up, but the owner has been alerted.
nobody-reached = I'm sorry, I couldn't reach anybody. Shall I take a message, so that somebody calls you back?
