### Everything the desk says in English. Its ids begin with "desk-"; the file is read when the desk is opened.

## Coming in and going out

desk-title = The desk
desk-insecure = The desk opens over https or on this very machine only. Behind a reverse proxy, set WEB_PUBLIC_URL and WEB_TRUSTED_PROXIES.
desk-too-long = That was too much at once: a picture may have up to 5~MB, a file up to 2~MB.
desk-bad-form = This form is out of date or was not sent from here. Open the page again and repeat it.
desk-closed = The desk is closed to this browser. Send /desk to the bot in private, or ask whoever runs the server for a link.
desk-typed = What you typed, to copy it:
desk-meanwhile = This field was changed elsewhere meanwhile, so nothing is saved yet. The form has your words, the preview what counts now. If yours are right, send them again.
desk-link-expired = This link has been used, or its time is over. Send /desk to the bot again for a new one.
desk-enter-title = Come in
desk-enter = This link is yours alone and works once. You stay signed in for twelve hours, in this browser.
desk-enter-button = Come in
desk-left = You have left. A new link comes from /desk.
desk-leave = Leave
desk-sessions = Sessions
desk-sessions-about = The browsers where you are signed in. End any that is not yours.
desk-session-line = Since { $begun }, last used { $seen }, until { $until }.
desk-session-own = This browser.
desk-session-end = End it
desk-session-ended = The session has ended.
desk-no-session = This session has ended already.
desk-passkeys = Passkeys
desk-passkeys-about = With a passkey you come in without a link: your fingerprint, face or device PIN is enough.
desk-passkey-add = Add a passkey
desk-passkey-line = Added { $added }, last used { $used }.
desk-passkey-unused = Added { $added }, not used yet.
desk-passkey-remove = Remove
desk-passkey-added = The passkey is added. From now on it opens the desk.
desk-passkey-removed = The passkey is removed. You can delete it on your device too.
desk-no-passkey = This passkey is removed already.
desk-passkey-enter = Come in with a passkey
desk-passkey-failed = The passkey was not used. Try again, or send /desk to the bot for a link.
desk-passkey-refused = This passkey does not open the desk, or took too long. Try again, or send /desk to the bot for a link.
desk-passkey-where = A passkey needs an address with a name. On this machine, put localhost in place of 127.0.0.1 in the link; elsewhere, open the desk over https.
desk-organizers-only = This is for people with a role. Give yourself one: make a code under Team and send it to the bot.

## On every page

desk-skip = Skip to the content
desk-menu = Parts of the desk
desk-language = Language
desk-today = Today
desk-calls = Calls
desk-events = Events
desk-counts = Counts
desk-campaign = Campaign
desk-people = Team
desk-chats = Chats
desk-audit = Audit log
desk-when = When
desk-why = Why
desk-platform = Platform
desk-filter = Filter
desk-csv = As CSV

## Today

desk-needed = To do
desk-task-call = Call { $id } waits for approval.
desk-task-event = Event { $id } waits for approval.
desk-task-event-again = Event { $id }: { $state }.
desk-task-held = A number of { $page } is held: accept or reject it.
desk-task-off = { $chats ->
    [one] { $chats } chat is switched off.
   *[other] { $chats } chats are switched off.
}
desk-figures = Figures
desk-running = Calls under way
desk-health = How it runs
desk-health-sources = Sources
desk-health-platforms = Platforms
desk-health-program = Program
desk-next-due = Next due: { $at }
desk-health-source = { $pages ->
    [one] Its page gives a number
   *[other] { $good } of { $pages } pages give a number
}; the last one came { $at }.
desk-health-source-never = No page gives a number ({ $pages } asked).
desk-health-fault = { $fault } Since { $at }.
desk-health-rest = It is not asked before { $at }.
desk-health-lease = Served by process { $holder }
desk-health-nobody = Nobody serves it: what is meant for it waits.
desk-health-queue = Waiting: { $waiting }; under way: { $under-way }
desk-health-queue-next = The next one is due in { $left }.
desk-health-queue-prompt = The queue is on time.
desk-health-lag = The queue is { $lag } late.
desk-health-left = Sent in the last minute: { $left }
desk-health-rate = Sent in the last minute: { $left }, that is { $share } of what may be sent ({ $pace } a second).
desk-health-flood = It asked for a pause of { $length } ({ $at }), which still lasts.
desk-health-flood-over = It asked for a pause of { $length } ({ $at }); it is over.
desk-health-floods = Pauses asked for since this program started: { $times }
desk-health-backup = Newest backup: { $at }
desk-no-backup = There is no backup yet.
desk-health-late = A part of the program is late: { $part }.
desk-health-skew = This machine’s clock differs from the database’s by { $skew }.
desk-health-away = It cannot be reached just now; we try again and again.
desk-halted = Everything has been stopped since { $at }: nothing is sent.
desk-emergency = Emergency
desk-halt = Stop every send
desk-resume = Let sends go on

