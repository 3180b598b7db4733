### Everything the desk says in French. Its ids begin with "desk-"; the file is read when the desk is opened.

## Coming in and going out

desk-title = Le bureau
desk-insecure = Le bureau ne s’ouvre qu’en https ou sur cette machine même. Derrière un proxy inverse, réglez WEB_PUBLIC_URL et WEB_TRUSTED_PROXIES.
desk-too-long = C’était trop d’un coup : 5~Mo au plus pour une image, 2~Mo pour un fichier.
desk-bad-form = Ce formulaire a expiré ou ne vient pas d’ici. Rouvrez la page et recommencez.
desk-closed = Le bureau est fermé à ce navigateur. Envoyez /desk au bot en privé, ou demandez un lien à la personne qui gère le serveur.
desk-typed = Ce que vous aviez écrit, à copier :
desk-meanwhile = Ce champ a été modifié ailleurs entre-temps : rien n’est encore enregistré. Votre texte est dans le formulaire, la version actuelle dans l’aperçu. Si le vôtre est le bon, renvoyez-le.
desk-link-expired = Ce lien a déjà servi, ou son délai est passé. Renvoyez /desk au bot pour en recevoir un autre.
desk-enter-title = Entrer
desk-enter = Ce lien n’est que pour vous et marche une seule fois. La session reste ouverte douze heures dans ce navigateur.
desk-enter-button = Entrer
desk-left = Le bureau est refermé ici. /desk vous donnera un nouveau lien.
desk-leave = Sortir
desk-sessions = Sessions
desk-sessions-about = Les navigateurs où le bureau est ouvert à votre nom. Fermez les sessions qui ne sont pas les vôtres.
desk-session-line = Depuis le { $begun }, dernier usage le { $seen }, jusqu’au { $until }.
desk-session-own = Ce navigateur.
desk-session-end = Fermer
desk-session-ended = La session est fermée.
desk-no-session = Cette session est déjà fermée.
desk-passkeys = Clés d’accès
desk-passkeys-about = Avec une clé d’accès, vous entrez sans lien : votre empreinte, votre visage ou le code de l’appareil suffit.
desk-passkey-add = Ajouter une clé d’accès
desk-passkey-line = Ajoutée le { $added }, dernier usage le { $used }.
desk-passkey-unused = Ajoutée le { $added }, pas encore utilisée.
desk-passkey-remove = Retirer
desk-passkey-added = La clé d’accès est ajoutée. Elle ouvre désormais le bureau.
desk-passkey-removed = La clé d’accès est retirée. Vous pouvez aussi l’effacer de votre appareil.
desk-no-passkey = Cette clé d’accès est déjà retirée.
desk-passkey-enter = Entrer avec une clé d’accès
desk-passkey-failed = La clé d’accès n’a pas servi. Réessayez, ou envoyez /desk au bot pour recevoir un lien.
desk-passkey-refused = Cette clé d’accès n’ouvre pas le bureau, ou le délai est passé. Réessayez, ou envoyez /desk au bot pour recevoir un lien.
desk-passkey-where = Une clé d’accès demande une adresse qui porte un nom. Sur cette machine, mettez localhost à la place de 127.0.0.1 dans le lien ; ailleurs, ouvrez le bureau en https.
desk-organizers-only = C’est réservé aux personnes qui ont un rôle. Donnez-vous-en un : créez un code sous « Équipe » et envoyez-le au bot.

## On every page

desk-skip = Aller au contenu
desk-menu = Parties du bureau
desk-language = Langue
desk-today = Aujourd’hui
desk-calls = Appels
desk-events = Actions
desk-counts = Chiffres
desk-campaign = Campagne
desk-people = Équipe
desk-chats = Discussions
desk-audit = Journal
desk-when = Quand
desk-why = Pourquoi
desk-platform = Plateforme
desk-filter = Filtrer
desk-csv = En CSV

## Today

