### Everything the bot says in English.
### One section (`##`) per part of the program; keep the ids in the same section and order in every language.
### A value is written by the program (2,447,581 or 7.16%); never write digits, signs or invisible marks yourself.

## Pieces of values: lengths of time, dates

span-seconds = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
}
span-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
span-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
span-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
moment-date = { $day } { $month } { $year }
moment-full = { $date }, { $time } ({ $zone }, { $offset })
moment-utc = { $date }, { $time } (UTC)

## Where a figure comes from

origin-source = read from the page
origin-manual = typed in by an organizer
origin-crowd = read by several people
origin-import = imported from a file
origin-simulated = simulated

## Roles

role-owner = owner
role-organizer = organizer
role-reporter = reporter

## Campaign file: where a mistake is, what is wrong, what would be right

file-line = line { $line }, { $key }
mistake-syntax = Line { $line }, column { $column }: this is not TOML. { $reason }
mistake-unknown = { $where }: there is no such key. Did you mean { $near }?
mistake-unknown-far = { $where }: there is no such key. Known here: { $known }.
mistake-missing = { $where }: this key is missing. It wants { $wanted }.
mistake-value = { $where }: { $given } does not fit. It wants { $wanted }.
mistake-reserved = { $where }: { $given } is a word that nolike uses itself. Choose another one.
mistake-near = { $where }: { $given } is not known. Did you mean { $near }?
mistake-gap = { $where }: { $given } does not exist in { $zone }, because the clock is put forward then. The next time that exists is { $next }.
mistake-order = { $where }: the end must come after the start.
mistake-rates-date = { $where }: rates need the date they are of, such as { $example }.
mistake-own-rate = { $where }: { $currency } is the campaign’s own currency and needs no rate.
mistake-no-name = { $where }: { $language } is missing, and it is the language that everything falls back to.
mistake-twice = { $where }: { $given } stands here a second time. The first is in line { $line }.
mistake-handle = { $where }: { $given } is not a handle of { $source }.
wanted-table = a table of keys
wanted-tables = one or more tables of keys
wanted-slug = 1 to 40 small letters a–z, digits or hyphens, in quotes
wanted-line = a text in quotes, on one line, of at most { $length } signs
wanted-zone = an IANA time zone in quotes, such as { $example }
wanted-time = a local date and time without quotes, from 2000 to 2199, such as { $example }
wanted-date = a date without quotes, such as { $example }
wanted-currency = a currency code of three capital letters in quotes, such as { $example }
wanted-amount = a number above zero and at most a thousand million, such as { $example }
wanted-rates = a table of currency codes and numbers above zero, such as { $example }
wanted-cadence = a length from one minute to 24 hours, or a time of day, in quotes, such as { $example }
wanted-language = one of { $languages }, in quotes
wanted-days = a whole number of days from { $low } to { $high }
wanted-contact = an address in quotes that begins with one of { $forms }
wanted-source = one of { $sources }, in quotes
wanted-handle = the page’s handle in quotes

## Sources: why a page gives no count, and what is counted where it is not likes

fault-hidden = { $page } hides its number.
fault-not-found = { $page } is not found there. Is its name written right?
fault-no-token = { $page } cannot be read: its source has no access key yet.
fault-dead-token = { $page } cannot be read: the access key has expired or was withdrawn.
fault-no-permission = { $page } may not be read. On Facebook, the app lacks Page Public Metadata Access.
fault-quota = { $page } cannot be read just now: the hourly allowance of requests is used up.
fault-unreachable = { $page } cannot be reached. We keep trying.
fault-bad-answer = { $page } gave an answer that holds no count.
note-followers = Followers are counted here, because the page shows no likes.

## Answers to every command

went-wrong = Something went wrong here and nothing was changed. Please try again in a minute.
only-commands = I understand commands only. /help lists them.
unknown-command = { $command } is not a command. /help lists all of them.
unknown-command-near = { $command } is not a command. Did you mean { $near }?
only-in-private = { $command } works in a private chat with me only.
only-in-private-link = { $command } works in a private chat with me only: { $link }
only-a-person = { $command } is personal, and here I cannot tell who you are. Use it in a private chat with me.
only-a-person-link = { $command } is personal, and here I cannot tell who you are. Use it in a private chat with me: { $link }
only-administrators = Only this chat’s administrators can use { $command }.
no-campaign = No campaign is loaded yet. Whoever runs this bot can load one.
unknown-campaign = There is no campaign { $word }. There is: { $known }.
which-campaign = Which campaign? Add its name: { $known }.
need-role = This needs the role of { $role } in “{ $title }”. An owner can invite you.
contact = Questions: { $contact }

## Figures: the table, the update, and what must be said beside them

