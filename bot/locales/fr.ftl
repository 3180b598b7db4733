### Tout ce que le bot dit en français.
### Une section (`##`) par partie du programme; les mêmes identifiants, dans le même ordre, dans chaque langue.
### ~ est une espace insécable, comme entre un nombre et son unité ; devant un nom accordé, elle vient seule.
### Le programme écrit lui-même les valeurs (2 447 581 ou 7,16 %), avec leurs espaces et leurs signes.

## Pieces of values: lengths of time, dates

span-two = { $more } et { $less }
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
span-ago = il y a { $span }
span-now = à l’instant
range-between = entre { $low } et { $high }
moment-date = { $day ->
    [1] { $day }er
   *[other] { $day }
} { $month } { $year }
moment-day = { $day ->
    [1] { $day }er
   *[other] { $day }
} { $month }
moment-full = { $clock }, { $zone }
moment-fixed = { $clock }, { $city }, { $offset }
moment-clock = { $weekday } { $day }, { $time }
moment-offset = { $time }, { $city }, { $offset }
moment-offset-alone = { $time }, { $offset }
moment-zone = heure de { $city }
moment-zone-vowel = heure d’{ $city }
moment-zone-le = heure du { $city }

## Measures: what the numbers are, a number of each with its noun, and what a change means

measure-likes = likes
measure-followers = abonnés
measure-subscribers = abonnés
measure-members = membres
measure-players = joueurs
measure-stargazers = étoiles
measure-signatures = signatures
measure-ratings = notes
measure-reviews = avis
measure-views = vues par jour
measure-place = place au classement
measure-stars = étoiles (moyenne)
measure-price = prix
measure-other = nombre
measure-named = { $noun }
measure-in-unit = { $measure } ({ $unit })
measure-should-fall = { $measure } (à faire baisser)
measure-should-rise = { $measure } (à faire monter)
measure-numbered = { $measure } ({ $number })
counted-likes = { $count ->
    [one] { $count } like
   *[other] { $count } likes
}
counted-followers = { $count ->
    [one] { $count } abonné
   *[other] { $count } abonnés
}
counted-subscribers = { $count ->
    [one] { $count } abonné
   *[other] { $count } abonnés
}
counted-members = { $count ->
    [one] { $count } membre
   *[other] { $count } membres
}
counted-players = { $count ->
    [one] { $count } joueur
   *[other] { $count } joueurs
}
counted-stargazers = { $count ->
    [one] { $count } étoile
   *[other] { $count } étoiles
}
counted-signatures = { $count ->
    [one] { $count } signature
   *[other] { $count } signatures
}
counted-ratings = { $count ->
    [one] { $count } note
   *[other] { $count } notes
}
counted-reviews = { $count ->
    [one] { $count } avis
   *[other] { $count } avis
}
counted-views = { $count ->
    [one] { $count } vue par jour
   *[other] { $count } vues par jour
}
counted-place = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
counted-stars = { $count ->
    [one] { $count } étoile
   *[other] { $count } étoiles
}
counted-price = { $count }
counted-other = { $count }
counted-named = { $count }~{ $noun }
counted-people = { $count ->
    [one] { $count } personne
   *[other] { $count } personnes
}
counted-pair = { $count }~{ $noun }
per-likes = le like
per-followers = l’abonné
per-subscribers = l’abonné
per-members = le membre
per-players = le joueur
per-stargazers = l’étoile
per-signatures = la signature
per-ratings = la note
per-reviews = l’avis
per-views = la vue par jour
per-place = la place
per-stars = l’étoile
per-other = pour { $unit }
standing-place = place n°~{ $count }
moved-lost = { $counted } de moins
moved-gained = { $counted } de plus
moved-down = en baisse de { $counted }
moved-up = en hausse de { $counted }
moved-place-down = recul de { $counted }
moved-place-up = gain de { $counted }
moved-unsure = évolution : { $counted }
moved-not = aucun changement
moved-not-of = { $measure } : aucun changement

## Where a figure comes from

origin-source = relevé
origin-manual = saisi par un organisateur
origin-crowd = relevé par plusieurs personnes
origin-import = importé d’un fichier
origin-simulated = simulé

## Roles

role-owner = responsable
role-organizer = organisateur
role-reporter = observateur

## Campaign file: where a mistake is, what is wrong, what would be right

file-line = ligne { $line }, { $key }
mistake-syntax = Ligne { $line }, colonne { $column } : ce n’est pas du TOML. { $reason }
mistake-unknown = { $where } : cette clé n’existe pas. Vouliez-vous dire { $near } ?
mistake-unknown-inside = { $where } : cette clé se place dans une autre. Écrivez : { $example }
mistake-unknown-far = { $where } : cette clé n’existe pas. Clés connues ici : { $known }.
mistake-missing = { $where } : cette clé manque. Il faut { $wanted }.
mistake-value = { $where } : { $given } ne convient pas. Il faut { $wanted }.
mistake-reserved = { $where } : { $given } est un mot que nolike utilise lui-même. Choisissez-en un autre.
mistake-near = { $where } : { $given } est inconnu. Vouliez-vous dire { $near } ?
mistake-gap = { $where } : { $given } n’existe pas dans { $zone }, car l’heure y avance à ce moment-là. La première heure qui existe ensuite est { $next }.
mistake-order = { $where } : la fin doit venir après le début.
mistake-left-out = { $where } : { $language } est la langue de la campagne, elle doit être dans `languages`.
mistake-rates-date = { $where } : il faut dater les taux, par exemple { $example }.
mistake-own-rate = { $where } : { $currency } est la monnaie de la campagne, il ne lui faut pas de taux.
mistake-no-name = { $where } : { $language } manque, or c’est la langue utilisée à défaut d’une autre.
mistake-twice = { $where } : { $given } figure ici une deuxième fois. La première est à la ligne { $line }.
mistake-handle = { $where } : { $given } n’est pas un identifiant pour { $source }. Par exemple, ceci irait : { $example }
mistake-comma = Ligne { $line } : un nombre décimal s’écrit avec un point. Écrivez : { $example }
wanted-milestones = un nombre entier, ou une table comme { $example }
edit-no-row = Il n’y a pas de ligne { $given }. Connues ici : { $known }.
edit-no-table = { $key } n’est pas une table du fichier où cette clé puisse aller.
edit-done = { $key } est changé dans { $file }.
new-load = Pour le charger : nolike campaign load { $file }
new-written = { $file } est écrit.
new-there = { $file } existe déjà. Changez-le avec nolike campaign edit, ou choisissez un autre nom.
new-title = Comment s’appelle la campagne ?
new-slug = Son nom court, pour les adresses et les commandes
new-language = Dans quelle langue écrivez-vous ? (ar, fr, en)
new-zone = Dans quel fuseau horaire a-t-elle lieu ? Par exemple Africa/Casablanca
new-start = Quand commence-t-elle ?
new-contact = Où peut-on vous joindre ? Une adresse en https://, mailto: ou t.me/
new-company = De quelle entreprise s’agit-il ?
new-company-more = Une autre entreprise ? Entrée seule pour finir
new-page = Sa page : collez son adresse, ou écrivez source:identifiant, comme { $example } pour des nombres que vous tapez
new-page-more = Une autre page de cette entreprise ? Entrée seule pour finir
new-page-wanted = l’adresse d’une page qu’une source connaît, source:identifiant comme { $example }, ou { $typed } pour des nombres que vous tapez
new-network = Aucune source ne lit { $network }. Écrivez plutôt { $example } : ses nombres se saisissent alors à la main.
new-page-several = { $sources } savent lire { $given } : mettez l’un de ces mots devant, comme { $example }
new-measure = Qu’y compte-t-on ?
new-crowd = Rien ne lit encore { $sources } automatiquement. Tout le groupe peut-il taper les nombres (trois personnes d’accord en font un) ?
mistake-address = { $where } : { $given } n’est pas une adresse publique commençant par https://, par exemple https://petition.example/api/1.json.
mistake-page-option = { $where } : { $option } n’est pas utilisable sous cette forme. Exemple : { $option } = "{ $example }"
mistake-source-network = { $where } : aucune source ne lit { $network }. Écrivez source = "manual" : ses nombres se saisissent alors à la main. Avec crowd = true, tout le groupe peut le faire.
mistake-network = { $where } : aucune source ne lit { $network }. Écrivez source = "manual", handle = "{ $handle }" : ses nombres se saisissent alors à la main. Avec crowd = true, tout le groupe peut le faire.
mistake-page-option-missing = { $where } : il faut aussi indiquer où se trouve le nombre, par exemple { $example }.
mistake-page-option-unknown = { $where } : { $option } n’existe pas ici. Vous pouvez utiliser { $known }.
mistake-page-option-foreign = { $where } : la source { $source } n’a pas d’option { $option }.
mistake-same = { $where } : cela dit la même chose que { $other }. Gardez l’un des deux.
mistake-needs = { $where } : il faut aussi { $needed }, sur une ligne à part.
wanted-table = une table de clés
wanted-pages = des pages sous forme de tables, comme [{ $example }]
wanted-tables = une ou plusieurs tables de clés
wanted-slug = de 1 à 40 lettres minuscules a–z, chiffres ou tirets, entre guillemets
wanted-line = un texte entre guillemets, sur une ligne, de { $length }~caractères au plus
wanted-zone = un fuseau horaire IANA entre guillemets, par exemple { $example }
wanted-colour = une couleur entre guillemets, comme { $example }
address-key = L’adresse de { $company } contient { $name }, sans doute une clé, lisible par tous sur la page. Retirez-la : avec json, { $example } nomme l’en-tête qui la porte, et la clé va dans JSON_API_KEY.
accent-corrected = La couleur { $given } se lit mal sur la page : elle y est montrée en { $shown }.
picture-letters = Les images ne peuvent pas montrer { $letters } : elles s’en passent, ou donnent le nom dans une autre langue. La page et les discussions le montrent.
logo-bad = Le logo { $path } ne convient pas. { $wanted }
logo-unknown = Ce logo n’est pas ici. Chargez le fichier de la campagne avec l’image à côté, ou envoyez le logo depuis le bureau.
wanted-time = une date et une heure locales sans guillemets, de 2000 à 2199, par exemple { $example }
wanted-date = une date sans guillemets, par exemple { $example }
wanted-currency = un code de monnaie de trois majuscules entre guillemets, par exemple { $example }
wanted-amount = un nombre au-dessus de zéro, d’un milliard au plus, par exemple { $example }
wanted-rates = une table de codes de monnaie et de nombres au-dessus de zéro, par exemple { $example }
wanted-cadence = une durée d’une minute à 24~heures, ou une heure du jour, entre guillemets, par exemple { $example }
wanted-languages = une ou plusieurs langues, par exemple { $example }
wanted-language = une langue parmi { $languages }, entre guillemets
wanted-days = un nombre entier de jours de { $low } à { $high }
wanted-contact = une adresse entre guillemets qui commence par une de ces formes : { $forms }
wanted-source = une source parmi { $sources }, entre guillemets
wanted-one-of = l’un des mots { $known }, entre guillemets
wanted-measure = le nom d’une mesure entre guillemets ({ $known }), ou une table comme { $example }
wanted-nouns = une table de langues, chacune avec un nom entre guillemets ou ses formes du pluriel, comme { $example }
wanted-decimals = un nombre entier de 0 à { $high }
wanted-target-number = un nombre sans guillemets, comme { $example }
wanted-handle = l’identifiant de la page entre guillemets
wanted-crowd = true, ou une table comme { $example }
wanted-option = une ligne comme { $example }

## Sources: why a page gives no count, and what is counted where it is not likes

fault-hidden = { $page } cache son nombre.
fault-not-found = { $page } est introuvable. Son nom est-il bien écrit ?
fault-suspended = { $page } est suspendue et n’affiche pas de vrai nombre.
fault-moved = { $page } a changé d’adresse ou de compte. Merci d’indiquer la nouvelle dans le fichier de campagne.
fault-closed = { $page } a été fermée ou supprimée.
fault-out-of-chart = { $page } ne figure pas parmi les places du classement.
fault-no-token = { $page } ne peut pas être lue : sa source n’a pas encore de clé d’accès.
fault-dead-token = { $page } ne peut pas être lue : la clé d’accès a expiré ou a été retirée.
fault-no-permission = { $page } ne peut pas être lue : l’accès est refusé. Pour Facebook, il manque à l’application la permission Page Public Metadata Access.
fault-quota = { $page } ne peut pas être lue pour l’instant : le nombre de requêtes permis est épuisé.
fault-unreachable = { $page } est injoignable. Nous continuons d’essayer.
fault-bad-answer = { $page } a donné une réponse sans nombre valable.
note-followers = Ici, ce sont les abonnés qui sont comptés, car la page n’affiche pas ses likes.
note-approximate = Discord donne ce nombre comme approximatif.

faults-title = { $title } : des pages sans nombre
faults-type = En attendant, vous pouvez saisir les nombres :
back-title = { $title } : des pages redonnent leur nombre
page-back = { $page } est de nouveau lisible.
type-title = { $title } : merci de regarder ces pages et de saisir leurs nombres
type-old = { $page } : le dernier relevé date d’il y a { $age }.
type-never = { $page } : aucun relevé pour l’instant.
type-button = { $name } : saisir le nombre
and-more = { $count ->
    [one] Et { $count } autre.
   *[other] Et { $count } autres.
 }
remedy-hidden = Le nombre est masqué par la page : saisissez-le si vous le voyez ailleurs.
remedy-not-found = Vérifiez que la page existe encore et que son nom est juste dans le fichier de campagne.
remedy-suspended = Il n’y a rien à faire, sinon attendre ; le dernier relevé reste.
remedy-moved = Écrivez la nouvelle adresse dans le fichier de campagne, puis rechargez-le.
remedy-closed = La page n’existe plus ; son dernier relevé reste.
remedy-out-of-chart = Il n’y a rien à réparer : la place comptera de nouveau dès qu’elle sera au classement.
remedy-no-token = La personne qui gère le bot doit ajouter une clé dans ses réglages ; sinon, saisissez les nombres.
remedy-dead-token = La personne qui gère le bot doit renouveler la clé dans ses réglages.
remedy-no-permission = La personne qui gère le bot doit vérifier les droits de la clé ; Facebook exige l’examen de l’application.
remedy-quota = La personne qui gère le bot peut espacer les relevés ou obtenir un quota plus grand ; sur X, il faut du crédit.
remedy-unreachable = Si le site s’ouvre dans un navigateur, la personne qui gère le bot doit vérifier le réseau du serveur.
remedy-bad-answer = Le site a peut-être changé : la personne qui gère le bot peut essayer la page avec nolike try.

## Answers to every command

deliveries-stalled = Les envois vers { $platform } étaient bloqués alors que des messages attendaient. Ils ont été relancés ; consultez /report.
away-bot = Du { $since } au { $until }, je ne tournais pas : mon programme ou son serveur s’était arrêté. Ce qui attendait part maintenant ; consultez /report.
away-platform = { $platform } est resté injoignable du { $since } au { $until }. Ce qui attendait part maintenant ; consultez /report.
away-database = Du { $since } au { $until }, je n’ai rien pu écrire dans ma base de données. Ce qui attendait part maintenant ; consultez /report. La personne qui gère le bot en trouvera la cause dans son journal.
answer-not-rendered = C’est fait, mais la réponse n’a pas pu être affichée. L’erreur a été enregistrée.
went-wrong = Un problème est survenu et rien n’a été modifié. Réessayez dans une minute.
only-commands = Je n’ai pas compris. Touchez un bouton, ou voyez les commandes : /help
edited-message = Je ne lis pas les modifications : celle-ci ne change rien. Renvoyez plutôt un nouveau message.
forwarded-command = Une commande transférée ne fait rien. Si c’est bien ce que vous voulez, tapez-la vous-même.
only-words-and-pictures = Ici, je ne lis que du texte ou une image (PNG ou JPEG). Écrivez votre réponse, ou envoyez l’image seule.
only-stills = Je ne transmets pas de vidéos : certains salons ne les montrent pas, et elles peuvent trahir le lieu où elles ont été filmées. Envoyez plutôt une image fixe (PNG ou JPEG).
only-gif = Un GIF est animé, et je ne transmets que des images fixes. Envoyez-en une seule image (PNG ou JPEG), par exemple une capture d’écran.
picture-not-fetched = Telegram ne m’a pas transmis cette image. Merci de la renvoyer.
telegram-local = Je ne peux pas recevoir de fichiers : le serveur Telegram du bot les garde pour lui. La personne qui gère le bot doit le démarrer sans --local.
call-formatting-left = Le gras et les autres mises en forme ont été retirés : toutes les plateformes ne les affichent pas. Les adresses cachées derrière des mots figurent maintenant à côté.
telegram-webhook = Telegram envoie les messages de ce bot à un webhook sur { $host } ; nolike n’entendrait donc rien. `nolike check --take-over` supprime ce webhook.
telegram-webhook-gone = TELEGRAM_WEBHOOK est défini et le bot tourne, mais Telegram n’a pas de webhook pour lui : il n’entend rien. Le bot le remet en quelques minutes ; sinon, relancez-le.
telegram-webhook-other = TELEGRAM_WEBHOOK est défini et le bot tourne, mais Telegram envoie ses messages à { $host } : il n’entend rien. Le bot remet son webhook en quelques minutes ; si l’autre revient, quelqu’un d’autre a ce jeton.
unknown-command = { $command } n’est pas une commande. /help les donne toutes.
unknown-command-near = { $command } n’est pas une commande. Vouliez-vous dire { $near } ?
a-moment = Un instant, s’il vous plaît : je vous réponds dans une minute.
only-in-private = { $command } ne marche qu’en privé, avec moi.
only-in-private-link = { $command } ne marche qu’en privé, avec moi : { $link }
only-a-person = { $command } est personnel, et je ne peux pas savoir ici qui vous êtes. Utilisez-le en conversation privée avec moi.
only-a-person-link = { $command } est personnel, et je ne peux pas savoir ici qui vous êtes. Utilisez-le en conversation privée avec moi : { $link }
only-administrators = Seuls les administrateurs de cette discussion peuvent utiliser { $command }.
admin-unknown = Je n’ai pas pu savoir si vous administrez cette discussion. Renvoyez { $command } dans une minute, s’il vous plaît.
no-campaign = Il n’y a pas encore de campagne. La personne qui gère ce bot peut en ajouter une.
unknown-campaign = Il n’y a pas de campagne { $word }. Au choix : { $known }.
which-campaign = Quelle campagne ? Au choix : { $known }.
which-campaign-write = Renvoyez cela, s’il vous plaît, en commençant par l’une de ces formes : { $known }.
need-role = Il faut pour cela être { $role } de « { $title } ». Un responsable peut vous inviter.
contact = Questions : { $contact }