## Calls

desk-write = Write a call
desk-call = Call { $id }
desk-fix = New words for call { $id }
desk-fix-begin = Change the words
desk-text-in = Text ({ $language })
desk-picture = Pictures, up to 4 (PNG or JPEG, 5~MB)
desk-without-picture = Without pictures
desk-buttons = Buttons
desk-buttons-hint = A label and an address: Sign here https://example.org.
desk-button = Button { $number }
desk-did = A button “I did it”, which is counted
desk-when-local = When ({ $zone }); empty: as soon as it is approved
desk-every = Repeated (every Friday 18:00 until 26 December); empty: once
desk-until = Not sent any more after (22:00, or 6h); empty: 24~hours after its time
desk-audience = Who gets it
desk-save = Save
desk-saved = Saved.
desk-propose = Save and ask for approval
desk-preview = Preview
desk-reaches = { $chats ->
    [one] It reaches { $chats } chat.
   *[other] It reaches { $chats } chats.
}
desk-size = { $length } of { $most }~characters
desk-stands-in = There is no text in this language, so another one stands in.
desk-in-telegram = In Telegram
desk-in-discord = In Discord
desk-in-page = On the page
desk-no-text-yet = Nothing is written yet.
desk-reason = The reason, in a few words

## Events

desk-waits = Waits for approval
desk-event-plan = Plan an event
desk-event-new = A new event: { $kind }
desk-event-change = Change it
desk-event-cancel = Cancel the event
desk-event-cancel-waits = Its cancellation waits for approval.
desk-event-starts = Start ({ $zone })
desk-event-length = Length (72h); empty: as usual
desk-event-goal = Goal; empty: none
desk-event-title = Title ({ $language }); empty: the usual one
desk-example = for example { $example }
desk-event-check = Check it
desk-event-card = card
desk-event-reminder = reminder
desk-event-result = result

## Counts

desk-count-now = { $count }, { $at }
desk-count-none = There is no number yet.
desk-count-type = What the page shows
desk-count-settings = Change what is counted
desk-count-goal-total = The goal of the total: { $goal }
desk-count-goal-none = The total has no goal.
desk-count-goal-set = Set or change this goal
desk-count-measure = Counted: { $measure }.
desk-count-goal = Goal: { $goal }.
desk-count-send = Enter it
desk-week = The last seven days
desk-held = Held: { $count }, read { $at }. It is far from the number before.
desk-accept = Accept
desk-reject = Reject
desk-held-accepted = { $count } is taken for { $page }.
desk-held-rejected = { $count } is dropped; { $page } keeps its number.
desk-held-gone = This number is not held any more: another reading came.
desk-import = Numbers from a file
desk-latest-counts = What came in last
desk-file = File of counts
desk-file-hint = CSV, a spreadsheet (.xlsx, .ods) or JSON, with a column of dates and one of counts ({ $columns }). You see what it would change before anything is added.
desk-file-size = Pick a file of at most 2~MB; a larger one is imported on the server with `nolike import`.
desk-import-good = Add the good rows only
desk-file-day-first = day first: 3/4 is 3 April
desk-file-month-first = month first: 3/4 is 4 March
desk-import-take = Add the rows
desk-back = Back

## People

desk-member = { $role }, { $platform }, since { $since }
desk-you = That is you.
desk-revoke = Take the role away
desk-resign = Give my role back
desk-invite = Invite somebody
desk-invite-role = Role
desk-invite-valid = Valid for
desk-hours = { $span }
desk-invite-button = Make a code
desk-code = The new code
desk-code-once = It works once and is shown here this once. Send it to one person, in private.
desk-code-picture = The code as a picture to scan

## Chats

desk-chats-total = { $chats ->
    [one] { $chats } chat follows this campaign.
   *[other] { $chats } chats follow this campaign.
}
desk-chats-off = Switched off