button-figures = Figures
button-help = Help
button-subscribe = Subscribe this chat
unknown = —
about = about { $value }
total = Total
pair = { $first } · { $second }
per-hour = { $pace } an hour
campaign-title = { $title }
row-before = before
row-now = now
row-end = at the end
row-lost = lost likes
row-percent = per cent
row-money = loss, { $currency }
row-last-hour = last hour
row-last-24h = last 24 hours
row-pace = pace
change-last-hour = last hour { $change }
change-last-24h = last 24 h { $change }
change-pace = pace { $pace }
block-name = { $name }
block-now = { $before } → { $now } now
block-end = { $before } → { $now } at the end
block-lost = Lost { $lost } likes ({ $percent })
block-gained = Up { $gained } likes since the start ({ $percent })
block-money = Worth { $money }
block-recent = Recently: { $recent }
block-no-loss = Now { $now }; no loss can be told yet
not-started = The campaign starts on { $at }.
ended = The campaign ended on { $at }; these are the figures at the end.
age = Figures: { $origin }, { $age } ago.
age-ended = Figures: { $origin }, taken on { $at }.
no-figures = No page has been read yet.
since-end = { $name } since the end: { $change }.
failing = { $name }: no reading since { $since }. { $why }
held = { $name }: a reading of { $count } is far from the last one and waits for a second look.
no-reading-yet = { $name }: { $page } has no figure to start from yet.
baseline-late = { $name } is counted from its first reading on { $at }: there is none from before the start.
baseline-corrected = { $name }: baseline corrected on { $date }.
about-page = { $name }, { $page }: { $note }
rounded = Some counts are rounded, to steps of up to { $step }: a loss is then given as a range.
assumption = Money at { $value } a like, an assumption of the organizers: { $note }.
rate = 1 { $currency } = { $rate } { $base } on { $date }.
update-title = { $title }: update
update-final-title = { $title }: final figures
update-total = Lost so far: { $lost } likes ({ $percent }), worth { $money } at { $value } a like
update-total-up = So far { $gained } likes more than at the start ({ $percent })
update-no-total = No loss can be told yet.
update-line = { $name }: { $lost } ({ $percent })
update-line-hour = { $name }: { $lost } ({ $percent }), last hour { $change }
update-line-up = { $name }: up { $gained } ({ $percent })
update-line-no-loss = { $name }: { $now } now

## /start and /help

start-about = what this bot does
start-title = Hello!
start-private = I follow what a consumer campaign does to the companies’ public numbers. /stats shows it, /subscribe brings it to you, /help lists the rest.
start-group = I post what the campaign does to the companies’ public numbers. /stats shows it; an administrator can /subscribe this chat.
start-campaign = Campaign: { $title } ({ $slug })
help-about = all commands
help-title = Commands
help-line = { $command }: { $about }

## /stats

stats-about = what the campaign has done so far
unknown-target = There is no target { $word }. There is: { $known }.
unknown-target-near = There is no target { $word }. Did you mean { $near }?

## /subscribe and /unsubscribe

subscribe-about = updates in this chat, every hour or as you say
subscribe-usage = Write /subscribe, or with a cadence: /subscribe 1h, /subscribe 30m, /subscribe daily 20:00
subscribed = This chat now gets updates of “{ $title }”, { $cadence }.
subscribed-next = The next one comes on { $at }.
subscribed-stop = /unsubscribe ends it, /quiet keeps the night quiet.
subscribed-but-off = The platform told me that I may not write here. Please let me write messages, then subscribe again.
subscribe-ended = “{ $title }” is over; no more updates will come. /stats shows how it ended.
bad-cadence = { $word } is not a cadence: it must be from 1m to 24h, or daily with a time.
cadence-hours = { $hours ->
    [one] every hour
   *[other] every { $hours } hours
}
cadence-minutes = { $minutes ->
    [one] every minute
   *[other] every { $minutes } minutes
}
cadence-daily = every day at { $time }
unsubscribe-about = end the updates in this chat
not-subscribed = This chat follows no campaign, so there is nothing to end.
not-subscribed-to = This chat does not follow “{ $title }”.
unsubscribed = No more updates of “{ $title }” here. /subscribe brings them back.

## /settings, /language, /timezone, /quiet

settings-about = what this chat chose
settings-title = Settings of this chat
settings-language = Language: { $language } (/language)
settings-zone = Time zone: { $zone }, now { $now } (/timezone)
settings-quiet = Quiet hours: { $hours } (/quiet)
settings-no-quiet = Quiet hours: none (/quiet)
settings-follows = Follows “{ $title }”, { $cadence }; next on { $next }
settings-over = Followed “{ $title }” to its end
settings-follows-nothing = Follows no campaign (/subscribe)
button-language = Language
language-about = the language of this chat
language-usage = For example: /language fr
language-choose = Which language shall I speak here?
language-set = This chat is now spoken to in { $language }.
unknown-language = I do not speak { $word }. I speak: { $known }.
timezone-about = the clock of this chat
timezone-usage = For example: /timezone Africa/Casablanca
timezone-now = It is { $at } here.
timezone-set = It is now { $at } here; updates follow this clock.
unknown-zone = I know no time zone { $word }. Did you mean { $near }?
quiet-about = hours without updates
quiet-usage = For example: /quiet 23:00-08:00, or /quiet off
quiet-how = Say from when to when, or off.
quiet-set = No update from { $start } to { $end } ({ $zone }); one comes when they are over.
quiet-off = No quiet hours any more.
bad-hours = { $word } are not hours: write a start and an end that differ.