## Figures: the table, the update, and what must be said beside them

button-figures = Chiffres
button-chart = Graphique
button-take-part = Participer
button-share = Partager
headline = { $moved } ({ $percent }) · { $money } à { $value } { $unit } (hypothèse des organisateurs)
headline-worth = { $moved } · { $money } à { $value } { $unit } (hypothèse des organisateurs)
headline-change = { $moved } ({ $percent })
headline-plain = { $moved }
headline-count = { $now } au premier relevé
headline-measure = { $measure } : page par page
headline-none = Aucune évolution à montrer pour l’instant.
headline-unchanged = Aucune évolution n’a été calculée.
company = { $name } { $now } · { $change } ({ $percent })
control-only = Seulement pour comparer : cette entreprise n’entre dans aucun total.
company-plain = { $name } { $now } · { $change }
company-now = { $name } { $now }
company-none = { $name } : pas encore de relevé
company-never = { $name } : aucun relevé avant la fin
company-read = { $company } · relevé { $age }
company-read-at = { $company } · relevé { $at }
companies-more = { $count ->
    [1] et une autre entreprise
   *[other] et { $count } autres entreprises
}
all-companies = toutes les entreprises
button-help = Aide
button-subscribe = S’abonner ici
unknown = —
about = environ~{ $value }
total = Total
pair = { $first } · { $second }
# The name of a currency behind an amount, or ($count is 100) alone.
currency = { $code ->
    [MAD] DH
    [TND] DT
    [DZD] DA
    [EUR] €
   *[other] { $count ->
       *[other] { $code }
    }
}
listed = { $first }, { $rest }
source-name = { $source ->
    [app_chart] classement App Store
    [app_stars] étoiles App Store
    [app_store] App Store
    [bluesky] Bluesky
    [decidim] Decidim
    [discord_invite] Discord
    [eu_initiative] initiative européenne
    [facebook] Facebook
    [github_stars] GitHub
    [html] page web
    [instagram] Instagram
    [json] données web
    [manual] saisi à la main
    [mastodon] Mastodon
    [steam_players] joueurs Steam
    [steam_reviews] avis Steam
    [telegram] Telegram
    [tranco] Tranco
    [trustpilot] Trustpilot
    [uk_petitions] pétition britannique
    [wikipedia_views] Wikipédia
    [x] X
    [youtube] YouTube
   *[other] { $source }
}
target-page = { $name } ({ $page })
per-hour = { $pace } par heure
campaign-title = { $title }
row-before = avant
row-now = maintenant
row-end = à la fin
row-lost = { $measure } en moins
row-gained = { $measure } en plus
row-change = évolution : { $measure }
row-percent = en %
row-money = perte, { $currency }
row-worth = valeur, { $currency }
row-last-hour = dernière heure
row-last-24h = dernières 24~heures
row-pace = rythme
change-last-hour = dernière heure { $change }
change-last-24h = dernières 24~h { $change }
change-pace = rythme { $pace }
block-name = { $name }
block-now = { $before } → { $now } · { $change } ({ $percent })
block-now-plain = { $before } → { $now } · { $change }
block-end = { $before } → { $now } à la fin · { $change } ({ $percent })
block-end-plain = { $before } → { $now } à la fin · { $change }
block-money = Soit { $money }
block-recent = Récemment : { $recent }
block-no-loss = Maintenant { $now } ; pas encore d’évolution à montrer
block-no-loss-end = À la fin { $now } ; aucune évolution calculée
block-measure = Par { $measure } :
not-started = La campagne commence le { $at }.
ended = La campagne s’est terminée le { $at } ; voici les chiffres de la fin.
age = { $origin } { $age } · depuis le { $since }
age-at = { $origin } { $at } · depuis le { $since }
age-before = { $origin } { $age } · début { $at }
age-ended = Chiffres de clôture, { $at }
recent-and-age = { $recent } · { $age }
no-figures = Aucune page n’a encore été relevée.
no-figures-ended = Aucun nombre public n’a été relevé ni saisi.
no-figures-next = Dès les premiers chiffres, vous les verrez avec /stats.
no-figures-typed = Le bot ne peut pas relever ces pages lui-même. Dès que l’équipe de la campagne aura saisi leurs chiffres avec /count, vous les verrez avec /stats.
lacks-key = { $pages } : sans clé d’accès, le bot ne peut pas lire ces chiffres. Saisissez-les avec /count, ou faites définir { $settings } sur le serveur ; ils arriveront alors d’eux-mêmes.
last-read = { $name } : dernier relevé { $age }.
since-end = { $name } depuis la fin : { $change }.
held = { $name } : un relevé de { $count } s’écarte trop du précédent ; on attend un second relevé.
no-reading-yet = Pas encore de relevé : { $names }.
no-reading-end = Aucun relevé avant la fin : { $names }.
baseline-late = Compté à partir du premier relevé, le { $date } : { $names }.
baseline-corrected = Point de départ corrigé le { $date } : { $names }.
about-page = { $names } : { $note }
rounded = Certains nombres sont arrondis à { $step } ; leur évolution est donc une fourchette.
assumption = Argent : à { $value } { $unit } (hypothèse des organisateurs : { $note }).
assumption-plain = Argent : à { $value } { $unit } (hypothèse des organisateurs).
rate = 1 { $currency } = { $rate } { $base } le { $date }.
goal-reached = L’objectif est atteint : { $goal }.
goal-between = { $share } du chemin vers { $goal } · à ce rythme, entre le { $low } et le { $high }
goal-unclear = { $share } du chemin vers { $goal } · impossible de dire encore quand
goal-over = { $share } du chemin vers { $goal } à la fin
update-title = { $title } : le point
update-final-title = { $title } : chiffres définitifs

## /start and /help

start-about = ce que fait ce bot
start-title = Bonjour !
start-private = Je mesure l’effet d’une campagne de consommateurs sur les chiffres publics des entreprises. /stats les montre, /subscribe vous les envoie, /help dit le reste.
start-group = Je publie l’effet de la campagne sur les chiffres publics des entreprises. /stats les montre ; un administrateur peut abonner cette discussion avec /subscribe.
start-campaign = « { $title } »
help-about = toutes les commandes
help-title = Commandes
help-line = { $command } : { $about }
button-all-commands = Toutes les commandes

## /stats

stats-about = ce que la campagne a fait jusqu’ici
share-about = un message à faire passer
share-page = Chiffres en direct : { $link }
share-forward = Transférez ce message à toutes les personnes que ça concerne.
share-whatsapp = WhatsApp
share-telegram = Telegram
share-x = X
unknown-target = Il n’y a pas d’entreprise { $word }. Au choix : { $known }.
unknown-target-near = Il n’y a pas d’entreprise { $word }. Vouliez-vous dire { $near } ?

## /subscribe and /unsubscribe

subscribe-about = des nouvelles dans cette discussion, toutes les heures ou à votre rythme
subscribe-usage = Écrivez /subscribe, ou avec un rythme : `/subscribe 1h`, `/subscribe 30m`, `/subscribe daily 20:00`
subscribed = Cette discussion reçoit désormais les nouvelles de « { $title } », { $cadence }.
subscribed-next = Les prochaines arrivent le { $at }.
subscribed-stop = /unsubscribe y met fin, /quiet protège la nuit.
subscribed-elsewhere = Un autre sujet de ce groupe la suit aussi : tout arrive donc deux fois.
subscribed-here-alone = Tout ce qui concerne « { $title } » arrive désormais dans ce seul sujet.
button-here-alone = Seulement dans ce sujet
subscribed-but-off = La plateforme me dit que je ne peux pas écrire ici. Autorisez-moi à écrire, puis abonnez-vous de nouveau.
subscribe-ended = « { $title } » est terminée ; il n’y aura plus de nouvelles. /stats montre comment elle a fini.
bad-cadence = Je n’ai pas compris le rythme « { $word } ». Écrivez une durée de 1m à 24h, ou daily avec une heure.
cadence-hours = { $hours ->
    [1] toutes les heures
   *[other] toutes les { $hours } heures
}
cadence-minutes = { $minutes ->
    [1] toutes les minutes
   *[other] toutes les { $minutes } minutes
}
cadence-daily = chaque jour à { $time }
unsubscribe-about = mettre fin aux nouvelles dans cette discussion
not-subscribed = Cette discussion ne suit aucune campagne : il n’y a rien à arrêter.
not-subscribed-to = Cette discussion ne suit pas « { $title } ».
unsubscribed = Cette discussion ne reçoit plus les nouvelles de « { $title } ». /subscribe les rétablit.

## /settings, /language, /timezone, /quiet

settings-about = les réglages de cette discussion
settings-title = Réglages de cette discussion
settings-language = Langue : { $language } (/language)
settings-zone = Heure : { $now } (/timezone)
settings-quiet = Heures calmes : { $hours } (/quiet)
settings-no-quiet = Heures calmes : aucune (/quiet)
settings-follows = Suit « { $title } », { $cadence } ; prochaines nouvelles le { $next }
settings-over = A suivi « { $title } » jusqu’à la fin
settings-chapter = Fait partie de { $name } (/chapter)
settings-follows-nothing = Ne suit aucune campagne (/subscribe)
button-language = Langue
language-about = la langue de cette discussion
language-choose = Quelle langue dois-je parler ici ?
language-set = C’est noté : { $language } désormais.
unknown-language = Je ne parle pas { $word }. Choisissez une langue :
no-such-language = Je ne parle pas { $word }. Je parle : { $known }.
timezone-about = le fuseau horaire de cette discussion
timezone-usage = Par exemple : `/timezone Africa/Casablanca`
timezone-now = Ici, il est { $at }.
timezone-set = Ici, il est maintenant { $at } ; les nouvelles suivent cette horloge.
unknown-zone = Je ne connais pas de fuseau horaire { $word }. Vouliez-vous dire { $near } ?
several-zones = { $word } compte plusieurs fuseaux horaires. Lequel est le vôtre ?
quiet-about = des heures sans message
quiet-usage = Par exemple : `/quiet 23:00-08:00`, ou `/quiet off`
quiet-how = Dites de quand à quand, ou off.
quiet-set = Pas de message de { $start } à { $end }, { $zone } ; un seul arrive juste après.
quiet-off = C’est fait : il n’y a plus aucune heure calme.
bad-hours = Je n’ai pas compris les heures « { $word } ». Écrivez un début et une fin différents, comme 23:00-08:00.

## /claim, /resign, /revoke

claim-about = prendre votre rôle avec le code reçu
claim-usage = Par exemple : /claim suivi du code
claim-how = Il manque le code.
claim-wrong = Ce code n’est pas valable : mal tapé, déjà utilisé ou périmé. Demandez-en un nouveau.
claim-too-often = Cinq codes faux en une heure : attendez une heure, puis réessayez.
claim-in-private = Un code se donne en conversation privée avec moi, jamais dans un groupe.
claim-in-private-link = Un code se donne en conversation privée avec moi, jamais dans un groupe : { $link }
claim-burnt = Tout le monde ici a pu lire ce code, il ne marche donc plus. Demandez-en un nouveau et donnez-le en conversation privée avec moi.
claim-burnt-link = Tout le monde ici a pu lire ce code, il ne marche donc plus. Demandez-en un nouveau et donnez-le en conversation privée avec moi : { $link }
claimed = Vous voilà { $role } de « { $title } ». Ici, vous n’êtes que { $pseudonym }. Pour rendre ce rôle : /resign
claimed-until-purge = Attention : « { $title } » est terminée. Le { $at }, ce qui est gardé sur les gens sera effacé, et votre rôle avec.
resign-about = rendre votre rôle
resigned = Vous n’êtes plus { $role } dans « { $title } », et l’adresse de cette conversation est effacée.
last-owner = Le dernier responsable ne peut pas partir d’ici : invitez-en d’abord un autre, ou demandez à la personne qui gère le serveur.
revoke-about = retirer le rôle d’une personne (responsables)
revoke-usage = Écrivez /revoke avec le début du pseudonyme de cette personne ; /revoke seul donne la liste des rôles
revoked = { $pseudonym } n’est plus { $role }.
members-title = Qui a un rôle dans « { $title } »
member-line = { $pseudonym } : { $role }
no-such-member = Personne ici ne s’appelle { $word }, ou plusieurs s’appellent ainsi.

## /desk

first-start = Ouvrez cette adresse dans un navigateur sur cette machine ; elle marche une fois, dans les 30~minutes : { $link }
first-start-elsewhere = Depuis une autre machine, d’abord : { $command }
desk-about = ouvrir le bureau dans un navigateur (personnes ayant un rôle)
desk-no-role = Le bureau est réservé aux personnes qui ont un rôle dans une campagne : prenez le vôtre avec /claim et le code reçu.
desk-off = Le bureau est fermé ici. Tout ce qu’il fait, je le fais aussi dans cette conversation : /help.
desk-link = Votre lien vers le bureau : il marche une fois, pendant dix minutes, et n’est que pour vous.
desk-link-here = Ce lien ouvre le bureau sur la machine où je tourne, une seule fois, dans les dix minutes : { $link }
button-desk = Ouvrir le bureau

## /count

count-about = saisir le nombre d’une page (observateurs)
count-usage = Écrivez /count, le nom, et le nombre affiché sur la page, comme 2,272,336, ou 2.27M pour un nombre arrondi
count-how = Dites quelle page, et le nombre qu’elle affiche.
bad-number = { $word } n’est pas un nombre : écrivez-le en chiffres, comme 2,272,336 ou 2.27M.
unknown-page = Il n’y a pas de page { $word }. Au choix : { $known }.
which-page = { $word } a plusieurs pages. Laquelle ? { $known }
count-which-number = Quel nombre { $page } affiche-t-elle maintenant ? Envoyez seulement le nombre, par exemple 2 039 848.
crowd-thanks = Merci ! Votre nombre pour { $page } est gardé à part pendant { $window } : il compte dès que plusieurs personnes de plusieurs groupes lisent le même.
crowd-held = Plusieurs personnes lisent { $count } sur { $page }. C’est loin du dernier nombre, { $last } : il comptera quand autant de personnes l’auront lu à nouveau.
crowd-agreed = Plusieurs personnes lisent { $count } sur { $page } : ce nombre compte dès maintenant.
count-taken = Noté : { $page } { $count }, à l’instant.
count-rounded = Noté : { $page } { $count }, arrondi à { $step }.
count-too-soon = { $last } vient d’être noté pour { $page } à cette seconde même. Si le vôtre est juste, renvoyez-le.
count-again = { $count } est loin du dernier nombre de { $page } ({ $last }). S’il est juste, renvoyez-le.
count-gave-way = Le premier nombre, { $before }, était arrondi : { $count } prend sa place.
button-undo = Annuler
undo-about = annuler votre dernier nombre, fichier ou objectif (observateurs)
undo-which = Que faut-il annuler ?
undo-nothing = Vous n’avez rien à annuler.
undo-others = Seul son auteur, ou un organisateur, peut l’annuler.
undo-ended = « { $title } » est terminée : ce qui a été compté avant sa fin reste.
undo-updates = l’abonnement à « { $title } »
undone = Annulé : { $what }.
undo-goal-since = Cet objectif a encore été modifié depuis. Annulez d’abord cette modification-là.
act-count = { $page } : { $count }
act-goal = l’objectif de « { $title } », de { $before } à { $after }
act-change = le changement de « { $title } » qui attend d’être approuvé
act-file = fichier du { $at }, { $rows ->
    [1] un nombre
   *[other] { $rows } nombres
}

## /privacy and /forget