desk-needed = À faire
desk-task-call = L’appel { $id } attend un accord.
desk-task-event = L’action { $id } attend un accord.
desk-task-event-again = Action { $id }~: { $state }.
desk-task-held = Un nombre de { $page } est en attente : acceptez-le ou rejetez-le.
desk-task-off = { $chats ->
    [one] { $chats } discussion est désactivée.
   *[other] { $chats } discussions sont désactivées.
}
desk-figures = Les chiffres
desk-running = Appels en cours
desk-health = État de marche
desk-health-sources = Sources
desk-health-platforms = Plateformes
desk-health-program = Programme
desk-next-due = Prochaine échéance : { $at }
desk-health-source = Pages qui donnent un nombre : { $good } sur { $pages } ; le dernier date du { $at }.
desk-health-source-never = Aucune page ne donne de nombre (pages interrogées : { $pages }).
desk-health-fault = { $fault } Depuis le { $at }.
desk-health-rest = Elle n’est pas interrogée avant le { $at }.
desk-health-lease = Servie par le processus { $holder }
desk-health-nobody = Personne ne la sert : ce qui lui est destiné attend.
desk-health-queue = En attente : { $waiting } ; en cours : { $under-way }
desk-health-queue-next = Prochain envoi dans { $left }.
desk-health-queue-prompt = La file est à l’heure.
desk-health-lag = La file a { $lag } de retard.
desk-health-left = Envois de la dernière minute : { $left }
desk-health-rate = Envois de la dernière minute : { $left }, soit { $share } de ce qui est permis ({ $pace } par seconde).
desk-health-flood = Elle a demandé une pause de { $length } ({ $at }), qui dure encore.
desk-health-flood-over = Elle a demandé une pause de { $length } ({ $at }) ; c’est terminé.
desk-health-floods = Pauses demandées depuis le démarrage du programme : { $times }
desk-health-backup = Dernière sauvegarde : { $at }
desk-no-backup = Il n’y a pas encore de sauvegarde.
desk-health-late = Une partie du programme est en retard : { $part }.
desk-health-skew = L’horloge de cette machine s’écarte de celle de la base de { $skew }.
desk-health-away = Elle est injoignable en ce moment ; nous réessayons sans cesse.
desk-halted = Tout est arrêté depuis le { $at } : rien n’est envoyé.
desk-emergency = Urgence
desk-halt = Arrêter tous les envois
desk-resume = Reprendre les envois

## Calls

desk-write = Écrire un appel
desk-call = Appel { $id }
desk-fix = Nouveau texte de l’appel { $id }
desk-fix-begin = Changer le texte
desk-text-in = Texte ({ $language })
desk-picture = Images, jusqu’à 4 (PNG ou JPEG, 5~Mo)
desk-without-picture = Sans image
desk-buttons = Boutons
desk-buttons-hint = Un libellé et une adresse : Signer ici https://example.org.
desk-button = Bouton { $number }
desk-did = Un bouton « Je l’ai fait », qui est compté
desk-when-local = Quand ({ $zone }) ; vide : dès l’accord donné
desk-every = À répéter (chaque vendredi 18:00 jusqu’au 26 décembre) ; vide : une fois
desk-until = Plus d’envoi après (22:00 ou 6h) ; vide : 24~heures après son heure
desk-audience = Pour qui
desk-save = Enregistrer
desk-saved = C’est enregistré.
desk-propose = Enregistrer et demander un accord
desk-preview = Aperçu
desk-reaches = { $chats ->
    [one] Il atteint { $chats } discussion.
   *[other] Il atteint { $chats } discussions.
}
desk-size = { $length }~caractères sur { $most }
desk-stands-in = Il n’y a pas de texte dans cette langue : un autre le remplace.
desk-in-telegram = Dans Telegram
desk-in-discord = Dans Discord
desk-in-page = Sur la page
desk-no-text-yet = Rien n’est encore écrit.
desk-reason = La raison, en quelques mots

## Events

desk-waits = Attend un accord
desk-event-plan = Préparer une action
desk-event-new = Nouvelle action : { $kind }
desk-event-change = La modifier
desk-event-cancel = Annuler l’action
desk-event-cancel-waits = Son annulation attend un accord.
desk-event-starts = Début ({ $zone })
desk-event-length = Durée (72h) ; vide : comme d’habitude
desk-event-goal = Objectif ; vide : aucun
desk-event-title = Titre ({ $language }) ; vide : le titre habituel
desk-example = par exemple { $example }
desk-event-check = Vérifier
desk-event-card = fiche
desk-event-reminder = rappel
desk-event-result = résultat

## Counts