## Audit log

desk-audit-act = What
desk-audit-who = Who
desk-audit-all = everything
desk-audit-more = There is more: filter it, or take the CSV.

## First start

desk-token-form = This is not a token: copy it whole, without spaces.
desk-setup = Setting up
desk-setup-about = Four steps, in any order; you can come back at any time.
desk-still-open = Still open
desk-open-token = No platform has a token yet.
desk-open-campaign = There is no campaign yet.
desk-open-owner = The campaign has no owner yet.
desk-open-group = No group follows the campaign yet.
desk-open-key = { $pages }: the bot cannot read this without an access key. Type the numbers under Counts, or have { $settings } set on the server; then they come by themselves.
desk-all-done = Everything is set up.
desk-tokens = The bot
desk-token = Token
desk-token-save = Keep it
desk-token-says = This is { $bot }.
desk-token-kept = The token of { $bot } is kept, encrypted. { $platform } starts within seconds if none ran before, else with the next start of the program.
desk-token-gone = The token for { $platform } is deleted, with the next start of the program at the latest.
desk-token-given = Its token is set on the server, and counts before any other.
desk-token-entered = Its token is kept here, encrypted; nobody can read it any more.
desk-token-missing = It has no token yet.
desk-token-where-telegram = Write /newbot to @BotFather in Telegram and copy the token that it answers with.
desk-token-where-discord = Make an application at discord.com/developers, open Bot, and copy its token.
desk-operator-only = This is for whoever runs the server: `nolike desk`.
desk-campaign-new = A new campaign
desk-campaign-make = Make the campaign
desk-campaign-there = There is a campaign { $slug } already.
desk-fallback = Its first language
desk-starts = Start
desk-ends = End; empty: open
desk-zone = Time zone
desk-currency = Currency, three letters; empty: no money is shown
desk-value = What one like is worth
desk-title-in = Title ({ $language }); leave it empty in a language that you do not write in
desk-token-other = Another token
desk-code-open = Open the bot with this code
desk-setup-back = Back to setting up
desk-members-none = Nobody has a role yet.
desk-contact = How people reach you (an e-mail address or a web address)
desk-companies = Companies
desk-companies-hint = Paste the address of each public page: its number is read at once. Without an address, people type its number.
desk-company = Company { $number }
desk-address = Address
desk-page-says = { $page }: { $count }
desk-page-network = No source reads { $network }. Leave the address empty: people with a role then type its number under Counts.
desk-page-unknown = No number can be read at { $address }. Paste the address of a public page, or leave it empty.
desk-owner = The owner
desk-owner-there = The campaign has an owner.
desk-owner-become = Become its owner
desk-first-campaign = Make the campaign first.
desk-groups = Groups
desk-groups-about = Add the bot to your group, then write /subscribe there, and /stats to see the figures.
desk-group-telegram = Add it to a Telegram group
desk-group-discord = Add it to a Discord server
desk-first-token = Enter a token first; the links appear here once the bot runs.

## The campaign