privacy-about = ce qui est gardé sur les personnes
privacy-title = Ce qui est gardé
privacy-never = Jamais gardé : les noms, les identifiants, les numéros de téléphone, ce que les gens écrivent.
privacy-kept = D’une personne qui a un rôle : un pseudonyme que seul ce serveur peut fabriquer, le rôle, et depuis quand.
privacy-pledges = D’une personne qui participe à une action : un pseudonyme, combien elle en amène, son groupe local, le groupe où elle l’a dit, et ce qu’elle dit avoir fait.
privacy-private = L’adresse d’une conversation privée n’est gardée, chiffrée, que tant qu’elle sert : un abonnement, un rôle ou un rappel demandé.
privacy-purge = « { $title } » : ce qui est gardé sur les personnes est effacé le { $date }.
privacy-purge-days = « { $title } » : ce qui est gardé sur les personnes est effacé { $days ->
    [0] dès sa fin
    [1] un jour après sa fin
   *[other] { $days } jours après sa fin
}.
privacy-forget = /forget, en privé, efface aussitôt tout ce qui est gardé sur vous.
forget-about = effacer tout ce qui est gardé sur vous
forget-sure = Cela efface vos rôles, ce que vous avez dit dans les actions, les réglages de cette conversation et ses abonnements. Vous confirmez ?
forgotten = C’est fait. Plus rien n’est gardé sur vous.
forgotten-but-backups = C’est fait. Il ne reste rien sur vous ici ; la dernière copie où vous figurez sera supprimée le { $date }.
privacy-backups = Les sauvegardes sont chiffrées ; la plus récente sera supprimée le { $date }.
privacy-replica = Une copie de la base de données est tenue à jour ailleurs, au cas où ce serveur serait perdu. Ce qui est effacé aujourd’hui en disparaîtra le { $date }. On n’y lit que des pseudonymes, ni noms ni adresses.
button-forget = Oui, tout effacer

## Telegram
telegram-bad-token = Telegram ne connaît pas ce jeton : recopiez-le depuis @BotFather dans TELEGRAM_BOT_TOKEN.
telegram-unreachable = Telegram est injoignable : { $reason }.
telegram-logged-out = Le bot a quitté ce serveur de la Bot API : TELEGRAM_API_URL doit donner celui qu’il utilise maintenant. Pour revenir ici, attendez dix minutes.
telegram-left = Le bot a quitté { $server }. Donnez maintenant le nouveau serveur dans TELEGRAM_API_URL, et n’interrogez plus l’ancien : le bot y reviendrait.

## The terminal

cell = { $value }
console-as = Vous êtes maintenant { $person }, { $role }.
console-as-how = Écrivez /as avec un rôle, et un nom si vous voulez : `/as organizer:samira`. Rôles : { $roles }.
console-in = Vous êtes maintenant dans le groupe { $chat }.
console-in-private = Vous êtes maintenant en conversation privée avec le bot.
console-in-how = Écrivez `/in private`, ou /in avec le nom d’un groupe.
console-clock = Il est maintenant { $at } ({ $zone }).
console-clock-how = Écrivez `/clock +2h` ou `/clock +3d` ; une date à venir avec une heure convient aussi.
console-clock-live = Cette base contient des discussions d’autres plateformes, et avancer l’horloge leur écrirait. Répétez sur une autre : DATABASE_URL=sqlite:///rehearsal.db nolike console
console-press-how = Ce bouton n’existe pas ici. Au choix : { $known }.

## The demo

demo-hello = { $hours }~heures simulées de la campagne de 2016 en { $minutes ->
    [one] environ~{ $minutes } minute
   *[other] environ~{ $minutes } minutes
}, dans ce terminal comme dans un groupe. Les nouvelles viennent seules ; tapez /stats, /help ou `/language ar`.
demo-end = Les heures simulées sont passées. Pour lancer le bot pour de vrai, voir README.md.

## What the person at the server reads

no-campaign-operator = Aucune campagne n’est encore chargée. Pour en charger une : nolike campaign load campaigns/no-voip-no-like.toml
database-begun = Il n’y avait pas de base de données : une nouvelle vient d’être créée, { $database }. Si le bot en a déjà une, lancez cette commande dans son dossier, ou réglez NOLIKE_HOME ou DATABASE_URL comme pour le bot.
database-none = Base de données introuvable ou vide : { $database }. Si le bot en a une, tapez ceci dans son dossier, ou réglez NOLIKE_HOME ou DATABASE_URL comme pour lui. Seuls `nolike run` et `nolike campaign load` en commencent une.
loaded-new = « { $title } » ({ $slug }) est chargée avec { $pages ->
    [one] { $pages } page
   *[other] { $pages } pages
}.
loaded-again = « { $title } » ({ $slug }) est mise à jour, maintenant avec { $pages ->
    [one] { $pages } page
   *[other] { $pages } pages
}.
campaign-change = { $key } : { $before } → { $after }
campaign-changed-since = { $key } a encore changé depuis. Annulez d’abord cette modification-là.
load-desk-edited = Rien n’est chargé pour l’instant : ces valeurs ont été modifiées au bureau, et le fichier les remettrait en arrière.
load-anyway = Pour prendre le fichier quand même, ajoutez --yes. Pour garder les valeurs du bureau, téléchargez-y la campagne.
price-a-day = Relever { $pages ->
    [one] { $pages } page
   *[other] { $pages } pages
 } ({ $source }) coûte environ~{ $price } par jour, dès que sa clé est en place.
baseline-kept = { $page } : le point de départ reste le même, bien que les relevés en donnent maintenant un autre. Pour le changer : nolike baseline { $slug } --recompute
baseline-unsure = { $page } : ce fichier ne donne pas de point de départ, car des lignes ont été refusées. Envoyez le fichier corrigé, ou prenez ce qui est là : nolike baseline { $slug } --recompute
baseline-none = { $page } : pas encore de point de départ
baseline-is = { $page } : { $count } le { $at }
baseline-is-corrected = { $page } : { $count } le { $at }, corrigé le { $date }
campaign-line = { $slug } : { $title }
campaign-halted = « { $title } » est arrêtée : rien n’est envoyé jusqu’à nolike resume.
campaign-resumed = « { $title } » reprend.
campaign-stopped = « { $title } » est arrêtée depuis le { $at } : rien ne part avant la reprise.
imported = { $new ->
    [one] { $new } ligne ajoutée
   *[other] { $new } lignes ajoutées
}, déjà là : { $already }, refusées : { $refused }.
import-how-undo = C’est l’import { $number }. Pour l’annuler : nolike import --undo { $number }
import-undone = L’import { $number } est annulé. Nombres retirés : { $rows } ; points de départ changés : { $pages }.
import-which-file = Indiquez le fichier, ou --undo avec le numéro d’un import.
undo-already = C’est déjà annulé.
undo-unknown = Il n’y a rien à annuler sous le numéro { $number }.
column-time = date, heure, horodatage, horodateur, jour, date et heure, dates, heures
column-zone = fuseau, fuseau horaire, décalage, décalage utc
column-source = source, réseau, plateforme
column-handle = identifiant, compte
column-page = page, nom, entreprise, adresse, lien
column-step = pas
column-total = total, totaux, total général, somme
column-count = nombre, valeur, total, compte total
column-likes = j’aime, mention j’aime, mentions j’aime
sheet-empty = Le fichier n’a aucune ligne.
sheet-no-head = Les premières lignes ne nomment ni la date ni le nombre. Nommez-les, par exemple : « date,likes »
sheet-which-page = Le fichier ne dit pas de quelle page il s’agit. Pages possibles : { $known }.
sheet-only-page = Les nombres sont pris pour ceux de { $page }, la seule page de la campagne.
sheet-no-column = Le fichier n’a pas de colonne { $given }. Il a : { $known }
sheet-which-count = Plusieurs colonnes peuvent être le nombre : { $known }.
sheet-which-dates = Ici, une date comme 3/4/2026 peut désigner deux jours.
sheet-left-out = Colonnes laissées de côté : { $columns }
sheet-zone = Les heures sans fuseau sont prises pour celles de { $zone }.
sheet-filled = Les cellules vides sous une date ou une page reprennent la cellule du dessus.
sheet-serial = Dans la colonne des dates, les nombres comme { $given } sont lus comme les jours d’un tableur.
sheet-total = La ligne { $line }, celle du total, est laissée de côté.
sheet-encoding = Le texte est lu en { $encoding } ; rien dans le fichier ne le dit.
row-short = pas assez de cellules ({ $given }) pour les colonnes que nomme la première ligne.
import-rows = { $rows ->
    [1] Une ligne
   *[other] { $rows } lignes
} pour { $pages ->
    [1] une page
   *[other] { $pages } pages
}, du { $first } au { $last }.
import-refused = { $rows ->
    [1] Une ligne refusée
   *[other] { $rows } lignes refusées
} : { $why } (ligne { $lines })
import-now = { $page } : { $before } → { $after }
import-ask = Les importer ?
import-stopped = Rien n’a été importé, car des lignes du fichier sont refusées.
import-preview-only = Rien n’a été importé : ce n’était que l’aperçu.
sheet-bad-text = { $file } n’est pas un texte dans un encodage connu ({ $encoding }) : enregistrez-le en UTF-8.
sheet-bad-line = { $file }, ligne { $line } : { $reason }.
sheet-bad-json = { $file } n’est pas du JSON : { $reason }.
sheet-json-shape = { $file } doit être une liste d’objets, ou un objet par ligne.
sheet-bad-workbook = { $file } n’est pas un classeur lisible : { $reason }.
import-add-page = Précisez-la avec --page.
import-add-count = Dites laquelle avec --count.
import-add-dates = Ajoutez --dates day-first (jour d’abord) ou --dates month-first (mois d’abord).
import-add-keep-good = Avec --keep-good, les bonnes lignes sont importées.
sheet-no-count = Le fichier a une colonne de dates ({ $time }), mais aucune où l’on reconnaisse le nombre. Ses autres colonnes : { $known }.
sheet-no-time = Le fichier a des nombres ({ $columns }), mais aucune colonne ne dit quand ils ont été lus.
sheet-maybe-gains = Si c’est l’export de LinkedIn, « { $column } » est ce que chaque jour a apporté, et non le total. Rien dans le fichier ne le dit : regardez les nombres avant de les importer.
sheet-rounded = Les nombres arrondis sont gardés avec leur arrondi : { $given } à { $step } près.
import-add-at = Donnez le jour avec --at, par exemple --at 2026-08-05 ou --at 2026-08-05T12:00.
import-already = { $rows ->
    [1] L’une d’elles est déjà enregistrée.
   *[other] { $rows } d’entre elles sont déjà enregistrées.
}
import-same = { $page } : les chiffres ne changent pas : { $figure }
import-figure = { $standing } ({ $change })
import-no-figure = pas encore de nombre
import-meanwhile = D’autres nombres, arrivés entre-temps, contredisent ce fichier : rien n’en a été importé. Regardez-le encore une fois.
row-columns = mauvais nombre de colonnes ({ $given }) ; il faut source,handle,taken_at,count et peut-être step.
row-page = { $page } n’est pas dans la campagne.
row-time = { $given } n’est pas une heure ; écrivez-la ainsi : 2016-02-26T00:00:00Z.
row-gap = { $given } n’existe pas à l’heure de { $zone } : l’horloge avance à ce moment-là. Si le fichier suit un autre fuseau, nommez-le dans sa première ligne : `date (UTC)`.
row-zone = { $given } n’a pas de fuseau ; ajoutez Z ou un décalage comme +01:00.
row-time-range = { $given } est avant l’an 2000 ou dans le futur.
row-measure = { $given } est impossible pour « { $measure } ».
row-count = { $given } n’est pas un nombre ; écrivez-le avec des chiffres seulement.
row-step = { $given } n’est pas un pas ; c’est un nombre entier à partir de 1.
row-conflict = un autre nombre est déjà enregistré pour cette page et cette seconde, et il reste.
invited = Ce code donne à une personne le rôle { $role } dans « { $title } », jusqu’au { $until }. Elle l’envoie au bot en conversation privée : `/claim { $code }`
invite-purged = Les données des personnes de { $title } devaient être supprimées le { $at } : ce code le serait aussi. Mettez un ends_at plus tardif ou plus de purge_days dans le fichier de la campagne, puis chargez-le de nouveau.
invite-until-purge = Attention : le { $at }, les rôles et les codes de { $title } seront supprimés (purge_days dans son fichier) ; ce code ne vaudra plus.
breaks-call = Appel { $id } : { $why }
breaks-series = Série { $id } : { $why }
breaks-event = Action { $id } : { $why }
organizer-line = { $pseudonym }  { $role }  { $platform }  { $since }
organizers-none = Personne n’a encore de rôle. Pour inviter : nolike invite CAMPAIGN --role owner
install-what = Précisez quoi installer : nolike install --systemd
install-hidden = Le service tourne sous son propre utilisateur et ne peut pas lire { $path }. Installez d’abord nolike dans /opt/nolike : docs/hosting.md montre comment.
install-written = { $path } est écrit. Tapez ensuite :
check-home = les réglages et les données sont dans { $folder }
check-port =
    { $host }, port { $port } est libre pour { $setting ->
        [METRICS_PORT] les métriques
        [DESK_PORT] le bureau
       *[WEB_PORT] la page
    }
check-served =
    { $setting ->
        [METRICS_PORT] les métriques sont déjà servies au port { $port } par un nolike en marche
        [DESK_PORT] le bureau est déjà servi au port { $port } par un nolike en marche
       *[WEB_PORT] la page est déjà servie au port { $port } par un nolike en marche
    }
check-not-ours = ce qui répond au port { $port } n’est pas ce bot : c’en est un autre, ou il tourne avec une autre SECRET_KEY ou une version plus ancienne. Arrêtez-le ou relancez-le, ou choisissez un autre port avec { $setting }
check-same-port = { $first } et { $second } valent tous deux { $port } : il faut à chacun son propre port
check-without-page = WEB_PORT vaut 0 : il n’y a pas de page
check-address = { $setting } est incorrect : il faut une adresse sans chemin, comme https://likes.example.org. D’ici là, la page n’est pas servie
check-webhook-elsewhere = TELEGRAM_WEBHOOK est défini et WEB_PORT vaut 0 : un autre processus doit recevoir les messages
check-webhook-deaf = TELEGRAM_WEBHOOK est défini, mais aucune page n’est servie ici : le bot n’entend rien sur Telegram
check-take-over-webhook = TELEGRAM_WEBHOOK est défini, et le bot remettrait donc son webhook. Pour vous en passer, arrêtez le bot, videz cette ligne et retapez cette commande. Si un autre webhook gêne, lancez le bot : il met le sien.
check-webhook-unknown = TELEGRAM_WEBHOOK est défini, mais aucun jeton de Telegram n’est connu ici : cette page ne reçoit pas de messages. Donnez-lui TELEGRAM_BOT_TOKEN et la même SECRET_KEY qu’au bot
check-webhook-fault = la dernière fois que Telegram n’a pas pu apporter de message à TELEGRAM_WEBHOOK : { $reason }. Messages en attente : { $waiting }
check-without-address = WEB_PUBLIC_URL n’est pas défini : il manque l’adresse de la page dans les images à partager, les flux, les agendas et le code à intégrer
check-without-platform = { $setting } n’est pas défini : le bot n’est pas sur { $platform }
check-page-without = { $page } : { $setting } n’est pas défini ; ses nombres se saisissent avec /count
check-database = base de données accessible, campagnes chargées : { $campaigns }
check-encoding = la base de données est en { $encoding }, où tous les textes ne peuvent pas s’écrire : créez-en une en UTF8 et restaurez-y une sauvegarde
check-no-database = base de données introuvable ou encore vide : { $database }. `nolike run` la commencera. Si le bot en a une, lancez cette commande dans son dossier, ou réglez NOLIKE_HOME ou DATABASE_URL comme pour le bot
check-running = sur cette base tourne : nolike { $versions }
check-skew = l’horloge de cette machine et celle de la base de données diffèrent de { $seconds } s : réglez-les toutes deux par NTP
check-secret = SECRET_KEY est celle avec laquelle cette base a commencé
check-secret-first = cette base n’a pas encore de SECRET_KEY : le premier démarrage du bot y inscrit celle qui est alors définie
check-secret-other = SECRET_KEY n’est pas celle avec laquelle cette base a commencé : aucun rôle ni aucune conversation privée n’est connu, et une page refuse ce que Telegram apporte
check-secret-beside = SECRET_KEY n’est pas celle avec laquelle cette base a commencé, mais { $file } contient la bonne : mettez-la à la place de { $key }, et gardez ailleurs la clé qui s’y trouve, car les sauvegardes faites avec elle en ont besoin.
check-old-key = L’ancienne SECRET_KEY compte jusqu’au { $at }. Pseudonymes non revus depuis son remplacement : { $waiting }.
check-old-key-over = L’ancienne SECRET_KEY ne compte plus ici, mais les sauvegardes d’avant son remplacement en ont besoin : supprimez son fichier quand il n’en reste aucune.
check-no-platform = Ni TELEGRAM_BOT_TOKEN ni DISCORD_BOT_TOKEN n’est défini : il n’y a pas de discussion où parler
check-platform = { $platform } : le bot est { $bot }
check-page = { $page } : { $count }
check-page-manual = { $page } : saisi avec /count
try-source = { $given } n’est pas une source. Vous pouvez utiliser { $known }.
try-found = Trouvé sur { $page } : { $count }
try-rounded = Ce nombre est arrondi, par pas de { $step }.
try-detail = Précision : { $detail }
try-option = { $where } : { $option } n’est pas utilisable sous cette forme. Exemple : { $example }
try-raw = À cet endroit :
try-stats = Ce que dirait /stats :
console-hello = Tapez une commande, comme /stats ou /help. /as, /in, /clock et /press sont propres à ce terminal. Pour finir : Ctrl-D.

## Calls to action: writing, approving, launching

