### Mail to people who sign in. Plain words, short sentences; what to do stands in a button.

## In every mail

hello = Hello,
hello-name = Hello { $name },
regards = Your receptionist, Frontdesk
good-minutes = The link works once, for { $count ->
    [one] one minute
   *[other] { $count } minutes
}.
good-hours = The link works once, for { $count ->
    [one] one hour
   *[other] { $count } hours
}.
good-days = The link works once, for { $count ->
    [one] one day
   *[other] { $count } days
}.
fact-when = When
fact-device = Device
fact-place = Place
fact-address = Address
fact-since = Since
fact-answer = Last answer
choose-button = Choose a new password

## Showing that an address is one's own

verify-subject = Please confirm your e-mail address
verify-body = One more step: please confirm that this is your e-mail address. After that you can sign in and set up your receptionist.
verify-button = Confirm my address
verify-why = You get this mail because somebody entered this address at Frontdesk. If it was not you, you can delete this mail; nothing will happen.

## Choosing a password

password-subject = Choose a new password
password-body = You asked for a new password. Press the button to choose one.
password-why = If you did not ask for this, you can delete this mail. Your password stays as it is, and nobody was let in.

## Registering with an address that is known

known-subject = You already have an account
known-body = Somebody, probably you, tried to open an account with this address. You already have one, so nothing was changed. You can simply sign in.
known-button = Sign in
known-forgot = If you no longer know your password, you can choose a new one:
known-why = If it was not you, you can delete this mail. Nobody was let in, and nobody was told that you have an account.

## An invitation

invite-subject = You are invited to { $business }
invite-body = { $name } invites you to work with { $business } on Frontdesk, the receptionist that answers their phone. You would be { $role }.
role-owner = an owner: you may see and change everything, and handle the bill
role-manager = a manager: you may run the business day by day, but not its bill
role-operator = an operator: you may take over calls and conversations
role-staff = a member of staff: you may see the calendar
invite-button = Accept the invitation
invite-why = You get this mail because { $name } entered your address. If you do not know them, you can delete this mail; without you nothing will happen.

## The password was changed

changed-subject = Your password was changed
changed-body = The password of your account was changed. On all other devices you were signed out.
was-you = If it was you, there is nothing to do.
changed-not-you = If it was not you, somebody may be in your account. Please choose a new password at once.

## A sign-in from a device that is new

sign-in-subject = New sign-in to your account
sign-in-body = Somebody signed in to your account from a device that we have not seen before.
sign-in-not-you = If it was not you, choose a new password now. That signs out every device.

## The second factor was switched off

factor-subject = Sign-in with a code was switched off
factor-body = To sign in to your account, your password alone is enough from now on. No code is asked for any more.
factor-not-you = If you did not do this, choose a new password now and switch the code on again.

## A webhook that fails

endpoint-subject = { $business }: we stopped sending events to your server
endpoint-body = For days your server did not accept the events that we send for { $business }. So that they do not pile up, we have stopped sending them. Your phone is answered as always.
endpoint-advice = When your server is ready again, switch the address on. Events that were missed can be sent once more.
endpoint-button = Look at the address
answer-status = error { $code }
answer-none = none
