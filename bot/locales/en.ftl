### Everything the bot says in English.
### One section (`##`) per part of the program; keep the ids in the same section and order in every language.
### A ~ is a space at which no line ends, as between a number and its unit; beside a noun with forms it is put by itself.
### A ~ is a space at which no line ends, as between a number and its unit; beside a noun with forms it comes by itself.
### A value is written by the program (2,447,581 or 7.16%); never write digits, signs or invisible marks yourself.

## Pieces of values: lengths of time, dates

span-two = { $more } and { $less }
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
span-ago = { $span } ago
span-now = just now
range-between = between { $low } and { $high }
moment-date = { $day } { $month } { $year }
moment-day = { $day } { $month }
moment-full = { $clock }, { $zone }
moment-fixed = { $clock }, { $city }, { $offset }
moment-clock = { $weekday } { $day }, { $time }
moment-offset = { $time }, { $city }, { $offset }
moment-offset-alone = { $time }, { $offset }
moment-zone = { $city } time
moment-zone-vowel = { $city } time
moment-zone-le = { $city } time

## Measures: what the numbers are, a number of each with its noun, and what a change means

measure-likes = likes
measure-followers = followers
measure-subscribers = subscribers
measure-members = members
measure-players = players
measure-stargazers = stars
measure-signatures = signatures
measure-ratings = ratings
measure-reviews = reviews
measure-views = views a day
measure-place = place in the chart
measure-stars = stars (average)
measure-price = price
measure-other = number
measure-named = { $noun }
measure-in-unit = { $measure } ({ $unit })
measure-should-fall = { $measure } (should fall)
measure-should-rise = { $measure } (should rise)
measure-numbered = { $measure } ({ $number })
counted-likes = { $count ->
    [one] { $count } like
   *[other] { $count } likes
}
counted-followers = { $count ->
    [one] { $count } follower
   *[other] { $count } followers
}
counted-subscribers = { $count ->
    [one] { $count } subscriber
   *[other] { $count } subscribers
}
counted-members = { $count ->
    [one] { $count } member
   *[other] { $count } members
}
counted-players = { $count ->
    [one] { $count } player
   *[other] { $count } players
}
counted-stargazers = { $count ->
    [one] { $count } star
   *[other] { $count } stars
}
counted-signatures = { $count ->
    [one] { $count } signature
   *[other] { $count } signatures
}
counted-ratings = { $count ->
    [one] { $count } rating
   *[other] { $count } ratings
}
counted-reviews = { $count ->
    [one] { $count } review
   *[other] { $count } reviews
}
counted-views = { $count ->
    [one] { $count } view a day
   *[other] { $count } views a day
}
counted-place = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
counted-stars = { $count ->
    [one] { $count } star
   *[other] { $count } stars
}
counted-price = { $count }
counted-other = { $count }
counted-named = { $count }~{ $noun }
counted-people = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
counted-pair = { $count }~{ $noun }
per-likes = a like
per-followers = a follower
per-subscribers = a subscriber
per-members = a member
per-players = a player
per-stargazers = a star
per-signatures = a signature
per-ratings = a rating
per-reviews = a review
per-views = a daily view
per-place = a place
per-stars = a star
per-other = for { $unit }
standing-place = place { $count }
moved-lost = { $counted } lost
moved-gained = { $counted } gained
moved-down = down { $counted }
moved-up = up { $counted }
moved-place-down = down { $counted }
moved-place-up = up { $counted }
moved-unsure = change: { $counted }
moved-not = no change
moved-not-of = { $measure }: no change

## Where a figure comes from

origin-source = read
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
mistake-unknown-inside = { $where }: this key stands inside another. Write: { $example }
mistake-unknown-far = { $where }: there is no such key. Known here: { $known }.
mistake-missing = { $where }: this key is missing. It wants { $wanted }.
mistake-value = { $where }: { $given } does not fit. It wants { $wanted }.
mistake-reserved = { $where }: { $given } is a word that nolike uses itself. Choose another one.
mistake-near = { $where }: { $given } is not known. Did you mean { $near }?
mistake-gap = { $where }: { $given } does not exist in { $zone }, because the clock is put forward then. The next time that exists is { $next }.
mistake-order = { $where }: the end must come after the start.
mistake-left-out = { $where }: { $language } is the campaign’s own language, so `languages` needs it.
mistake-rates-date = { $where }: rates need the date they are of, such as { $example }.
mistake-own-rate = { $where }: { $currency } is the campaign’s own currency and needs no rate.
mistake-no-name = { $where }: { $language } is missing, and it is the language that everything falls back to.
mistake-twice = { $where }: { $given } stands here a second time. The first is in line { $line }.
mistake-handle = { $where }: { $given } is not a handle of { $source }. One that would do: { $example }
mistake-comma = Line { $line }: a decimal is written with a point. Write: { $example }
wanted-milestones = a whole number, or a table such as { $example }
edit-no-row = There is no row { $given }. Known here: { $known }.
edit-no-table = { $key } is no table of the file that could hold this key.
edit-done = { $key } is changed in { $file }.
new-load = To take it in: nolike campaign load { $file }
new-written = { $file } is written.
new-there = { $file } is there already. Change it with nolike campaign edit, or choose another name.
new-title = What is the campaign called?
new-slug = Its short name for addresses and commands
new-language = In which language do you write? (ar, fr, en)
new-zone = In which time zone does it take place? For example Africa/Casablanca
new-start = When does it begin?
new-contact = Where can people reach you? An address with https://, mailto: or t.me/
new-company = Which company is it about?
new-company-more = One more company? Enter alone ends
new-page = Its page: paste its address, or write it as source:handle, such as { $example } for numbers that you type
new-page-more = One more page of this company? Enter alone ends
new-page-wanted = the address of a page that a source knows, source:handle such as { $example }, or { $typed } for numbers that you type
new-network = No source reads { $network }. Write { $example } instead: people then type its numbers.
new-page-several = { $sources } can all read { $given }: write one of them in front, such as { $example }
new-measure = What is counted there?
new-crowd = Nothing reads { $sources } by itself yet. May anyone in the group type the numbers (three people who agree make one)?
mistake-address = { $where }: { $given } is not a public address that begins with https://, such as https://petition.example/api/1.json.
mistake-page-option = { $where }: { $option } cannot be used as it is written. An example: { $option } = "{ $example }"
mistake-source-network = { $where }: no source reads { $network }. Write source = "manual": people then type its numbers. With crowd = true anybody in the group may.
mistake-network = { $where }: no source reads { $network }. Write source = "manual", handle = "{ $handle }": people then type its numbers. With crowd = true anybody in the group may.
mistake-page-option-missing = { $where }: say where the number stands, such as { $example }.
mistake-page-option-unknown = { $where }: { $option } is not known here; known are { $known }.
mistake-page-option-foreign = { $where }: the source { $source } has no { $option }.
mistake-same = { $where }: this says the same as { $other }. Keep one of the two.
mistake-needs = { $where }: this also needs { $needed }, on a line of its own.
wanted-table = a table of keys
wanted-pages = pages as tables, such as [{ $example }]
wanted-tables = one or more tables of keys
wanted-slug = 1 to 40 small letters a–z, digits or hyphens, in quotes
wanted-line = a text in quotes, on one line, of at most { $length }~characters
wanted-zone = an IANA time zone in quotes, such as { $example }
wanted-colour = a colour in quotes, such as { $example }
address-key = The address of { $company } holds { $name }, which looks like a key that everybody can read on the page. Take it out: { $example } at a page of json names the header for it, and JSON_API_KEY holds the key.
accent-corrected = The accent colour { $given } is hard to read on the page, so it is shown as { $shown }.
picture-letters = Pictures cannot show { $letters }: it is left out there, or the name stands in another language. The page and chats show it.
logo-bad = The logo { $path } cannot be used. { $wanted }
logo-unknown = There is no such logo here. Load the campaign’s file with the picture beside it, or upload the logo in the desk.
wanted-time = a local date and time without quotes, from 2000 to 2199, such as { $example }
wanted-date = a date without quotes, such as { $example }
wanted-currency = a currency code of three capital letters in quotes, such as { $example }
wanted-amount = a number above zero and at most a thousand million, such as { $example }
wanted-rates = a table of currency codes and numbers above zero, such as { $example }
wanted-cadence = a length from one minute to 24~hours, or a time of day, in quotes, such as { $example }
wanted-languages = one or more languages, such as { $example }
wanted-language = one of { $languages }, in quotes
wanted-days = a whole number of days from { $low } to { $high }
wanted-contact = an address in quotes that begins with one of { $forms }
wanted-source = one of { $sources }, in quotes
wanted-one-of = one of { $known }, in quotes
wanted-measure = the name of a measure in quotes ({ $known }), or a table such as { $example }
wanted-nouns = a table of languages, each with a noun in quotes or its plural forms, such as { $example }
wanted-decimals = a whole number from 0 to { $high }
wanted-target-number = a number without quotes, such as { $example }
wanted-handle = the page’s handle in quotes
wanted-crowd = true, or a table such as { $example }
wanted-option = a line such as { $example }

## Sources: why a page gives no count, and what is counted where it is not likes

fault-hidden = { $page } hides its number.
fault-not-found = { $page } is not found there. Is its name written right?
fault-suspended = { $page } is suspended, so it shows no true number.
fault-moved = { $page } has moved to another address or account. Please name the new one in the campaign file.
fault-closed = { $page } was closed or taken down.
fault-out-of-chart = { $page } is not among the places that the chart lists.
fault-no-token = { $page } cannot be read: its source has no access key yet.
fault-dead-token = { $page } cannot be read: the access key has expired or was withdrawn.
fault-no-permission = { $page } may not be read. On Facebook, the app lacks Page Public Metadata Access.
fault-quota = { $page } cannot be read just now: the requests that it allows are used up.
fault-unreachable = { $page } cannot be reached. We keep trying.
fault-bad-answer = { $page } gave an answer that holds no count.
note-followers = Followers are counted here, because the page shows no likes.
note-approximate = Discord gives this number as an approximation.

faults-title = { $title }: pages that give no number
faults-type = Until then, counts can be typed:
back-title = { $title }: pages that give their number again
page-back = { $page } can be read again.
type-title = { $title }: please look at these pages and type their numbers
type-old = { $page }: the last count is { $age } old.
type-never = { $page }: no count yet.
type-button = { $name }: type the number
and-more = { $count ->
    [one] And { $count } more.
   *[other] And { $count } more.
 }
remedy-hidden = Its owner hides the number: type it if you can see it elsewhere.
remedy-not-found = Check that the page still exists and is spelled right in the campaign file.
remedy-suspended = There is nothing to do but wait; the last count stays.
remedy-moved = Write the new address into the campaign file, and load it again.
remedy-closed = The page is gone; its last count stays.
remedy-out-of-chart = Nothing needs fixing: the place counts again once it is back in the chart.
remedy-no-token = Whoever runs the bot can add a key in its settings; until then, counts can be typed.
remedy-dead-token = Whoever runs the bot needs to renew the key in its settings.
remedy-no-permission = Whoever runs the bot needs to check what the key may do; Facebook asks for an app review.
remedy-quota = Whoever runs the bot can read less often, or get a bigger allowance; on X, that means credit.
remedy-unreachable = If the site opens in a browser, whoever runs the bot should check the server’s network.
remedy-bad-answer = The site may have changed: whoever runs the bot can try the page with nolike try.

## Answers to every command

deliveries-stalled = Messages to { $platform } were stuck although some were due. Sending has been restarted; see /report.
away-bot = From { $since } to { $until } I was off: my program or its server had stopped. Whatever waited is being sent now; /report shows it.
away-platform = { $platform } could not be reached from { $since } to { $until }. Whatever waited is being sent now; /report shows it.
away-database = From { $since } to { $until } I could write nothing to my database. Whatever waited is being sent now; /report shows it. Whoever runs the bot finds the cause in its log.
answer-not-rendered = That was done, but the answer could not be shown. The fault has been logged.
went-wrong = Something went wrong on our side; nothing was changed. Please try again in a minute.
only-commands = I did not get that. Tap a button, or see the commands in /help
edited-message = I do not read changes to a message, so this one does nothing. Please send it again as a new message.
forwarded-command = A forwarded command does nothing. If you mean it, type it yourself.
only-words-and-pictures = I can only take words here, or a picture (PNG or JPEG). Please write it, or send the picture by itself.
only-stills = I cannot send videos on: some chats do not show them, and they can tell where they were filmed. Please send a still picture instead (PNG or JPEG).
only-gif = A GIF moves, and the bot can only send still pictures on. Please send one still picture of it (PNG or JPEG), such as a screenshot.
picture-not-fetched = Telegram did not give me that picture. Please send it once more.
telegram-local = I cannot get files here: the bot’s Telegram server keeps them to itself. Whoever hosts the bot must start it without --local.
call-formatting-left = Bold and other formatting was dropped: not every platform shows it. Addresses behind words now stand beside them.
telegram-webhook = Telegram sends this bot’s updates to a webhook at { $host }, so nolike would hear nothing. `nolike check --take-over` deletes that webhook.
telegram-webhook-gone = TELEGRAM_WEBHOOK is set and the bot runs, but Telegram has no webhook for it: it hears nothing. The bot sets it again within some minutes; if it does not, start it again.
telegram-webhook-other = TELEGRAM_WEBHOOK is set and the bot runs, but Telegram sends its updates to { $host }, so it hears nothing. The bot sets its own webhook again within some minutes; if the other one comes back, somebody else has this token.
unknown-command = { $command } is not a command. /help lists all of them.
unknown-command-near = { $command } is not a command. Did you mean { $near }?
a-moment = One moment, please: I’ll be back within a minute.
only-in-private = { $command } works in a private chat with me only.
only-in-private-link = { $command } works in a private chat with me only: { $link }
only-a-person = { $command } is personal, and here I cannot tell who you are. Use it in a private chat with me.
only-a-person-link = { $command } is personal, and here I cannot tell who you are. Use it in a private chat with me: { $link }
only-administrators = Only this chat’s administrators can use { $command }.
admin-unknown = I could not find out whether you administer this chat. Please send { $command } again in a minute.
no-campaign = No campaign is loaded yet. Whoever runs this bot can load one.
unknown-campaign = There is no campaign { $word }. Choose from: { $known }.
which-campaign = Which campaign? Choose from: { $known }.
which-campaign-write = Please send that again, beginning with one of these: { $known }.
need-role = This needs the role of { $role } in “{ $title }”. An owner can invite you.
contact = Questions: { $contact }