call-about = écrire un appel à l’action (organisateurs)
call-usage = Écrivez /call et suivez les questions ; /calls montre ce qu’il y a.
call-how = Je n’ai pas compris.
call-text = { $text }
call-button = { $label }
call-retracted = Cet appel a été retiré par ses organisateurs.
call-step = Appel { $id }, étape { $step } sur { $steps }
call-step-fix = Nouveau texte de l’appel { $id }, étape { $step } sur { $steps }
call-ask-text = Envoyez-moi le texte en { $language }, { $most }~caractères au plus. Une langue suffit : les discussions dans une autre reçoivent celle de la campagne.
call-there = Il y a déjà :
call-ask-picture = Envoyez jusqu’à { $most } images, une à une ou ensemble, ou continuez sans. Réunies, elles n’en feront qu’une.
call-more-pictures =
    { $left ->
        [1] Il reste une place : envoyez-en une autre, ou touchez « Suivant ».
       *[other] Il reste { $left } places : envoyez-en d’autres, ou touchez « Suivant ».
    }
call-many-pictures = Un appel a { $most } images au plus. Enlevez-en une pour en envoyer une autre.
button-drop-picture = Enlever l’image { $number }
call-send-picture = Ici, pas de texte : envoyez une image, ou touchez « Suivant ».
call-caption-left = Les mots sous l’image n’ont pas été pris : les textes s’envoient aux étapes du texte, où mène « Retour ».
call-ask-buttons = Boutons sous l’appel : il en reste { $left } sur { $most }. Envoyez un lien ainsi : Libellé https://example.org
call-labels-hint = En plusieurs langues : { $example }
call-ask-when = Quand ? Envoyez une heure, comme 20:00 ou 5 décembre 20:00 ({ $zone }) ; pour une série : chaque vendredi 18:00 jusqu’au 26 décembre.
call-ask-when-once = Quand ? Envoyez une heure, comme 20:00 ou 5 décembre 20:00 ({ $zone }).
call-ask-until = Jusqu’à quand peut-il encore partir, si quelque chose le retient ? Envoyez une heure, comme 22:00, ou une durée, comme 3~heures ({ $zone }). D’habitude 24~heures.
call-ask-audience = À qui s’adresse-t-il ?
call-more-chapters = Vous pouvez aussi écrire le nom d’un autre groupe local.
call-preview = Appel { $id }, tel qu’il sera lu
call-preview-fix = Nouveau texte de l’appel { $id }
call-in = — { $language } —
call-stand-in = Les discussions en { $language } le reçoivent en { $other }.
call-with-pictures =
    { $pictures ->
        [1] Avec l’image.
       *[other] Avec { $pictures } images réunies en une seule.
    }
call-with-link = Bouton : { $label } → { $url }
call-with-did = Bouton : { $label } (compte chaque personne une fois)
call-with-link-in = Bouton en { $language } : { $label } → { $url }
call-with-did-in = Bouton en { $language } : { $label } (compte chaque personne une fois)
call-at-once = Part dès son lancement.
call-at = Part le { $at }.
call-until = Pas après le { $at }.
call-within = Dans un délai de { $length }, sinon pas du tout.
call-past-end = Attention : la campagne se termine avant, le { $end }.
call-past-purge = Attention : la campagne se termine le { $end }, et tous les rôles sont effacés quelque temps après. Quand cet appel partira, il n’y aura peut-être plus personne pour l’arrêter.
call-fixes = Remplace partout le texte de l’appel { $id }.
call-to-all = Toutes les discussions : { $chats }
call-to-platform = { $platform } seulement : { $chats }
call-to-language = { $language } seulement : { $chats }
call-to-chapter = { $name } seulement : { $chats }
button-next = Suivant
button-back = Retour
button-cancel-draft = Abandonner
button-without = Enlever
button-did = Je l’ai fait
button-now = Maintenant
button-within = { $length }
button-usual = Comme d’habitude
button-test = Essai : { $language }
button-propose = Lancer
button-approve = Approuver
button-pause = Suspendre { $id }
button-resume = Reprendre { $id }
button-cancel = Annuler { $id }
button-retract = Retirer { $id }
button-report = Bilan { $id }
button-open = Ouvrir { $id }
call-request = L’appel { $id } attend votre accord
call-request-fix = Le nouveau texte de l’appel { $id } attend votre accord
fix-proposed = Le nouveau texte de l’appel { $id } attend maintenant { $missing ->
    [1] un accord
   *[other] { $missing } accords
}. { $asked ->
    [0] Personne n’a été prévenu : aucun autre organisateur n’a encore de conversation privée avec moi
    [1] Un organisateur vient d’être prévenu
   *[other] { $asked } organisateurs viennent d’être prévenus
}.
call-proposed = L’appel { $id } attend maintenant { $missing ->
    [1] un accord
   *[other] { $missing } accords
}. { $asked ->
    [0] Personne n’a été prévenu : aucun autre organisateur n’a encore de conversation privée avec moi
    [1] Un organisateur vient d’être prévenu
   *[other] { $asked } organisateurs viennent d’être prévenus
}.
call-few-organizers = Il faut pour cela { $wanting ->
    [1] un organisateur
   *[other] { $wanting } organisateurs
} de plus. Pour en ajouter, sur le serveur : nolike invite { $campaign } --role organizer
call-approved = Noté. Accords encore attendus : { $missing }.
call-leaves = L’appel { $id } est parti. Discussions : { $chats }. `/report { $id }` montre où il en est.
call-scheduled = L’appel { $id } part le { $at }. Discussions : { $chats }.
call-fixed = Le nouveau texte entre dès maintenant partout dans l’appel { $id }.
call-cancelled = L’appel { $id } est abandonné.
fix-cancelled = Le nouveau texte de l’appel { $id } est abandonné.
call-thrown = Un autre organisateur a abandonné votre appel { $id }, qui attendait un accord.
fix-thrown = Un autre organisateur a abandonné votre nouveau texte de l’appel { $id }, qui attendait un accord.
fix-rebased = L’appel { $id } a changé de texte entre-temps. `/fix { $id }` réunit le vôtre et le nouveau ; relancez-le de là.
call-no-text = Un appel a besoin d’un texte dans une langue au moins.
call-long = Ce texte a { $length }~caractères ; le maximum est { $most }.
call-long-caption = Sous une image, un texte a { $most }~caractères au plus ; celui-ci en a { $length }.
call-picture-long = Le texte en { $language } a { $length }~caractères ; sous une image, le maximum est { $most }. Raccourcissez-le avec « Retour », ou continuez sans image.
call-bad-picture = Envoyez une image PNG ou JPEG de { $most }~Mo au plus. Largeur et hauteur ensemble : { $sides }~pixels au plus ; aucun côté plus de { $ratio }~fois l’autre.
call-many-buttons = Il y a déjà { $most } boutons. Enlevez-les pour recommencer.
call-did-twice = Ce bouton y est déjà.
call-bad-button = Ce n’est pas un bouton : écrivez un libellé, puis une adresse entière, comme : Lire la suite https://example.org
call-long-link = Cette adresse compte { $length }~caractères, et un bouton en accepte { $most }. Prenez-en une plus courte, par exemple le lien court de la page.
call-label-left-out = La campagne n’est pas en { $language } : renvoyez le bouton sans « { $part } ».
call-long-label = Le libellé d’un bouton a de 1 à { $most }~caractères.
call-bad-when = Je n’ai pas compris « { $given } ». Exemples : 20:00, 5 décembre 20:00 ou « maintenant ».
call-when-gap = { $given } n’existe pas dans { $zone } : l’horloge avance à ce moment-là. La première heure qui existe ensuite est { $next }.
call-when-span = « { $given } » est une plage horaire. Ici, une seule heure convient, par exemple { $example }.
call-when-two = « { $given } » peut désigner plusieurs moments. Écrivez celui que vous voulez dire : { $times }
call-when-past = { $given } est déjà passé.
call-late = L’heure de cet appel est passée. Son auteur peut en fixer une autre, ou l’envoyer maintenant.
call-until-late = À cette heure-là, l’appel ne sera même pas parti : choisissez plus tard.
call-lapsed = L’appel { $id } a attendu un accord trop longtemps ; il redevient un brouillon.
fix-lapsed = Le nouveau texte de l’appel { $id } a attendu un accord trop longtemps ; il redevient un brouillon.
call-lapsed-told = Il est trop tard pour l’appel { $id } tel qu’il est. Son auteur en est informé et peut le modifier.
fix-lapsed-told = Il est trop tard pour le nouveau texte de l’appel { $id }. Son auteur en est informé.
call-until-long = Une semaine au plus : écrivez une durée, comme 6 heures.
call-bad-audience = Je ne connais pas « { $word } ».
call-use-buttons = Ici, utilisez les boutons.
call-preview-waits = Cet appel attend toujours votre choix~: le lancer, en changer le texte ou l’annuler. Ce que vous venez d’écrire n’y figure pas.
call-words-alone = Une fois l’appel parti, seul son texte peut changer.
call-unknown = Il n’y a pas d’appel { $id }. /calls les montre.
call-gone = L’appel { $id } n’existe plus : il a été abandonné, sa série a été modifiée, son nouveau texte est déjà en place, ou il a un autre numéro depuis que le bot a été restauré.
call-which = Quel appel ? Ajoutez son numéro ; /calls les montre.
call-not-yours = Seul son auteur modifie un appel. /calls montre ce que vous pouvez en faire.
call-launched = L’appel { $id } est déjà parti. `/fix { $id }` change son texte, `/retract { $id }` le retire.
stands-call = C’est déjà fait. Appel { $id } : { $status }.
call-not-proposed = L’appel { $id } n’attend aucun accord.
own-words = Quelqu’un d’autre doit approuver ce que vous avez écrit.
call-changed = Ce texte a changé depuis que vous l’avez vu. `/call { $id }` montre ce qui attend maintenant votre accord.
call-held-up = L’appel { $id } devait partir avant le { $at }, et il a été retenu. Discussions qui ne le recevront pas : { $chats }. `/report { $id }` montre ce qu’il en est.
call-refused = Un autre organisateur n’a pas approuvé votre appel { $id } : { $why }
fix-refused = Un autre organisateur n’a pas approuvé votre nouveau texte de l’appel { $id } : { $why }
call-not-running = L’appel { $id } n’est pas en cours : il n’y a rien à suspendre.
call-not-paused = L’appel { $id } n’est pas suspendu.
call-ended = L’appel { $id } est terminé et n’est dans aucune discussion.
call-taken-off = L’appel { $id } a changé : il attend d’être relancé.
fix-taken-off = Le nouveau texte de l’appel { $id } a changé : il attend d’être relancé.
call-over = L’appel { $id } est terminé. `/retract { $id }` le retire.
call-not-sent = L’appel { $id } n’est dans aucune discussion : il n’y a rien à changer.
missing-right = Je n’ai pas le droit d’écrire dans une discussion qui suit la campagne ({ $platform } { $chat }). Ses administrateurs peuvent m’y autoriser.
long-round = Un envoi des nouvelles sur { $platform } va maintenant à { $chats }~discussions et dure { $length }, plus que l’heure qui le sépare du suivant. Les appels passent toujours devant. Des résumés quotidiens ou la diffusion payante aideraient.

## Calls: /calls, /report, /retract, /fix, /did, /audit

calls-about = les appels et où ils en sont (organisateurs)
calls-usage = Écrivez pause, resume ou cancel après /calls, avec le numéro de l’appel. /calls seul en donne la liste.
calls-how = Dites que faire de cet appel : pause, resume, cancel, skip ou stop.
calls-title = Appels de « { $title } »
calls-none = Il n’y a pas encore d’appel. Pour en écrire un : /call
calls-line = { $id } : { $status }
calls-line-at = { $id } : { $status }, { $at }
calls-line-fix = { $id } : nouveau texte de l’appel { $fixes }, { $status }
calls-pause = L’appel { $id } est suspendu : plus rien n’en part.
calls-resume = L’appel { $id } reprend.
calls-cancel = L’appel { $id } est annulé : ce qui n’est pas parti ne partira pas.
call-is-draft = brouillon
call-is-proposed = attend un accord
call-is-scheduled = programmé
call-is-running = en cours
call-is-paused = suspendu
call-is-done = terminé
call-is-cancelled = annulé
call-is-retracted = retiré
call-status = « { $title } » : { $status }
report-about = où en est un appel (organisateurs)
report-usage = Écrivez /report avec le numéro d’un appel ; /calls en donne la liste.
report-title = Appel { $id }
report-audience = Discussions : { $chats }
report-sent = Envoyé : { $chats }
report-pending = En attente : { $chats }
report-sending = En route : { $chats }
report-failed = Échoué : { $chats }
report-unknown = Pas certain (peut-être absent, peut-être en double) : { $chats }
report-skipped = Laissé de côté : { $chats }
report-retracted = Retiré : { $chats }
report-reason = Échoué, car { $reason } : { $chats }
reason-too-late = il était trop tard
reason-moved = le groupe a une nouvelle adresse
reason-topic-gone = le sujet n’existe plus
reason-no-right = je n’en ai pas le droit
reason-no-access = ce salon m’est caché
reason-locked = le fil est verrouillé
reason-archived = le fil est archivé
reason-removed = on m’en a retiré
reason-blocked = on m’y a bloqué
reason-deleted = la discussion n’existe plus
reason-deactivated = le compte n’existe plus
reason-not-started = personne ne m’y a lancé
reason-bot = c’est un autre bot
reason-not-taken = le message n’a pas été accepté
reason-address-lost = l’adresse est illisible
reason-picture = son image n’a pas pu être envoyée
reason-unreachable = la plateforme était injoignable
reason-flood = la plateforme en laisse passer trop peu
reason-bad-token = mon jeton n’est pas accepté
reason-other = la réponse était « { $said } »
report-unreachable = Hors d’atteinte, car Telegram a donné une nouvelle adresse au groupe : { $chats }
report-until = Ce qui attend encore part jusqu’au { $at }, pas plus tard.
report-eta = Temps restant : environ~{ $left }
retract-about = retirer un appel partout (organisateurs)
retract-usage = Écrivez /retract avec le numéro d’un appel ; /calls en donne la liste.
retract-begun = L’appel { $id } est retiré, discussion par discussion. `/report { $id }` montre l’avancement.
fix-about = changer partout le texte d’un appel (organisateurs)
fix-usage = Écrivez /fix avec le numéro d’un appel ; /calls en donne la liste.
did-about = dire que vous avez fait ce qu’un appel demande
did-usage = Touchez le bouton sous l’appel, ou écrivez /did avec son numéro.
call-did = C’est compté, merci. Personne ne peut voir qui vous êtes.
call-did-before = Vous êtes déjà compté ; une fois suffit.
call-did-none = L’appel { $id } ne compte personne : il n’existe plus, ou ne le demande pas.
call-did-test = Voilà l’aspect qu’il aura. Personne n’est compté avant le départ de l’appel.
call-did-few = Moins de { $few } l’ont fait jusqu’ici.
call-did-count = L’ont fait jusqu’ici : { $count }.
audit-about = qui a fait quoi (organisateurs)
audit-title = Dernières actions dans « { $title } »
audit-none = Rien n’a encore été fait.
audit-line = { $at } · { $who } : { $what }
audit-who = { $role } { $pseudonym }
audit-operator = la personne qui gère le bot
audit-somebody = quelqu’un
audit-other = { $act }
audit-call-proposed = a proposé l’appel { $id }
audit-call-approved = a approuvé l’appel { $id }
audit-call-refused = a refusé l’appel { $id }
audit-call-launched = a envoyé l’appel { $id }
audit-call-fixed = a corrigé l’appel { $id }
audit-call-pause = a suspendu l’appel { $id }
audit-call-resume = a repris l’appel { $id }
audit-call-cancel = a annulé l’appel { $id }
audit-call-skip = a sauté l’appel { $id } de sa série
audit-call-stop = a arrêté la série { $id }
audit-call-retract = a retiré l’appel { $id }
audit-fix-proposed = a proposé une correction de l’appel { $id }
audit-fix-approved = a approuvé la correction de l’appel { $id }
audit-fix-refused = a refusé la correction de l’appel { $id }
audit-fix-cancel = a abandonné la correction de l’appel { $id }
audit-event-new = a ouvert l’action { $id }
audit-event-proposed = a proposé l’action { $id }
audit-event-edit = a modifié l’action { $id }
audit-event-approved = a approuvé l’action { $id }
audit-event-refused = a refusé l’action { $id }
audit-event-cancel = a annulé l’action { $id }
audit-event-accept = a validé les participations en attente de l’action { $id }
audit-event-release = a annoncé l’action { $id } à tous
audit-event-goal = a changé l’objectif de l’action { $id }
audit-event-goal-undone = a annulé une modification de l’objectif de l’action { $id }
audit-purged = a effacé les données des participants, nombre d’entrées : { $id }
audit-rekey-ended = a laissé expirer l’ancienne clé et effacé ce que personne n’a repris, nombre de pseudonymes : { $id }
audit-claimed = a pris un rôle
audit-resigned = a rendu son rôle
audit-halted = a arrêté tous les messages
audit-resumed = a relancé les messages
audit-invited = a invité quelqu’un comme { $role }
audit-code-burnt = une invitation ({ $role }) montrée dans un groupe, qui ne vaut plus
audit-revoked = a retiré son rôle à { $pseudonym }
audit-count = a saisi { $count } pour { $name }
audit-imported = a ajouté des chiffres depuis un fichier, en tout { $id }
audit-count-undone = a annulé un nombre saisi (numéro { $id })
audit-file-undone = a annulé l’import { $id }
audit-held-accepted = a accepté le saut de { $name } à { $count }
audit-held-rejected = a rejeté le saut de { $name } à { $count }
audit-campaign-made = a créé la campagne
audit-token-entered = a saisi le jeton d’accès d’une plateforme
audit-passkey-added = a ajouté une clé d’accès au bureau
audit-passkey-removed = a retiré une clé d’accès du bureau
audit-second-declared = a annoncé un second bot dans un avis signé
audit-took-over = a passé la parole au second bot
audit-campaign-changed = a modifié la campagne (modification { $id })
audit-campaign-loaded = a rechargé le fichier de la campagne (modification { $id })
audit-campaign-taken-back = a annulé une modification de la campagne (modification { $id })
event-first = Soyez parmi les premiers à participer.
audit-baseline = a corrigé le point de départ de { $name } : { $count }