## /claim, /resign, /revoke

claim-about = take the role that a code gives
claim-usage = For example: /claim followed by the code
claim-how = The code is missing.
claim-wrong = This code is not valid: it is mistyped, used or out of date. Ask for a new one.
claim-too-often = Five wrong codes in an hour: please wait an hour, then try again.
claim-in-private = A code belongs in a private chat with me, never in a group.
claim-in-private-link = A code belongs in a private chat with me, never in a group: { $link }
claim-burnt = This code was read by everyone here, so it no longer works. Ask for a new one and use it in a private chat with me.
claim-burnt-link = This code was read by everyone here, so it no longer works. Ask for a new one and use it in a private chat with me: { $link }
claimed = You are now { $role } of “{ $title }”, known only as { $pseudonym }. /resign gives the role back.
resign-about = give your role back
resigned = You are no longer { $role } in “{ $title }”, and this chat’s address is deleted.
last-owner = The last owner cannot go from here: invite another owner first, or ask whoever runs the server.
revoke-about = take a person’s role away (owners)
revoke-usage = For example: /revoke 3f2a9c01; /revoke alone lists who holds a role
revoked = { $pseudonym } is no longer { $role }.
members-title = Who holds a role in “{ $title }”
member-line = { $pseudonym }: { $role }
no-such-member = Nobody here is called { $word }, or more than one is.

## /count

count-about = type in a page’s count (reporters)
count-usage = For example: /count maroc-telecom 2,272,336, or 2.27M for a rounded one
count-how = Say which page, and the number on it.
bad-number = { $word } is not a count: write it in digits, such as 2,272,336 or 2.27M.
unknown-page = There is no page { $word }. There is: { $known }.
which-page = { $word } has several pages. Which one? { $known }
count-taken = Noted for { $page }: { $count }, read now.
count-rounded = Noted for { $page }: { $count }, rounded to steps of { $step }.
count-too-soon = { $last } was noted for { $page } this very second. If yours is right, send it once more.
count-again = { $count } is far from the last figure of { $page }, { $last }. If it is right, send the same once more.

## /privacy and /forget

privacy-about = what is kept of people
privacy-title = What is kept
privacy-never = Never kept: names, usernames, phone numbers, what people write.
privacy-kept = Of a person with a role: a pseudonym that only this server can make, the role, and since when.
privacy-private = A private chat’s address is kept, encrypted, only while it is needed: a subscription, or a role.
privacy-purge = “{ $title }”: what is kept of people is deleted on { $date }.
privacy-purge-days = “{ $title }”: what is kept of people is deleted { $days } days after its end.
privacy-forget = /forget, in private, deletes all that is kept of you at once.
forget-about = delete all that is kept of you
forget-sure = This deletes your roles, this chat’s settings and its subscriptions. Sure?
forgotten = Done. Nothing of you is kept any more.
button-forget = Yes, delete it

## Telegram
telegram-bad-token = Telegram does not know this token: copy it again from @BotFather into TELEGRAM_BOT_TOKEN.
telegram-unreachable = Telegram cannot be reached: { $reason }.

## The terminal

cell = { $value }
console-as = You are now { $person }, { $role }.
console-as-how = Write /as with a role, and a name if you like: /as organizer:samira. Roles: { $roles }.
console-in = You are now in the group { $chat }.
console-in-private = You are now in your private chat with the bot.
console-in-how = Write /in private, or /in with the name of a group.
console-clock = It is now { $at } ({ $zone }).
console-clock-how = Write /clock +2h, or /clock 2026-12-02T20:00.
console-clock-live = Chats of other platforms are in this database, and moving the clock would write to them. Rehearse on another one: DATABASE_URL=sqlite:///rehearsal.db nolike console
console-press-how = There is no such button here. There is: { $known }.

## The demo

demo-hello = { $hours } simulated hours of the 2016 campaign in about { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}, in this terminal as a group chat. Updates come by themselves; type /stats, /help or /language ar.
demo-end = The simulated hours are over. To run the bot for real, see README.md.

## What the person at the server reads