## Figures: the table, the update, and what must be said beside them

button-figures = Figures
button-chart = Chart
button-take-part = Take part
button-share = Share
headline = { $moved } ({ $percent }) · { $money } at { $value } { $unit } (organizers’ assumption)
headline-worth = { $moved } · { $money } at { $value } { $unit } (organizers’ assumption)
headline-change = { $moved } ({ $percent })
headline-plain = { $moved }
headline-count = { $now } at the first reading
headline-measure = { $measure }: page by page
headline-none = No change to show yet.
headline-unchanged = No change was counted.
company = { $name } { $now } · { $change } ({ $percent })
control-only = Only for comparison: it stands in no total.
company-plain = { $name } { $now } · { $change }
company-now = { $name } { $now }
company-none = { $name }: not read yet
company-never = { $name }: not read before the end
company-read = { $company } · last read { $age }
company-read-at = { $company } · last read { $at }
companies-more = { $count ->
    [one] and 1 more company
   *[other] and { $count } more companies
}
all-companies = all companies
button-help = Help
button-subscribe = Subscribe here
unknown = —
about = about~{ $value }
total = Total
pair = { $first } · { $second }
# The name of a currency behind an amount, or ($count is 100) alone.
currency = { $count ->
   *[other] { $code }
}
listed = { $first }, { $rest }
source-name = { $source ->
    [app_chart] App Store chart
    [app_stars] App Store stars
    [app_store] App Store
    [bluesky] Bluesky
    [decidim] Decidim
    [discord_invite] Discord
    [eu_initiative] EU initiative
    [facebook] Facebook
    [github_stars] GitHub
    [html] web page
    [instagram] Instagram
    [json] web data
    [manual] typed in
    [mastodon] Mastodon
    [steam_players] Steam players
    [steam_reviews] Steam reviews
    [telegram] Telegram
    [tranco] Tranco
    [trustpilot] Trustpilot
    [uk_petitions] UK petition
    [wikipedia_views] Wikipedia
    [x] X
    [youtube] YouTube
   *[other] { $source }
}
target-page = { $name } ({ $page })
per-hour = { $pace } an hour
campaign-title = { $title }
row-before = before
row-now = now
row-end = at the end
row-lost = lost { $measure }
row-gained = gained { $measure }
row-change = change: { $measure }
row-percent = per cent
row-money = loss, { $currency }
row-worth = worth, { $currency }
row-last-hour = last hour
row-last-24h = last 24~hours
row-pace = pace
change-last-hour = last hour { $change }
change-last-24h = last 24~h { $change }
change-pace = pace { $pace }
block-name = { $name }
block-now = { $before } → { $now } · { $change } ({ $percent })
block-now-plain = { $before } → { $now } · { $change }
block-end = { $before } → { $now } at the end · { $change } ({ $percent })
block-end-plain = { $before } → { $now } at the end · { $change }
block-money = Worth { $money }
block-recent = Recently: { $recent }
block-no-loss = Now { $now }; no change to show yet
block-no-loss-end = At the end { $now }; no change was counted
block-measure = By { $measure }:
not-started = The campaign starts on { $at }.
ended = The campaign ended on { $at }; these are the figures at the end.
age = { $origin } { $age } · since { $since }
age-at = { $origin } { $at } · since { $since }
age-before = { $origin } { $age } · starts { $at }
age-ended = Figures at the end, { $at }
recent-and-age = { $recent } · { $age }
no-figures = No page has been read yet.
no-figures-ended = No public counts were read or typed in.
no-figures-next = As soon as the first figures are in, /stats shows them.
no-figures-typed = The bot cannot read these pages by itself. As soon as the campaign’s team types their numbers with /count, /stats shows them.
lacks-key = { $pages }: the bot cannot read this without an access key. Type the numbers with /count, or have { $settings } set on the server; then they come by themselves.
last-read = { $name }: last read { $age }.
since-end = { $name } since the end: { $change }.
held = { $name }: a reading of { $count } is far from the last one and waits for a second look.
no-reading-yet = Not read yet: { $names }.
no-reading-end = No reading before the end: { $names }.
baseline-late = Counted from the first reading, { $date }: { $names }.
baseline-corrected = Starting count corrected on { $date }: { $names }.
about-page = { $names }: { $note }
rounded = Some counts are rounded to { $step }, so their change is given as a range.
assumption = Money at { $value } { $unit } (organizers’ assumption: { $note }).
assumption-plain = Money at { $value } { $unit } (organizers’ assumption).
rate = 1 { $currency } = { $rate } { $base } on { $date }.
goal-reached = The goal of { $goal } is reached.
goal-between = { $share } of the way to { $goal } · at this pace between { $low } and { $high }
goal-unclear = { $share } of the way to { $goal } · cannot tell yet when
goal-over = { $share } of the way to { $goal } at the end
update-title = { $title }: update
update-final-title = { $title }: final figures

## /start and /help

start-about = what this bot does
start-title = Hello!
start-private = I measure what a consumer campaign does to companies’ public numbers. /stats shows it, /subscribe sends you updates, /help lists more.
start-group = I post what the campaign does to companies’ public numbers. /stats shows it; an administrator can /subscribe this chat.
start-campaign = “{ $title }”
help-about = all commands
help-title = Commands
help-line = { $command }: { $about }
button-all-commands = All commands

## /stats

stats-about = what the campaign has done so far
share-about = a message to pass on
share-page = Live figures: { $link }
share-forward = Forward this message to whoever should know.
share-whatsapp = WhatsApp
share-telegram = Telegram
share-x = X
unknown-target = There is no company { $word }. Choose from: { $known }.
unknown-target-near = There is no company { $word }. Did you mean { $near }?

## /subscribe and /unsubscribe

subscribe-about = updates in this chat, every hour or as often as you like
subscribe-usage = Write /subscribe, or with a cadence: `/subscribe 1h`, `/subscribe 30m`, `/subscribe daily 20:00`
subscribed = This chat now gets updates of “{ $title }”, { $cadence }.
subscribed-next = The next one comes on { $at }.
subscribed-stop = /unsubscribe ends it, /quiet keeps the night quiet.
subscribed-elsewhere = Another topic of this group follows it too, so everything comes twice.
subscribed-here-alone = Everything about “{ $title }” now comes to this topic alone.
button-here-alone = Only in this topic
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

settings-about = the settings of this chat
settings-title = Settings of this chat
settings-language = Language: { $language } (/language)
settings-zone = Time: { $now } (/timezone)
settings-quiet = Quiet hours: { $hours } (/quiet)
settings-no-quiet = Quiet hours: none (/quiet)
settings-follows = Follows “{ $title }”, { $cadence }; next on { $next }
settings-over = Followed “{ $title }” to its end
settings-chapter = Belongs to { $name } (/chapter)
settings-follows-nothing = Follows no campaign (/subscribe)
button-language = Language
language-about = the language of this chat
language-choose = Which language shall I speak here?
language-set = OK, { $language } from now on.
unknown-language = I do not speak { $word }. Choose a language:
no-such-language = I do not speak { $word }. I speak: { $known }.
timezone-about = the time zone of this chat
timezone-usage = For example: `/timezone Africa/Casablanca`
timezone-now = Here it is { $at }.
timezone-set = Here it is now { $at }; updates follow this clock.
unknown-zone = I know no time zone { $word }. Did you mean { $near }?
several-zones = There is more than one time zone in { $word }. Which one is yours?
quiet-about = hours without updates
quiet-usage = For example: `/quiet 23:00-08:00`, or `/quiet off`
quiet-how = Say from when to when, or off.
quiet-set = No updates from { $start } to { $end }, { $zone }; one comes when they are over.
quiet-off = Done: there are no quiet hours.
bad-hours = I did not understand “{ $word }” as hours. Write a start and an end that differ, such as 23:00-08:00.

## /claim, /resign, /revoke

claim-about = take your role with the code that you were given
claim-usage = For example: /claim followed by the code
claim-how = The code is missing.
claim-wrong = This code is not valid: it is mistyped, used or out of date. Ask for a new one.
claim-too-often = Five wrong codes in an hour: please wait an hour, then try again.
claim-in-private = A code belongs in a private chat with me, never in a group.
claim-in-private-link = A code belongs in a private chat with me, never in a group: { $link }
claim-burnt = This code was read by everyone here, so it no longer works. Ask for a new one and use it in a private chat with me.
claim-burnt-link = This code was read by everyone here, so it no longer works. Ask for a new one and use it in a private chat with me: { $link }
claimed = You are now { $role } of “{ $title }”, known only as { $pseudonym }. /resign gives the role back.
claimed-until-purge = Note: “{ $title }” is over. On { $at } what is kept about people is deleted, and your role with it.
resign-about = give your role back
resigned = You are no longer { $role } in “{ $title }”, and this chat’s address is deleted.
last-owner = The last owner cannot leave from here: invite another owner first, or ask whoever runs the server.
revoke-about = take a person’s role away (owners)
revoke-usage = Write /revoke with the beginning of that person’s pseudonym; /revoke alone lists who holds a role
revoked = { $pseudonym } is no longer { $role }.
members-title = Who holds a role in “{ $title }”
member-line = { $pseudonym }: { $role }
no-such-member = Nobody here is called { $word }, or more than one is.

## /desk

first-start = Open this address in a browser on this machine; it works once, within 30~minutes: { $link }
first-start-elsewhere = From another machine, first: { $command }
desk-about = open the desk in a browser (people with a role)
desk-no-role = The desk is for people with a role in a campaign: take yours with /claim and the code that you were given.
desk-off = The desk is switched off here. Everything it does, I do in this chat too: /help.
desk-link = Your link to the desk: it works once, within ten minutes, and is for you alone.
desk-link-here = This link opens the desk on the machine that I run on, once, within ten minutes: { $link }
button-desk = Open the desk

## /count

count-about = type in a page’s count (reporters)
count-usage = Write /count, the name, and the number on its page, such as 2,272,336, or 2.27M for a rounded one
count-how = Say which page, and the number on it.
bad-number = { $word } is not a count: write it in digits, such as 2,272,336 or 2.27M.
unknown-page = There is no page { $word }. Choose from: { $known }.
which-page = { $word } has several pages. Which one? { $known }
count-which-number = What number does { $page } show now? Send just the number, such as 2,039,848.
crowd-thanks = Thank you! Your number for { $page } is kept apart for { $window }: it counts once several people in several groups read the same.
crowd-held = Several people read { $count } on { $page }. That is far from the last count, { $last }: it counts once as many people read it again.
crowd-agreed = Several people read { $count } on { $page }: it counts from now on.
count-taken = Noted: { $page } { $count }, as of now.
count-rounded = Noted: { $page } { $count }, rounded to { $step }.
count-too-soon = { $last } was noted for { $page } this very second. If yours is right, send it once more.
count-again = { $count } is far from the last figure for { $page } ({ $last }). If it is right, send it once more.
count-gave-way = The first count, { $before }, was rounded: { $count } now takes its place.
button-undo = Undo
undo-about = undo your last count, file or goal (reporters)
undo-which = What would you like to undo?
undo-nothing = You have nothing to undo.
undo-others = Only whoever sent this, or an organizer, can undo it.
undo-ended = “{ $title }” is over, so what was counted before its end stays.
undo-updates = the subscription to “{ $title }”
undone = Undone: { $what }.
undo-goal-since = This goal was changed again since. Please undo that change first.
act-count = { $page }: { $count }
act-goal = the goal of “{ $title }”, from { $before } to { $after }
act-change = the change of “{ $title }” that waits for approval
act-file = file of { $at }, { $rows ->
    [one] one count
   *[other] { $rows } counts
}

## /privacy and /forget

privacy-about = what is kept about people
privacy-title = What is kept
privacy-never = Never kept: names, usernames, phone numbers, what people write.
privacy-kept = About a person with a role: a pseudonym that only this server can make, the role, and since when.
privacy-pledges = About a person who takes part in an event: a pseudonym, how many they bring, their chapter, the group they said it in, and what they say they did.
privacy-private = A private chat’s address is kept, encrypted, only while it is needed: a subscription, a role, or a reminder that was asked for.
privacy-purge = “{ $title }”: what is kept about people is deleted on { $date }.
privacy-purge-days = “{ $title }”: what is kept about people is deleted { $days ->
    [0] as soon as it ends
    [one] a day after its end
   *[other] { $days } days after its end
}.
privacy-forget = /forget, in private, deletes everything kept about you at once.
forget-about = delete everything kept about you
forget-sure = This deletes your roles, what you said in events, this chat’s settings and its subscriptions. Sure?
forgotten = Done. Nothing about you is kept any more.
forgotten-but-backups = Done. Nothing about you is kept here any more; the last copy that knows you is deleted on { $date }.
privacy-backups = Backups are encrypted; the newest is deleted on { $date }.
privacy-replica = A copy of the database runs along elsewhere, for the day this server is lost. What is deleted today is gone from it on { $date }. It shows pseudonyms to whoever can read it, but no names and no addresses.
button-forget = Yes, delete it