## Boards, digests, milestones

board-title = { $title } : chiffres en direct
digest-title = { $title } : aujourd’hui
subscribed-board = Cette discussion a désormais un tableau de « { $title } » : un message épinglé qui change tout seul. Autorisez-moi à épingler, ou épinglez-le vous-même.
settings-board = A un tableau de « { $title } »
digest-daily = Un résumé vient une fois par jour, donc { $word } ne convient pas : écrivez daily avec une heure.
milestone-percent = { $percent } des likes ont disparu.
milestone-likes = { $likes }~likes ont disparu.
milestone-share = { $percent } en moins : { $measure }
milestone-moved = Jusqu’ici : { $moved }
wanted-approvals = un nombre entier de 0 à { $high }
wanted-percent = un pourcentage de 0.01 à 100, ou 0 pour aucun, comme { $example }
wanted-likes = un nombre entier de likes, ou 0 pour aucun, comme { $example }
console-picture = image
console-picture-how = Écrivez /picture avec le chemin d’un fichier PNG ou JPEG. { $path } ne peut pas être lu : { $reason }.

## A call in a file

wanted-text = un texte entre guillemets
wanted-when = now, une heure comme 20:00 ou 5 décembre 20:00, ou chaque vendredi 18:00 jusqu’au 26 décembre, entre guillemets
wanted-until = une heure comme 22:00 ou une durée comme 6h, entre guillemets
wanted-path = le chemin d’une image, entre guillemets, vu depuis ce fichier ; ou une liste de { $most } au plus
wanted-logo = le chemin d’une image PNG ou JPEG, entre guillemets, vu depuis ce fichier
wanted-one = l’un de { $known }, entre guillemets
wanted-link = une adresse entière entre guillemets, comme "https://example.org"
wanted-buttons = jusqu’à { $most } tables [[buttons]]
mistake-no-text = { $where } : il faut un texte dans une langue au moins.
mistake-many-buttons = { $where } : c’est un bouton de trop. Un appel en a { $most } au plus.
mistake-many-pictures = { $where } : un appel a { $most } images au plus.
mistake-did-twice = { $where } : il y a déjà un bouton { $kind }, et un appel en a un au plus.

## Charts and pictures

chart-about = l’évolution au fil du temps, en image
chart-usage = Par exemple : /chart ou `/chart 24h` ; le nom d’une seule entreprise peut précéder la durée
chart-title = Évolution au fil du temps
chart-nothing = Il n’y a pas de chiffres pour cette période.
chart-before = Le graphique commence avec la campagne, le { $date }.
chart-first = Un seul relevé pour l’instant : pas encore d’évolution à tracer.
chart-day = { $date }
chart-24h = ces dernières 24~heures
chart-72h = ces dernières 72~heures
chart-all = depuis le début
badge-of = { $title } : { $measure }
chart-caption = { $title } : { $measure }, { $window }
chart-of = Graphique : { $measure }
chart-window = { $moved }, { $window }
chart-unknown = Aucun relevé, { $window }
chart-sparse = Relevés trop espacés pour donner une évolution, { $window }
chart-unclear = Nombres arrondis trop différemment pour donner une évolution, { $window }
chart-aged = { $value } (il y a { $age })
bad-window = { $word } n’est ni une entreprise ni une durée. Les durées sont 24h, 72h et all.
no-such-measure = « { $word } » n’est pas ce que l’on compte ici. On compte : { $known }.
picture-foot = État au { $at }.
picture-why = Un tel chiffre change pour bien des raisons.

## The public page

page-skip = Aller aux chiffres
page-languages = Langues
page-figures = Chiffres
page-notes = À propos de ces chiffres
page-live = En direct : mis à jour tout seul.
page-offline = Hors ligne : ces chiffres peuvent dater. Nouvel essai…
page-copied = Copie en date du { $at }.
page-over-unread = Cette campagne s’est terminée le { $date }.
page-over = Cette campagne s’est terminée le { $date }. Les chiffres restent ceux de ce jour-là.
page-row-age = relevé
page-windows = Jusqu’où remonte le graphique
page-numbers = Les valeurs du graphique en tableau
page-moment = Heure
said-of = { $name }~: { $said }
page-at = { $date } à { $time }
page-pick = Touchez le graphique pour lire une valeur.
page-join-telegram = Suivre sur Telegram
page-join-discord = Suivre sur Discord
page-contact = Écrire aux organisateurs
page-how = Comment les chiffres sont établis
page-how-read = Le nombre public de chaque page est relevé à quelques minutes d’intervalle. Un nombre masqué ou illisible ne vaut jamais zéro : le dernier reste, avec son âge.
page-how-typed = L’équipe de la campagne saisit le nombre public de chaque page. Un nombre que personne n’a saisi ne vaut jamais zéro : le dernier reste, avec son âge.
page-how-ended = Le nombre public de chaque page a été noté jusqu’au { $date }. Un nombre manquant n’a jamais valu zéro : le dernier restait, avec son âge.
page-how-guard = Un saut soudain attend un second relevé avant d’être cru.
page-how-baseline = L’évolution se compte à partir du dernier relevé d’avant la campagne.
page-how-money = Les montants sont l’évolution du nombre multipliée par ce que vaut chaque unité selon les organisateurs : une hypothèse, pas une perte mesurée.
page-how-cause = De tels chiffres changent pour bien des raisons. La page montre ce qui s’est passé et vous laisse juger du pourquoi.
page-how-people = Cette page ne pose aucun cookie, ne charge rien d’ailleurs et ne garde l’adresse de personne.
page-data = Données ouvertes
page-data-json = Les chiffres en JSON
page-data-csv = Tous les relevés en CSV
page-data-feed = Suivre les chiffres dans un lecteur de flux
page-data-api = La description des données, pour les programmes
page-data-embed = Montrez les chiffres sur votre site :
page-campaigns = Campagnes
page-no-campaigns = Aucune campagne n’est encore chargée.
page-home = Toutes les campagnes
page-about = Ce que les campagnes de consommateurs font aux chiffres publics des entreprises, en direct.
page-not-found = Cette page n’existe pas ici.
page-only-get = Cette adresse ne peut qu’être lue.
page-busy = Trop de monde en ce moment. Réessayez dans une minute.
page-too-many = Trop de demandes viennent de votre réseau. Réessayez dans { $seconds } s.
page-events = Ce que nous faisons ensemble
page-calls = Appels à l’action
page-mark-call = Appel
page-checkin = Dire ce que j’ai fait : { $title }
page-checkin-hours = Ou bien : pendant combien d’heures ?
page-checkin-money = Ou bien : combien, en { $currency } ?
page-checkin-send = Envoyer
page-taken-back = likes retirés depuis le { $date }
page-lost = { $measure } en moins depuis le { $date }
page-gained = { $measure } en plus depuis le { $date }
page-standing = { $measure } à présent
page-first = { $measure } au premier relevé ; l’évolution se compte à partir de là
page-before = { $measure } avant le début
page-each = Page par page : { $measure }
page-none-of = Pas de chiffres : { $measure }
page-compared = Uniquement des pages suivies pour comparer
page-money = { $money } à { $value } { $unit } (hypothèse des organisateurs)
page-read = relevé { $age }
page-starts = début le { $date }
page-ended = terminée le { $date }
page-ended-without = Cette campagne s’est terminée sans chiffres
page-soon = Les premiers chiffres arrivent
feed-soon = Les chiffres suivront dès que les pages des entreprises auront été relevées.
feed-typed = Les chiffres suivront dès que l’équipe de la campagne les aura saisis.
page-soon-next = Dès que les pages des entreprises auront été relevées, ils s’afficheront ici d’eux-mêmes.
page-typed = Pas encore de chiffres
page-typed-next = Dès que l’équipe de la campagne les aura saisis, ils s’afficheront ici.
page-act-take-back = Retirez votre like
page-act-part = Je participe
page-act-did = Dire ce que j’ai fait
page-act-tell = Dire au bot que je participe
page-act-company = Retirer
page-act-open = Ouvrir la page
page-copy = Copier le lien
page-copy-done = Copié
page-companies = Les entreprises
page-company = entreprise
page-change = évolution
page-trend = tendance
page-share-of = comparaison
page-control = pour comparer
page-window-24h = 24~heures
page-window-72h = 72~heures
page-window-all = depuis le début
page-zone = Horaires : { $zone }
page-zone-own = Horaires : là où vous êtes
page-short = Des nombres publics, relevés à quelques minutes d’intervalle. À vous de juger pourquoi ils bougent.
page-short-late = Des nombres publics, tels que relevés la dernière fois. À vous de juger pourquoi ils bougent.
page-short-typed = Des nombres publics, saisis par l’équipe de la campagne. À vous de juger pourquoi ils bougent.
page-short-ended = Des nombres publics, jusqu’au { $date }. À vous de juger pourquoi ils ont bougé.
page-past = Ce que ça a donné
page-called-off = C’est annulé.
page-event-when = Du { $start } au { $end } · { $zone }
page-event-how = Comment faire
page-on-discord = Sur Discord, écrivez { $command } dans votre serveur.
page-event-tell = C’est fini. Jusqu’au { $at }, dites au bot ce que vous avez fait.
page-goal = { $share } % de { $goal }
page-follow = Suivre la campagne
page-follow-how = Recevez les chiffres dans votre groupe : ajoutez le bot, puis un administrateur écrit { $command }.
page-feed = Lecteur de flux
page-scan = Chiffres en direct : { $address }
page-data-badge = Un badge
page-data-share = Images à partager
page-picture-wide = large
page-picture-story = pour les stories
page-return = Retour aux chiffres
page-not-found-next = Le lien est peut-être ancien. Ces campagnes sont ici :
page-no-campaigns-next = La personne qui gère ce site en crée une dans le bureau, à l’adresse que le programme affiche au démarrage, ou avec `nolike campaign load`. Elle s’affichera ici.
page-no-campaigns-load = La personne qui gère ce site en charge une avec `nolike campaign load`. Elle s’affichera ici.
feed-headline = { $moved } ({ $percent }). À { $value } { $unit } (hypothèse des organisateurs), cela fait { $money }.
feed-worth = { $moved }. À { $value } { $unit } (hypothèse des organisateurs), cela fait { $money }.
feed-change = { $moved } ({ $percent }).
feed-company = { $name } en compte maintenant { $now } : { $change }, soit { $percent }.
feed-company-plain = { $name } en compte maintenant { $now } : { $change }.
feed-company-now = { $name } en compte { $now }.
feed-place = { $name } est maintenant à la place n°~{ $now } du classement : { $change }.
feed-place-now = { $name } est à la place n°~{ $now } du classement.
feed-average = { $name } a maintenant une moyenne de { $now } : { $change }.
feed-average-now = { $name } a une moyenne de { $now }.
feed-price = Le prix chez { $name } est maintenant de { $now } : { $change }, soit { $percent }.
feed-price-plain = Le prix chez { $name } est maintenant de { $now } : { $change }.
feed-price-now = Le prix chez { $name } est de { $now }.
feed-read = { $sentence } Dernier relevé : { $at }.
feed-as-of = Ce sont les chiffres du { $at }.
picture-as-of = au { $date }
picture-take-part = personnes participent : { $title }
picture-did = personnes l’ont fait : { $title }
picture-pledged = personnes s’étaient engagées : { $title }
picture-called-off = action annulée : { $title }
checkin-elsewhere = Cela ne vient pas de notre page : rien n’a été gardé. Ouvrez votre lien et réessayez.
checkin-not-here = Les liens personnels ne s’ouvrent pas ici. Dites au bot ce que vous avez fait : /checkin, en privé.
checkin-often = Trop d’essais. Réessayez dans { $minutes ->
    [1] une minute
   *[other] { $minutes } minutes
}.
api-unknown = Le paramètre { $given } n’existe pas. Au choix : { $known }.
api-time = { $name } doit être une heure de 2000 à 2199 avec son décalage, comme { $example }.
api-range = La durée demandée doit finir après son début et compter { $days }~jours au plus.
api-points = points doit être un nombre entier de { $low } à { $high }.
web-not-here =
    { $setting ->
        [METRICS_PORT] Les métriques ne peuvent pas être servies sur { $host }, port { $port } : { $reason }. WEB_HOST doit être une adresse de cette machine, comme { $example }.
        [DESK_PORT] Le bureau ne peut pas être servi sur { $host }, port { $port } : { $reason }. WEB_HOST doit être une adresse de cette machine, comme { $example }.
       *[WEB_PORT] La page ne peut pas être servie sur { $host }, port { $port } : { $reason }. WEB_HOST doit être une adresse de cette machine, comme { $example }.
    }
web-taken =
    { $setting ->
        [METRICS_PORT] Les métriques ne peuvent pas être servies sur { $host }, port { $port } : { $reason }. Choisissez un autre port avec METRICS_PORT, ou 0 pour aucune métrique.
        [DESK_PORT] Le bureau ne peut pas être servi sur { $host }, port { $port } : { $reason }. Choisissez un autre port avec DESK_PORT, ou 0 pour l’avoir à côté de la page.
       *[WEB_PORT] La page ne peut pas être servie sur { $host }, port { $port } : { $reason }. Choisissez un autre port avec WEB_PORT, ou 0 pour aucune page.
    }
site-built = { $files } fichiers écrits dans { $folder }.
site-unwritable = Impossible d’écrire dans { $folder } : { $reason }.
run-only = --only { $word } n’est pas connu. Au choix : { $known }.
run-no-page = WEB_PORT vaut 0 : il n’y a pas de page à servir.
demo-page = La page en direct : { $url }

## Events: what every kind of them says

event-about = une action en détail ; les organisateurs en créent ainsi
event-usage = Par exemple : /events, ou pour les organisateurs : `/event new phone_off friday 20:00 72h goal=10000`
events-about = ce que nous faisons ensemble, et quand
events-title = Ce que nous faisons ensemble
event-line = { $id }. { $title }, { $at } ({ $state })
event-state-proposed = attend un accord
event-state-open = prévue
event-state-running = en cours
event-state-reports = terminée, on attend vos réponses
event-state-cancelled = annulée
event-state-closed = terminée
event-state-change = prévue, un changement attend un accord
event-state-cancel = prévue, son annulation attend un accord
event-state-alarm = l’annonce d’une hausse soudaine attend un accord
event-state-refused = refusée, pas annoncée
event-state-again = à proposer de nouveau
event-title = { $title } (n°~{ $id })
event-result-title = Le résultat : { $title } (n°~{ $id })
event-card-state = État de cette action : { $state }.
event-when = Du { $start } au { $end } : { $length }.
event-people = Participants : { $people }
event-checked-in = Ont dit l’avoir fait : { $people }
event-goal = Objectif : { $bar } { $share } % de { $goal }
event-goal-only = Objectif : { $goal }
event-goal-reached = { $share } % de l’objectif de { $goal } sont atteints !
event-purge = Ce qui est gardé sur vous, sous un pseudonyme, est effacé le { $date }.
event-purge-days = Ce qui est gardé sur vous, sous un pseudonyme, est effacé { $days ->
    [0] dès la fin de la campagne
    [1] un jour après la campagne
   *[other] { $days } jours après la campagne
}.
event-simulated = Une répétition : des personnes simulées sont dans ces chiffres.
event-starts-in = Début dans { $left }.
event-ends-in = Fin dans { $left }.
event-closes = C’est fini. Vous pouvez dire ce que vous avez fait jusqu’au { $at } : /checkin
event-soon = Début dans { $left }, le { $at }.
event-due = Échéance le { $at }.
event-starts = C’est parti. Ensemble !
event-half = Déjà la moitié. On continue !
event-ended = C’est fini. Merci ! Jusqu’au { $until }, vous pouvez dire ce que vous avez fait.
event-moved = L’horaire a changé : du { $start } au { $end }. Les engagements restent.
event-called-off = Cette action est annulée. Il n’y aura pas de suite.
event-no-sums = Rien n’est estimé ici : tous les nombres sont comptés un par un.
event-none = Il n’y a pas encore d’action.
event-none-open = Aucune action n’est ouverte maintenant. /events les montre toutes.
event-unknown = Il n’y a pas d’action { $id }. /events les montre.
event-which = Quelle action ? Ajoutez son numéro.
event-is-proposed = L’action { $id } attend l’accord d’un autre organisateur.
event-is-cancelled = L’action { $id } a été annulée.
event-is-closed = L’action { $id } est terminée. Le résultat : `/event { $id }`
fewer-than = moins de { $least }
button-pledge = Je participe
button-pledge-off = Je ne participe plus
button-remind = Me le rappeler
button-all-hours = Je l’ai fait en entier
button-done = Je l’ai fait
button-partly = En partie
button-none = Pas du tout
button-details = Détails
button-sums = Le calcul
button-sign = Signer ici
button-calendar = Dans mon agenda
button-link = Depuis un ordinateur
result-pledged = Se sont engagés : { $people }
result-checked-in = Ont dit l’avoir fait : { $people }
result-completed = Du début à la fin : { $people }
result-median = La moitié d’entre eux ont fait au moins { $hours ->
    [one] { $hours } heure
   *[other] { $hours } heures
}.
result-held = Laissés de côté, car trop nombreux d’un coup dans un seul groupe : { $people }