desk-count-now = { $count }, { $at }
desk-count-none = Il n’y a pas encore de nombre.
desk-count-type = Ce qu’affiche la page
desk-count-settings = Changer ce qui est compté
desk-count-goal-total = L’objectif du total : { $goal }
desk-count-goal-none = Le total n’a pas d’objectif.
desk-count-goal-set = Fixer ou changer cet objectif
desk-count-measure = Compté : { $measure }.
desk-count-goal = Objectif : { $goal }.
desk-count-send = Saisir
desk-week = Les sept derniers jours
desk-held = En attente : { $count }, relevé le { $at }. C’est loin du nombre précédent.
desk-accept = Accepter
desk-reject = Rejeter
desk-held-accepted = { $count } est accepté pour { $page }.
desk-held-rejected = { $count } est écarté ; { $page } garde son nombre.
desk-held-gone = Ce nombre n’est plus en attente : un autre relevé est arrivé.
desk-import = Des nombres depuis un fichier
desk-latest-counts = Derniers nombres reçus
desk-file = Fichier de nombres
desk-file-hint = CSV, tableur (.xlsx, .ods) ou JSON, avec une colonne de dates et une de nombres ({ $columns }). Vous voyez ce qu’il changerait avant que rien ne soit ajouté.
desk-file-size = Choisissez un fichier de 2~Mo au plus ; un plus grand s’importe sur le serveur avec `nolike import`.
desk-import-good = Ajouter seulement les bonnes lignes
desk-file-day-first = jour d’abord : 3/4 est le 3 avril
desk-file-month-first = mois d’abord : 3/4 est le 4 mars
desk-import-take = Ajouter les lignes
desk-back = Retour

## People

desk-member = { $role }, { $platform }, depuis le { $since }
desk-you = C’est vous.
desk-revoke = Retirer le rôle
desk-resign = Rendre mon rôle
desk-invite = Inviter quelqu’un
desk-invite-role = Rôle
desk-invite-valid = Valable
desk-hours = { $span }
desk-invite-button = Créer un code
desk-code = Le nouveau code
desk-code-once = Il marche une seule fois et n’est montré qu’ici et maintenant. Envoyez-le à une seule personne, en privé.
desk-code-picture = Le code en image à scanner

## Chats

desk-chats-total = { $chats ->
    [one] { $chats } discussion suit cette campagne.
   *[other] { $chats } discussions suivent cette campagne.
}
desk-chats-off = Désactivées

## Audit log

desk-audit-act = Quoi
desk-audit-who = Qui
desk-audit-all = tout
desk-audit-more = Il y en a d’autres : filtrez, ou prenez le CSV.

## First start