## Telegram
telegram-bad-token = Telegram does not know this token: copy it again from @BotFather into TELEGRAM_BOT_TOKEN.
telegram-unreachable = Telegram cannot be reached: { $reason }.
telegram-logged-out = The bot has left this Bot API server: TELEGRAM_API_URL must name the one that it uses now. To come back here, wait ten minutes.
telegram-left = The bot has left { $server }. Now name the new server as TELEGRAM_API_URL, and do not ask the old one again: that would bring the bot back.

## The terminal

cell = { $value }
console-as = You are now { $person }, { $role }.
console-as-how = Write /as with a role, and a name if you like: `/as organizer:samira`. Roles: { $roles }.
console-in = You are now in the group { $chat }.
console-in-private = You are now in your private chat with the bot.
console-in-how = Write `/in private`, or /in with the name of a group.
console-clock = It is now { $at } ({ $zone }).
console-clock-how = Write `/clock +2h` or `/clock +3d`; a later date with a time is taken too.
console-clock-live = Chats of other platforms are in this database, and moving the clock would write to them. Rehearse on another one: DATABASE_URL=sqlite:///rehearsal.db nolike console
console-press-how = There is no such button here. Choose from: { $known }.

## The demo

demo-hello = { $hours } simulated hours of the 2016 campaign in about~{ $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}, in this terminal as a group chat. Updates come by themselves; type /stats, /help or `/language ar`.
demo-end = The simulated hours are over. To run the bot for real, see README.md.

## What the person at the server reads

no-campaign-operator = No campaign is loaded yet. Load one: nolike campaign load campaigns/no-voip-no-like.toml
database-begun = A new database was begun, the { $database }, since there was none. If the bot has one already, type this in its folder, or set NOLIKE_HOME or DATABASE_URL as they are for the bot.
database-none = The { $database } does not exist, or holds nothing. If the bot has one, type this in its folder, or set NOLIKE_HOME or DATABASE_URL as they are for the bot. Only `nolike run` and `nolike campaign load` begin a new one.
loaded-new = Loaded “{ $title }” ({ $slug }) with { $pages ->
    [one] { $pages } page
   *[other] { $pages } pages
}.
loaded-again = Updated “{ $title }” ({ $slug }), now with { $pages ->
    [one] { $pages } page
   *[other] { $pages } pages
}.
campaign-change = { $key }: { $before } → { $after }
campaign-changed-since = { $key } was changed again since. Take that change back first.
load-desk-edited = Nothing is loaded yet: this was edited in the desk since, and the file would change it back.
load-anyway = To take the file all the same, add --yes. To keep the desk’s values, download the campaign there.
price-a-day = Reading { $pages ->
    [one] { $pages } page
   *[other] { $pages } pages
 } of { $source } costs about~{ $price } a day, once its key is set.
baseline-kept = { $page }: the baseline stays as it was, although the snapshots would now give another. To change it: nolike baseline { $slug } --recompute
baseline-unsure = { $page }: this file gives no starting count, because rows of it were refused. Send the mended file, or take what is there: nolike baseline { $slug } --recompute
baseline-none = { $page }: no baseline yet
baseline-is = { $page }: { $count } of { $at }
baseline-is-corrected = { $page }: { $count } of { $at }, corrected on { $date }
campaign-line = { $slug }: { $title }
campaign-halted = “{ $title }” is halted: nothing is sent until nolike resume.
campaign-resumed = “{ $title }” goes on.
campaign-stopped = “{ $title }” has been stopped since { $at }: nothing goes out until it goes on.
imported = { $new ->
    [one] One row
   *[other] { $new } rows
} added, { $already } already there, { $refused } refused.
import-how-undo = This is import { $number }. To take it back: nolike import --undo { $number }
import-undone = Import { $number } is taken back. Counts removed: { $rows }; baselines changed: { $pages }.
import-which-file = Name the file, or write --undo with the number of an import.
undo-already = That was taken back before.
undo-unknown = Nothing that can be taken back has the number { $number }.
column-time = taken_at, at, date, time, timestamp, datetime, day, t, when, date and time, dates, times, timestamps
column-zone = timezone, time zone, tz, zone, utc offset, offset
column-source = source, network, platform
column-handle = handle, account, username, user
column-page = page, name, company, target, url, link
column-step = step
column-total = total, totals, grand total, sum
column-count = count, number, value, total
column-likes = like, likes
sheet-empty = The file has no rows.
sheet-no-head = The first lines name no column of times and none of counts. Name them, for example: “date,likes”
sheet-which-page = The file does not say which page its counts are of. It can be: { $known }.
sheet-only-page = Its counts are taken as those of { $page }, the campaign’s only page.
sheet-no-column = The file has no column { $given }. It has: { $known }
sheet-which-count = Several columns may be the counts: { $known }.
sheet-which-dates = Dates such as 3/4/2026 can mean two days here.
sheet-left-out = Columns that are left out: { $columns }
sheet-zone = Times without a zone are taken as those of { $zone }.
sheet-filled = Empty cells below a date or a page are read as the cell above them.
sheet-serial = Numbers such as { $given } in the column of times are read as a workbook counts days.
sheet-total = The row of totals in line { $line } is left out.
sheet-encoding = The text is read as { $encoding }; nothing in the file says so.
row-short = { $given ->
    [one] one cell
   *[other] { $given } cells
}, too few for the columns that the first line names.
import-rows = { $rows ->
    [one] One row
   *[other] { $rows } rows
} of { $pages ->
    [one] one page
   *[other] { $pages } pages
}, from { $first } to { $last }.
import-refused = { $rows } refused: { $why } (line { $lines })
import-now = { $page }: { $before } → { $after }
import-ask = Import them?
import-stopped = Nothing was imported, because rows of the file are refused.
import-preview-only = Nothing was imported: this was only the preview.
sheet-bad-text = { $file } is not text in a known encoding ({ $encoding }): save it as UTF-8.
sheet-bad-line = { $file }, line { $line }: { $reason }.
sheet-bad-json = { $file } is not JSON: { $reason }.
sheet-json-shape = { $file } must be a list of objects, or an object in each line.
sheet-bad-workbook = { $file } is not a workbook that can be read: { $reason }.
import-add-page = Say it with --page.
import-add-count = Say which with --count.
import-add-dates = Add --dates day-first or --dates month-first.
import-add-keep-good = With --keep-good the good rows are imported.
sheet-no-count = The file has a column of times ({ $time }), but none that is known to be counts. Its other columns: { $known }.
sheet-no-time = The file has counts ({ $columns }), but no column that says when they were read.
sheet-maybe-gains = If this is LinkedIn’s own export, “{ $column }” is what each day brought, not the total. Nothing in the file says so: look at the numbers before you import them.
sheet-rounded = Rounded numbers are kept with what they are rounded to: { $given } to { $step }.
import-add-at = Say the day with --at, for example --at 2026-08-05 or --at 2026-08-05T12:00.
import-already = { $rows } of them { $rows ->
    [one] is
   *[other] are
} stored already.
import-same = { $page }: the figures stay as they are: { $figure }
import-figure = { $standing } ({ $change })
import-no-figure = no count yet
import-meanwhile = Other counts that contradict this file arrived meanwhile, so nothing was imported. Look at it once more.
row-columns = { $given ->
    [one] one column
   *[other] { $given } columns
}; it must be source,handle,taken_at,count and perhaps step.
row-page = { $page } is not in the campaign.
row-time = { $given } is not a time; write it as 2016-02-26T00:00:00Z.
row-gap = { $given } does not exist in { $zone }, because the clock is put forward then. If the file has times of another zone, name it in its first line: `time (UTC)`.
row-zone = { $given } has no zone; add Z or an offset such as +01:00.
row-time-range = { $given } lies before the year 2000 or in the future.
row-measure = { $given } is not possible for “{ $measure }”.
row-count = { $given } is not a count; write it in digits alone.
row-step = { $given } is not a step; it is a whole number from 1.
row-conflict = another count of this page and second is stored already, and stays.
invited = This code makes one person { $role } in “{ $title }”, until { $until }. They send it to the bot in a private chat: `/claim { $code }`
invite-purged = The data of the people of { $title } were due for deletion on { $at }, so this code would be deleted too. Set a later ends_at or more purge_days in the campaign’s file and load it again.
invite-until-purge = Note: on { $at } the roles and codes of { $title } are deleted (purge_days in its file), so this code ends then.
breaks-call = Call { $id }: { $why }
breaks-series = Series { $id }: { $why }
breaks-event = Event { $id }: { $why }
organizer-line = { $pseudonym }  { $role }  { $platform }  { $since }
organizers-none = Nobody holds a role yet. Invite somebody: nolike invite CAMPAIGN --role owner
install-what = Say what to install: nolike install --systemd
install-hidden = The service runs as a user of its own and cannot read { $path }. Install nolike in /opt/nolike first: docs/hosting.md shows how.
install-written = { $path } is written. Type next:
check-home = settings and data are in { $folder }
check-port =
    { $host }, port { $port } is free for { $setting ->
        [METRICS_PORT] the metrics
        [DESK_PORT] the desk
       *[WEB_PORT] the page
    }
check-served =
    { $setting ->
        [METRICS_PORT] the metrics are served at port { $port } by a nolike that runs
        [DESK_PORT] the desk is served at port { $port } by a nolike that runs
       *[WEB_PORT] the page is served at port { $port } by a nolike that runs
    }
check-not-ours = what answers at port { $port } is not this bot: it is another one, or runs with another SECRET_KEY or an older version. Stop it or start it anew, or choose another port with { $setting }
check-same-port = { $first } and { $second } are both { $port }: each needs a port of its own
check-without-page = WEB_PORT is 0: there is no page
check-address = { $setting } is wrong: it must be an address without a path, such as https://likes.example.org. Until it is, the page is not served
check-webhook-elsewhere = TELEGRAM_WEBHOOK is set and WEB_PORT is 0: another process must take the updates
check-webhook-deaf = TELEGRAM_WEBHOOK is set, but no page is served here: the bot hears nothing on Telegram
check-take-over-webhook = TELEGRAM_WEBHOOK is set, so the bot would only set its webhook again. To be without one, stop the bot, empty that line, and type this once more. If another webhook is in the way, start the bot: it sets its own.
check-webhook-unknown = TELEGRAM_WEBHOOK is set, but no token of Telegram is known here: this page takes no updates. Give it TELEGRAM_BOT_TOKEN and the bot’s own SECRET_KEY
check-webhook-fault = the last time that Telegram could not bring an update to TELEGRAM_WEBHOOK: { $reason }. Updates that wait: { $waiting }
check-without-address = WEB_PUBLIC_URL is not set: pictures to pass on, feeds, calendars and the code to embed lack the page’s address
check-without-platform = { $setting } is not set: the bot is not on { $platform }
check-page-without = { $page }: { $setting } is not set; its counts are typed in with /count
check-database = database reached, campaigns loaded: { $campaigns }
check-encoding = the database has the encoding { $encoding }, in which not every text can be written: create one with UTF8, and restore a backup into it
check-no-database = the { $database } does not exist yet, or holds nothing: `nolike run` begins it. If the bot has one, type this in its folder, or set NOLIKE_HOME or DATABASE_URL as they are for the bot
check-running = running on this database: nolike { $versions }
check-skew = this machine’s clock and the database’s differ by { $seconds } s: keep both set by NTP
check-secret = SECRET_KEY is the one this database was begun with
check-secret-first = this database has no SECRET_KEY yet: the bot’s first start notes the one that is set then
check-secret-other = SECRET_KEY is not the one this database was begun with: no role and no private chat is known, and a page refuses what Telegram brings
check-secret-beside = SECRET_KEY is not the one this database was begun with, but { $file } holds that one: put it in the place of { $key }, and keep the key that is there now somewhere else, since backups made with it need it.
check-old-key = The old SECRET_KEY counts until { $at }. Pseudonyms not seen since it was replaced: { $waiting }.
check-old-key-over = The old SECRET_KEY counts no more here, but backups from before it was replaced need it: delete its file once none of them is left.
check-no-platform = Neither TELEGRAM_BOT_TOKEN nor DISCORD_BOT_TOKEN is set: there is no chat to talk in
check-platform = { $platform }: the bot is { $bot }
check-page = { $page }: { $count }
check-page-manual = { $page }: typed in with /count
try-source = { $given } is not a source. Known are { $known }.
try-found = Found at { $page }: { $count }
try-rounded = It is rounded, to steps of { $step }.
try-detail = In detail: { $detail }
try-option = { $where }: { $option } cannot be used as it is written. An example: { $example }
try-raw = Where it stands:
try-stats = What /stats would say:
console-hello = Type a command, such as /stats or /help. /as, /in, /clock and /press are this terminal’s own. End with Ctrl-D.

## Calls to action: writing, approving, launching

call-about = write a call to action (organizers)
call-usage = Write /call and follow the questions; /calls lists what there is.
call-how = I did not understand that.
call-text = { $text }
call-button = { $label }
call-retracted = This call was taken back by its organizers.
call-step = Call { $id }, step { $step } of { $steps }
call-step-fix = New words for call { $id }, step { $step } of { $steps }
call-ask-text = Send me the text in { $language }, up to { $most }~characters. One language is enough: chats in another one get the campaign’s own.
call-there = There is already:
call-ask-picture = Send up to { $most } pictures, one by one or together, or go on without any. Chats see them as one.
call-more-pictures =
    { $left ->
        [one] There is room for one more: send it, or tap Next.
       *[other] There is room for { $left } more: send them, or tap Next.
    }