## Events: what organizers do

event-made = L’action { $id } est annoncée : du { $start } au { $end }, { $length }.
event-changed = L’action { $id } est modifiée : du { $start } au { $end }, { $length }.
event-withdrawn = C’est retiré : l’action { $id } reste comme elle est.
event-next = `/event edit { $id }` la modifie, `/event cancel { $id }` l’annule.
event-cancelled = L’action { $id } est annulée, toutes les discussions sont prévenues.
event-dropped = L’action { $id } est abandonnée. Aucune discussion n’en avait été informée.
event-thrown = Un autre organisateur a abandonné votre action { $id }, qui n’était pas encore annoncée.
event-taken-back = Un autre organisateur a retiré le changement que vous aviez demandé pour l’action { $id }, qui reste comme elle est.
event-waits = Un autre organisateur doit approuver l’action { $id } avant qu’une discussion n’en soit informée. La demande est partie.
event-waits-unasked = Un autre organisateur doit approuver l’action { $id } avant qu’une discussion n’en soit informée. Personne n’a été prévenu : aucun autre n’a encore de conversation privée avec moi.
event-waits-change = Un autre organisateur doit d’abord être d’accord ; d’ici là, l’action { $id } reste comme elle est. La demande est partie.
event-waits-change-unasked = Un autre organisateur doit d’abord être d’accord ; d’ici là, l’action { $id } reste comme elle est. Personne n’a été prévenu : aucun autre n’a encore de conversation privée avec moi.
event-waits-release = Un autre organisateur doit approuver cette annonce sur l’action { $id } avant que les discussions ne la reçoivent. La demande est partie.
event-waits-release-unasked = Un autre organisateur doit approuver cette annonce sur l’action { $id } avant que les discussions ne la reçoivent. Personne n’a été prévenu : aucun autre n’a encore de conversation privée avec moi.
event-please-approve = Un autre organisateur veut l’annoncer à tous : { $chats ->
    [0] aucune discussion ne le lirait encore
    [1] une discussion le lirait
   *[other] { $chats } discussions le liraient
 }. L’approuvez-vous ?
event-own-word = « { $text } »
event-nothing-proposed = Rien n’attend d’accord pour l’action { $id }.
event-other-words = L’action { $id } a changé depuis. Regardez la dernière demande et approuvez celle-là.
event-preview-title = { $title }
event-preview = Ceci est un aperçu. Si vous confirmez, { $chats ->
    [0] aucune discussion ne le reçoit encore
    [1] une discussion le reçoit
   *[other] { $chats } discussions le reçoivent
 }.
event-preview-waits = Un autre organisateur devra d’abord l’approuver.
event-preview-withdrawn = C’est l’état actuel. Confirmez pour retirer le changement qui attend d’être approuvé ; personne d’autre n’a à donner son accord.
event-preview-gone = Cet aperçu n’est plus valable. Reprenez l’action, ou réécrivez la ligne.
event-cancel-preview = Si vous confirmez, { $chats ->
    [0] aucune discussion n’apprend
    [1] une discussion apprend
   *[other] { $chats } discussions apprennent
 } que c’est annulé. On ne peut pas revenir en arrière.
event-please-cancel = Un autre organisateur veut annuler et prévenir { $chats ->
    [0] les discussions (aucune encore)
    [1] une discussion
   *[other] { $chats } discussions
 }. L’approuvez-vous ?
event-refused = Un autre organisateur n’a pas approuvé votre modification de l’action { $id } : { $why }
event-cancelled-alone = Un autre organisateur a annulé l’action { $id } sans demander, car elle allait commencer. Toutes les discussions sont prévenues.
event-changed-alone = Un autre organisateur a déplacé l’action { $id } sans demander, car elle allait commencer. Toutes les discussions sont prévenues.
button-confirm = Confirmer
button-refuse = Refuser
button-refuse-only = Refuser sans raison
when-two = « { $given } » peut désigner plusieurs moments. Lequel ?
event-preview-when = Début : { $at }.
event-past-end = Attention : la campagne se termine le { $end }, avant la fin de cette action. Ensuite, les discussions ne reçoivent plus de chiffres, seulement les nouvelles de cette action.
button-when = { $weekday } { $date }
button-when-at = { $weekday } { $date } à { $time }
refuse-why = Pourquoi ? Répondez en une ligne ; l’auteur la lira.
refuse-how = Dites pourquoi, en quelques mots après le numéro.
refuse-long = Une raison tient en une ligne de { $most }~caractères au plus.
refused-told = L’auteur est prévenu.
refused-without-reason = sans raison donnée
event-more-approvals = C’est noté. Accords encore attendus : { $missing }.
event-lapsed = Votre projet pour l’action { $id } a attendu un accord trop longtemps.
event-lapsed-told = Il est trop tard pour ce projet de l’action { $id }. Son auteur en est informé.
event-no-more = Cette action est terminée ou annulée et ne peut plus changer.
stands-event = C’est déjà fait. Action { $id } : { $state }.
event-no-change = C’est déjà ainsi.
event-burst = { $people }~personnes se sont engagées d’un coup depuis un seul groupe. Elles ne comptent pas tant que vous ne les acceptez pas.
event-accepted = Elles comptent désormais.
event-no-burst = Personne n’est laissé de côté dans l’action { $id }.
event-released = Tout le monde est prévenu ; après six messages de ce genre en une heure, un peu plus tard.
event-no-alarm = Il n’y a rien à publier pour l’action { $id }.
event-no-kind = Quel type d’action ? Au choix : { $known }.
event-no-kind-near = { $word } n’est pas un type d’action. Vouliez-vous dire { $near } ?
event-no-time = Il manque le jour et l’heure, par exemple 5 décembre 20:00.
when-no-clock = Il manque l’heure. Écrivez par exemple : { $example }
when-week = « { $given } », ce sont plusieurs jours : lequel ? Par exemple : { $example }
when-no-day = Il manque le jour. Écrivez par exemple : { $example }
time-in-zone = « { $given } » : pas besoin de fuseau, ce qui revient chaque jour suit l’heure du lieu. Écrivez par exemple : { $time }
time-two-clocks = « { $given } » peut être { $first } ou { $second }. Écrivez celle que vous voulez dire.
event-bad-time = { $given } n’est pas un jour avec une heure : écrivez 5 décembre 20:00.
event-gap = { $given } n’existe pas dans { $zone } : l’horloge avance à ce moment-là. La première heure qui existe ensuite est { $next }.
event-past = { $at } est passé. Choisissez un moment à venir.
event-begun = L’action { $id } a commencé, son début ne change plus. Annulez-la, ou créez-en une autre.
event-bad-word = Je ne comprends pas « { $word } ». Un jour et une heure s’écrivent 5 décembre 20:00, une durée 72h ou 7d.
event-bad-length = { $word } ne convient pas : des heures entières, un an au plus.
event-bad-goal = { $given } n’est pas un objectif : écrivez un nombre entier au-dessus de zéro.
event-bad-goal-percent = { $given } n’est pas un objectif : écrivez un nombre entier au-dessus de zéro, ou un pourcentage comme 2%.
event-bad-title = Un titre a de 1 à { $most }~caractères, sur une ligne.
event-no-option = Il n’y a pas d’option { $name } ici. Au choix : { $known }.
event-bad-option = { $given } ne convient pas à { $name } : écrivez par exemple { $name }={ $example }.
event-together = Ces options vont ensemble, donnez-les toutes : { $names }.
event-target-page = Cette page est celle d’une entreprise de la campagne. Nommez la page où l’on signe.
button-accept = Les compter
button-release = Prévenir tout le monde
event-kind-changed = L’action « { $slug } » a été chargée comme { $kind } et ne peut pas changer de type : donnez un autre slug à la nouvelle.
mistake-event = { $where } : { $why }
mistake-option = { $where } : { $given } ne convient pas. Écrivez par exemple { $example }.
mistake-whole-hours = { $where } : ce type dure des heures entières, comme "72h".
wanted-kind = un de { $kinds }, entre guillemets
wanted-length = une durée entre guillemets, un an au plus, comme { $example }
wanted-goal = un nombre entier au-dessus de zéro, comme { $example }

## /chapter

chapter-about = le groupe local de cette discussion
chapter-usage = Écrivez /chapter avec le nom de votre groupe local, ou `/chapter none`
chapter-choose = De quel groupe local cette discussion fait-elle partie ? Elle recevra alors ses appels.
chapter-now = Cette discussion fait partie de { $name }. Est-ce un autre groupe local ?
chapter-joined = Cette discussion fait désormais partie de { $name } : elle reçoit les appels de « { $title } » à tous et ceux à { $name }.
chapter-left = Cette discussion ne fait plus partie d’aucun groupe local : elle reçoit les appels de « { $title } » à tous.
chapter-unfollowed = Cette discussion ne suit pas encore « { $title } ».
button-chapter = { $name }
button-no-chapter = Aucun groupe local

## Events: /pledge, /checkin, /chapters

pledge-about = participer, seul ou à plusieurs
pledge-usage = Par exemple : /pledge, `/pledge +2` (vous et deux autres), `/pledge off`
pledge-in = { $more ->
    [0] C’est noté, vous participez !
    [one] C’est noté, vous participez avec { $more } autre personne !
   *[other] C’est noté, vous participez avec { $more } autres personnes !
}
pledge-chapter = Compté pour { $name }.
pledge-amount = Somme retenue : { $money }.
pledge-held = Beaucoup sont venus d’un coup de ce groupe : un organisateur regarde d’abord.
pledge-remind = Si l’horaire change, je le dis dans ce groupe. À vous en particulier, seulement si vous le demandez en privé : `/pledge remind`
pledge-remind-link = Si l’horaire change, je le dis dans ce groupe. À vous en particulier, seulement si vous le demandez en privé : { $link }
pledge-remind-here = Si l’horaire change, je ne peux vous le dire que si vous le demandez : `/pledge remind`
pledge-withdrawn = C’est noté, vous ne participez plus, et vous n’êtes plus compté.
pledge-none = Vous ne participiez pas : il n’y a rien à retirer.
pledge-over = L’action { $id } est finie. Si vous avez participé : `/checkin { $id }`
pledge-many = Une personne peut en amener { $most } autres au plus.
pledge-too-often = Vous avez changé d’avis plusieurs fois. Réessayez à { $at }.
pledge-confirm = Lu, et toujours partant ? Touchez encore, ou renvoyez la commande.
pledge-zero = 0 n’est pas une somme. Écrivez ce que vous retenez, par exemple `/pledge 350`, ou juste /pledge : on participe aussi sans somme.
pledge-bad = Je ne comprends pas { $word }.
remind-kept = Je vous le rappellerai ici. Quand l’action sera finie, cette adresse sera effacée.
remind-dropped = Vous ne recevrez plus de rappel ici.
remind-in-private = Je ne peux vous le rappeler qu’en privé : écrivez-y `/pledge remind`.
remind-in-private-link = Je ne peux vous le rappeler qu’en privé : écrivez-y `/pledge remind` : { $link }
no-chapter = Il n’y a pas de groupe local { $word }. Au choix : { $known }.
no-chapter-near = Il n’y a pas de groupe local { $word }. Vouliez-vous dire { $near } ?
checkin-about = dire ce que vous avez fait
checkin-usage = Par exemple : `/checkin all`, `/checkin 40h`, `/checkin none` ; s’il y a plusieurs actions, je demande laquelle
checkin-ask-hours = Combien de temps avez-vous tenu ? Touchez une réponse, ou écrivez-la ici : 40~heures, 2~jours.
checkin-ask-money = Quelle somme n’avez-vous pas payée ? Touchez une réponse, ou écrivez la somme ici.
checkin-how-hours = Combien de temps avez-vous tenu ? `/checkin { $id } all`, `/checkin { $id } 40h`, ou `/checkin { $id } none`
checkin-how-money = Quelle somme n’avez-vous pas payée ? `/checkin #{ $id } 350`, `/checkin { $id } all`, ou `/checkin { $id } none`
checkin-how-done = C’est fait ? `/checkin { $id } all`, ou `/checkin { $id } none`
checkin-link = Depuis un ordinateur : le lien ci-dessous est à vous seul. Ne le transmettez pas.
checkin-hours = C’est noté : { $hours } sur { $whole }. Merci ! Vous pouvez corriger jusqu’à l’annonce du résultat.
checkin-money = C’est noté : { $money } non payés. Merci !
checkin-done = C’est noté : vous l’avez fait. Merci !
checkin-none = C’est noté : pas cette fois. Merci de l’avoir dit.
checkin-early = L’action { $id } commence le { $at }. Revenez alors dire ce que vous avez fait.
checkin-late = Pour l’action { $id }, c’était possible jusqu’au { $at }.
checkin-not-over = L’action { $id } n’est pas finie. Dites combien de temps jusqu’ici, { $hours } au plus, ou attendez la fin.
checkin-too-long = L’action n’a commencé qu’il y a { $hours } : on ne peut pas dire plus.
checkin-bad = { $word } n’est pas clair : écrivez all ou none.
checkin-bad-hours = { $word } n’est pas clair : écrivez all, none, ou une durée comme 40~heures ou 2~jours.
checkin-bad-money = { $word } n’est pas clair : écrivez all, none, ou une somme comme 350.
amount-which = Cela se lit comme plusieurs sommes : { $amounts }. Laquelle est-ce ? Sans espaces, c’est clair.
other-currency = { $word } n’est pas en { $currency }. Cette action compte en { $currency } : écrivez la somme ainsi.
checkin-bad-link = Ce lien n’est pas valable. Demandez-en un autre : /checkin, en privé avec le bot.
chapters-about = quelles villes et quels groupes locaux participent le plus
chapter-line = { $name } : { $people }
chapter-others = les autres ensemble : { $people }
chapter-none = sans groupe local
chapters-none = Encore trop peu de monde pour comparer les groupes locaux.
chapters-how = Choisissez le vôtre en vous engageant : { $known }
chapters-not-set = Cette campagne n’a pas de groupes locaux.

## Events: phone_off

phone-off-title = Téléphones éteints
phone-off-how = Touchez « Je participe ». Au début, éteignez le téléphone ou passez en mode avion. Ensuite, dites combien de temps vous avez tenu.
phone-off-safety = Restez en sécurité : dites à vos proches où vous joindre, gardez un téléphone à la maison pour les urgences, rallumez le vôtre dès qu’il le faut.
phone-off-page = Dites au bot que vous participez. Au début, éteignez le téléphone ou passez en mode avion. Ensuite, dites-lui combien de temps vous avez tenu.
phone-off-server = Annoncez que vous participez : /pledge. Au début, éteignez le téléphone ou passez en mode avion. Ensuite, dites combien de temps vous avez tenu : /checkin
phone-off-hours = Ensemble : { $hours ->
    [one] { $hours } heure
   *[other] { $hours } heures
}
phone-off-estimate = Dépenses évitées, estimées : de { $low } à { $high }. Personne ne peut les mesurer.
phone-off-low = Au moins : { $people } l’ont dit, { $hours }~h ensemble ÷ 24 × { $per_day } par jour = { $money }
phone-off-high = Au plus : { $people } engagés × { $hours }~h ÷ 24 × { $per_day } par jour = { $money }
phone-off-assumption = Les organisateurs comptent { $per_day } par jour et par personne ({ $source }, { $date }).
phone-off-no-assumption = Les organisateurs n’ont fixé aucune dépense par jour : aucun montant n’est estimé.
phone-off-no-measure = Une estimation, jamais une perte mesurée : une bonne part sera peut-être dépensée plus tard.
phone-off-too-few = Avec moins de { $least } réponses, rien n’est estimé.

## Events: unlike_drive

drive-title = Retrait des likes
drive-how = Ouvrez les pages des entreprises depuis /stats et retirez votre like. Puis annoncez-le : /pledge
drive-safety = Faites-le vous-même, depuis votre seul compte. Ne vous en prenez pas aux personnes qui gèrent ces pages.
drive-page = Ouvrez d’ici la page de chaque entreprise et retirez votre like.
drive-file = Ouvrez la page de chaque entreprise et retirez votre like.
drive-title-rise = Soutien collectif
drive-title-fall = Départ collectif
drive-how-rise = Ouvrez les pages depuis /stats et apportez-y votre soutien. Puis annoncez-le : /pledge
drive-how-fall = Ouvrez les pages depuis /stats et quittez-les. Puis annoncez-le : /pledge
drive-page-rise = Ouvrez d’ici chaque page et apportez-y votre soutien.
drive-file-rise = Ouvrez chaque page et apportez-y votre soutien.
drive-page-fall = Ouvrez d’ici chaque page et quittez-la.
drive-file-fall = Ouvrez chaque page et quittez-la.
drive-moved = Depuis le début : { $moved }
drive-best-hour = Meilleure heure : à partir du { $at }, { $moved }
drive-refilled = { $moved } en une heure, à partir du { $from }. L’évolution habituelle est de { $usual }. Peut-être un achat ; cela peut aussi être une publicité ou une correction de la plateforme.
drive-drained = { $moved } en une heure, à partir du { $from }. L’évolution habituelle est de { $usual }. Peut-être de faux comptes supprimés par la plateforme, ou une correction.
drive-rounded = Les nombres des pages sont arrondis par pas de { $step }.
drive-no-count = Les pages ne donnent pas encore de nombre de départ.
drive-unread = Les pages n’ont pas été relevées assez souvent pour compter l’évolution.
drive-pace = Rythme : { $pace }
drive-to-goal = À ce rythme, l’objectif est atteint dans { $left }.
drive-gross = Heure par heure : { $gone } partis, { $come } venus, { $net } en tout