desk-token-form = Ce n’est pas un jeton : copiez-le en entier, sans espaces.
desk-setup = Mise en place
desk-setup-about = Quatre étapes, dans l’ordre que vous voulez ; vous pouvez revenir à tout moment.
desk-still-open = Reste à faire
desk-open-token = Aucune plateforme n’a encore de jeton.
desk-open-campaign = Il n’y a pas encore de campagne.
desk-open-owner = La campagne n’a pas encore de responsable.
desk-open-group = Aucun groupe ne suit encore la campagne.
desk-open-key = { $pages } : sans clé d’accès, le bot ne peut pas lire ces chiffres. Saisissez-les sous « Chiffres », ou faites définir { $settings } sur le serveur ; ils arriveront alors d’eux-mêmes.
desk-all-done = Tout est en place.
desk-tokens = Le bot
desk-token = Jeton
desk-token-save = Enregistrer
desk-token-says = C’est { $bot }.
desk-token-kept = Le jeton de { $bot } est gardé, chiffré. { $platform } démarre dans quelques secondes si rien ne tournait, sinon au prochain démarrage du programme.
desk-token-gone = Le jeton pour { $platform } est effacé, au plus tard au prochain démarrage du programme.
desk-token-given = Son jeton est réglé sur le serveur et passe avant tout autre.
desk-token-entered = Son jeton est gardé ici, chiffré ; plus personne ne peut le lire.
desk-token-missing = Il n’a pas encore de jeton.
desk-token-where-telegram = Écrivez /newbot à @BotFather dans Telegram et copiez le jeton de sa réponse.
desk-token-where-discord = Créez une application sur discord.com/developers, ouvrez Bot et copiez son jeton.
desk-operator-only = C’est réservé à la personne qui gère le serveur : `nolike desk`.
desk-campaign-new = Une nouvelle campagne
desk-campaign-make = Créer la campagne
desk-campaign-there = Il y a déjà une campagne { $slug }.
desk-fallback = Sa première langue
desk-starts = Début
desk-ends = Fin ; vide : ouverte
desk-zone = Fuseau horaire
desk-currency = Devise, trois lettres ; vide : aucune somme affichée
desk-value = Ce que vaut un like
desk-title-in = Titre ({ $language }) ; laissez vide une langue que vous n’écrivez pas
desk-token-other = Un autre jeton
desk-code-open = Ouvrir le bot avec ce code
desk-setup-back = Retour à la mise en place
desk-members-none = Personne n’a encore de rôle.
desk-contact = Où l’on vous joint (adresse électronique ou page web)
desk-companies = Entreprises
desk-companies-hint = Collez l’adresse de chaque page publique : son nombre est lu aussitôt. Sans adresse, des personnes saisissent le nombre.
desk-company = Entreprise { $number }
desk-address = Adresse
desk-page-says = { $page } : { $count }
desk-page-network = Aucune source ne lit { $network }. Laissez l’adresse vide : ceux qui ont un rôle saisissent alors son nombre sous « Chiffres ».
desk-page-unknown = Aucun nombre ne se lit à { $address }. Collez l’adresse d’une page publique, ou laissez vide.
desk-owner = Responsable
desk-owner-there = La campagne a une personne responsable.
desk-owner-become = En devenir responsable
desk-first-campaign = Créez d’abord la campagne.
desk-groups = Groupes
desk-groups-about = Ajoutez le bot à votre groupe, puis écrivez-y /subscribe, et /stats pour voir les chiffres.
desk-group-telegram = L’ajouter à un groupe Telegram
desk-group-discord = L’ajouter à un serveur Discord
desk-first-token = Saisissez d’abord un jeton ; les liens apparaissent ici dès que le bot tourne.

## The campaign

desk-campaign-about = La campagne telle que son fichier la décrit. Toute modification est montrée avant de compter, et peut être annulée.
desk-campaign-download = Télécharger en TOML
desk-campaign-file = Fichier TOML
desk-campaign-load = Charger un fichier
desk-campaign-logo-of = Logo de
desk-campaign-load-logo = Prendre ce logo
desk-campaign-drop-logo = Enlever le logo
desk-campaign-check = Voir ce qui changerait
desk-campaign-would = Ce qui changerait
desk-campaign-same = Rien ne changerait.
desk-campaign-apply = Modifier la campagne
desk-campaign-changed = La campagne est modifiée. C’est la modification { $id }.
desk-campaign-unchanged = Rien n’a été modifié.
desk-campaign-meanwhile = La campagne a été modifiée entre-temps. Regardez ce qui changerait maintenant, puis confirmez.
desk-campaign-since = La campagne a été modifiée après l’ouverture de ce formulaire. Les lignes auxquelles vous n’avez pas touché annuleraient ces modifications.
desk-campaign-other = Ce fichier est celui d’une autre campagne, { $slug }. Ici, seule { $own } se modifie.
desk-campaign-history = Modifications
desk-campaign-change = Modification { $id }
desk-campaign-back-wrong = Rien n’a été annulé. La campagne serait ainsi, avec les champs ci-dessous à revoir.
desk-campaign-take-back = L’annuler
desk-campaign-before = Avant
desk-campaign-after = Après
desk-campaign-add = { $what } : en ajouter
desk-campaign-remove = Le retirer
desk-key-campaign = La campagne
desk-key-targets = Entreprise
desk-key-pages = Page
desk-key-events = Action
desk-key-chapters = Groupe local
desk-key-slug = Nom court dans les adresses
desk-key-title = Titre
desk-key-timezone = Fuseau horaire
desk-key-starts-at = Début
desk-key-ends-at = Fin
desk-key-currency = Devise
desk-key-value-per-unit = Valeur d’une unité
desk-key-value-note = D’où vient cette valeur
desk-key-measure = Ce qui est compté
desk-key-rates = Taux de change
desk-key-rates-date = Date des taux
desk-key-updates = Fréquence des nouvelles
desk-key-fallback = Langue quand aucune n’est choisie
desk-key-languages = Langues, si certaines sont laissées de côté
desk-key-purge-days = Jours avant l’effacement des données
desk-key-contact = Contact
desk-key-accent = Couleur de la page
desk-key-logo = Logo
desk-key-call-approvals = Accords qu’il faut à un appel
desk-key-milestones = Étapes
desk-key-percent = Tous les N pour cent
desk-key-likes = Tous les N likes
desk-key-crowd = Comptage à plusieurs
desk-key-source = Source
desk-key-handle = Identifiant
desk-key-role = Rôle (control : pour comparer seulement)
desk-key-name = Nom
desk-key-names = Noms propres à la campagne
desk-key-key = Mesure
desk-key-kind = Type
desk-key-wanted = Le sens voulu
desk-key-unit = Unité
desk-key-decimals = Décimales
desk-key-goal = Objectif
desk-key-value = Valeur d’une unité
desk-key-length = Durée
desk-key-options = Options
desk-key-pick = Où se trouve le nombre (JMESPath)
desk-key-css = Où se trouve le nombre (CSS)
desk-key-pattern = Motif du nombre
desk-key-header = En-tête de la clé
desk-key-decimal = Signe décimal
desk-key-every = Fréquence des relevés
desk-key-attr = Attribut du nombre
desk-campaign-text = Ce n’est pas un fichier texte en UTF-8.