call-many-pictures = A call has { $most } pictures at most. Remove one to send another.
button-drop-picture = Remove picture { $number }
call-send-picture = Words do not go here: send a picture, or tap Next.
call-caption-left = The words under the picture were not taken: texts go with the text steps, where Back leads.
call-ask-buttons = Buttons under the call: { $left } of { $most } are free. Send a link as: Label https://example.org
call-labels-hint = In several languages: { $example }
call-ask-when = When? Send a time such as 20:00, or 5 December 20:00 ({ $zone }); for a series: every Friday 18:00 until 26 December.
call-ask-when-once = When? Send a time such as 20:00, or 5 December 20:00 ({ $zone }).
call-ask-until = If something holds it up, until when may it still go out? Send a time such as 22:00, or a length such as 3~hours ({ $zone }). Usually 24~hours.
call-ask-audience = Who is it for?
call-more-chapters = You can also type the name of another chapter.
call-preview = Call { $id }, as it will be read
call-preview-fix = New words for call { $id }
call-in = — { $language } —
call-stand-in = Chats in { $language } get it in { $other }.
call-with-pictures =
    { $pictures ->
        [one] With the picture.
       *[other] With { $pictures } pictures, shown as one.
    }
call-with-link = Button: { $label } → { $url }
call-with-did = Button: { $label } (counts each person once)
call-with-link-in = Button in { $language }: { $label } → { $url }
call-with-did-in = Button in { $language }: { $label } (counts each person once)
call-at-once = Goes out as soon as it is launched.
call-at = Goes out on { $at }.
call-until = Not after { $at }.
call-within = Within { $length }, or not at all.
call-past-end = Note: the campaign ends before that, on { $end }.
call-past-purge = Note: the campaign ends on { $end }, and everybody’s roles are deleted some time after it. When this call goes out, nobody may be left who can stop it.
call-fixes = Replaces the words of call { $id } everywhere.
call-to-all = All chats: { $chats }
call-to-platform = { $platform } alone: { $chats }
call-to-language = { $language } alone: { $chats }
call-to-chapter = { $name } alone: { $chats }
button-next = Next
button-back = Back
button-cancel-draft = Discard
button-without = Remove
button-did = I did it
button-now = Now
button-within = { $length }
button-usual = As usual
button-test = Test: { $language }
button-propose = Launch
button-approve = Approve
button-pause = Pause { $id }
button-resume = Resume { $id }
button-cancel = Cancel { $id }
button-retract = Retract { $id }
button-report = See report { $id }
button-open = Open { $id }
call-request = Call { $id } waits for your approval
call-request-fix = New words for call { $id } wait for your approval
fix-proposed = The new words for call { $id } now wait for { $missing ->
    [one] one approval
   *[other] { $missing } approvals
}. Asked just now: { $asked ->
    [0] nobody, as no other organizer has a private chat with me yet
    [one] one organizer
   *[other] { $asked } organizers
}.
call-proposed = Call { $id } now waits for { $missing ->
    [one] one approval
   *[other] { $missing } approvals
}. Asked just now: { $asked ->
    [0] nobody, as no other organizer has a private chat with me yet
    [one] one organizer
   *[other] { $asked } organizers
}.
call-few-organizers = That takes { $wanting ->
    [one] one more organizer
   *[other] { $wanting } more organizers
} than there are: on the server, nolike invite { $campaign } --role organizer makes one.
call-approved = Noted. Approvals still missing: { $missing }.
call-leaves = Call { $id } is on its way. Chats: { $chats }. `/report { $id }` shows how far it is.
call-scheduled = Call { $id } goes out on { $at }. Chats: { $chats }.
call-fixed = The new words go into call { $id } everywhere, from now on.
call-cancelled = Call { $id } is discarded.
fix-cancelled = The new words for call { $id } are discarded.
call-thrown = Another organizer discarded your call { $id }, which was waiting for approval.
fix-thrown = Another organizer discarded your new text for call { $id }, which was waiting for approval.
fix-rebased = Call { $id } got other words meanwhile. `/fix { $id }` shows yours merged with them; please launch it again from there.
call-no-text = A call needs a text in at least one language.
call-long = This text has { $length }~characters; { $most } is the most.
call-long-caption = Under a picture a text has at most { $most }~characters; this one has { $length }.
call-picture-long = The text in { $language } has { $length }~characters; under a picture { $most } is the most. Shorten it with Back, or go on without a picture.
call-bad-picture = Please send a PNG or JPEG picture of { $most }~MB at most. Width and height together: at most { $sides }~pixels; no side more than { $ratio }~times the other.
call-many-buttons = There are { $most } buttons already. Remove them to begin again.
call-did-twice = That button is there already.
call-bad-button = That is not a button: write a label, then a full address, as in: Read more https://example.org
call-long-link = This address has { $length }~characters, and a button holds { $most }. Use a shorter one, for example the page’s own short link.
call-label-left-out = The campaign is not in { $language }: send the button again without { $part }
call-long-label = A button’s label has 1 to { $most }~characters.
call-bad-when = I did not understand “{ $given }”. Examples: 20:00, 5 December 20:00, or “now”.
call-when-gap = { $given } does not exist in { $zone }: the clock is put forward then. The next time that exists is { $next }.
call-when-span = “{ $given }” is a span of time. Here one time is right, for example { $example }.
call-when-two = “{ $given }” can be more than one time. Write the one that you mean: { $times }
call-when-past = { $given } has passed.
call-late = The time of this call has passed. Its author can set a new one, or send it now.
call-until-late = By then the call would not even be out: choose a later time.
call-lapsed = Call { $id } waited for approval until it was too late, and is a draft again.
fix-lapsed = The new words for call { $id } waited for approval until it was too late, and are a draft again.
call-lapsed-told = It is too late for call { $id } as it is. Its author is told, and can change it.
fix-lapsed-told = It is too late for the new words of call { $id }. Their author is told.
call-until-long = A week at most: write a length such as 6 hours.
call-bad-audience = There is no audience { $word }.
call-use-buttons = Please use the buttons here.
call-preview-waits = This call still waits for your tap: launch it, change its words, or cancel it. What you just typed is not in it.
call-words-alone = Only the words of a call can be changed once it is out.
call-unknown = There is no call { $id }. /calls lists them.
call-gone = Call { $id } is gone: it was discarded, its series was changed, its new words are in place already, or it has another number since the bot was restored.
call-which = Which call? Add its number; /calls lists them.
call-not-yours = Only its author changes a call. /calls shows what you can do with it.
call-launched = Call { $id } is out already. `/fix { $id }` changes its words, `/retract { $id }` takes it back.
stands-call = Already done. Call { $id }: { $status }.
call-not-proposed = Call { $id } is not waiting for approval.
own-words = Somebody else must approve what you wrote.
call-changed = This was changed after you were shown it. `/call { $id }` shows what waits for your approval now.
call-held-up = Call { $id } was to go out until { $at }, and something held it up. Chats that do not get it: { $chats }. `/report { $id }` shows how it went.
call-refused = Another organizer did not approve your call { $id }: { $why }
fix-refused = Another organizer did not approve your new words for call { $id }: { $why }
call-not-running = Call { $id } is not under way, so there is nothing to pause.
call-not-paused = Call { $id } is not paused.
call-ended = Call { $id } is over, and is in no chat.
call-taken-off = Call { $id } has changed: it waits to be launched again.
fix-taken-off = The new words for call { $id } have changed: they wait to be launched again.
call-over = Call { $id } is over. `/retract { $id }` takes it back.
call-not-sent = Call { $id } is in no chat, so there is nothing to change.
missing-right = I may not write in a chat that follows the campaign ({ $platform } { $chat }). Its administrators can let me send messages.
long-round = A round of updates on { $platform } now goes to { $chats }~chats and takes { $length }, longer than the hour until the next one. Calls still go first. Daily digests or paid broadcasts would help.

## Calls: /calls, /report, /retract, /fix, /did, /audit

calls-about = the calls and where they stand (organizers)
calls-usage = Write pause, resume or cancel after /calls, with the call’s number. /calls alone lists them.
calls-how = Say what to do with this call: pause, resume, cancel, skip or stop.
calls-title = Calls of “{ $title }”
calls-none = There is no call yet. /call writes one.
calls-line = { $id }: { $status }
calls-line-at = { $id }: { $status }, { $at }
calls-line-fix = { $id }: new words for call { $fixes }, { $status }
calls-pause = Call { $id } is paused: nothing more goes out.
calls-resume = Call { $id } goes on.
calls-cancel = Call { $id } is cancelled: what has not gone out stays here.
call-is-draft = draft
call-is-proposed = waits for approval
call-is-scheduled = scheduled
call-is-running = under way
call-is-paused = paused
call-is-done = done
call-is-cancelled = cancelled
call-is-retracted = taken back
call-status = “{ $title }”: { $status }
report-about = how far a call is (organizers)
report-usage = Write /report with the number of a call; /calls lists them.
report-title = Call { $id }
report-audience = Chats: { $chats }
report-sent = Sent: { $chats }
report-pending = Waiting: { $chats }
report-sending = On their way: { $chats }
report-failed = Failed: { $chats }
report-unknown = Not known for sure (perhaps not there, perhaps twice): { $chats }
report-skipped = Left out: { $chats }
report-retracted = Taken back: { $chats }
report-reason = Failed because { $reason }: { $chats }
reason-too-late = it was too late
reason-moved = the group has a new address
reason-topic-gone = the topic is gone
reason-no-right = I may not do that there
reason-no-access = the channel is hidden from me
reason-locked = the thread is locked
reason-archived = the thread is archived
reason-removed = I was removed there
reason-blocked = I am blocked there
reason-deleted = the chat is gone
reason-deactivated = the account is gone
reason-not-started = nobody has started me there
reason-bot = it is another bot
reason-not-taken = the message was not taken
reason-address-lost = the address cannot be read
reason-picture = its picture could not be sent
reason-unreachable = the platform could not be reached
reason-flood = the platform lets too little through
reason-bad-token = my token is not accepted
reason-other = the answer was “{ $said }”
report-unreachable = Out of reach, because their group got a new address from Telegram: { $chats }
report-until = What is still waiting is sent until { $at }, not later.
report-eta = Time left: about~{ $left }
retract-about = take a call back everywhere (organizers)
retract-usage = Write /retract with the number of a call; /calls lists them.
retract-begun = Call { $id } is being taken back, chat by chat. `/report { $id }` shows how far it is.
fix-about = change a call’s words everywhere (organizers)
fix-usage = Write /fix with the number of a call; /calls lists them.
did-about = say that you did what a call asks
did-usage = Tap the button under the call, or write /did with its number.
call-did = Counted, thank you. Nobody can see who you are.
call-did-before = You are already counted, once.
call-did-none = Call { $id } counts nobody: it is gone, or does not ask for it.
call-did-test = This is how it will look. Nobody is counted before the call is out.
call-did-few = Did it so far: fewer than { $few }.
call-did-count = Did it so far: { $count }.
audit-about = who did what (organizers)
audit-title = Latest actions in “{ $title }”
audit-none = Nothing has been done yet.
audit-line = { $at } · { $who }: { $what }
audit-who = { $role } { $pseudonym }
audit-operator = whoever runs the bot
audit-somebody = somebody
audit-other = { $act }
audit-call-proposed = asked for approval of call { $id }
audit-call-approved = approved call { $id }
audit-call-refused = refused call { $id }
audit-call-launched = sent call { $id }
audit-call-fixed = corrected call { $id }
audit-call-pause = paused call { $id }
audit-call-resume = resumed call { $id }
audit-call-cancel = cancelled call { $id }
audit-call-skip = skipped call { $id } of its series
audit-call-stop = stopped series { $id }
audit-call-retract = took call { $id } back
audit-fix-proposed = asked for approval of a correction of call { $id }
audit-fix-approved = approved the correction of call { $id }
audit-fix-refused = refused the correction of call { $id }
audit-fix-cancel = dropped the correction of call { $id }
audit-event-new = opened event { $id }
audit-event-proposed = asked for approval of event { $id }
audit-event-edit = changed event { $id }
audit-event-approved = approved event { $id }
audit-event-refused = refused event { $id }
audit-event-cancel = called event { $id } off
audit-event-accept = let held pledges of event { $id } count
audit-event-release = announced event { $id } to everyone
audit-event-goal = changed the goal of event { $id }
audit-event-goal-undone = took back a change of the goal of event { $id }
audit-purged = deleted the data of the people, entries: { $id }
audit-rekey-ended = ended the old SECRET_KEY and deleted the pseudonyms that nobody came back for, in all { $id }
audit-claimed = took up a role
audit-resigned = gave the role back
audit-halted = stopped all messages
audit-resumed = let messages go on
audit-invited = invited somebody as { $role }
audit-code-burnt = an invitation as { $role } was shown in a group, and no longer works
audit-revoked = took the role from { $pseudonym }
audit-count = typed in { $count } for { $name }
audit-imported = added figures from a file, in all { $id }
audit-count-undone = took back a typed count (number { $id })
audit-file-undone = took back import { $id }
audit-held-accepted = accepted the jump of { $name } to { $count }
audit-held-rejected = rejected the jump of { $name } to { $count }
audit-campaign-made = set up the campaign
audit-token-entered = entered a platform’s access token
audit-passkey-added = added a passkey for the desk
audit-passkey-removed = removed a passkey of the desk
audit-second-declared = declared a second bot in a signed notice
audit-took-over = let the second bot take over
audit-campaign-changed = changed the campaign (change { $id })
audit-campaign-loaded = loaded the campaign’s file again (change { $id })
audit-campaign-taken-back = took a change of the campaign back (change { $id })
event-first = Be among the first to take part.
audit-baseline = corrected the starting count of { $name } to { $count }