## Events: bill_strike

bill-title = Grève de la facture
bill-how = Annoncez que vous participez : /pledge. Si vous voulez, avec la somme que vous retenez : `/pledge 350`
bill-safety = Mettez l’argent de côté. Si cela devient trop dur, payez : personne ne vous en voudra. Un rappel vous arrive trois jours et un jour avant l’échéance.
bill-page = Dites au bot que vous participez et, si vous voulez, combien vous retenez.
bill-note = À lire d’abord : une facture impayée peut entraîner des frais, une coupure de la ligne, un recouvrement. Relisez votre contrat.
bill-due = Échéance le { $date }.
bill-due-early = { $date } n’est pas après le début. Le début est la première échéance ; dans due=… n’écrivez que les suivantes.
bill-due-late = Pour une échéance le { $date }, l’action doit durer au moins { $length }, et un an au plus.
bill-sum = { $people }~personnes retiennent ensemble { $money }.
bill-band = { $people }~personnes × { $each } = { $money }
bill-typed = { $people }~personnes ont écrit une somme : { $money } ensemble
bill-too-few = Moins de { $least }~personnes ont dit combien.
bill-kept = Retenu, selon { $people }~personnes : { $money }

## Events: sign_on

sign-title = Signer ensemble
sign-how = Signez avec le lien. Annoncez-le ici (/pledge), puis confirmez-le (/checkin).
sign-safety = Signez de votre nom, une seule fois. Ce que vous y écrivez est gardé par cette page, pas par ce bot.
sign-page = Signez sur le lien, puis dites-le au bot.
sign-count = Signatures, comme la page les compte : { $count } ({ $at })
sign-apart = Ceux qui ont signé et ceux qui nous l’ont dit sont comptés à part.
sign-no-count = La page où l’on signe ne donne pas de nombre maintenant.
sign-said = Ont dit ici avoir signé : { $people }

## Events: the verdict on the pages

verdict-wanted = { $name } : { $moved } sur cette durée, contre { $expected } d’habitude. L’écart se situe entre { $low } et { $high } (95~fois sur 100), dans le sens voulu par la campagne.
verdict-unwanted = { $name } : { $moved } sur cette durée, contre { $expected } d’habitude. L’écart se situe entre { $low } et { $high } (95~fois sur 100), à l’inverse de ce que veut la campagne.
verdict-within = { $name } : { $moved } sur cette durée, contre { $expected } d’habitude. Rien d’inhabituel.
verdict-placebo = Périodes aussi longues des semaines d’avant qui s’écartaient autant de l’habitude : { $extreme } sur { $windows }.
verdict-short = { $name } : impossible à dire pour l’instant, il y a moins de quatre jours de chiffres d’avant la campagne.
verdict-gaps = { $name } : impossible à dire, trop d’heures sont sans relevé.
verdict-rounded = { $name } : impossible à dire, son nombre est arrondi.
verdict-hidden = { $name } : impossible à dire, il n’y a pas de nombre.
verdict-constant = { $name } : impossible à dire, son nombre n’avait jamais changé.
similar-beyond = Par rapport à des pages semblables : l’écart se situe entre { $low } et { $high } (95~fois sur 100).
similar-usual = Par rapport à des pages semblables : pas d’écart net, il se situe entre { $low } et { $high }.
similar-contaminated = Par rapport à des pages semblables : impossible à dire, elles n’ont pas évolué de la même façon, ou pas comme d’habitude.
similar-alone = Par rapport à des pages semblables : impossible à dire, il en faut au moins deux.
similar-unclear = Par rapport à des pages semblables : impossible à dire, trop peu d’entre elles ont des chiffres exacts et complets.
similar-left-out = { $left ->
    [one] { $left } page semblable est laissée de côté : ses chiffres ne sont pas exacts ou pas complets.
   *[other] { $left } pages semblables sont laissées de côté : leurs chiffres ne sont pas exacts ou pas complets.
 }

later-title = { $length } après : { $title } (n°~{ $id })
later-when = { $length } après la fin :
later-kept = { $name } : l’effet s’est maintenu.
later-partly = { $name } : l’effet s’est en partie effacé.
later-back = { $name } : l’effet s’est effacé.
later-unclear = { $name } : impossible de dire si l’effet s’est maintenu.
later-since = Depuis la fin, l’écart à l’habitude se situe entre { $low } et { $high } (95~fois sur 100).
later-since-similar = Depuis la fin, l’écart avec des pages semblables se situe entre { $low } et { $high } (95~fois sur 100).

## Results and alarms that older versions stored

drive-lost = Likes perdus depuis le début : { $likes }
drive-gained = Likes de plus qu’au début : { $likes }
drive-best = Meilleure heure : à partir du { $at }, { $likes }~likes perdus
drive-refill = { $likes }~likes sont venus en une heure, à partir du { $from }. L’évolution habituelle est de { $usual }.
drive-possible = Peut-être des likes achetés. Cela peut aussi être une publicité ou une correction de la plateforme.
verdict-beyond = { $name } : { $change } sur cette durée, contre { $expected } d’habitude. L’écart se situe entre { $low } et { $high } (95~fois sur 100).
verdict-usual = { $name } : { $change } sur cette durée, contre { $expected } d’habitude. Rien d’inhabituel.

## The terminal: a crowd

console-crowd = { $people }~personnes simulées : { $text }. La dernière a lu :
console-crowd-how = Écrivez /crowd, combien de personnes ({ $most } au plus), et ce qu’elles envoient toutes : `/crowd 1200 pledge`

## Discord

discord-bad-token = Discord ne connaît pas ce jeton : recopiez-le depuis la page « Bot » de votre application dans DISCORD_BOT_TOKEN.
discord-unreachable = Discord est injoignable : { $reason }.
discord-missing = Je ne peux pas parler dans { $channels }. Merci de m’y donner ces permissions : { $permissions }
discord-missing-events = Je ne peux pas ajouter les actions de la campagne aux événements de ce serveur, comme demandé dans { $channels }. Merci de me donner cette permission : { $permissions }
discord-locked = { $channels } est verrouillé ou fermé : je ne peux ni y publier ni modifier mes messages. Qui gère les fils peut le rouvrir, ou me donner { $permissions }.
topic-gone = Le sujet où je publiais a été supprimé ; désormais, je publie ici. Pour un autre sujet, envoyez-y /subscribe, puis touchez « Seulement dans ce sujet ».
permission-view_channel = Voir le salon
permission-send_messages = Envoyer des messages
permission-send_messages_in_threads = Envoyer des messages dans les fils
permission-embed_links = Intégrer des liens
permission-create_events = Créer des événements
permission-manage_threads = Gérer les fils
subscribed-missing = Je ne peux pas encore écrire ici : merci de me donner { $permissions } dans ce salon.
server-about = mentions, publication et événements sur ce serveur Discord
server-usage = Par exemple : `/server mention` avec un rôle, `/server publish on`, `/server events off`
server-title = Ce que ce salon a choisi sur Discord
server-mention = Les appels mentionnent { $role }.
server-mention-unheard = Personne n’en est encore averti : activez « Permettre à tout le monde de @mentionner ce rôle » dans les paramètres de { $role }, ou donnez-moi la permission « Mentionner @everyone, @here et tous les rôles ».
server-no-mention = Les appels ne mentionnent personne.
server-publish-on = Les appels sont publiés dans les salons qui suivent celui-ci.
server-publish-off = Les appels ne sont pas publiés dans d’autres salons.
server-events-on = Les actions de la campagne sont inscrites dans les événements de ce serveur.
server-events-off = Les actions de la campagne ne sont pas inscrites dans les événements de ce serveur.
server-how = { $word } ne se choisit pas ici. Au choix : mention, publish, events.
server-which-role = Dites quel rôle les appels doivent mentionner, ou off.
server-on-or-off = Dites on ou off.

### The names of commands and arguments, as Discord shows them.

name-start = bonjour
name-help = aide
name-stats = chiffres
name-subscribe = abonner
name-unsubscribe = désabonner
name-settings = réglages
name-language = langue
name-timezone = fuseau
name-quiet = silence
name-count = compter
name-undo = annuler
name-claim = obtenir
name-resign = renoncer
name-revoke = retirer
name-privacy = confidentialité
name-forget = oublier
name-server = serveur
name-call = appel
name-calls = appels
name-report = bilan
name-retract = rappeler
name-fix = corriger
name-did = fait
name-audit = journal
name-desk = bureau
name-chart = graphique
name-share = partager
name-event = action
name-events = actions
name-pledge = participer
name-checkin = bilan-perso
name-chapters = groupes-locaux
name-chapter = groupe-local
argument-code = code
argument-code-about = le code que vous avez reçu
argument-target = entreprise
argument-target-about = une seule entreprise
argument-campaign = campagne
argument-campaign-about = quelle campagne
argument-cadence = cadence
argument-cadence-about = tous les combien : 1h, 30m, daily 20:00
argument-language = langue
argument-language-about = la langue à parler ici
argument-chapter = groupe-local
argument-chapter-about = le groupe local, ou none
argument-zone = fuseau
argument-zone-about = un fuseau horaire ou une ville, comme Africa/Casablanca
argument-hours = heures
argument-hours-about = de quand à quand, comme 23:00-08:00, ou off
argument-page = page
argument-page-about = quelle page
argument-number = nombre
argument-number-about = ce que la page affiche, comme 2 272 336 ou 2,27M
argument-pseudonym = pseudonyme
argument-pseudonym-about = la personne, comme la liste la nomme
argument-yes = certain
argument-yes-about = effacer tout de suite
argument-choice = choix
argument-choice-about = ce qu’il faut choisir
argument-role = rôle
argument-role-about = le rôle que les appels mentionnent
argument-switch = état
argument-switch-about = on ou off
argument-event = action
argument-event-about = le numéro de l’action
argument-words = mots
argument-words-about = le reste, comme dans les exemples
argument-call = appel
argument-call-about = le numéro de l’appel
argument-act = opération
argument-act-about = ce qu’il faut en faire
argument-measure = mesure
argument-measure-about = ce qui est compté, s’il y a plusieurs mesures
argument-window = durée
argument-window-about = jusqu’où remonter
argument-mode = mode
argument-mode-about = un message à chaque fois, un tableau qui change, ou un résumé par jour
button-write = Écrire
question-over = Cette question n’est plus ouverte.
write-title = Votre texte
write-words = Texte
write-picture = Images (PNG ou JPEG)

## Backups
backup-old = Aucune sauvegarde depuis le { $taken }. Si le serveur disparaît maintenant, tout ce qui s’est passé depuis est perdu. La personne qui gère le bot peut en faire une avec : nolike backup DOSSIER --every 1h
backup-ahead = La dernière sauvegarde est datée du { $taken }, qui est encore à venir : l’horloge était fausse, et personne ne sait de quand elle est. La personne qui gère le bot peut en faire une avec : nolike backup DOSSIER --every 1h
backup-never = Ce bot tourne depuis le { $since } et aucune sauvegarde n’a jamais été faite. Si le serveur disparaît, la campagne disparaît avec lui. La personne qui gère le bot peut en faire une avec : nolike backup DOSSIER --every 1h
backup-made = { $at } : une sauvegarde vérifiée se trouve dans { $file }.
restore-ask = Depuis quand le bot est-il à l’arrêt ? Une heure UTC, par exemple 2026-11-28T12:00 ; nous sommes le { $now }. Entrée seule : il a pu tourner jusqu’à maintenant
restore-ask-moved = Le bot a-t-il de nouveau tourné sur l’ancienne machine après ce déménagement (nolike move --back) ? Si oui, depuis quand est-il à l’arrêt ? Une heure UTC ; nous sommes le { $now }. Entrée seule : non
restore-ran = La sauvegarde montre que le bot tournait encore le { $ran } ; il ne peut pas être à l’arrêt depuis le { $since }.
restored = Restauré dans l’état du { $taken }. Ce qui devait partir jusqu’au { $until } n’est pas renvoyé : { $closed ->
    [0] aucun message n’est en suspens
    [1] un message est peut-être arrivé, peut-être pas
   *[other] { $closed } messages sont peut-être arrivés, peut-être pas
 }.
upgrade-nothing = La base a déjà le schéma { $schema } ; il n’y a rien à faire.
upgrade-waits = { $count ->
    [1] Un nolike plus ancien tourne encore sur cette base. Il lui est demandé de s’arrêter ; on l’attend.
   *[other] { $count } processus plus anciens de nolike tournent encore sur cette base. Il leur est demandé de s’arrêter ; on les attend.
}
upgrade-done = La base est passée du schéma { $before } au schéma { $after }. Démarrez le bot.
upgrade-still = Pas de mise à niveau : { $count ->
    [1] un processus de nolike { $versions } ne s’arrête
   *[other] { $count } processus de nolike { $versions } ne s’arrêtent
} pas. Arrêtez ce qui tourne sur cette base, puis recommencez.
restored-forget = Ceux qui ont utilisé /forget après la sauvegarde doivent le refaire ; les organisateurs sont prévenus.
restored-left = D’ici le { $date }, supprimez le fichier restauré : /forget et /privacy annoncent ce jour.
restored-notice = Ce bot a été restauré à partir d’une sauvegarde du { $taken }. Ce qui devait partir jusqu’au { $until } n’est pas renvoyé : /report indique les discussions incertaines. Ceux qui ont utilisé /forget depuis doivent le refaire.
restored-look = Ce qui a été approuvé, annulé ou déplacé depuis la sauvegarde est comme avant : regardez /calls et /events. Brouillons et demandes d’accord y ont un nouveau numéro ; ne lancez que ce qui n’est pas encore parti.
restored-back = Ce qui a pris fin depuis la sauvegarde est revenu : rôles retirés, abonnements, engagements ; et ce qui a été arrêté ou suspendu depuis reprend. Mettez-y fin de nouveau.
restored-codes = Les codes de rôle, les liens vers le bureau et ses clés d’accès ne sont plus valables : il en faut de nouveaux.
move-how = Indiquez un nouveau fichier pour le déménagement : nolike move FICHIER. Pour y renoncer : nolike move --back.
move-waits = { $count ->
    [1] Le bot s’arrête ; il termine les envois en cours.
   *[other] { $count } processus s’arrêtent ; ils terminent les envois en cours.
}
move-still = Pas de déménagement : { $count ->
    [1] un processus
   *[other] { $count } processus
} de nolike { $versions } ne s’arrête pas. Arrêtez tout ce qui utilise cette base, puis réessayez ; d’ici là, relancez le bot ici comme avant.
move-ended = Le bot a été arrêté pour ce déménagement, qui a échoué. Relancez-le ici, s’il ne repart pas de lui-même : nolike run.
move-done = { $at } : tout ce que possède le bot se trouve dans { $file }, vérifié. D’ici, il n’envoie plus rien.
move-next = Sur l’autre machine, avec la même SECRET_KEY : nolike restore FICHIER, une seule fois, puis nolike run. Si rien n’aboutit : nolike move --back.
move-back = Le bot peut de nouveau tourner ici. À faire seulement si le fichier du déménagement n’a été restauré nulle part.
move-back-file = Supprimez ce fichier maintenant. Pour le restaurer plus tard, dites depuis quand ce bot est à l’arrêt : nolike restore FICHIER --since HEURE. Sinon, ce qui est parti d’ici partirait une seconde fois.
move-none = Le bot n’a pas déménagé : il n’y a rien à annuler.
restored-moved = Le bot reprend là où il s’est arrêté le { $taken } : rien n’est perdu, et rien n’est envoyé deux fois s’il n’a tourné nulle part depuis. Ne restaurez pas ce fichier une seconde fois.
restored-moved-ran = A-t-il quand même tourné de nouveau sur l’ancienne machine ? Alors ne le lancez pas : videz cette base et tapez nolike restore FICHIER --since HEURE.
restored-moved-left = D’ici le { $date }, supprimez ce fichier et la base de l’ancienne machine : /forget et /privacy annoncent ce jour.
second-link = { $word } n’est pas un lien vers un bot ou une page : écrivez par exemple --bot https://t.me/NolikeTwo ou --mirror https://likes.example.net.
second-no-key = { $file } ne contient pas de clé pour les avis ; indiquez un autre fichier avec --key.
second-key-elsewhere = L’avis de cette base a été signé avec une autre clé, qui n’est pas dans { $file } : mettez-la à cet endroit, ou indiquez son fichier avec --key.
second-no-notice = Ce n’est pas un avis de second bot : copiez-le en entier depuis la page, ou depuis ce qu’affiche nolike second.
second-none = Cette base ne connaît aucun second bot. Annoncez-le avec nolike second --bot LIEN, ou restaurez une sauvegarde faite après cela.
second-other-key = L’avis est signé avec une autre clé que celle que cette base reconnaît ; il n’est pas accepté.
second-forged = L’avis a été modifié après sa signature ; il n’est pas accepté.
second-expired = L’avis valait jusqu’au { $until } ; il n’est plus accepté.
second-over = Ce qui était annoncé jusqu’au { $until } ne vaut plus : { $links }. Annoncez-le de nouveau avec nolike second.
second-lacks = L’avis ne nomme pas { $campaigns } : annoncez de nouveau le second bot avec nolike second --bot LIEN.
second-until = Annoncé d’avance jusqu’au { $until } : { $links }.
second-replaced = Cet avis a été remplacé le { $at } par un autre ; il n’est plus accepté.
second-other-campaign = L’avis concerne d’autres campagnes que celles de cette base : { $campaigns }.
second-other-bot = L’avis nomme { $bots }, et le jeton de cette machine est celui de { $bot } ; rien n’a été dit.
check-second-bot = { $why } Si le bot vous a été retiré : mettez-y le jeton du second bot et tapez nolike take-over.
second-not-named = L’avis ne nomme pas { $word } : il n’y a rien à en retirer.
second-empty = L’avis ne nommerait plus rien : indiquez un autre bot ou une autre page dans la même ligne.
second-declared = Si ce bot se tait un jour, la campagne continue ici : { $links }. Ajoutez dès aujourd’hui le second bot à cette discussion ; il reste muet jusque-là. La page montre l’avis signé.
second-signed = L’avis est sur la page, et chaque discussion en est informée une fois. La clé qui l’a signé est dans { $file } : gardez-la ailleurs, comme SECRET_KEY.
take-over-notice = Désormais { $bot } parle pour cette campagne. Les organisateurs l’avaient annoncé le { $at } dans un avis signé ; n’en croyez aucun autre.
take-over-done = { $bot } parle pour la campagne : { $chats ->
    [1] une discussion est prévenue
   *[other] { $chats } discussions sont prévenues
} dès qu’il tourne. Lancez-le avec nolike run. Les discussions où il n’est pas ne reçoivent rien.
page-second = Si le bot se tait
page-second-how = La campagne continue alors avec ceux-ci. L’avis ci-dessous est signé avec sa clé (Ed25519) ; personne d’autre ne peut en faire un.