no-campaign-operator = No campaign is loaded yet. Load one: nolike campaign load campaigns/no-voip-no-like.toml
loaded-new = Loaded “{ $title }” ({ $slug }) with { $pages ->
    [one] { $pages } page
   *[other] { $pages } pages
}.
loaded-again = Updated “{ $title }” ({ $slug }), now with { $pages ->
    [one] { $pages } page
   *[other] { $pages } pages
}.
baseline-kept = { $page }: the baseline stays as it was, although the snapshots would now give another. To change it: nolike baseline { $slug } --recompute
baseline-none = { $page }: no baseline yet
baseline-is = { $page }: { $count } of { $at }
baseline-is-corrected = { $page }: { $count } of { $at }, corrected on { $date }
campaign-line = { $slug }: { $title }
campaign-halted = “{ $title }” is halted: nothing is sent until nolike resume.
campaign-resumed = “{ $title }” goes on.
imported = { $new } rows added, { $already } already there, { $refused } refused.
row-refused = line { $line }: { $why }
row-columns = { $given } columns; it must be source,handle,taken_at,count and perhaps step.
row-page = the campaign has no page { $page }.
row-time = { $given } is not a time; write it as 2016-02-26T00:00:00Z.
row-zone = { $given } has no zone; add Z or an offset such as +01:00.
row-time-range = { $given } lies before the year 2000 or in the future.
row-count = { $given } is not a count; write it in digits alone.
row-step = { $given } is not a step; it is a whole number from 1.
row-conflict = another count of this page and second is stored already, and stays.
invited = This code makes one person { $role } in “{ $title }”, until { $until }. They send it to the bot in a private chat: /claim CODE
organizer-line = { $pseudonym }  { $role }  { $platform }  { $since }
organizers-none = Nobody holds a role yet. Invite somebody: nolike invite CAMPAIGN --role owner
check-database = database reached, campaigns loaded: { $campaigns }
check-secret = SECRET_KEY is the one this database was begun with
check-secret-other = SECRET_KEY is not the one this database was begun with: no role and no private chat is known
check-no-platform = Neither TELEGRAM_BOT_TOKEN nor DISCORD_BOT_TOKEN is set: there is no chat to talk in
check-platform = { $platform }: the bot is { $bot }
check-page = { $page }: { $count }
check-page-manual = { $page }: typed in with /count
console-hello = Type a command, such as /stats or /help. /as, /in, /clock and /press are this terminal’s own. End with Ctrl-D.

## Discord

discord-bad-token = Discord does not know this token: copy it again from the page “Bot” of your application into DISCORD_BOT_TOKEN.
discord-unreachable = Discord cannot be reached: { $reason }.
discord-missing = I cannot speak in { $channel }. Please give me these permissions there: { $permissions }
permission-view_channel = View Channel
permission-send_messages = Send Messages
permission-send_messages_in_threads = Send Messages in Threads
permission-embed_links = Embed Links
subscribed-missing = I cannot write here yet: please give me { $permissions } in this channel.
server-about = mentions, publishing and events in this Discord server
server-usage = For example: /server mention with a role, /server publish on, /server events off
server-title = What this channel chose on Discord
server-mention = Calls mention { $role }.
server-no-mention = Calls mention nobody.
server-publish-on = Calls are published to the channels that follow this one.
server-publish-off = Calls are not published to other channels.
server-events-on = Campaign events are entered into this server’s events.
server-events-off = Campaign events are not entered into this server’s events.
server-how = { $word } is not something to choose here. There is: mention, publish, events.
server-which-role = Say which role calls shall mention, or off.
server-on-or-off = Say on or off.

### The names of commands and arguments, as Discord shows them.

name-start = start
name-help = help
name-stats = stats
name-subscribe = subscribe
name-unsubscribe = unsubscribe
name-settings = settings
name-language = language
name-timezone = timezone
name-quiet = quiet
name-count = count
name-claim = claim
name-resign = resign
name-revoke = revoke
name-privacy = privacy
name-forget = forget
name-server = server
argument-code = code
argument-code-about = the code that you were given
argument-target = target
argument-target-about = one company alone
argument-campaign = campaign
argument-campaign-about = which campaign
argument-cadence = cadence
argument-cadence-about = how often: 1h, 30m, daily 20:00
argument-language = language
argument-language-about = the language to be spoken here
argument-zone = zone
argument-zone-about = a time zone or a city, such as Africa/Casablanca
argument-hours = hours
argument-hours-about = from when to when, such as 23:00-08:00, or off
argument-page = page
argument-page-about = which page
argument-number = number
argument-number-about = what the page shows, such as 2,272,336 or 2.27M
argument-pseudonym = pseudonym
argument-pseudonym-about = the person, as the list names them
argument-yes = sure
argument-yes-about = delete it at once
argument-choice = choice
argument-choice-about = what to choose
argument-role = role
argument-role-about = the role that calls mention
argument-switch = switch
argument-switch-about = on or off