## Boards, digests, milestones

board-title = { $title }: live figures
digest-title = { $title }: today
subscribed-board = This chat now has a board of “{ $title }”: one pinned message that changes by itself. Let me pin messages, or pin it yourself.
settings-board = Has a board of “{ $title }”
digest-daily = A digest comes once a day, so { $word } does not fit: write daily with a time.
milestone-percent = { $percent } of the likes are gone.
milestone-likes = { $likes }~likes are gone.
milestone-share = { $percent } gone: { $measure }
milestone-moved = So far: { $moved }
wanted-approvals = a whole number from 0 to { $high }
wanted-percent = a number of per cent from 0.01 to 100, or 0 for none, such as { $example }
wanted-likes = a whole number of likes, or 0 for none, such as { $example }
console-picture = picture
console-picture-how = Write /picture with the path of a PNG or JPEG file. { $path } cannot be read: { $reason }.

## A call in a file

wanted-text = a text in quotes
wanted-when = now, a time such as 20:00 or 5 December 20:00, or every friday 18:00 until 26 December, in quotes
wanted-until = a time such as 22:00 or a length such as 6h, in quotes
wanted-path = the path of a picture, in quotes, seen from this file; or a list of up to { $most }
wanted-logo = the path of a PNG or JPEG picture, in quotes, seen from this file
wanted-one = one of { $known }, in quotes
wanted-link = a full address in quotes, such as "https://example.org"
wanted-buttons = up to { $most } tables [[buttons]]
mistake-no-text = { $where }: there must be a text in at least one language.
mistake-many-buttons = { $where }: this is one button too many. A call has { $most } at most.
mistake-many-pictures = { $where }: a call has { $most } pictures at most.
mistake-did-twice = { $where }: there is a { $kind } button already, and a call has one at most.

## Charts and pictures

chart-about = the change over time, as a picture
chart-usage = For example: /chart, or `/chart 24h`; the name of one company may stand before the time
chart-title = Change over time
chart-nothing = There are no figures for this time.
chart-before = The chart begins with the campaign, on { $date }.
chart-first = One reading so far: there is no change to draw yet.
chart-day = { $date }
chart-24h = the last 24~hours
chart-72h = the last 72~hours
chart-all = since the start
badge-of = { $title }: { $measure }
chart-caption = { $title }: { $measure }, { $window }
chart-of = Chart: { $measure }
chart-window = { $moved }, { $window }
chart-unknown = No reading, { $window }
chart-sparse = The readings lie too far apart to tell a change, { $window }
chart-unclear = The counts are rounded too differently to tell a change, { $window }
chart-aged = { $value } ({ $age } old)
bad-window = { $word } is neither a company nor a length of time. Lengths are 24h, 72h and all.
no-such-measure = “{ $word }” is not among what is counted here. Choose from: { $known }.
picture-foot = As of { $at }.
picture-why = Such a number changes for many reasons.

## The public page

page-skip = Skip to the figures
page-languages = Languages
page-figures = Figures
page-notes = About these figures
page-live = Live: updates by itself.
page-offline = Offline: these figures may be old. Trying again…
page-copied = A copy as of { $at }.
page-over-unread = This campaign ended on { $date }.
page-over = This campaign ended on { $date }. The figures stay as they were then.
page-row-age = read
page-windows = How far back the chart looks
page-numbers = Values of the chart as a table
page-moment = Time
said-of = { $name }: { $said }
page-at = { $date }, { $time }
page-pick = Touch the chart to read a value.
page-join-telegram = Follow in Telegram
page-join-discord = Follow in Discord
page-contact = Ask the organizers
page-how = How the figures are made
page-how-read = Each page’s public number is read every few minutes. A number that is hidden or cannot be read is never counted as zero: the last one stays, with its age.
page-how-typed = The campaign’s team types in each page’s public number. A number that nobody has typed is never counted as zero: the last one stays, with its age.
page-how-ended = Each page’s public number was recorded until { $date }. A missing number was never counted as zero: the last one stayed, with its age.
page-how-guard = A sudden jump waits for a second reading before it is believed.
page-how-baseline = Changes are counted from the last reading before the campaign began.
page-how-money = Money is the change of the number times what the organizers say that one is worth: an assumption, not a measured loss.
page-how-cause = Such numbers change for many reasons. The page shows what happened, and leaves the why to you.
page-how-people = This page sets no cookie, loads nothing from elsewhere and keeps no visitor’s address.
page-data = Open data
page-data-json = The figures as JSON
page-data-csv = Every reading as CSV
page-data-feed = Follow the figures in a feed reader
page-data-api = The description of the data, for programs
page-data-embed = Show the figures on your own site:
page-campaigns = Campaigns
page-no-campaigns = No campaign is loaded yet.
page-home = All campaigns
page-about = What consumer campaigns do to the companies’ public numbers, live.
page-not-found = There is no such page here.
page-only-get = This address can only be read.
page-busy = Too many people are asking for this at the moment. Please try again in a minute.
page-too-many = Too many requests came from your network. Please try again in { $seconds } s.
page-events = What we do together
page-calls = Calls to action
page-mark-call = Call
page-checkin = Check in: { $title }
page-checkin-hours = Or: for how many hours?
page-checkin-money = Or: how much, in { $currency }?
page-checkin-send = Send
page-taken-back = likes taken back since { $date }
page-lost = { $measure } lost since { $date }
page-gained = { $measure } gained since { $date }
page-standing = { $measure } now
page-first = { $measure } at the first reading; changes count from here
page-before = { $measure } before the start
page-each = Page by page: { $measure }
page-none-of = No figures for { $measure }
page-compared = Only pages for comparison
page-money = { $money } at { $value } { $unit } (organizers’ assumption)
page-read = read { $age }
page-starts = starts { $date }
page-ended = ended { $date }
page-ended-without = This campaign ended without figures
page-soon = The first figures are on their way
feed-soon = The figures follow as soon as the companies’ pages have been read.
feed-typed = The figures follow as soon as the campaign’s team has typed them.
page-soon-next = As soon as the companies’ pages have been read, they appear here by themselves.
page-typed = No figures yet
page-typed-next = As soon as the campaign’s team has typed them, they appear here.
page-act-take-back = Take back your like
page-act-part = Take part
page-act-did = Say what you did
page-act-tell = Tell the bot that you take part
page-act-company = Unlike
page-act-open = Open page
page-copy = Copy the link
page-copy-done = Copied
page-companies = The companies
page-company = company
page-change = change
page-trend = trend
page-share-of = compared
page-control = for comparison
page-window-24h = 24~hours
page-window-72h = 72~hours
page-window-all = since the start
page-zone = Times: { $zone }
page-zone-own = Times: where you are
page-short = Public counts, read every few minutes. Why they move is for you to judge.
page-short-late = Public counts, as they were last read. Why they move is for you to judge.
page-short-typed = Public counts, typed in by the campaign’s team. Why they move is for you to judge.
page-short-ended = Public counts until { $date }. Why they moved is for you to judge.
page-past = What came of it
page-called-off = Called off.
page-event-when = { $start } to { $end } · { $zone }
page-event-how = How it works
page-on-discord = On Discord, write { $command } in your server.
page-event-tell = It is over. You have until { $at } to tell the bot what you did.
page-goal = { $share }% of { $goal }
page-follow = Follow along
page-follow-how = Get the figures in your own group: add the bot, then an administrator writes { $command }.
page-feed = Feed reader
page-scan = Live figures: { $address }
page-data-badge = A badge
page-data-share = Pictures to pass on
page-picture-wide = wide
page-picture-story = for stories
page-return = Back to the figures
page-not-found-next = The link may be old. These campaigns are here:
page-no-campaigns-next = Whoever runs this site makes one in the desk, at the address that the program prints when it starts, or with `nolike campaign load`. Then it stands here.
page-no-campaigns-load = Whoever runs this site loads one with `nolike campaign load`. Then it stands here.
feed-headline = { $moved } ({ $percent }). At { $value } { $unit } (organizers’ assumption), that is { $money }.
feed-worth = { $moved }. At { $value } { $unit } (organizers’ assumption), that is { $money }.
feed-change = { $moved } ({ $percent }).
feed-company = { $name } now has { $now }: { $change }, or { $percent }.
feed-company-plain = { $name } now has { $now }: { $change }.
feed-company-now = { $name } has { $now }.
feed-place = { $name } is now at place { $now } in the chart: { $change }.
feed-place-now = { $name } is at place { $now } in the chart.
feed-average = { $name } now has an average of { $now }: { $change }.
feed-average-now = { $name } has an average of { $now }.
feed-price = The price at { $name } is now { $now }: { $change }, or { $percent }.
feed-price-plain = The price at { $name } is now { $now }: { $change }.
feed-price-now = The price at { $name } is { $now }.
feed-read = { $sentence } Last read { $at }.
feed-as-of = These are the figures of { $at }.
picture-as-of = as of { $date }
picture-take-part = people take part: { $title }
picture-did = people did it: { $title }
picture-pledged = people pledged: { $title }
picture-called-off = called off: { $title }
checkin-elsewhere = This did not come from our own page, so nothing was kept. Open your link and try again.
checkin-not-here = Personal links do not open here. Tell the bot what you did: /checkin in a private chat.
checkin-often = That was tried too often. Please try again in { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
}.
api-unknown = There is no parameter { $given }. Choose from: { $known }.
api-time = { $name } must be a time from 2000 to 2199 with its offset, such as { $example }.
api-range = The time asked for must end after it starts and be { $days }~days long at most.
api-points = points must be a whole number from { $low } to { $high }.
web-not-here =
    { $setting ->
        [METRICS_PORT] The metrics cannot be served at { $host }, port { $port }: { $reason }. WEB_HOST must be an address of this machine, such as { $example }.
        [DESK_PORT] The desk cannot be served at { $host }, port { $port }: { $reason }. WEB_HOST must be an address of this machine, such as { $example }.
       *[WEB_PORT] The page cannot be served at { $host }, port { $port }: { $reason }. WEB_HOST must be an address of this machine, such as { $example }.
    }
web-taken =
    { $setting ->
        [METRICS_PORT] The metrics cannot be served at { $host }, port { $port }: { $reason }. Choose another port with METRICS_PORT, or 0 for no metrics.
        [DESK_PORT] The desk cannot be served at { $host }, port { $port }: { $reason }. Choose another port with DESK_PORT, or 0 to have it beside the page.
       *[WEB_PORT] The page cannot be served at { $host }, port { $port }: { $reason }. Choose another port with WEB_PORT, or 0 for no page.
    }
site-built = { $files } files written into { $folder }.
site-unwritable = { $folder } cannot be written: { $reason }.
run-only = --only { $word } is not known. It can be: { $known }.
run-no-page = WEB_PORT is 0, so there is no page to serve.
demo-page = The live page: { $url }

## Events: what every kind of them says

event-about = one event in full; organizers make events with it
event-usage = For example: /events, or for organizers: `/event new phone_off friday 20:00 72h goal=10000`
events-about = what we do together, and when
events-title = What we do together
event-line = { $id }. { $title }, { $at } ({ $state })
event-state-proposed = waits for approval
event-state-open = planned
event-state-running = running now
event-state-reports = over, waiting for check-ins
event-state-cancelled = called off
event-state-closed = over
event-state-change = planned, a change waits for approval
event-state-cancel = planned, calling it off waits for approval
event-state-alarm = the news of a sudden rise waits for approval
event-state-refused = refused, not announced
event-state-again = to be proposed again
event-title = { $title } (no.~{ $id })
event-result-title = What came of it: { $title } (no.~{ $id })
event-card-state = State of this event: { $state }.
event-when = From { $start } to { $end }: { $length }.
event-people = Taking part: { $people }
event-checked-in = Said that they did it: { $people }
event-goal = Goal: { $bar } { $share }% of { $goal }
event-goal-only = Goal: { $goal }
event-goal-reached = { $share }% of the goal of { $goal } is reached!
event-purge = What is kept about you, under a pseudonym, is deleted on { $date }.
event-purge-days = What is kept about you, under a pseudonym, is deleted { $days ->
    [0] as soon as the campaign ends
    [one] a day after the campaign
   *[other] { $days } days after the campaign
}.
event-simulated = A rehearsal: simulated people are in these figures.
event-starts-in = It starts in { $left }.
event-ends-in = It ends in { $left }.
event-closes = It is over. Until { $at } you can say what you did: /checkin
event-soon = It starts in { $left }, on { $at }.
event-due = Due on { $at }.
event-starts = It starts now. Together!
event-half = Halfway there. Keep going!
event-ended = It is over. Thank you! Until { $until } you can say what you did.
event-moved = The time has changed: from { $start } to { $end }. Pledges stay.
event-called-off = This event is called off. There is nothing more to do.
event-no-sums = Nothing is estimated here: every number is a plain count.
event-none = There are no events yet.
event-none-open = No event is open now. /events lists all of them.
event-unknown = There is no event { $id }. /events lists them.
event-which = Which event? Add its number.
event-is-proposed = Event { $id } waits for another organizer’s approval.
event-is-cancelled = Event { $id } was called off.
event-is-closed = Event { $id } is over. `/event { $id }` tells what came of it.
fewer-than = fewer than { $least }
button-pledge = I take part
button-pledge-off = Not any more
button-remind = Remind me
button-all-hours = I did it all
button-done = I did it
button-partly = A part of it
button-none = Not at all
button-details = Details
button-sums = How it adds up
button-sign = Sign here
button-calendar = Into my calendar
button-link = From a computer
result-pledged = Pledged: { $people }
result-checked-in = Said that they did it: { $people }
result-completed = From beginning to end: { $people }
result-median = Half of them did at least { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}.
result-held = Left out, because too many came at once from one group: { $people }

