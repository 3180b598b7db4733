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
mistake-rates-date = { $where }: rates need the date they are of, such as rates_date = 2016-02-29.
mistake-own-rate = { $where }: { $currency } is the campaign’s own currency and needs no rate.
mistake-no-name = { $where }: { $language } is missing, and it is the language that everything falls back to.
mistake-twice = { $where }: { $given } stands here a second time. The first is in line { $line }.
mistake-handle = { $where }: { $given } is not a handle of { $source }.
wanted-table = a table of keys
wanted-tables = one or more tables of keys
wanted-slug = 1 to 40 small letters a–z, digits or hyphens, in quotes
wanted-line = a text in quotes, on one line, of at most { $length } signs
wanted-zone = an IANA time zone in quotes, such as "Africa/Casablanca"
wanted-time = a local date and time without quotes, from 2000 to 2199, such as 2016-02-26T20:00:00
wanted-date = a date without quotes, such as 2016-02-29
wanted-currency = a currency code of three capital letters in quotes, such as "MAD"
wanted-amount = a number above zero and at most a thousand million, such as 3.0
wanted-rates = a table of currency codes and numbers above zero, such as {"{"} USD = 9.8838 {"}"}
wanted-cadence = "15m", "1h", "1h30m" or "daily 20:00" (from one minute to 24 hours)
wanted-language = one of { $languages }, in quotes
wanted-days = a whole number of days from { $low } to { $high }
wanted-contact = an address in quotes: https://…, mailto:… or t.me/…
wanted-source = one of { $sources }, in quotes
wanted-handle = the page’s handle in quotes