## Options of events, and values that a field may have

desk-option-per-day = Ce que coûte une journée
desk-option-source = D’où vient ce coût
desk-option-on = Date de ce coût
desk-option-bands = Trois sommes pour les boutons
desk-option-due = Jours d’échéance de la facture
desk-option-link = Adresse de la pétition
desk-option-page = Page dont le nombre est suivi
desk-choice-fall = À faire baisser
desk-choice-rise = À faire monter
desk-choice-control = Pour comparaison seulement
desk-choice-count = Nombre
desk-choice-rate = Rythme
desk-choice-rank = Place
desk-choice-average = Moyenne
desk-choice-price = Prix

## Mistakes in a form

desk-wrong = Ces champs sont à revoir
desk-wrong-missing = { $where } : ce champ est vide. Il faut { $wanted }.
desk-wrong-twice = { $where } : { $given } figure ici une deuxième fois.
desk-wrong-left-out = { $where } : { $language } est la langue de la campagne, elle doit figurer dans « { $other } ».
desk-wrong-needs = { $where } : il faut remplir aussi « { $other } ».
desk-wrong-hours = { $where } : ce type dure des heures entières, comme 72h.
desk-wrong-option = { $where } : inutilisable tel quel. Un exemple : { $example }
desk-wrong-number = { $where } : indiquez où se trouve le nombre, par exemple { $example }
desk-where-row = { $what } { $number }
desk-where-part = { $what } ({ $part })
desk-where-in = { $outer } › { $inner }
desk-wanted-slug = de 1 à 40 lettres minuscules a–z, chiffres ou tirets
desk-wanted-line = un texte sur une ligne, de { $length }~caractères au plus
desk-wanted-handle = l’adresse de la page ou son nom là-bas
desk-wanted-zone = un fuseau horaire, comme { $example }
desk-wanted-time = une date et une heure, de 2000 à 2199
desk-wanted-date = une date, comme { $example }
desk-wanted-currency = un code de trois majuscules, comme { $example }
desk-wanted-colour = une couleur, comme { $example }
desk-wanted-cadence = une durée d’une minute à 24~heures, ou une heure du jour, comme { $example }
desk-wanted-contact = une adresse qui commence par { $forms }
desk-wanted-length = une durée d’un an au plus, comme { $example }
desk-wanted-number = un nombre, comme { $example }
desk-wanted-option = un texte sur une ligne
desk-wanted-filled = que ses champs soient remplis
desk-wanted-choice = l’un des choix
desk-page-typed = En attendant, ceux qui ont un rôle saisissent son nombre sous « Chiffres ».
desk-token-unknown = { $platform } ne connaît pas ce jeton : recopiez-le en entier.
desk-slug = Nom court dans les adresses, en lettres latines ; vide : tiré du titre
desk-wanted-written = une valeur écrite comme { $example }
desk-wrong-network = { $where } : aucune source ne lit { $network }. Choisissez la source manual : ses nombres se saisissent alors à la main.
desk-wrong-unknown = { $where } : inconnu ici. Connus : { $known }.