## Events: what organizers do

event-made = Event { $id } is announced: from { $start } to { $end }, { $length }.
event-changed = Event { $id } is changed: from { $start } to { $end }, { $length }.
event-withdrawn = Taken back: event { $id } stays as it is.
event-next = `/event edit { $id }` changes it, `/event cancel { $id }` calls it off.
event-cancelled = Event { $id } is called off, and every chat is told.
event-dropped = Event { $id } is discarded. No chat was told of it.
event-thrown = Another organizer discarded your event { $id }, which no chat had been told of.
event-taken-back = Another organizer took back the change of event { $id } that you asked for. It stays as it is.
event-waits = Another organizer must approve event { $id } before any chat hears of it. They have been asked.
event-waits-unasked = Another organizer must approve event { $id } before any chat hears of it. Nobody has been asked: no other organizer has a private chat with me yet.
event-waits-change = Another organizer must agree first; until then event { $id } stays as it is. They have been asked.
event-waits-change-unasked = Another organizer must agree first; until then event { $id } stays as it is. Nobody has been asked: no other organizer has a private chat with me yet.
event-waits-release = Another organizer must approve this news of event { $id } before any chat reads it. They have been asked.
event-waits-release-unasked = Another organizer must approve this news of event { $id } before any chat reads it. Nobody has been asked: no other organizer has a private chat with me yet.
event-please-approve = Another organizer wants every chat to read this. It would go to { $chats ->
    [one] 1 chat
   *[other] { $chats } chats
 }. Do you approve it?
event-own-word = “{ $text }”
event-nothing-proposed = Nothing of event { $id } waits for approval.
event-other-words = Event { $id } has changed since. Look at the newest request and approve that.
event-preview-title = { $title }
event-preview = This is a preview. Confirm it, and it goes to { $chats ->
    [one] 1 chat
   *[other] { $chats } chats
 }.
event-preview-waits = Another organizer will be asked to approve it first.
event-preview-withdrawn = This is how it stands now. Confirm it to take back the change that waits for approval; nobody else has to agree.
event-preview-gone = This preview is no longer valid. Plan it again, or write the line again.
event-cancel-preview = Confirm it, and { $chats ->
    [one] 1 chat is
   *[other] { $chats } chats are
 } told that this is called off. It cannot be undone.
event-please-cancel = Another organizer wants to call this off and tell { $chats ->
    [one] 1 chat
   *[other] { $chats } chats
 }. Do you approve it?
event-refused = Another organizer did not approve your change of event { $id }: { $why }
event-cancelled-alone = Another organizer called off event { $id } without asking, because it was about to start. Every chat is told.
event-changed-alone = Another organizer moved event { $id } without asking, because it was about to start. Every chat is told.
button-confirm = Confirm
button-refuse = Refuse
button-refuse-only = Refuse without a reason
when-two = “{ $given }” can be more than one time. Which one do you mean?
event-preview-when = It starts on { $at }.
event-past-end = Note: the campaign ends on { $end }, before this event is over. After that chats get no more figures, only news of this event.
button-when = { $weekday }, { $date }
button-when-at = { $weekday }, { $date }, { $time }
refuse-why = Why not? Answer in one line; its author reads it.
refuse-how = Say why, in a few words after the number.
refuse-long = A reason is one line of at most { $most }~characters.
refused-told = Its author is told.
refused-without-reason = no reason was given
event-more-approvals = Noted. Approvals still missing: { $missing }.
event-lapsed = Your plan for event { $id } waited for approval until it was too late.
event-lapsed-told = It is too late for this plan of event { $id }. Its author is told.
event-no-more = This event is over or called off and cannot be changed.
stands-event = Already done. Event { $id }: { $state }.
event-no-change = It already is that way.
event-burst = { $people }~people pledged at once from one group. They are left out of the figures until you accept them.
event-accepted = They count from now on.
event-no-burst = Nobody is left out of event { $id }.
event-released = Everyone is told; after six such posts in an hour, a little later.
event-no-alarm = There is nothing to release for event { $id }.
event-no-kind = What kind of event? Choose one: { $known }.
event-no-kind-near = { $word } is not a kind of event. Did you mean { $near }?
event-no-time = The day and the time are missing, such as 5 December 20:00.
when-no-clock = The time of day is missing. Write it like this: { $example }
when-week = “{ $given }” is more than one day: which one do you mean? For example: { $example }
when-no-day = The day is missing. Write it like this: { $example }
time-in-zone = “{ $given }” needs no zone: what happens every day goes by the clock of its own place. Write for example: { $time }
time-two-clocks = “{ $given }” can be { $first } or { $second }. Write the one that you mean.
event-bad-time = { $given } is not a day and time: write 5 December 20:00.
event-gap = { $given } does not exist in { $zone }, because the clock is put forward then. The next time that exists is { $next }.
event-past = { $at } has passed. Choose a time to come.
event-begun = Event { $id } has begun, so its start stays. Cancel it, or make a new event.
event-bad-word = I do not understand “{ $word }”. A day and a time are written 5 December 20:00, a length 72h or 7d.
event-bad-length = { $word } does not fit: whole hours, at most a year.
event-bad-goal = { $given } is not a goal: write a whole number above zero.
event-bad-goal-percent = { $given } is not a goal: write a whole number above zero, or per cent such as 2%.
event-bad-title = A title has 1 to { $most }~characters on one line.
event-no-option = There is no option { $name } here. Choose from: { $known }.
event-bad-option = { $given } does not fit { $name }: write for example { $name }={ $example }.
event-together = These belong together, so give all of them: { $names }.
event-target-page = That page belongs to a company of the campaign. Name the page where people sign.
button-accept = Count them
button-release = Tell everyone
event-kind-changed = The event “{ $slug }” was loaded as { $kind } and cannot become another kind: give the new one another slug.
mistake-event = { $where }: { $why }
mistake-option = { $where }: { $given } does not fit. Write for example { $example }.
mistake-whole-hours = { $where }: this kind lasts whole hours, such as "72h".
wanted-kind = one of { $kinds }, in quotes
wanted-length = a length in quotes, at most a year, such as { $example }
wanted-goal = a whole number above zero, such as { $example }

## /chapter

chapter-about = the chapter this chat belongs to
chapter-usage = Write /chapter with the name of your chapter, or `/chapter none`
chapter-choose = Which chapter does this chat belong to? Calls to that chapter then reach it.
chapter-now = This chat belongs to { $name }. Is it another one?
chapter-joined = This chat now belongs to { $name }: it gets the calls of “{ $title }” to everybody and to { $name }.
chapter-left = This chat belongs to no chapter now: it gets the calls of “{ $title }” to everybody.
chapter-unfollowed = This chat does not follow “{ $title }” yet.
button-chapter = { $name }
button-no-chapter = No chapter

## Events: /pledge, /checkin, /chapters

pledge-about = take part, alone or with others
pledge-usage = For example: /pledge, `/pledge +2` (you and two more), `/pledge off`
pledge-in = { $more ->
    [0] You are in, thank you!
    [one] You are in, with one more. Thank you!
   *[other] You are in, with { $more } more. Thank you!
}
pledge-chapter = Counted for { $name }.
pledge-amount = You hold back { $money }.
pledge-held = So many came at once from this group that an organizer will look first.
pledge-remind = If the time changes, I tell this chat. I tell you yourself only if you ask me in private: `/pledge remind`
pledge-remind-link = If the time changes, I tell this chat. I tell you yourself only if you ask in private: { $link }
pledge-remind-here = If the time changes I can tell you only if you ask for it: `/pledge remind`
pledge-withdrawn = OK, you are out, and you are not counted any more.
pledge-none = You had not joined, so there is nothing to take back.
pledge-over = Event { $id } is over. If you took part: `/checkin { $id }`
pledge-many = One person can bring at most { $most } others.
pledge-too-often = You have changed that a few times now. Please try again at { $at }.
pledge-confirm = Have you read this, and do you still join? Tap the button or send the same again.
pledge-zero = 0 is no amount. Write what you hold back, such as `/pledge 350`, or just /pledge: you are in without an amount too.
pledge-bad = I do not understand { $word }.
remind-kept = I’ll remind you here. When the event is over, this address is deleted.
remind-dropped = No more reminders here.
remind-in-private = I can remind you in a private chat only: write `/pledge remind` there.
remind-in-private-link = I can remind you in a private chat only: write `/pledge remind` there: { $link }
no-chapter = There is no chapter { $word }. Choose from: { $known }.
no-chapter-near = There is no chapter { $word }. Did you mean { $near }?
checkin-about = say what you did
checkin-usage = For example: `/checkin all`, `/checkin 40h`, `/checkin none`; where there are several events, I ask which one
checkin-ask-hours = How long did you keep it up? Tap an answer, or write it here: 40~hours, 2~days.
checkin-ask-money = How much did you hold back? Tap an answer, or write the amount here.
checkin-how-hours = How long did you keep it up? `/checkin { $id } all`, `/checkin { $id } 40h`, or `/checkin { $id } none`
checkin-how-money = How much did you hold back? `/checkin #{ $id } 350`, `/checkin { $id } all`, or `/checkin { $id } none`
checkin-how-done = Did you do it? `/checkin { $id } all`, or `/checkin { $id } none`
checkin-link = From a computer: the link below is yours alone. Do not pass it on.
checkin-hours = Noted: { $hours } of { $whole }. Thank you! You can correct it until the result is out.
checkin-money = Noted: { $money } held back. Thank you!
checkin-done = Noted: you did it. Thank you!
checkin-none = Noted: not this time. Thank you for saying so.
checkin-early = Event { $id } starts on { $at }. Come back then and say what you did.
checkin-late = Event { $id } took check-ins until { $at }.
checkin-not-over = Event { $id } is still going on. Say how long you did it so far, at most { $hours }, or wait for the end.
checkin-too-long = It has lasted { $hours } so far, so it cannot be more.
checkin-bad = { $word } is not clear: write all or none.
checkin-bad-hours = { $word } is not clear: write all, none, or how long, such as 40~hours or 2~days.
checkin-bad-money = { $word } is not clear: write all, none, or an amount, such as 350.
amount-which = This reads as more than one amount: { $amounts }. Which one is it? Written without spaces it is clear.
other-currency = { $word } is not in { $currency }. This event counts in { $currency }: write the amount in it.
checkin-bad-link = This link is not valid. Ask for a new one: /checkin in a private chat with the bot.
chapters-about = which cities and circles take part most
chapter-line = { $name }: { $people }
chapter-others = others together: { $people }
chapter-none = no chapter
chapters-none = Too few people so far to tell chapters apart.
chapters-how = Choose yours when you pledge: { $known }
chapters-not-set = This campaign has no chapters.

## Events: phone_off

phone-off-title = Phones off
phone-off-how = Tap “I take part”. At the start, switch the phone off or to flight mode. Afterwards say how long you did it.
phone-off-safety = Stay safe: tell your family how to reach you, keep one phone in the house for emergencies, switch yours on whenever you need it.
phone-off-page = Tell the bot that you take part. At the start, switch the phone off or to flight mode. Afterwards, tell it how long you did.
phone-off-server = Say that you take part: /pledge. At the start, switch the phone off or to flight mode. Afterwards say how long you did: /checkin
phone-off-hours = Together: { $hours ->
    [one] one hour
   *[other] { $hours } hours
}
phone-off-estimate = Spending held back, estimated: { $low } to { $high }. Nobody can measure it.
phone-off-low = At least: { $people } checked in, { $hours }~h together ÷ 24 × { $per_day } a day = { $money }
phone-off-high = At most: { $people } pledged × { $hours }~h ÷ 24 × { $per_day } a day = { $money }
phone-off-assumption = The organizers assume { $per_day } per person per day ({ $source }, { $date }).
phone-off-no-assumption = The organizers set no daily spending, so no money is estimated.
phone-off-no-measure = An estimate, never a measured loss: much of it may only be spent later.
phone-off-too-few = With fewer than { $least } check-ins nothing is estimated.

## Events: unlike_drive

drive-title = Take back your likes
drive-how = Open the companies’ pages from /stats and take your like back. Then say that you take part: /pledge
drive-safety = Do it yourself, from your own account only. Please leave the people who run these pages alone.
drive-page = Open each company’s page from here and take your like back.
drive-file = Open each company’s page and take your like back.
drive-title-rise = Join together
drive-title-fall = Leave together
drive-how-rise = Open the pages from /stats and add your support there. Then say that you take part: /pledge
drive-how-fall = Open the pages from /stats and leave them. Then say that you take part: /pledge
drive-page-rise = Open each page from here and add your support there.
drive-file-rise = Open each page and add your support there.
drive-page-fall = Open each page from here and leave it.
drive-file-fall = Open each page and leave it.
drive-moved = Since the start: { $moved }
drive-best-hour = Best hour: from { $at }, { $moved }
drive-refilled = { $moved } within an hour, from { $from }. The usual change is { $usual }. Possibly bought; it may also be an advertisement or a correction by the platform.
drive-drained = { $moved } within an hour, from { $from }. The usual change is { $usual }. Possibly fake accounts that the platform removed, or a correction.
drive-rounded = The pages’ numbers are rounded to steps of { $step }.
drive-no-count = The pages give no number to count from yet.
drive-unread = The pages were not read often enough to count the change.
drive-pace = Pace: { $pace }
drive-to-goal = At this pace the goal is reached in { $left }.
drive-gross = Hour by hour: { $gone } went, { $come } came, { $net } in all