## Words that people type: separated by commas, understood in every chat; case, accents and hamza make no difference

typed-language = français, francais, en français, langue française
typed-all = tout, tous, toutes, tout le monde
typed-none = rien, aucun, aucune
typed-now = maintenant, tout de suite
typed-on = oui, activer
typed-off = non, arrêter, stop
typed-yes = oui, ok, d’accord
typed-remind = rappel, rappeler, rappelle-moi
typed-low = bas, faible
typed-middle = moyen
typed-high = haut, élevé
typed-countries = usa US, amérique US, grande-bretagne GB, angleterre GB, émirats AE, hollande NL, palestine PS, centrafrique CF
typed-currencies = dh MAD, dhs MAD, dirham MAD, dirhams MAD, dirham AED, dirhams AED, euro EUR, euros EUR, dollar USD, dollars USD, dollar CAD, dollars CAD, dinar DZD, dinars DZD, dinar TND, dinars TND, livre GBP, livres GBP, livre EGP, livres EGP, franc CHF, francs CHF, franc XOF, francs XOF, fcfa XOF, fcfa XAF, da DZD, dt TND
typed-cities = fès Africa/Casablanca, meknès Africa/Casablanca, tanger Africa/Casablanca, tétouan Africa/Casablanca, oujda Africa/Casablanca, alexandrie Africa/Cairo, djeddah Asia/Riyadh, la mecque Asia/Riyadh, lyon Europe/Paris, marseille Europe/Paris, genève Europe/Zurich, barcelone Europe/Madrid, pékin Asia/Shanghai, casa Africa/Casablanca, constantine Africa/Algiers, annaba Africa/Algiers, sousse Africa/Tunis, toulouse Europe/Paris, lille Europe/Paris, bordeaux Europe/Paris, strasbourg Europe/Paris, nantes Europe/Paris, montpellier Europe/Paris
typed-daily = quotidien, chaque jour, tous les jours, une fois par jour
typed-hourly = toutes les heures, chaque heure, une fois par heure
typed-thousand = k, mille
typed-million = m, million, millions
typed-billion = md, milliard, milliards
typed-today = aujourd’hui
typed-tonight = ce soir
typed-tomorrow = demain
typed-overmorrow = après-demain, après demain
typed-next = prochain, ce
typed-this-week = cette semaine, de cette semaine
typed-next-week = la semaine prochaine, semaine prochaine, de la semaine prochaine, la semaine qui vient, de la semaine qui vient, la semaine suivante
typed-week-later = en huit
typed-weekend = week-end, week end, weekend, ce week-end, ce weekend, le week-end, le weekend, fin de semaine, en fin de semaine, cette fin de semaine
typed-next-weekend = week-end prochain, weekend prochain, le week-end prochain, le weekend prochain, la fin de semaine prochaine
typed-month-start = début, au début, au début de, début de, au début du, début du, le début de
typed-month-middle = mi, à la mi, au milieu de, au milieu du, milieu
typed-month-end = fin, à la fin, à la fin de, à la fin du, fin de, fin du, la fin de, la fin du
typed-month = mois, le mois, ce mois, de ce mois, mois-ci, ce mois-ci
typed-at = à, vers
typed-hour = heure, heures
typed-am = matin, du matin
typed-pm = soir, du soir, après-midi, de l’après-midi
typed-noon = midi, douze heures
typed-midnight = minuit
typed-months = jan 1, fev 2, juil 7, aout 8, sept 9, dec 12
typed-filler = le, du, de, et
typed-after = dans, d’ici
typed-one = un, une
typed-minutes = minute, minutes, min, mn
typed-hours = heure, heures, h
typed-days = jour, jours, j, journée, journées
typed-two-minutes = deux minutes
typed-two-hours = deux heures
typed-two-days = deux jours
typed-weeks = semaine, semaines
typed-two-weeks = deux semaines, quinze jours
typed-from-now = à partir de maintenant, plus tard
typed-numbers = un 1, une 1, deux 2, trois 3, quatre 4, cinq 5, six 6, sept 7, huit 8, neuf 9, dix 10, onze 11, douze 12, treize 13, quatorze 14, quinze 15, seize 16, dix-sept 17, dix-huit 18, dix-neuf 19, vingt 20, vingt et un 21, vingt et une 21, trente 30, quarante 40, cinquante 50
typed-hour-names = une heure du matin 1, une heure de l’après-midi 13
typed-day-names = premier 1, 1er 1
typed-half = demi, demie, la demie, demi-, d’une demi
typed-quarter = quart, le quart, un quart, un quart d’
typed-third = tiers, un tiers
typed-past = passé, passée, passées
typed-to = avant
typed-less = moins
typed-plus = et, plus
typed-night = la nuit, de la nuit, dans la nuit, nuit
typed-utc = temps universel, heure universelle
typed-zone = heure de, heure du, heure des, l’heure du, heure d’, l’heure de, l’heure des, l’heure d’, heure de la, l’heure de la, heure de l’, heure à, l’heure à, heure au, heure aux, heure en, heure locale de, heure locale à, fuseau de, fuseau du, fuseau horaire de, fuseau horaire du, fuseau horaire d’
typed-local = heure locale, à l’heure locale
typed-during = pendant, durant, pour
typed-from = de, du, entre, dès
typed-by = de
typed-later = plus tard, après
typed-earlier = plus tôt, avant
typed-every = chaque, tous les, toutes les, chaque semaine, toutes les semaines, chaque semaine le
typed-until = jusqu’au, jusqu’à, jusque, au
typed-deadline = d’ici, avant, au plus tard, pas plus tard que
typed-the = le, du, au
typed-moved-to = à, au
typed-sooner-by = plus tôt de

menu-about = tout faire avec des boutons
name-menu = menu
menu-title = { $title }
menu-campaign = { $title }
menu-ask = Que voulez-vous faire ?
menu-which = Quelle campagne ?
menu-approve = Ceci attend votre accord :
menu-approve-none = Rien n’attend votre accord.
menu-counts = De quelle page avez-vous lu le nombre ? Touchez-la, puis envoyez-moi le nombre.
menu-goal = L’objectif de quelle action ?
menu-goal-none = Aucune action n’est prévue : il n’y a pas d’objectif à fixer.
menu-link = Le lien de quelle action ?
menu-link-none = Aucune action n’a besoin d’un lien pour l’instant.
menu-people-owner = Seul un responsable invite et retire des rôles.
menu-code = Ce lien fait de même sur Telegram, une seule fois : { $link }
menu-out = Retirer son rôle à { $pseudonym } ? L’effet est immédiat.
button-audit = Qui a fait quoi
button-chapters = Groupes locaux
button-turnout = Qui participe où
button-checkin = Dire ce que j’ai fait
button-claim = Prendre mon rôle
button-fix = Corriger un appel
button-forget-me = Effacer ce qui me concerne
button-privacy = Ce qui est gardé sur les gens
button-quiet = Heures calmes
button-quiet-off = Sans heures calmes
button-quiet-from = Silence de { $start } à { $end }
button-reports = Où en sont les appels
button-resign = Rendre mon rôle
button-take-back = Retirer un appel
button-server = Ce serveur
button-settings = Réglages
button-start = Ce que fait ce bot
button-timezone = Fuseau horaire
button-unsubscribe = Plus de nouvelles ici
button-updates = Des nouvelles { $cadence }
button-menu = Menu
button-new-call = Nouvel appel
button-new-event = Nouvelle action
button-go-on = Reprendre l’action
button-go-on-change = Reprendre l’action { $id }
button-go-on-in = Reprendre l’action pour { $title }
button-go-on-call = Reprendre l’appel { $id }
button-go-on-question = Revenir à la question
button-to-approve = À approuver : { $count }
button-calls = Appels : suspendre, annuler
button-counts = Saisir un nombre
button-goal = Objectif
button-sign-link = Lien
button-people = Équipe
button-events = Actions
button-more = Plus
button-invite = Inviter : { $role }
button-take-role = Retirer : { $pseudonym }
button-again = Revoir la question
button-change-again = Modifier et redemander
button-change-event = Modifier l’action
button-call-off = Annuler l’action
button-day = Jour
button-time = Heure
button-length = Durée
button-title = Titre
button-walk-cancel = Annuler
button-walk-none = Sans objectif
button-walk-skip = Garder ce titre
walk-step = Nouvelle action, étape { $step } sur { $steps }
walk-kind = Que ferez-vous ensemble ?
walk-day = Quel jour ? Touchez-en un, ou écrivez-le, comme vendredi ou 5 décembre.
walk-time = À quelle heure ({ $zone }) ? Touchez-en une, ou écrivez-la : 19:30.
walk-length = Combien de temps ? Touchez une durée, ou écrivez-la : 3 jours, 12 heures.
walk-span = { $length }
walk-goal = Combien de participants voulez-vous ? Touchez un nombre, ou écrivez-le.
walk-link = Où signe-t-on ? Envoyez l’adresse, qui commence par https://
walk-bad-link = « { $given } » n’est pas une adresse. Copiez-la depuis votre navigateur, elle commence par https://
walk-title = Elle s’appelle « { $title } ». Envoyez un autre titre, ou gardez celui-ci.
walk-title-kept = En { $language }, son titre reste « { $title } ».
walk-bad-day = Je n’ai pas compris « { $given } ». Écrivez par exemple vendredi ou 5 décembre.
walk-bad-length = Je n’ai pas compris « { $given } ». Écrivez 3 jours ou 12 heures.
walk-bad-time = Je n’ai pas compris « { $given } ». Écrivez une heure, comme 20:00.
walk-gone = Ce brouillon n’existe plus. /menu en commence un autre.
walk-cancelled = Brouillon abandonné. Personne n’en a rien su.
event-needs-option = Cette action a besoin de { $name } : ajoutez { $name }={ $example }
call-other-script = Ce texte n’a pas l’air d’être en { $language }. Dans quelle langue est-il ?
button-is = { $language }
button-rewrite = Le réécrire
button-change-words = Changer le texte
button-other-time = Choisir un autre moment

## Calls that repeat

series-and = { $first } et { $rest }
series-comma = { $first }, { $rest }
series-daily = Tous les jours à { $time } ({ $zone }), jusqu’au { $last }.
series-weekly = Chaque semaine, { $days } à { $time } ({ $zone }), jusqu’au { $last }.
series-past-end = Attention : la campagne se termine le { $end }, et cette série avec elle.
series-ask-days = Quel jour de la semaine ? Touchez-en un, ou écrivez-en plusieurs : lundi et vendredi.
series-ask-time = À quelle heure ? Touchez-en une, ou écrivez-la : 19:30.
series-ask-until = Jusqu’à quel jour ? Touchez-en un, ou écrivez-le : 26 décembre.
series-ask-within = Si un appel prend du retard, combien de temps peut-il encore partir ? Écrivez une durée : 3 heures. D’habitude, jusqu’au suivant.
series-bad = Je n’ai pas compris « { $given } ». Écrivez par exemple : chaque vendredi 18:00 jusqu’au 26 décembre
series-bad-days = Je ne trouve pas de jour de la semaine dans « { $given } ». Écrivez par exemple : lundi et vendredi
series-bad-until = Je n’ai pas compris « { $given } ». Écrivez le dernier jour, comme 26 décembre.
series-no-until = Jusqu’à quand ? Ajoutez le dernier jour : chaque vendredi 18:00 jusqu’au 26 décembre
series-long = Un an au plus : choisissez un dernier jour plus proche.
series-over = Il ne reste aucune de ces dates. Choisissez un dernier jour plus lointain.
series-campaign-ends = La campagne se termine le { $end }, avant le premier de ces envois. Choisissez un moment plus proche, ou un seul envoi.
series-campaign-over = La campagne est terminée : aucune série ne peut commencer. L’appel peut encore partir une fois.
series-until = Chaque appel d’une série a son propre délai : écrivez une durée, par exemple 6 heures.
series-begun = La série { $id } est en place. Discussions : { $chats }. Elle commence le { $at }. Les organisateurs sont prévenus la veille de chaque appel et peuvent le sauter.
series-soon = L’appel { $id } de la série { $series } part le { $at }.
series-late = L’appel { $id } de la série { $series } devait partir le { $at }, mais il a été retenu. Il part maintenant, en retard.
series-held-up = La série { $series } a été retenue. Appels que des discussions ne recevront plus : { $calls }. `/report { $series }` montre les derniers.
calls-skip = L’appel { $id } ne part pas. Le prochain part le { $at }.
calls-stop = La série { $id } est arrêtée : plus rien n’en part. Ce qui est parti reste.
series-title = Série { $id }
series-next = Prochain : { $at }
series-one-of = Il fait partie de la série { $series } : `/report { $series }`
series-not = L’appel { $id } n’est pas une série en cours. /calls en donne la liste.
series-not-of = L’appel { $id } ne fait partie d’aucune série. `/calls cancel { $id }` l’annule.
series-no-pause = Une série ne se suspend pas : sautez un appel, ou arrêtez-la avec `/calls stop { $id }`
series-too-late = L’appel { $id } n’attend plus de partir. `/retract { $id }` retire ce qui est parti.
calls-line-series = { $id } : { $rule }
call-is-repeating = se répète
call-is-ended = terminée
button-every = Chaque semaine
button-every-day = Tous les jours
button-campaign-end = Jusqu’à la fin de la campagne
button-skip = Sauter celui-ci
button-stop = Arrêter la série

## /import: a file of counts, sent in private

import-about = importer des nombres depuis un fichier (organisateurs)
import-how = Envoyez-moi ici un fichier de nombres, en pièce jointe. Je montre ce qu’il contient avant de changer quoi que ce soit.
import-file = { $file }, pour « { $title } »
import-more = … et { $count } de plus
import-mend = Tout le fichier ou rien : corrigez ces lignes et renvoyez-le, ou n’importez que les bonnes lignes.
button-import = Importer
button-import-good = Les bonnes lignes seulement
import-dropped = Rien n’a été importé.
import-taken = C’est déjà fait : ce fichier est importé.
import-gone = Je n’ai plus ce fichier : renvoyez-le.
import-gone-attach = Je n’ai plus ce fichier : joignez-le à nouveau à /import.
import-not-you = Seuls les organisateurs peuvent envoyer des fichiers de nombres. Les chiffres, eux, sont visibles par tous : /stats
import-form = Je ne sais pas lire ce genre de fichier. Envoyez les nombres en .csv, .xlsx, .ods ou .json.
import-toml = C’est sans doute le fichier d’une campagne : son responsable le charge dans le bureau, voir /desk. Ici, je lis des fichiers de nombres.
import-toml-server = C’est sans doute le fichier d’une campagne : la personne qui gère le serveur le charge avec nolike campaign load. Ici, je lis des fichiers de nombres.
import-photo = Je ne sais pas lire des nombres sur une image. Envoyez-les dans un fichier (.csv, .xlsx, .ods ou .json), ou tapez-en un : /count
import-too-big = Ce fichier est trop lourd pour une discussion : { $most }~Mo au plus. La personne qui gère le bot peut l’importer : nolike import
import-not-fetched = Je n’ai pas pu recevoir ce fichier. Merci de le renvoyer.
import-which-campaign = Pour quelle campagne est { $file } ?
import-whose = De quelle page viennent ces nombres ?
import-which-column = Quelle colonne contient les nombres ?
import-which-day = Le fichier ne dit pas de quel jour datent ses nombres. Touchez un jour, ou écrivez-le, comme 2026-08-05.
import-bad-day = Je n’ai pas compris « { $given } ». Écrivez 2026-08-05, ou avec l’heure : 2026-08-05T12:00.
import-today = Aujourd’hui
import-yesterday = Hier
import-day-first = 3/4 est le 3 avril
import-month-first = 3/4 est le 4 mars
sheet-unpacked = { $file } est trop gros pour être ouvert : { $size }~Mo une fois décompressé, { $most }~Mo au plus. Enregistrez-le en CSV.
name-import = importer
argument-file = fichier
argument-file-about = un fichier de dates et de nombres : .csv, .xlsx, .ods ou .json
