### Silence, words that make no sense, danger, and what went wrong.

## Silence

still-there = Are you still there?
    .b = Hello, are you still there?
cannot-hear-message = I can't hear you. Would you like to leave a message? Say yes, or press 1.
    .text = Would you like to leave a message? Reply yes or no.
cannot-hear-keypad = I still can't hear you. You can use the keypad too: 1 is yes, 2 is no, 0 is a person.
    .text = You can also reply 1 for yes, 2 for no, or 0 for a person.
silence-end = I still can't hear you, so I'll hang up now. Please call again any time. Goodbye.
    .text = I'll leave it here. Write again any time. Goodbye.

## Not understood

missed = Sorry, I didn't get that.
    .b = I'm sorry, I didn't quite catch that.
    .c = Sorry, could you put that another way?
    .professional = I'm sorry, I didn't get that.
    .professional-b = I'm sorry, I didn't quite catch that.
    .professional-c = I'm sorry, could you put that another way?
menu = I'm having trouble following. To book an appointment press 1, to leave a message press 2, to reach a person press 3. Or just tell me what you need.
    .text = I'm having trouble following. To book an appointment reply 1, to leave a message 2, to reach a person 3. Or just tell me what you need.
menu-again = To book press 1, to leave a message press 2, to reach a person press 3.
    .b = Press 1 to book, 2 to leave a message, 3 for a person.
    .text = To book reply 1, to leave a message 2, to reach a person 3.
    .text-b = Reply 1 to book, 2 to leave a message, 3 for a person.
help-service = Just say the name of what you would like, such as { $service }, or press 0 for a person.
    .text = Just write the name of what you would like, such as { $service }, or reply 0 for a person.
help-when = You can say a day and a time, such as Tuesday at ten, or "as soon as possible". Press 0 for a person.
    .text = You can write a day and a time, such as Tuesday at ten, or "as soon as possible". Reply 0 for a person.
help-offer = You can press 1 for the first time, 2 for the second and so on, or say "another day".
    .text = You can reply 1 for the first time, 2 for the second and so on, or "another day".
help-party = Just say a number, such as four, or type it on your keypad.
    .text = Just send a number, such as 4.
help-name = Just say your first and last name, or press 0 for a person.
    .text = Just write your first and last name.
help-phone = You can type the number on your keypad, area code first, or say "no number".
    .text = You can write the number, area code first, or "no number".
help-yes-no = Please say yes or no, or press 1 for yes and 2 for no.
    .text = Please reply yes or no, or 1 for yes and 2 for no.
help-own = You can say the day of the appointment, or press 1 for the first, 2 for the second.
    .text = You can write the day of the appointment, or reply 1 for the first, 2 for the second.
help-message = Say what I should pass on in your own words, or "never mind".
    .text = Write what I should pass on in your own words, or "never mind".
cannot-follow = I'm sorry, I can't follow. Please say what you need after the tone, and somebody will call you back.
    .text = I'm sorry, I can't follow. Please write down what you need, and somebody will get back to you.
too-long = We've been talking for a while. Please leave a message after the tone, and somebody will call you back.
    .text = We've been writing for a while. Please leave a message, and somebody will get back to you.
stuck = I'm sorry, I can't get that done right now. Shall I take a message, so that somebody calls you back?
failed = I'm sorry, I can't do that right now.
failed-voicemail = I'm sorry, I can't do that right now. Please leave a message after the tone, and somebody will call you back.
    .text = I'm sorry, I can't do that right now. Please leave a message, and somebody will get back to you.
abuse-warning = I understand that you're upset, and I'd like to help. Please keep it polite, or I'll have to end the call.
    .text = I understand that you're upset, and I'd like to help. Please keep it polite, or I'll have to stop here.
abuse-end = I'm sorry that I couldn't help. I'm ending the call now. Please call again any time. Goodbye.
    .text = I'm sorry that I couldn't help. I'm stopping here now. Write again any time. Goodbye.

## Danger

ask-emergency = I'm sorry to hear that. Is this an emergency that can't wait?
    .b = I'm sorry about that. Is it an emergency that needs somebody right away?
ask-emergency-again = Is this an emergency that can't wait?
    .b = Does it need somebody right away? Yes or no?
call-for-help = This sounds dangerous. Please get everybody to safety, hang up now and call { $number }. That's { $digits }.
    .b = Please don't wait on this line. Get to safety, hang up and call { $number }. That's { $digits }.
    .text = This sounds dangerous. Please get everybody to safety and call { $number } now.
owner-told = I've told the owner, but I can't send help myself.
hang-up-and-call = Please hang up now and call { $number }.
    .text = Please call { $number } now.
owner-alerted-connecting = I've alerted the owner. Please stay on the line, I'll try to put you through right away.
owner-alerted = I've alerted the owner.
owner-will-call = They will call you back as soon as they can.

## What a call was about, for the business

summary-booked = Booked { $what }.
summary-moved = Moved to { $what }.
summary-cancelled = Cancelled { $what }.
summary-message = Left a message.
summary-emergency = Reported an emergency; the owner was alerted.
summary-asked = Asked about { $subjects }.
summary-silent = Hung up without a word.
summary-goodbye = Said goodbye without a request.
summary-nothing = Hung up before anything was settled.
subject-hours = opening hours
subject-location = the address
subject-price = prices
subject-services = services
subject-appointment = their appointment
subject-language = other languages
subject-robot = who answers
subject-other = the business