## Events: bill_strike

bill-title = Bill strike
bill-how = Say that you take part: /pledge. If you like, with the amount you hold back: `/pledge 350`
bill-safety = Put the money aside. If it gets too hard, pay; nobody will blame you. You are reminded three days and one day before it is due.
bill-page = Tell the bot that you are in and, if you like, how much you hold back.
bill-note = Read first: an unpaid bill can cost late fees, your line can be cut, and a collector may come. Check your contract.
bill-due = Due on { $date }.
bill-due-early = { $date } is not after the start. The start is the first due date; in due=… name only later dates.
bill-due-late = For a bill that is due on { $date } the event must last at least { $length }, and a year at most.
bill-sum = { $people }~people hold back { $money } together.
bill-band = { $people }~people × { $each } = { $money }
bill-typed = { $people }~people gave an amount: { $money } together
bill-too-few = Fewer than { $least }~people said how much.
bill-kept = Held back, as { $people }~people said: { $money }

## Events: sign_on

sign-title = Sign together
sign-how = Sign at the link. Say here that you will (/pledge) and that you have (/checkin).
sign-safety = Sign with your own name, once. What you write there is kept by whoever runs that page, not by this bot.
sign-page = Sign at the link, then tell the bot that you did.
sign-count = Signed, as the page itself counts: { $count } ({ $at })
sign-apart = Those who signed and those who told us are counted apart.
sign-no-count = The page where people sign gives no number now.
sign-said = Said here that they signed: { $people }

## Events: the verdict on the pages

verdict-wanted = { $name }: { $moved } in that time, { $expected } would have been usual. The difference lies between { $low } and { $high } (95 of 100~times), the way the campaign wants it.
verdict-unwanted = { $name }: { $moved } in that time, { $expected } would have been usual. The difference lies between { $low } and { $high } (95 of 100~times), against what the campaign wants.
verdict-within = { $name }: { $moved } in that time, { $expected } would have been usual. That is within the usual.
verdict-placebo = Equally long stretches in the weeks before that were as far from the usual: { $extreme } of { $windows }.
verdict-short = { $name }: cannot tell yet, there are fewer than four days of figures from before the campaign.
verdict-gaps = { $name }: cannot tell, too many hours have no reading.
verdict-rounded = { $name }: cannot tell, its number is rounded.
verdict-hidden = { $name }: cannot tell, it gives no number.
verdict-constant = { $name }: cannot tell, its number never changed before.
similar-beyond = Compared with similar pages: the difference is between { $low } and { $high } (95 of 100~times).
similar-usual = Compared with similar pages: no clear difference, it is between { $low } and { $high }.
similar-contaminated = Compared with similar pages: cannot tell, they moved unlike each other or unlike their usual.
similar-alone = Compared with similar pages: cannot tell, it takes at least two of them.
similar-unclear = Compared with similar pages: cannot tell, too few of them have exact and complete figures.
similar-left-out = { $left ->
    [one] { $left } similar page is left out: its figures are not exact or not complete.
   *[other] { $left } similar pages are left out: their figures are not exact or not complete.
 }

later-title = { $length } later: { $title } (no.~{ $id })
later-when = { $length } after the end:
later-kept = { $name }: the effect lasted.
later-partly = { $name }: the effect partly faded.
later-back = { $name }: the effect faded.
later-unclear = { $name }: cannot tell whether the effect lasted.
later-since = Since the end, the difference from the usual is between { $low } and { $high } (95 of 100~times).
later-since-similar = Since the end, the difference from similar pages is between { $low } and { $high } (95 of 100~times).

## Results and alarms that older versions stored

drive-lost = Likes lost since the start: { $likes }
drive-gained = Likes more than at the start: { $likes }
drive-best = Best hour: from { $at }, { $likes }~likes lost
drive-refill = { $likes }~likes came within an hour, from { $from }. The usual change is { $usual }.
drive-possible = Possibly bought likes. It may also be an advertisement or a correction by the platform.
verdict-beyond = { $name }: { $change } in that time, { $expected } would have been usual. The difference lies between { $low } and { $high } (95 of 100~times).
verdict-usual = { $name }: { $change } in that time, { $expected } would have been usual. That is within the usual.

## The terminal: a crowd

console-crowd = { $people } simulated people: { $text }. The last of them heard:
console-crowd-how = Write /crowd, how many people (at most { $most }), and what they all send: `/crowd 1200 pledge`

## Discord

discord-bad-token = Discord does not know this token: copy it again from the page “Bot” of your application into DISCORD_BOT_TOKEN.
discord-unreachable = Discord cannot be reached: { $reason }.
discord-missing = I cannot speak in { $channels }. Please give me these permissions there: { $permissions }
discord-missing-events = I cannot put the campaign’s events among those of this server, as asked for in { $channels }. Please give me this permission: { $permissions }
discord-locked = { $channels } is locked or closed, so I can neither post there nor change what I posted. Whoever may manage threads can open it again, or give me { $permissions }.
topic-gone = The topic that I posted in was deleted, so I post here from now on. To have me in another topic, send /subscribe there and tap “Only in this topic”.
permission-view_channel = View Channel
permission-send_messages = Send Messages
permission-send_messages_in_threads = Send Messages in Threads
permission-embed_links = Embed Links
permission-create_events = Create Events
permission-manage_threads = Manage Threads
subscribed-missing = I cannot write here yet: please give me { $permissions } in this channel.
server-about = mentions, publishing and events in this Discord server
server-usage = For example: `/server mention` with a role, `/server publish on`, `/server events off`
server-title = What this channel chose on Discord
server-mention = Calls mention { $role }.
server-mention-unheard = Nobody is notified of that yet: switch on “Allow anyone to @mention this role” in the settings of { $role }, or give me the permission “Mention @everyone, @here, and All Roles”.
server-no-mention = Calls mention nobody.
server-publish-on = Calls are published to the channels that follow this one.
server-publish-off = Calls are not published to other channels.
server-events-on = Campaign events are entered into this server’s events.
server-events-off = Campaign events are not entered into this server’s events.
server-how = { $word } is not something to choose here. Choose from: mention, publish, events.
server-which-role = Say which role calls should mention, or off.
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
name-undo = undo
name-claim = claim
name-resign = resign
name-revoke = revoke
name-privacy = privacy
name-forget = forget
name-server = server
name-call = call
name-calls = calls
name-report = report
name-retract = retract
name-fix = fix
name-did = did
name-audit = audit
name-desk = desk
name-chart = chart
name-share = share
name-event = event
name-events = events
name-pledge = pledge
name-checkin = checkin
name-chapters = chapters
name-chapter = chapter
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
argument-chapter = chapter
argument-chapter-about = the chapter, or none
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
argument-event = event
argument-event-about = the event’s number
argument-words = words
argument-words-about = the rest, as in the examples that /help and the event give
argument-call = call
argument-call-about = the call’s number
argument-act = act
argument-act-about = what to do with it
argument-measure = measure
argument-measure-about = what is counted, if there are several
argument-window = window
argument-window-about = how far back
argument-mode = mode
argument-mode-about = a message each time, one board that changes, or a daily digest
button-write = Write
question-over = That question is over.
write-title = Your words
write-words = Text
write-picture = Pictures (PNG or JPEG)

## Backups
backup-old = No backup has been made since { $taken }. If the server is lost now, everything since then is lost with it. Whoever runs the bot can make one with: nolike backup FOLDER --every 1h
backup-ahead = The newest backup is dated { $taken }, which is still to come: the clock was wrong, and nobody knows how old it is. Whoever runs the bot can make one with: nolike backup FOLDER --every 1h
backup-never = This bot has been running since { $since } and no backup was ever made. If the server is lost, the campaign is lost with it. Whoever runs the bot can make one with: nolike backup FOLDER --every 1h
backup-made = { $at }: a backup is in { $file }, and it was checked.
restore-ask = Since when does the bot stand still? A time in UTC, such as 2026-11-28T12:00; now it is { $now }. Enter alone: it may have run until now
restore-ask-moved = Did the bot run again on the old machine after this move (nolike move --back)? Then type since when it stands still, in UTC; now it is { $now }. Enter alone: it did not
restore-ran = The backup shows that the bot still ran on { $ran }; it cannot have stood still since { $since }.
restored = Restored as of { $taken }. What was due up to { $until } is not sent again: { $closed ->
    [one] 1 message may have reached its chat or not
   *[other] { $closed } messages may have reached their chats or not
 }.
upgrade-nothing = The database has schema { $schema } already; there is nothing to do.
upgrade-waits = { $count ->
    [one] An older nolike still runs on this database. It was asked to end; waiting for it.
   *[other] { $count } older processes of nolike still run on this database. They were asked to end; waiting for them.
}
upgrade-done = The database went from schema { $before } to { $after }. Start the bot.
upgrade-still = Not upgraded: { $count ->
    [one] a process of nolike { $versions } does
   *[other] { $count } processes of nolike { $versions } do
} not end. Stop what runs on this database and type it again.
restored-forget = Whoever used /forget after the backup was taken must do it once more; the organizers are told.
restored-left = By { $date }, delete the file that this was restored from: /forget and /privacy name that day.
restored-notice = This bot was restored from a backup of { $taken }. What was due until { $until } is not sent again: /report says which chats are unknown. Whoever used /forget since then must do it once more.
restored-look = What was approved, cancelled or moved since the backup stands as it did before: look at /calls and at /events. What was a draft or waited for approval has a new number there; launch it only if it has not gone out.
restored-back = What was ended since the backup is back: roles that were taken away, subscriptions, pledges; and what was halted or paused since goes on. Please end it once more.
restored-codes = Codes for roles, links to the desk and its passkeys are no longer valid: make new ones.
move-how = Name a new file for the move: nolike move FILE. If the move is given up: nolike move --back.
move-waits = { $count ->
    [one] The bot is told to end; it finishes what is in flight.
   *[other] { $count } processes are told to end; they finish what is in flight.
}
move-still = Not moved: { $count ->
    [one] a process
   *[other] { $count } processes
} of nolike { $versions } did not end. Stop what runs on this database, then try again; until then, start the bot here as before.
move-ended = The bot was told to end for this move, which failed. Start it again here, unless that happens by itself: nolike run.
move-done = { $at }: all that the bot has is in { $file }, and it was checked. From here it sends nothing any more.
move-next = On the other machine, with the same SECRET_KEY: nolike restore FILE, once, then nolike run. If nothing comes of it: nolike move --back.
move-back = The bot may run here again. Do this only if the file of the move was not restored anywhere.
move-back-file = Delete that file now. Whoever restores it later must say since when this bot stands still: nolike restore FILE --since TIME. Otherwise what was sent from here is sent again.
move-none = The bot has not moved; there is nothing to take back.
restored-moved = The bot goes on where it stopped on { $taken }: nothing is lost, and nothing is sent twice where it ran nowhere since. Restore this file no second time.
restored-moved-ran = Did it run again on the old machine all the same? Then do not start it: empty this database and type nolike restore FILE --since TIME.
restored-moved-left = By { $date }, delete this file, and the database on the old machine: /forget and /privacy name that day.
second-link = { $word } is not a link to a bot or a page: write for example --bot https://t.me/NolikeTwo or --mirror https://likes.example.net.
second-no-key = { $file } holds no key for notices; name another file with --key.
second-key-elsewhere = The notice of this database was signed with another key, which is not in { $file }: put it there, or name its file with --key.
second-no-notice = That is no notice of a second bot: copy it whole from the page, or from what nolike second prints.
second-none = This database knows of no second bot. Declare it with nolike second --bot LINK, or restore a backup that was taken after that.
second-other-key = The notice is signed with another key than the one that this database trusts; it is not believed.
second-forged = The notice was changed after it was signed; it is not believed.
second-expired = The notice counted until { $until }; it is not believed any more.
second-over = What was declared until { $until } counts no more: { $links }. Declare it again with nolike second.
second-lacks = The notice does not name { $campaigns }: declare the second bot again with nolike second --bot LINK.
second-until = Declared in advance until { $until }: { $links }.
second-replaced = The notice was replaced by a later one on { $at }; it is not believed any more.
second-other-campaign = The notice is about other campaigns than those of this database: { $campaigns }.
second-other-bot = The notice names { $bots }, and the token of this machine belongs to { $bot }; nothing was said.
check-second-bot = { $why } If the bot was taken away: put the second bot’s token there and type nolike take-over.
second-not-named = The notice does not name { $word }, so that cannot be dropped.
second-empty = Nothing would be left in the notice: name another bot or mirror in the same line.
second-declared = If this bot ever falls silent, the campaign goes on here: { $links }. Add the second bot to this chat today; it stays silent until then. The page shows the signed notice.
second-signed = The notice is on the page, and every chat hears of it once. The key that signed it is in { $file }: keep it in another place, like SECRET_KEY.
take-over-notice = From now on { $bot } speaks for this campaign. The organizers announced it on { $at } in a signed notice; believe no other bot.
take-over-done = { $bot } speaks for the campaign: { $chats ->
    [one] a chat is told
   *[other] { $chats } chats are told
} once it runs. Start it with nolike run. Chats where it is not a member hear nothing.
page-second = If the bot falls silent
page-second-how = The campaign then goes on with these. The notice below is signed with its key (Ed25519); nobody else can make one.

