### Tout ce que le robot dit en français.
### Une section (`##`) par partie du programme; les mêmes identifiants, dans le même ordre, dans chaque langue.
### Le programme écrit lui-même les valeurs (2 447 581 ou 7,16 %), avec leurs espaces et leurs signes.

## Pieces of values: lengths of time, dates

span-seconds = { $count ->
    [one] { $count } seconde
   *[other] { $count } secondes
}
span-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
span-hours = { $count ->
    [one] { $count } heure
   *[other] { $count } heures
}
span-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}
moment-date = { $day ->
    [1] { $day }er
   *[other] { $day }
} { $month } { $year }
moment-full = { $date } à { $time } ({ $zone }, { $offset })
moment-utc = { $date } à { $time } (UTC)

## Where a figure comes from

origin-source = lu sur la page
origin-manual = saisi par l’organisation
origin-crowd = relevé par plusieurs personnes
origin-import = importé d’un fichier

## Roles

role-owner = responsable
role-organizer = organisation
role-reporter = relevés

## Campaign file: where a mistake is, what is wrong, what would be right

file-line = ligne { $line }, { $key }
mistake-syntax = Ligne { $line }, colonne { $column } : ce n’est pas du TOML. { $reason }
mistake-unknown = { $where } : cette clé n’existe pas. Vouliez-vous dire { $near } ?
mistake-unknown-far = { $where } : cette clé n’existe pas. Clés connues ici : { $known }.
mistake-missing = { $where } : cette clé manque. Il faut { $wanted }.
mistake-value = { $where } : { $given } ne convient pas. Il faut { $wanted }.
mistake-reserved = { $where } : { $given } est un mot que nolike utilise lui-même. Choisissez-en un autre.
mistake-near = { $where } : { $given } est inconnu. Vouliez-vous dire { $near } ?
mistake-gap = { $where } : { $given } n’existe pas dans { $zone }, car l’heure y avance à ce moment-là. La première heure qui existe ensuite est { $next }.
mistake-order = { $where } : la fin doit venir après le début.
mistake-rates-date = { $where } : il faut dater les taux, par exemple rates_date = 2016-02-29.
mistake-own-rate = { $where } : { $currency } est la monnaie de la campagne, il ne lui faut pas de taux.
mistake-no-name = { $where } : { $language } manque, or c’est la langue utilisée à défaut d’une autre.
mistake-twice = { $where } : { $given } figure ici une deuxième fois. La première est à la ligne { $line }.
mistake-handle = { $where } : { $given } n’est pas un identifiant de { $source }.
wanted-table = une table de clés
wanted-tables = une ou plusieurs tables de clés
wanted-slug = de 1 à 40 lettres minuscules a–z, chiffres ou tirets, entre guillemets
wanted-line = un texte entre guillemets, sur une ligne, de { $length } signes au plus
wanted-zone = un fuseau horaire IANA entre guillemets, par exemple "Africa/Casablanca"
wanted-time = une date et une heure locales sans guillemets, de 2000 à 2199, par exemple 2016-02-26T20:00:00
wanted-date = une date sans guillemets, par exemple 2016-02-29
wanted-currency = un code de monnaie de trois majuscules entre guillemets, par exemple "MAD"
wanted-amount = un nombre au-dessus de zéro, d’un milliard au plus, par exemple 3.0
wanted-rates = une table de codes de monnaie et de nombres au-dessus de zéro, par exemple {"{"} USD = 9.8838 {"}"}
wanted-cadence = "15m", "1h", "1h30m" ou "daily 20:00" (d’une minute à 24 heures)
wanted-language = une langue parmi { $languages }, entre guillemets
wanted-days = un nombre entier de jours de { $low } à { $high }
wanted-contact = une adresse entre guillemets : https://…, mailto:… ou t.me/…
wanted-source = une source parmi { $sources }, entre guillemets
wanted-handle = l’identifiant de la page entre guillemets