desk-campaign-about = The campaign as its file describes it. Whatever you change is shown before it counts, and can be taken back.
desk-campaign-download = Download as TOML
desk-campaign-file = TOML file
desk-campaign-load = Load a file
desk-campaign-logo-of = Whose logo
desk-campaign-load-logo = Take this logo
desk-campaign-drop-logo = Remove the logo
desk-campaign-check = Show what would change
desk-campaign-would = This would change
desk-campaign-same = Nothing would change.
desk-campaign-apply = Change the campaign
desk-campaign-changed = The campaign is changed. It was change { $id }.
desk-campaign-unchanged = Nothing was changed.
desk-campaign-meanwhile = Somebody changed the campaign meanwhile. Look at what would change now, and confirm again.
desk-campaign-since = The campaign was changed after this form was opened. Lines that you did not touch would take those changes back.
desk-campaign-other = This file is of another campaign, { $slug }. Here only { $own } is changed.
desk-campaign-history = Changes
desk-campaign-change = Change { $id }
desk-campaign-back-wrong = Nothing was taken back. The campaign would look like this, with the fields below to correct.
desk-campaign-take-back = Take it back
desk-campaign-before = Before
desk-campaign-after = After
desk-campaign-add = { $what }: one more
desk-campaign-remove = Remove it
desk-key-campaign = The campaign
desk-key-targets = Company
desk-key-pages = Page
desk-key-events = Event
desk-key-chapters = Chapter
desk-key-slug = Short name in addresses
desk-key-title = Title
desk-key-timezone = Time zone
desk-key-starts-at = Start
desk-key-ends-at = End
desk-key-currency = Currency
desk-key-value-per-unit = What one unit is worth
desk-key-value-note = Where this worth comes from
desk-key-measure = What is counted
desk-key-rates = Exchange rates
desk-key-rates-date = Date of the rates
desk-key-updates = How often updates come
desk-key-fallback = Language where none was chosen
desk-key-languages = Languages, where some are left out
desk-key-purge-days = Days until people’s data is deleted
desk-key-contact = Contact
desk-key-accent = Colour of the page
desk-key-logo = Logo
desk-key-call-approvals = Approvals that a call needs
desk-key-milestones = Milestones
desk-key-percent = Every so many per cent
desk-key-likes = Every so many likes
desk-key-crowd = Counts by several people
desk-key-source = Source
desk-key-handle = Handle
desk-key-role = Role (control: for comparison only)
desk-key-name = Name
desk-key-names = Own nouns
desk-key-key = Measure
desk-key-kind = Kind
desk-key-wanted = Which way it should go
desk-key-unit = Unit
desk-key-decimals = Decimals
desk-key-goal = Goal
desk-key-value = Worth of one unit
desk-key-length = Length
desk-key-options = Options
desk-key-pick = Where the number stands (JMESPath)
desk-key-css = Where the number stands (CSS)
desk-key-pattern = Pattern of the number
desk-key-header = Header of the key
desk-key-decimal = Decimal sign
desk-key-every = Read how often
desk-key-attr = Attribute with the number
desk-campaign-text = This is not a text file in UTF-8.

## Options of events, and values that a field may have

desk-option-per-day = What one day costs
desk-option-source = Where this cost comes from
desk-option-on = Date of this cost
desk-option-bands = Three amounts for the buttons
desk-option-due = Days on which the bill is due
desk-option-link = Address of the petition
desk-option-page = Page whose number is followed
desk-choice-fall = It should fall
desk-choice-rise = It should rise
desk-choice-control = For comparison only
desk-choice-count = Count
desk-choice-rate = Rate
desk-choice-rank = Place
desk-choice-average = Average
desk-choice-price = Price

## Mistakes in a form

desk-wrong = Please look at these fields
desk-wrong-missing = { $where }: this is empty. It wants { $wanted }.
desk-wrong-twice = { $where }: { $given } stands here a second time.
desk-wrong-left-out = { $where }: { $language } is the campaign’s own language, so it must be among “{ $other }”.
desk-wrong-needs = { $where }: this also needs the field “{ $other }”.
desk-wrong-hours = { $where }: this kind lasts whole hours, such as 72h.
desk-wrong-option = { $where }: this cannot be used as it is written. An example: { $example }
desk-wrong-number = { $where }: it must say where the number stands, such as { $example }
desk-where-row = { $what } { $number }
desk-where-part = { $what } ({ $part })
desk-where-in = { $outer } › { $inner }
desk-wanted-slug = 1 to 40 small letters a–z, digits or hyphens
desk-wanted-line = a text on one line, of at most { $length }~characters
desk-wanted-handle = the page’s address, or its name there
desk-wanted-zone = a time zone such as { $example }
desk-wanted-time = a date and a time, from 2000 to 2199
desk-wanted-date = a date such as { $example }
desk-wanted-currency = a currency code of three capital letters, such as { $example }
desk-wanted-colour = a colour such as { $example }
desk-wanted-cadence = a length from one minute to 24~hours, or a time of day, such as { $example }
desk-wanted-contact = an address that begins with one of { $forms }
desk-wanted-length = a length of at most a year, such as { $example }
desk-wanted-number = a number such as { $example }
desk-wanted-option = a text on one line
desk-wanted-filled = its fields to be filled
desk-wanted-choice = one of the choices
desk-page-typed = Until it can be read, people with a role type its number under Counts.
desk-token-unknown = { $platform } does not know this token: copy it again, whole.
desk-slug = Short name in addresses, in Latin letters; empty: taken from the title
desk-wanted-written = something written like { $example }
desk-wrong-network = { $where }: no source reads { $network }. Choose the source manual: people then type its numbers.
desk-wrong-unknown = { $where }: this is not known here. Known are { $known }.