## Words that people type: separated by commas, understood in every chat; case, accents and hamza make no difference

typed-language = english, in english, british, american english
typed-all = all, everything, everybody, everyone
typed-none = none, nothing
typed-now = now, right now
typed-on = on
typed-off = off, no, stop
typed-yes = yes, ok
typed-remind = remind, remind me
typed-low = low
typed-middle = middle, medium
typed-high = high
typed-countries = usa US, us US, america US, uk GB, britain GB, great britain GB, england GB, uae AE, emirates AE, holland NL, turkey TR, ivory coast CI, palestine PS
typed-currencies = dh MAD, dhs MAD, dirham MAD, dirham AED, dirhams MAD, dirhams AED, euro EUR, euros EUR, dollar USD, dollars USD, dollar CAD, dollars CAD, dinar DZD, dinar TND, dinars DZD, dinars TND, pound GBP, pounds GBP, pound EGP, pounds EGP, riyal SAR, riyals SAR, riyal QAR, riyals QAR, da DZD, dt TND
typed-cities = rabat Africa/Casablanca, marrakech Africa/Casablanca, marrakesh Africa/Casablanca, fez Africa/Casablanca, fes Africa/Casablanca, tangier Africa/Casablanca, agadir Africa/Casablanca, oran Africa/Algiers, sfax Africa/Tunis, alexandria Africa/Cairo, jeddah Asia/Riyadh, mecca Asia/Riyadh, abu dhabi Asia/Dubai, doha Asia/Qatar, geneva Europe/Zurich, barcelona Europe/Madrid, montreal America/Toronto, ottawa America/Toronto, nyc America/New_York, washington America/New_York, bombay Asia/Kolkata, mumbai Asia/Kolkata, delhi Asia/Kolkata, new delhi Asia/Kolkata, beijing Asia/Shanghai, casa Africa/Casablanca
typed-daily = daily, every day, each day, once a day
typed-hourly = hourly, every hour, each hour, once an hour
typed-thousand = k, thousand
typed-million = m, million, millions
typed-billion = b, bn, billion, billions
typed-today = today
typed-tonight = tonight, this evening
typed-tomorrow = tomorrow, tmrw, tmr
typed-overmorrow = the day after tomorrow, day after tomorrow, overmorrow
typed-next = next, this, coming
typed-this-week = this week, in this week, of this week
typed-next-week = next week, the next week, of next week, in the next week, the coming week, the following week, next week’s
typed-week-later = a week from, a week on, one week from, a week after
typed-weekend = weekend, week-end, week end, this weekend, the weekend, on the weekend, at the weekend, over the weekend, this week-end, the coming weekend
typed-next-weekend = next weekend, the next weekend, next week-end
typed-month-start = start of, the start of, at the start of, beginning of, the beginning of, at the beginning of, early, early in
typed-month-middle = mid, in mid, middle of, the middle of, in the middle of
typed-month-end = end of, the end of, at the end of, by the end of, late, late in
typed-month = month, the month, this month
typed-at = at, around
typed-hour = o’clock
typed-am = am, a.m., morning, in the morning
typed-pm = pm, p.m., evening, in the evening, afternoon, in the afternoon
typed-noon = noon, midday, twelve noon, 12 noon
typed-midnight = midnight, twelve midnight, 12 midnight
typed-months = jan 1, feb 2, june 6, july 7, sept 9, dec 12
typed-filler = on, the, of, and
typed-after = in, after
typed-one = a, an, one
typed-minutes = minute, minutes, min, mins
typed-hours = hour, hours, h, hrs
typed-days = day, days, d
typed-two-minutes = two minutes
typed-two-hours = two hours
typed-two-days = two days
typed-weeks = week, weeks
typed-two-weeks = two weeks, a fortnight
typed-from-now = from now, later
typed-numbers = one 1, two 2, three 3, four 4, five 5, six 6, seven 7, eight 8, nine 9, ten 10, eleven 11, twelve 12, fifteen 15, eighteen 18, twenty 20, thirty 30, forty 40, forty-five 45, fifty 50
typed-hour-names = one o’clock 1, two o’clock 2, three o’clock 3, four o’clock 4, five o’clock 5, six o’clock 6, seven o’clock 7, eight o’clock 8, nine o’clock 9, ten o’clock 10, eleven o’clock 11, twelve o’clock 12
typed-day-names = first 1, second 2, third 3, fourth 4, fifth 5, sixth 6, seventh 7, eighth 8, ninth 9, tenth 10, eleventh 11, twelfth 12, thirteenth 13, fourteenth 14, fifteenth 15, sixteenth 16, seventeenth 17, eighteenth 18, nineteenth 19, twentieth 20, twenty-first 21, twenty-second 22, twenty-third 23, twenty-fourth 24, twenty-fifth 25, twenty-sixth 26, twenty-seventh 27, twenty-eighth 28, twenty-ninth 29, thirtieth 30, thirty-first 31
typed-half = half, half an, half a, a half
typed-quarter = quarter, a quarter, a quarter of an, quarter of an
typed-third = third, a third
typed-past = past, after
typed-to = to, till, before
typed-less = less, minus
typed-plus = and, plus
typed-night = at night, night
typed-utc = utc, gmt, z, utc time, gmt time
typed-zone = time, time in, time of, time at, the time in, local time in, local time of, time zone, timezone, time zone of, timezone of
typed-local = local time, our time
typed-during = for, during, lasting
typed-from = from, between
typed-by = by
typed-later = later
typed-earlier = earlier, sooner
typed-every = every, each, every week, each week, weekly, every week on, each week on
typed-until = until, till, through, until the
typed-deadline = by, before, no later than, not later than, at the latest
typed-the = the
typed-moved-to = to
typed-sooner-by = earlier by, sooner by

menu-about = everything, with buttons
name-menu = menu
menu-title = { $title }
menu-campaign = { $title }
menu-ask = What would you like to do?
menu-which = Which campaign?
menu-approve = This waits for your approval:
menu-approve-none = Nothing waits for your approval.
menu-counts = Which page’s number have you read? Tap it, then send me the number.
menu-goal = The goal of which event?
menu-goal-none = No event is planned, so there is no goal to set.
menu-link = The link of which event?
menu-link-none = No event needs a link now.
menu-people-owner = Only an owner can invite people and take roles away.
menu-code = This link does the same on Telegram, once: { $link }
menu-out = Take the role of { $pseudonym } away? It takes effect at once.
button-audit = Who did what
button-chapters = Chapters
button-turnout = Who takes part where
button-checkin = Say what I did
button-claim = Take my role
button-fix = Correct a call
button-forget-me = Delete what is kept about me
button-privacy = What is kept about people
button-quiet = Quiet hours
button-quiet-off = No quiet hours
button-quiet-from = Quiet from { $start } to { $end }
button-reports = How calls are going
button-resign = Give my role back
button-take-back = Take a call back
button-server = This server
button-settings = Settings
button-start = What this bot does
button-timezone = Time zone
button-unsubscribe = No more updates here
button-updates = Updates { $cadence }
button-menu = Menu
button-new-call = New call
button-new-event = New event
button-go-on = Go on with the event
button-go-on-change = Go on with event { $id }
button-go-on-in = Go on with the event for { $title }
button-go-on-call = Go on with call { $id }
button-go-on-question = Back to that question
button-to-approve = To approve: { $count }
button-calls = Calls: pause, cancel
button-counts = Type a count
button-goal = Goal
button-sign-link = Link
button-people = Team
button-events = Events
button-more = More
button-invite = Invite: { $role }
button-take-role = Take away: { $pseudonym }
button-again = Ask me again
button-change-again = Change and ask again
button-change-event = Change the event
button-call-off = Call it off
button-day = Day
button-time = Time
button-length = Length
button-title = Title
button-walk-cancel = Cancel
button-walk-none = No goal
button-walk-skip = Keep that title
walk-step = New event, step { $step } of { $steps }
walk-kind = What will you do together?
walk-day = On which day? Tap one, or write it, such as 5 December or Friday.
walk-time = At what time ({ $zone })? Tap one, or write it, such as 19:30.
walk-length = How long? Tap one, or write it, such as 3 days or 12 hours.
walk-span = { $length }
walk-goal = How many people should take part? Tap a number, or write it.
walk-link = Where do people sign? Send the address, beginning with https://
walk-bad-link = “{ $given }” is no address. Copy it from your browser; it begins with https://
walk-title = It is called “{ $title }”. Send another title, or keep that one.
walk-title-kept = In { $language } its title stays “{ $title }”.
walk-bad-day = { $given } is not a day: write Friday, or 5 December.
walk-bad-length = I do not understand “{ $given }”. Write 3 days or 12 hours.
walk-bad-time = { $given } is not a time: write 20:00.
walk-gone = This draft is gone. /menu starts a new one.
walk-cancelled = Discarded. Nobody heard of it.
event-needs-option = This event needs { $name }: add { $name }={ $example }
call-other-script = This does not look like { $language }. Which language is it?
button-is = { $language }
button-rewrite = Write it again
button-change-words = Change the words
button-other-time = Another time

## Calls that repeat

series-and = { $first } and { $rest }
series-comma = { $first }, { $rest }
series-daily = Every day at { $time } ({ $zone }), until { $last }.
series-weekly = Every week on { $days } at { $time } ({ $zone }), until { $last }.
series-past-end = Note: the campaign ends on { $end }, and this series with it.
series-ask-days = On which day of the week? Tap one, or write several, such as Monday and Friday.
series-ask-time = At what time? Tap one, or write it, such as 19:30.
series-ask-until = Until which day? Tap one, or write it, such as 26 December.
series-ask-within = If something holds a call up, how long may it still go out? Write a length such as 3 hours. Usually until the next one.
series-bad = I did not understand “{ $given }”. Write it like this: every Friday 18:00 until 26 December
series-bad-days = “{ $given }” names no day of the week. Write for example: Monday and Friday
series-bad-until = “{ $given }” is not a day. Write the last day, such as 26 December.
series-no-until = Until when? Add the last day, as in: every Friday 18:00 until 26 December
series-long = A year at most: choose an earlier last day.
series-over = None of these times is left. Choose a later last day.
series-campaign-ends = The campaign ends on { $end }, before the first of these times. Choose an earlier time, or let the call go out once.
series-campaign-over = The campaign is over, so no series can begin. The call can still go out once.
series-until = Each call of a series has a deadline of its own: write a length such as 6 hours.
series-begun = Series { $id } is set. Chats: { $chats }. It begins on { $at }. Organizers hear of each call a day before, and can skip it.
series-soon = Call { $id } of series { $series } goes out on { $at }.
series-late = Call { $id } of series { $series } was due on { $at }, but was held up. It now goes out late.
series-held-up = Something held series { $series } up. Calls of it that chats no longer get: { $calls }. `/report { $series }` shows the latest ones.
calls-skip = Call { $id } does not go out. The next one does on { $at }.
calls-stop = Series { $id } is stopped: nothing more of it goes out. What was sent stays.
series-title = Series { $id }
series-next = Next: { $at }
series-one-of = It is part of series { $series }: `/report { $series }`
series-not = Call { $id } is not a running series. /calls lists them.
series-not-of = Call { $id } is not part of a series. `/calls cancel { $id }` cancels it.
series-no-pause = A series is not paused: skip one of its calls, or stop it with `/calls stop { $id }`
series-too-late = Call { $id } is no longer waiting to go out. `/retract { $id }` takes back what was sent.
calls-line-series = { $id }: { $rule }
call-is-repeating = repeats
call-is-ended = over
button-every = Every week
button-every-day = Every day
button-campaign-end = Until the campaign ends
button-skip = Skip this one
button-stop = Stop the series

## /import: a file of counts, sent in private

import-about = import counts from a file (organizers)
import-how = Send me a file of counts here, as a file. I show what is in it before anything changes.
import-file = { $file }, for “{ $title }”
import-more = … and { $count } more
import-mend = The whole file or nothing: correct these rows and send it again, or import only the good rows.
button-import = Import
button-import-good = Only the good rows
import-dropped = Nothing was imported.
import-taken = Already done: this file is imported.
import-gone = I no longer have that file: send it once more.
import-gone-attach = I no longer have that file: attach it to /import once more.
import-not-you = Only organizers can send files of counts. Anyone can see the figures: /stats
import-form = I cannot read that kind of file. Send counts as .csv, .xlsx, .ods or .json.
import-toml = That looks like a campaign’s own file: its owner loads it in the desk, see /desk. Here I take files of counts.
import-toml-server = That looks like a campaign’s own file: whoever runs the server loads it with nolike campaign load. Here I take files of counts.
import-photo = I cannot read numbers in a picture. Send them as a file (.csv, .xlsx, .ods or .json), or type one: /count
import-too-big = That file is too large for a chat: up to { $most }~MB. The bot’s operator can import it: nolike import
import-not-fetched = I could not get that file. Please send it once more.
import-which-campaign = Which campaign is { $file } for?
import-whose = Whose counts are these?
import-which-column = Which column has the counts?
import-which-day = The file does not say of which day its counts are. Tap a day, or write it, such as 2026-08-05.
import-bad-day = { $given } is not a day: write it as 2026-08-05, or with a time, 2026-08-05T12:00.
import-today = Today
import-yesterday = Yesterday
import-day-first = 3/4 is 3 April
import-month-first = 3/4 is 4 March
sheet-unpacked = { $file } is too large to be opened: { $size }~MB unpacked, up to { $most }~MB. Save it as CSV.
name-import = import
argument-file = file
argument-file-about = a file with dates and counts: .csv, .xlsx, .ods or .json
