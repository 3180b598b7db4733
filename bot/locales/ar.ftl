### Everything the bot says in Arabic.
### One section (`##`) per part of the program; keep the ids in the same section and order in every language.
### A ~ is a space at which no line ends, as between a number and its unit; beside a noun with forms it comes by itself.
### A value is written and isolated by the program; every line begins with an Arabic letter, never with a value.
### Spans (span-…) follow a preposition such as قبل or منذ or خلال, so the dual is دقيقتين and not دقيقتان.

## Pieces of values: lengths of time, dates

span-two = { $more } و{ $less }
span-seconds = { $count ->
    [zero] أقل من ثانية
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $count } ثوانٍ
    [many] { $count } ثانية
   *[other] { $count } ثانية
}
span-minutes = { $count ->
    [zero] أقل من دقيقة
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
span-hours = { $count ->
    [zero] أقل من ساعة
    [one] ساعة واحدة
    [two] ساعتين
    [few] { $count } ساعات
    [many] { $count } ساعة
   *[other] { $count } ساعة
}
span-days = { $count ->
    [zero] أقل من يوم
    [one] يوم واحد
    [two] يومين
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}
span-ago = قبل { $span }
span-now = قبل لحظات
range-between = بين { $low } و{ $high }
moment-date = { $day } { $month } { $year }
moment-day = { $day } { $month }
moment-full = { $clock } { $zone }
moment-fixed = { $clock } بتوقيت { $city }، { $offset }
moment-clock = { $weekday } { $day }، { $time }
moment-offset = { $time } بتوقيت { $city }، { $offset }
moment-offset-alone = { $time }، { $offset }
moment-zone = بتوقيت { $city }
moment-zone-vowel = بتوقيت { $city }
moment-zone-le = بتوقيت { $city }

## Measures: what the numbers are, a number of each with its noun, and what a change means

measure-likes = الإعجابات
measure-followers = المتابعون
measure-subscribers = المشتركون
measure-members = الأعضاء
measure-players = اللاعبون
measure-stargazers = النجوم
measure-signatures = التوقيعات
measure-ratings = التقييمات
measure-reviews = المراجعات
measure-views = المشاهدات في اليوم
measure-place = المركز في الترتيب
measure-stars = متوسط النجوم
measure-price = السعر
measure-other = العدد
measure-named = { $noun }
measure-in-unit = { $measure } ({ $unit })
measure-should-fall = { $measure } (المطلوب: نقصان)
measure-should-rise = { $measure } (المطلوب: زيادة)
measure-numbered = { $measure } ({ $number })
counted-likes = { $count ->
    [zero] { $count } إعجاب
    [one] إعجاب واحد
    [two] إعجابين
    [few] { $count } إعجابات
    [many] { $count } إعجابًا
   *[other] { $count } إعجاب
}
counted-followers = { $count ->
    [zero] { $count } متابع
    [one] متابع واحد
    [two] متابعَين
    [few] { $count } متابعين
    [many] { $count } متابعًا
   *[other] { $count } متابع
}
counted-subscribers = { $count ->
    [zero] { $count } مشترك
    [one] مشترك واحد
    [two] مشتركَين
    [few] { $count } مشتركين
    [many] { $count } مشتركًا
   *[other] { $count } مشترك
}
counted-members = { $count ->
    [zero] { $count } عضو
    [one] عضو واحد
    [two] عضوين
    [few] { $count } أعضاء
    [many] { $count } عضوًا
   *[other] { $count } عضو
}
counted-players = { $count ->
    [zero] { $count } لاعب
    [one] لاعب واحد
    [two] لاعبَين
    [few] { $count } لاعبين
    [many] { $count } لاعبًا
   *[other] { $count } لاعب
}
counted-stargazers = { $count ->
    [zero] { $count } نجمة
    [one] نجمة واحدة
    [two] نجمتين
    [few] { $count } نجوم
    [many] { $count } نجمة
   *[other] { $count } نجمة
}
counted-signatures = { $count ->
    [zero] { $count } توقيع
    [one] توقيع واحد
    [two] توقيعين
    [few] { $count } توقيعات
    [many] { $count } توقيعًا
   *[other] { $count } توقيع
}
counted-ratings = { $count ->
    [zero] { $count } تقييم
    [one] تقييم واحد
    [two] تقييمين
    [few] { $count } تقييمات
    [many] { $count } تقييمًا
   *[other] { $count } تقييم
}
counted-reviews = { $count ->
    [zero] { $count } مراجعة
    [one] مراجعة واحدة
    [two] مراجعتين
    [few] { $count } مراجعات
    [many] { $count } مراجعة
   *[other] { $count } مراجعة
}
counted-views = { $count ->
    [zero] { $count } مشاهدة في اليوم
    [one] مشاهدة واحدة في اليوم
    [two] مشاهدتين في اليوم
    [few] { $count } مشاهدات في اليوم
    [many] { $count } مشاهدة في اليوم
   *[other] { $count } مشاهدة في اليوم
}
counted-place = { $count ->
    [zero] { $count } مركز
    [one] مركز واحد
    [two] مركزين
    [few] { $count } مراكز
    [many] { $count } مركزًا
   *[other] { $count } مركز
}
counted-stars = { $count ->
    [zero] { $count } نجمة
    [one] { $count } نجمة
    [two] { $count } نجمة
    [few] { $count } نجوم
    [many] { $count } نجمة
   *[other] { $count } نجمة
}
counted-price = { $count }
counted-other = { $count }
counted-named = { $count }~{ $noun }
# The noun says two by itself.
counted-people = { $count ->
    [zero] { $count } شخص
    [one] شخص واحد
    [two] شخصين
    [few] { $count } أشخاص
    [many] { $count } شخصًا
   *[other] { $count } شخص
}
counted-pair = { $count ->
   *[other] { $noun }
}
per-likes = لكل إعجاب
per-followers = لكل متابع
per-subscribers = لكل مشترك
per-members = لكل عضو
per-players = لكل لاعب
per-stargazers = لكل نجمة
per-signatures = لكل توقيع
per-ratings = لكل تقييم
per-reviews = لكل مراجعة
per-views = لكل مشاهدة في اليوم
per-place = لكل مركز
per-stars = لكل نجمة
per-other = مقابل { $unit }
standing-place = المركز { $count }
moved-lost = خسارة { $counted }
moved-gained = زيادة { $counted }
moved-down = انخفاض قدره { $counted }
moved-up = ارتفاع قدره { $counted }
moved-place-down = تراجع { $counted }
moved-place-up = تقدّم { $counted }
moved-unsure = التغيّر: { $counted }
moved-not = بلا تغيير
moved-not-of = { $measure }: بلا تغيير

## Where a figure comes from

origin-source = قراءة الصفحات
origin-manual = إدخال من أحد المنظّمين
origin-crowd = قراءة من عدة أشخاص
origin-import = استيراد من ملف
origin-simulated = محاكاة

## Roles

role-owner = مالك الحملة
role-organizer = منظّم
role-reporter = راصد

## Campaign file: where a mistake is, what is wrong, what would be right

file-line = السطر { $line }، { $key }
mistake-syntax = السطر { $line }، العمود { $column }: هذه ليست صيغة TOML صحيحة. { $reason }
mistake-unknown = خطأ في { $where }: لا يوجد مفتاح بهذا الاسم. هل تقصد { $near }؟
mistake-unknown-inside = خطأ في { $where }: مكان هذا المفتاح داخل مفتاح آخر. اكتب: { $example }
mistake-unknown-far = خطأ في { $where }: لا يوجد مفتاح بهذا الاسم. المفاتيح المعروفة هنا: { $known }.
mistake-missing = خطأ في { $where }: هذا المفتاح ناقص. المطلوب: { $wanted }.
mistake-value = خطأ في { $where }: القيمة { $given } غير مناسبة. المطلوب: { $wanted }.
mistake-reserved = خطأ في { $where }: الكلمة { $given } محجوزة للبرنامج نفسه. اختر كلمة أخرى.
mistake-near = خطأ في { $where }: القيمة { $given } غير معروفة. هل تقصد { $near }؟
mistake-gap = خطأ في { $where }: الوقت { $given } غير موجود في { $zone }، لأن الساعة تُقدَّم حينها. أول وقت موجود بعده هو { $next }.
mistake-order = خطأ في { $where }: يجب أن تأتي النهاية بعد البداية.
mistake-left-out = خطأ في { $where }: { $language } لغة الحملة، فلا بد أن تكون في `languages`.
mistake-rates-date = خطأ في { $where }: أسعار الصرف تحتاج إلى تاريخها، مثل { $example }.
mistake-own-rate = خطأ في { $where }: العملة { $currency } هي عملة الحملة نفسها ولا تحتاج إلى سعر صرف.
mistake-no-name = خطأ في { $where }: اللغة { $language } ناقصة، وهي اللغة المستعملة عند غياب غيرها.
mistake-twice = خطأ في { $where }: القيمة { $given } مكررة هنا. أول ظهور لها في السطر { $line }.
mistake-handle = خطأ في { $where }: القيمة { $given } ليست اسم صفحة صحيحًا في { $source }. مثال صحيح: { $example }
mistake-comma = خطأ في السطر { $line }: يُكتب الكسر العشري بنقطة. اكتب: { $example }
wanted-milestones = عدد صحيح، أو جدول مثل { $example }
edit-no-row = لا يوجد { $given } هنا. الموجود: { $known }
edit-no-table = ليس { $key } جدولًا في الملف يتسع لهذا المفتاح.
edit-done = تغيّر { $key } في الملف { $file }.
new-load = لتحميله: `nolike campaign load { $file }`
new-written = كُتب الملف { $file }.
new-there = الملف { $file } موجود من قبل. غيّره بالأمر nolike campaign edit أو اختر اسمًا آخر.
new-title = ما اسم الحملة؟
new-slug = اسمها القصير في العناوين والأوامر
new-language = بأي لغة تكتب؟ (ar, fr, en)
new-zone = في أي منطقة زمنية تجري؟ مثلًا Africa/Casablanca
new-start = متى تبدأ؟
new-contact = أين يمكن التواصل معكم؟ عنوان يبدأ بـ https:// أو mailto: أو t.me/
new-company = ما الشركة المعنية؟
new-company-more = هل من شركة أخرى؟ اضغط Enter وحده للانتهاء
new-page = صفحتها: الصق عنوانها أو اكتبها بصيغة source:handle، مثل { $example } لأعداد تُدخَل باليد
new-page-more = هل من صفحة أخرى لهذه الشركة؟ اضغط Enter وحده للانتهاء
new-page-wanted = عنوان صفحة يعرفه أحد المصادر، أو source:handle مثل { $example }، أو { $typed } لأعداد تُدخَل باليد
new-network = لا مصدر يقرأ { $network }. اكتب بدلًا منه { $example } فتُدخل أعدادها باليد.
new-page-several = يمكن أن يُقرأ { $given } من عدة مصادر: { $sources }. اكتب أحدها قبله، مثل { $example }
new-measure = ما الذي يُعدّ فيها؟
new-crowd = لا شيء يقرأ { $sources } تلقائيًا بعد. هل يجوز لأي شخص في المجموعة إدخال الأعداد (يُعتمد العدد إذا اتفق عليه ثلاثة)؟
mistake-address = خطأ في { $where }: القيمة { $given } ليست عنوانًا عامًا يبدأ بـ https://، مثل https://petition.example/api/1.json.
mistake-page-option = خطأ في { $where }: لا يمكن استعمال { $option } كما كُتب. مثال: { $option } = "{ $example }"
mistake-source-network = خطأ في { $where }: لا مصدر يقرأ { $network }. اكتب source = "manual" فتُدخل أعدادها باليد، ومع crowd = true يمكن لكل من في المجموعة إدخالها.
mistake-network = خطأ في { $where }: لا مصدر يقرأ { $network }. اكتب source = "manual", handle = "{ $handle }" فتُدخل أعدادها باليد، ومع crowd = true يمكن لكل من في المجموعة إدخالها.
mistake-page-option-missing = خطأ في { $where }: أضف ما يدل على مكان العدد، مثل { $example }.
mistake-page-option-unknown = خطأ في { $where }: الخيار { $option } غير معروف هنا. المعروف: { $known }.
mistake-page-option-foreign = خطأ في { $where }: المصدر { $source } ليس فيه { $option }.
mistake-same = خطأ في { $where }: هذا تكرار لما في { $other }. أبقِ واحدًا منهما.
mistake-needs = خطأ في { $where }: يلزم معه أيضًا { $needed } في سطر مستقل.
wanted-table = جدول من المفاتيح
wanted-pages = صفحات بهيئة جداول، مثل [{ $example }]
wanted-tables = جدول واحد من المفاتيح أو أكثر
wanted-slug = من 1 إلى 40 من الحروف اللاتينية الصغيرة والأرقام والشرطات، بين علامتي اقتباس
wanted-line = نص بين علامتي اقتباس في سطر واحد، لا يزيد على { $length } من الحروف
wanted-zone = منطقة زمنية من قائمة IANA بين علامتي اقتباس، مثل { $example }
wanted-colour = لون بين علامتي اقتباس مثل { $example }
address-key = في عنوان { $company } ما يشبه مفتاحًا سريًا، وهو { $name }، ويقرؤه الجميع في الصفحة. احذفه: مع json يحدد { $example } الترويسة التي تحمله، والمفتاح مكانه JSON_API_KEY.
accent-corrected = يصعب قراءة اللون { $given } على الصفحة، فيظهر فيها { $shown }.
picture-letters = لا تستطيع الصور إظهار { $letters }، فيُحذف منها أو يظهر الاسم فيها بلغة أخرى. أما الصفحة والمحادثات فتعرضه.
logo-bad = الشعار { $path } غير صالح. { $wanted }
logo-unknown = هذا الشعار غير محفوظ هنا. حمّل ملف الحملة والصورة إلى جانبه، أو ارفع الشعار من المكتب.
wanted-time = تاريخ ووقت محليان بلا علامات اقتباس، من سنة 2000 إلى 2199، مثل { $example }
wanted-date = تاريخ بلا علامات اقتباس، مثل { $example }
wanted-currency = رمز عملة من ثلاثة حروف لاتينية كبيرة بين علامتي اقتباس، مثل { $example }
wanted-amount = عدد أكبر من الصفر ولا يزيد على مليار، مثل { $example }
wanted-rates = جدول من رموز العملات وأعداد أكبر من الصفر، مثل { $example }
wanted-cadence = مدة من دقيقة واحدة إلى 24~ساعة، أو وقت من اليوم، بين علامتي اقتباس، مثل { $example }
wanted-languages = لغة أو أكثر، مثل { $example }
wanted-language = إحدى اللغات { $languages } بين علامتي اقتباس
wanted-days = عدد صحيح من الأيام من { $low } إلى { $high }
wanted-contact = عنوان بين علامتي اقتباس يبدأ بإحدى هذه الصيغ: { $forms }
wanted-source = أحد المصادر { $sources } بين علامتي اقتباس
wanted-one-of = إحدى الكلمات { $known } بين علامتي اقتباس
wanted-measure = اسم مقياس بين علامتي اقتباس ({ $known })، أو جدول مثل { $example }
wanted-nouns = جدول لغات، لكل لغة اسم بين علامتي اقتباس أو صيغ جمعه، مثل { $example }
wanted-decimals = عدد صحيح من 0 إلى { $high }
wanted-target-number = عدد بلا علامات اقتباس، مثل { $example }
wanted-handle = اسم الصفحة بين علامتي اقتباس
wanted-crowd = القيمة true أو جدول مثل { $example }
wanted-option = سطر مثل { $example }

## Sources: why a page gives no count, and what is counted where it is not likes

fault-hidden = { $page }: الصفحة تخفي عددها.
fault-not-found = { $page }: الصفحة غير موجودة. هل اسمها مكتوب بشكل صحيح؟
fault-suspended = { $page }: الصفحة موقوفة، ولا تعرض عددًا حقيقيًا.
fault-moved = { $page }: الصفحة انتقلت إلى عنوان أو حساب آخر. اكتب العنوان الجديد في ملف الحملة.
fault-closed = { $page }: الصفحة أُغلقت أو حُذفت.
fault-out-of-chart = { $page }: الصفحة ليست في الترتيب حاليًا.
fault-no-token = { $page }: لا يمكن قراءة هذه الصفحة: ليس لمصدرها مفتاح وصول بعد.
fault-dead-token = { $page }: لا يمكن قراءة هذه الصفحة: انتهت صلاحية مفتاح الوصول أو أُلغي.
fault-no-permission = { $page }: لا يُسمح بقراءة هذه الصفحة. في فيسبوك، ينقص التطبيقَ إذنُ Page Public Metadata Access.
fault-quota = { $page }: لا يمكن قراءة هذه الصفحة الآن: استُنفد عدد الطلبات المسموح به.
fault-unreachable = { $page }: لا يمكن الوصول إلى هذه الصفحة. نواصل المحاولة.
fault-bad-answer = { $page }: الصفحة أعطت جوابًا ليس فيه عدد صحيح.
note-followers = هنا يُحسب عدد المتابعين، لأن الصفحة لا تُظهر عدد الإعجابات.
note-approximate = يعطي ديسكورد هذا العدد على وجه التقريب.

faults-title = { $title }: صفحات لا تعطي عددًا
faults-type = إلى ذلك الحين يمكن كتابة الأعداد:
back-title = { $title }: صفحات عادت تعطي عددها
page-back = عادت قراءة { $page } ممكنة.
type-title = { $title }: ألقِ نظرة على هذه الصفحات واكتب أعدادها من فضلك
type-old = آخر عدد لدى { $page } سُجّل قبل { $age }.
type-never = لا عدد بعد لدى { $page }.
type-button = اكتب عدد { $name }
and-more = { $count ->
    [one] وصفحة أخرى.
    [two] وصفحتان أخريان.
    [few] و{ $count } صفحات أخرى.
    [many] و{ $count } صفحة أخرى.
   *[other] و{ $count } صفحة أخرى.
 }
remedy-hidden = أخفت الصفحة عددها: اكتبه إن كنت تراه في مكان آخر.
remedy-not-found = تأكّد أن الصفحة ما زالت موجودة، وأن اسمها صحيح في ملف الحملة.
remedy-suspended = ليس بيدنا إلا الانتظار، ويبقى آخر عدد كما هو.
remedy-moved = اكتب العنوان الجديد في ملف الحملة ثم حمّله من جديد.
remedy-closed = لم تعد الصفحة موجودة، ويبقى آخر عدد كما هو.
remedy-out-of-chart = لا شيء يحتاج إلى إصلاح: يُحسب مركزها من جديد حين تعود إلى الترتيب.
remedy-no-token = على من يشغّل البوت أن يضيف مفتاحًا في إعداداته، وإلا فاكتب الأعداد.
remedy-dead-token = على من يشغّل البوت أن يجدّد المفتاح في إعداداته.
remedy-no-permission = على من يشغّل البوت أن يراجع صلاحيات المفتاح، وفيسبوك يشترط مراجعة التطبيق.
remedy-quota = يمكن لمن يشغّل البوت أن يقرأ على فترات أبعد أو أن يحصل على حصة أكبر، وفي X يلزم رصيد مدفوع.
remedy-unreachable = إن كان الموقع يُفتح في المتصفّح، فعلى من يشغّل البوت أن يفحص شبكة الخادم.
remedy-bad-answer = ربما تغيّر الموقع: يمكن لمن يشغّل البوت أن يجرّب الصفحة بالأمر nolike try.

## Answers to every command

deliveries-stalled = توقّف الإرسال إلى { $platform } مع أن رسائل كانت تنتظر. أُعيد تشغيله، راجع /report
away-bot = توقّفتُ عن العمل من { $since } إلى { $until } لأن برنامجي أو خادمه توقّف. يُرسل الآن كل ما كان ينتظر، راجع /report
away-platform = تعذّر الوصول إلى { $platform } من { $since } إلى { $until }. يُرسل الآن كل ما كان ينتظر، راجع /report
away-database = تعذّرت الكتابة في قاعدة بياناتي من { $since } إلى { $until }. يُرسل الآن كل ما كان ينتظر، راجع /report. يجد من يشغّل البوت السبب في سجله.
answer-not-rendered = نُفّذ طلبك، لكن تعذّر عرض الجواب. سُجّل الخلل ليُصلَح.
went-wrong = حدث خلل عندنا ولم يتغيّر شيء. حاول مرة أخرى بعد دقيقة.
only-commands = لم أفهم. اضغط زرًا، أو ابحث بين الأوامر: /help
edited-message = لا أقرأ تعديل الرسائل، فلن يغيّر هذا التعديل شيئًا. أرسله في رسالة جديدة.
forwarded-command = الأمر المُعاد توجيهه لا يُنفَّذ. إن كنت تقصده فاكتبه بنفسك.
only-words-and-pictures = لا أقرأ هنا إلا النص أو الصورة (PNG أو JPEG). اكتب جوابك، أو أرسل الصورة وحدها.
only-stills = لا أنقل مقاطع الفيديو: بعض المحادثات لا تعرضها، وقد تكشف مكان تصويرها. أرسل صورة ثابتة بدلًا منها (PNG أو JPEG).
only-gif = صور GIF متحركة، ولا أنقل إلا الصور الثابتة. أرسل صورة واحدة منها (PNG أو JPEG)، لقطة شاشة مثلًا.
picture-not-fetched = لم تصلني هذه الصورة من تيليغرام. أرسلها مرة أخرى من فضلك.
telegram-local = لا تصلني الملفات هنا لأن خادم تيليغرام الخاص بالبوت يحتفظ بها. على مشغّل البوت أن يشغّل هذا الخادم من دون --local.
call-formatting-left = حُذف الخط العريض وسائر التنسيق لأن بعض المنصات لا تعرضه، أما الروابط المخفية وراء الكلمات فصارت ظاهرة بجانبها.
telegram-webhook = يرسل تيليغرام رسائل هذا البوت إلى webhook على { $host }، فلن يصل إلى nolike شيء. الأمر `nolike check --take-over` يحذف ذلك الـwebhook.
telegram-webhook-gone = ضُبط TELEGRAM_WEBHOOK والبوت يعمل، لكن لا webhook له عند تيليغرام، فلا يصل إليه شيء. يعيده البوت خلال دقائق؛ وإن لم يفعل فشغّله من جديد.
telegram-webhook-other = ضُبط TELEGRAM_WEBHOOK والبوت يعمل، لكن تيليغرام يرسل رسائله إلى { $host }، فلا يصل إليه شيء. يعيد البوت الـwebhook الخاص به خلال دقائق؛ وإن عاد الآخر فمفتاح البوت لدى شخص آخر أيضًا.
unknown-command = الأمر { $command } غير موجود. كل الأوامر في /help
unknown-command-near = الأمر { $command } غير موجود. هل تقصد { $near }؟
a-moment = لحظة من فضلك، أعود إليك خلال دقيقة.
only-in-private = الأمر { $command } يعمل في محادثة خاصة معي فقط.
only-in-private-link = الأمر { $command } يعمل في محادثة خاصة معي فقط: { $link }
only-a-person = الأمر { $command } شخصي، ولا أستطيع هنا أن أعرف من أنت. استعمله في محادثة خاصة معي.
only-a-person-link = الأمر { $command } شخصي، ولا أستطيع هنا أن أعرف من أنت. استعمله في محادثة خاصة معي: { $link }
only-administrators = الأمر { $command } لمشرفي هذه المحادثة فقط.
admin-unknown = لم أستطع أن أعرف هل أنت مشرف في هذه المحادثة. أعد إرسال { $command } بعد دقيقة من فضلك.
no-campaign = لا توجد حملة بعد. من يشغّل هذا البوت يستطيع إضافة حملة.
unknown-campaign = لا توجد حملة باسم { $word }. الحملات الموجودة: { $known }.
which-campaign = أي حملة تقصد؟ اختر من: { $known }.
which-campaign-write = أعد إرسال ما كتبته من فضلك، وابدأ بأحد هذه الأوامر: { $known }.
need-role = هذا الأمر يحتاج إلى صفة { $role } في «{ $title }». يستطيع مالك الحملة أن يدعوك.
contact = للأسئلة: { $contact }

## Figures: the table, the update, and what must be said beside them

button-figures = الأرقام
button-chart = الرسم البياني
button-take-part = أشارك
button-share = انشر
headline = { $moved } ({ $percent }) · { $money } بحساب { $value } { $unit } (تقدير المنظّمين)
headline-worth = { $moved } · { $money } بحساب { $value } { $unit } (تقدير المنظّمين)
headline-change = { $moved } ({ $percent })
headline-plain = { $moved }
headline-count = بدأ العدّ من { $now }
headline-measure = { $measure }: صفحةً صفحة
headline-none = لم يُحسب أي تغيّر بعد.
headline-unchanged = لم يُحسب أي تغيّر.
company = { $name } { $now } · { $change } ({ $percent })
control-only = للمقارنة فقط: لا تدخل في أي مجموع.
company-plain = { $name } { $now } · { $change }
company-now = { $name } { $now }
company-none = { $name }: لم نسجّل أي رقم بعد
company-never = { $name }: لم نسجّل أي رقم قبل النهاية
company-read = { $company } · آخر قراءة { $age }
company-read-at = { $company } · آخر قراءة { $at }
companies-more = { $count ->
    [one] وشركة أخرى
    [two] وشركتان أخريان
    [few] و{ $count } شركات أخرى
    [many] و{ $count } شركة أخرى
   *[other] و{ $count } شركة أخرى
}
all-companies = كل الشركات
button-help = مساعدة
button-subscribe = اشترك هنا
unknown = —
about = نحو~{ $value }
total = المجموع
pair = { $first } · { $second }
# The name of a currency behind an amount, or ($count is 100) alone.
currency = { $code ->
    [MAD] { $count ->
        [one] درهم
        [two] درهم
        [few] دراهم
        [many] درهمًا
       *[other] درهم
    }
    [AED] { $count ->
        [few] دراهم إماراتية
        [many] درهمًا إماراتيًا
       *[other] درهم إماراتي
    }
    [TND] { $count ->
        [few] دنانير
        [many] دينارًا
       *[other] دينار
    }
    [DZD] { $count ->
        [few] دنانير جزائرية
        [many] دينارًا جزائريًا
       *[other] دينار جزائري
    }
    [LYD] { $count ->
        [few] دنانير ليبية
        [many] دينارًا ليبيًا
       *[other] دينار ليبي
    }
    [JOD] { $count ->
        [few] دنانير أردنية
        [many] دينارًا أردنيًا
       *[other] دينار أردني
    }
    [IQD] { $count ->
        [few] دنانير عراقية
        [many] دينارًا عراقيًا
       *[other] دينار عراقي
    }
    [KWD] { $count ->
        [few] دنانير كويتية
        [many] دينارًا كويتيًا
       *[other] دينار كويتي
    }
    [BHD] { $count ->
        [few] دنانير بحرينية
        [many] دينارًا بحرينيًا
       *[other] دينار بحريني
    }
    [EGP] { $count ->
        [few] جنيهات
        [many] جنيهًا
       *[other] جنيه
    }
    [SDG] { $count ->
        [few] جنيهات سودانية
        [many] جنيهًا سودانيًا
       *[other] جنيه سوداني
    }
    [SAR] { $count ->
        [few] ريالات
        [many] ريالًا
       *[other] ريال
    }
    [QAR] { $count ->
        [few] ريالات قطرية
        [many] ريالًا قطريًا
       *[other] ريال قطري
    }
    [OMR] { $count ->
        [few] ريالات عمانية
        [many] ريالًا عمانيًا
       *[other] ريال عماني
    }
    [YER] { $count ->
        [few] ريالات يمنية
        [many] ريالًا يمنيًا
       *[other] ريال يمني
    }
    [LBP] { $count ->
        [few] ليرات لبنانية
        [many] ليرة لبنانية
       *[other] ليرة لبنانية
    }
    [SYP] { $count ->
        [few] ليرات سورية
        [many] ليرة سورية
       *[other] ليرة سورية
    }
    [TRY] { $count ->
        [few] ليرات تركية
        [many] ليرة تركية
       *[other] ليرة تركية
    }
    [USD] { $count ->
        [few] دولارات
        [many] دولارًا
       *[other] دولار
    }
    [EUR] يورو
    [GBP] جنيه إسترليني
    [MRU] أوقية
   *[other] { $code }
}
listed = { $first }، { $rest }
source-name = { $source ->
    [app_chart] ترتيب App Store
    [app_stars] نجوم App Store
    [app_store] App Store
    [bluesky] Bluesky
    [decidim] Decidim
    [discord_invite] Discord
    [eu_initiative] مبادرة أوروبية
    [facebook] Facebook
    [github_stars] GitHub
    [html] صفحة ويب
    [instagram] Instagram
    [json] بيانات من الويب
    [manual] إدخال يدوي
    [mastodon] Mastodon
    [steam_players] لاعبو Steam
    [steam_reviews] تقييمات Steam
    [telegram] Telegram
    [tranco] Tranco
    [trustpilot] Trustpilot
    [uk_petitions] عريضة بريطانية
    [wikipedia_views] ويكيبيديا
    [x] X
    [youtube] YouTube
   *[other] { $source }
}
target-page = { $name } ({ $page })
per-hour = { $pace } في الساعة
campaign-title = { $title }
row-before = قبل
row-now = الآن
row-end = عند النهاية
row-lost = النقص ({ $measure })
row-gained = الزيادة ({ $measure })
row-change = التغيّر ({ $measure })
row-percent = النسبة
row-money = الخسارة، { $currency }
row-worth = القيمة، { $currency }
row-last-hour = آخر ساعة
row-last-24h = آخر 24~ساعة
row-pace = الوتيرة
change-last-hour = آخر ساعة { $change }
change-last-24h = آخر 24~ساعة { $change }
change-pace = الوتيرة { $pace }
block-name = { $name }
block-now = من { $before } إلى { $now } · { $change } ({ $percent })
block-now-plain = من { $before } إلى { $now } · { $change }
block-end = من { $before } إلى { $now } عند النهاية · { $change } ({ $percent })
block-end-plain = من { $before } إلى { $now } عند النهاية · { $change }
block-money = القيمة: { $money }
block-recent = مؤخرًا: { $recent }
block-no-loss = الآن { $now }، ولم يُحسب التغيّر بعد
block-no-loss-end = عند النهاية { $now }، ولم يُحسب أي تغيّر
block-measure = بحسب { $measure }:
not-started = تبدأ الحملة في { $at }.
ended = انتهت الحملة في { $at }، وهذه أرقام النهاية.
age = { $origin } { $age } · منذ { $since }
age-at = { $origin } { $at } · منذ { $since }
age-before = { $origin } { $age } · البداية { $at }
age-ended = أرقام النهاية، { $at }
recent-and-age = { $recent } · { $age }
no-figures = لم تُقرأ أي صفحة بعد.
no-figures-ended = لم يُقرأ أي رقم علني ولم يُدخله أحد.
no-figures-next = ستظهر الأرقام في /stats فور أول قراءة.
no-figures-typed = لا يستطيع البوت قراءة هذه الصفحات بنفسه. متى أدخل فريق الحملة أرقامها بالأمر /count ظهرت في /stats
lacks-key = { $pages }: لا يستطيع البوت قراءة الأرقام من دون مفتاح وصول. أدخلها بالأمر /count، أو اطلب ضبط { $settings } على الخادم فتصل وحدها.
last-read = { $name }: آخر قراءة { $age }.
since-end = التغيّر لدى { $name } منذ النهاية: { $change }.
held = { $name }: قراءة بقيمة { $count } بعيدة جدًا عن سابقتها، وننتظر قراءة ثانية للتأكد.
no-reading-yet = لم نسجّل أي رقم بعد: { $names }.
no-reading-end = لم نسجّل أي رقم قبل النهاية: { $names }.
baseline-late = الحساب من أول قراءة، { $date }: { $names }.
baseline-corrected = صُحِّح رقم البداية في { $date }: { $names }.
about-page = { $names }: { $note }
rounded = بعض الأعداد مقرّبة إلى { $step }، لذلك يُعطى تغيّرها بين حدّين.
assumption = القيمة بحساب { $value } { $unit } (تقدير المنظّمين: { $note }).
assumption-plain = القيمة بحساب { $value } { $unit } (تقدير المنظّمين).
rate = سعر الصرف في { $date }: 1 { $currency } = { $rate } { $base }
goal-reached = بلغنا هدف { $goal }.
goal-between = قطعنا { $share } من الطريق إلى { $goal } · وبهذه الوتيرة نبلغه بين { $low } و{ $high }
goal-unclear = قطعنا { $share } من الطريق إلى { $goal } · ولا يمكن بعد أن نقول متى نبلغه
goal-over = قطعنا { $share } من الطريق إلى { $goal } عند النهاية
update-title = آخر الأرقام: { $title }
update-final-title = الأرقام النهائية: { $title }

## /start and /help

start-about = ماذا يفعل هذا البوت
start-title = مرحبًا!
start-private = أقيس أثر حملة المستهلكين في الأرقام العلنية للشركات. الأرقام في /stats، والاشتراك في /subscribe، والباقي في /help
start-group = أنشر أثر الحملة في الأرقام العلنية للشركات. الأرقام في /stats، ويستطيع أحد المشرفين الاشتراك لهذه المحادثة بالأمر /subscribe
start-campaign = «{ $title }»
help-about = كل الأوامر
help-title = الأوامر
help-line = الأمر { $command }: { $about }
button-all-commands = كل الأوامر

## /stats

stats-about = ما حققته الحملة حتى الآن
share-about = رسالة جاهزة للنشر
share-page = الأرقام مباشرة: { $link }
share-forward = أعد توجيه هذه الرسالة إلى كل من تهمّه.
share-whatsapp = واتساب
share-telegram = تيليغرام
share-x = إكس
unknown-target = لا توجد شركة باسم { $word }. الموجود: { $known }.
unknown-target-near = لا توجد شركة باسم { $word }. هل تقصد { $near }؟

## /subscribe and /unsubscribe

subscribe-about = آخر الأرقام في هذه المحادثة، كل ساعة أو كما تريد
subscribe-usage = اكتب /subscribe وحده أو مع وتيرة: `/subscribe 1h` أو `/subscribe 30m` أو `/subscribe daily 20:00`
subscribed = تصل إلى هذه المحادثة من الآن أرقام «{ $title }»، { $cadence }.
subscribed-next = موعد أول رسالة: { $at }.
subscribed-stop = للإيقاف /unsubscribe، ولهدوء الليل /quiet
subscribed-elsewhere = يتابعها موضوع آخر في هذه المجموعة أيضًا، فيصل كل شيء مرتين.
subscribed-here-alone = صار كل ما يخص «{ $title }» يصل إلى هذا الموضوع وحده.
button-here-alone = في هذا الموضوع وحده
subscribed-but-off = تقول المنصة إنه لا يُسمح لي بالكتابة هنا. اسمح لي بالكتابة ثم أعد الاشتراك.
subscribe-ended = انتهت «{ $title }» ولن تصل رسائل أخرى. النتيجة في /stats
bad-cadence = لم أفهم الوتيرة «{ $word }». اكتب مدة من 1m إلى 24h، أو daily مع وقت.
cadence-hours = { $hours ->
    [zero] كل ساعة
    [one] كل ساعة
    [two] كل ساعتين
    [few] كل { $hours } ساعات
    [many] كل { $hours } ساعة
   *[other] كل { $hours } ساعة
}
cadence-minutes = { $minutes ->
    [zero] كل دقيقة
    [one] كل دقيقة
    [two] كل دقيقتين
    [few] كل { $minutes } دقائق
    [many] كل { $minutes } دقيقة
   *[other] كل { $minutes } دقيقة
}
cadence-daily = كل يوم في { $time }
unsubscribe-about = إيقاف الرسائل في هذه المحادثة
not-subscribed = هذه المحادثة لا تتابع أي حملة، فلا شيء لإيقافه.
not-subscribed-to = هذه المحادثة لا تتابع «{ $title }».
unsubscribed = توقفت رسائل «{ $title }» هنا. يعيدها الأمر /subscribe

## /settings, /language, /timezone, /quiet

settings-about = إعدادات هذه المحادثة
settings-title = إعدادات هذه المحادثة
settings-language = اللغة: { $language } (/language)
settings-zone = الساعة: { $now } (/timezone)
settings-quiet = ساعات الهدوء: { $hours } (/quiet)
settings-no-quiet = ساعات الهدوء: لا توجد (/quiet)
settings-follows = تتابع «{ $title }»، { $cadence }؛ الرسالة القادمة في { $next }
settings-over = تابعت «{ $title }» حتى نهايتها
settings-chapter = تنتمي إلى { $name } (/chapter)
settings-follows-nothing = لا تتابع أي حملة (/subscribe)
button-language = اللغة
language-about = لغة هذه المحادثة
language-choose = بأي لغة أتكلم هنا؟
language-set = تم، سأتكلم من الآن { $language }.
unknown-language = لا أعرف لغة باسم { $word }. اختر اللغة:
no-such-language = لا أعرف لغة باسم { $word }. اللغات الموجودة: { $known }.
timezone-about = توقيت هذه المحادثة
timezone-usage = مثال: `/timezone Africa/Casablanca`
timezone-now = الساعة هنا { $at }.
timezone-set = صارت الساعة هنا { $at }، وعليها تسير الرسائل.
unknown-zone = لا أعرف منطقة زمنية باسم { $word }. هل تقصد { $near }؟
several-zones = في { $word } أكثر من توقيت. ما توقيتك؟
quiet-about = ساعات بلا رسائل
quiet-usage = مثال: `/quiet 23:00-08:00` أو `/quiet off`
quiet-how = اكتب من أي ساعة إلى أي ساعة، أو off للإلغاء.
quiet-set = لا رسائل من { $start } إلى { $end } { $zone }، وتصلك واحدة بعدها.
quiet-off = أُلغيت ساعات الهدوء.
bad-hours = لم أفهم الساعات «{ $word }». اكتب بداية ونهاية مختلفتين، مثل `23:00-08:00`

## /claim, /resign, /revoke

claim-about = أخذ صفتك بالرمز الذي وصلك
claim-usage = مثال: /claim ثم الرمز
claim-how = ينقص الرمز.
claim-wrong = هذا الرمز غير صالح: كُتب خطأً أو استُعمل أو انتهت مدته. اطلب رمزًا جديدًا.
claim-too-often = خمسة رموز خاطئة في ساعة: انتظر ساعة ثم حاول من جديد.
claim-in-private = يُكتب الرمز في محادثة خاصة معي، لا في مجموعة.
claim-in-private-link = يُكتب الرمز في محادثة خاصة معي، لا في مجموعة: { $link }
claim-burnt = قرأ الجميع هنا هذا الرمز، فلم يعد صالحًا. اطلب رمزًا جديدًا واكتبه في محادثة خاصة معي.
claim-burnt-link = قرأ الجميع هنا هذا الرمز، فلم يعد صالحًا. اطلب رمزًا جديدًا واكتبه في محادثة خاصة معي: { $link }
claimed = صفتك الآن { $role } في «{ $title }»، ولا تُعرف هنا إلا بالاسم المستعار { $pseudonym }. للتخلي عنها /resign
claimed-until-purge = انتبه: انتهت «{ $title }». في { $at } يُحذف ما يُحفظ عن الناس، ومعه صفتك.
resign-about = التخلي عن صفتك
resigned = لم تعد لك صفة { $role } في «{ $title }»، وحُذف عنوان هذه المحادثة.
last-owner = لا يمكن لآخر مالك أن يغادر من هنا: ادعُ مالكًا آخر أولًا، أو اطلب ذلك ممن يدير الخادم.
revoke-about = سحب صفة شخص (للمالكين)
revoke-usage = اكتب /revoke مع أول حروف الاسم المستعار لهذا الشخص، أما /revoke وحده فيعرض أصحاب الصفات
revoked = لم تعد لصاحب الاسم { $pseudonym } صفة { $role }.
members-title = أصحاب الصفات في «{ $title }»
member-line = الاسم المستعار { $pseudonym }: { $role }
no-such-member = لا أحد هنا باسم { $word }، أو يحمله أكثر من شخص.

## /desk

first-start = افتح هذا العنوان في متصفّح على هذا الجهاز؛ يعمل مرة واحدة خلال 30~دقيقة: { $link }
first-start-elsewhere = من جهاز آخر، نفّذ أولًا: { $command }
desk-about = فتح المكتب في المتصفّح (لأصحاب الصفات)
desk-no-role = المكتب لأصحاب الصفات في حملة: خذ صفتك بالأمر /claim مع الرمز الذي وصلك.
desk-off = المكتب مغلق هنا. كل ما فيه يمكنك فعله في هذه المحادثة أيضًا: /help
desk-link = رابطك إلى المكتب: يعمل مرة واحدة خلال عشر دقائق، وهو لك وحدك.
desk-link-here = هذا الرابط يفتح المكتب على الجهاز الذي أعمل عليه، مرة واحدة، خلال عشر دقائق: { $link }
button-desk = افتح المكتب

## /count

count-about = إدخال العدد الظاهر في صفحة (للراصدين)
count-usage = اكتب /count ثم الاسم ثم العدد الظاهر في الصفحة، مثل 2,272,336 أو 2.27M لعدد مقرّب
count-how = اكتب اسم الصفحة ثم العدد الظاهر فيها.
bad-number = لم أفهم العدد «{ $word }». اكتبه بالأرقام، مثل 2,272,336 أو 2.27M
unknown-page = لا توجد صفحة باسم { $word }. الموجود: { $known }.
which-page = لدى { $word } أكثر من صفحة. أيها تقصد؟ { $known }
count-which-number = ما العدد الظاهر الآن في { $page }؟ أرسله وحده، مثل 2,039,848.
crowd-thanks = شكرًا! نحفظ عددك لـ { $page } جانبًا مدة { $window }، ويُحتسب حين يقرأ عدة أشخاص في عدة مجموعات العدد نفسه.
crowd-held = قرأ عدة أشخاص { $count } في { $page }، وهو بعيد عن آخر عدد: { $last }. يُحتسب حين يقرؤه مثلهم مرة أخرى.
crowd-agreed = قرأ عدة أشخاص { $count } في { $page }، ومن الآن يُحسب هذا العدد.
count-taken = سُجّل: { $page } { $count }، الآن.
count-rounded = سُجّل: { $page } { $count }، مقرّبًا إلى { $step }.
count-too-soon = سُجّل { $last } لـ { $page } في هذه الثانية. إن كان عددك صحيحًا فأرسله مرة أخرى.
count-again = العدد { $count } بعيد عن آخر عدد لـ { $page } ({ $last }). إن كان صحيحًا فأرسله مرة أخرى.
count-gave-way = كان أول عدد مقرّبًا ({ $before })، فحلّ محلّه { $count }.
button-undo = تراجع
undo-about = التراجع عن آخر عدد أو ملف أو هدف أرسلته (للراصدين)
undo-which = عن أي شيء تريد التراجع؟
undo-nothing = ليس لديك ما تتراجع عنه.
undo-others = لا يتراجع عن هذا إلا من أرسله أو أحد المنظّمين.
undo-ended = انتهت «{ $title }»، فيبقى ما سُجّل قبل نهايتها.
undo-updates = الاشتراك في «{ $title }»
undone = تم التراجع عن: { $what }.
undo-goal-since = تغيّر هذا الهدف مرة أخرى بعد ذلك. تراجع عن التغيير الأخير أولًا.
act-count = { $page }: { $count }
act-goal = هدف «{ $title }»، من { $before } إلى { $after }
act-change = تعديل «{ $title }» الذي ينتظر الموافقة
act-file = ملف يوم { $at }، عدد أسطره { $rows }

## /privacy and /forget

privacy-about = ما يُحفظ عن الناس
privacy-title = ما يُحفظ
privacy-never = لا يُحفظ أبدًا: الأسماء وأسماء الحسابات وأرقام الهواتف وما يكتبه الناس.
privacy-kept = يُحفظ عن صاحب الصفة: اسم مستعار لا يصنعه إلا هذا الخادم، والصفة، وتاريخها.
privacy-pledges = يُحفظ عمّن يشارك في فعالية: اسم مستعار، وعدد من معه، وفرعه، والمجموعة التي أعلن فيها مشاركته، وما قال إنه فعله.
privacy-private = عنوان المحادثة الخاصة يُحفظ مشفّرًا ما دامت له حاجة فقط: اشتراك أو صفة أو تذكير طُلب.
privacy-purge = «{ $title }»: يُحذف ما يُحفظ عن الناس بتاريخ { $date }.
privacy-purge-days = «{ $title }»: يُحذف ما يُحفظ عن الناس بعد { $days ->
    [zero] نهايتها مباشرة
    [one] يوم واحد من نهايتها
    [two] يومين من نهايتها
    [few] { $days } أيام من نهايتها
    [many] { $days } يومًا من نهايتها
   *[other] { $days } يوم من نهايتها
}.
privacy-forget = الأمر /forget في محادثة خاصة يحذف فورًا كل ما يُحفظ عنك.
forget-about = حذف كل ما يُحفظ عنك
forget-sure = يحذف هذا صفاتك وما قلته في الفعاليات وإعدادات هذه المحادثة واشتراكاتها. هل أنت متأكد؟
forgotten = تم. لم يعد يُحفظ عنك أي شيء.
forgotten-but-backups = تم. لم يبق هنا أي شيء عنك، وآخر نسخة فيها ذكر لك تُحذف في { $date }.
privacy-backups = النسخ الاحتياطية مشفّرة، وأحدثها تُحذف في { $date }.
privacy-replica = تُحفظ في مكان آخر نسخة متجددة من قاعدة البيانات تحسّبًا لفقدان هذا الخادم. ما يُحذف اليوم يختفي منها في { $date }. من يستطيع قراءتها يرى أسماء مستعارة، لا أسماء حقيقية ولا عناوين.
button-forget = نعم، احذف كل شيء

## Telegram
telegram-bad-token = تيليغرام لا يعرف هذا المفتاح: انسخه من جديد من @BotFather إلى TELEGRAM_BOT_TOKEN.
telegram-unreachable = تعذّر الوصول إلى تيليغرام: { $reason }.
telegram-logged-out = غادر البوت خادم Bot API هذا: اكتب في TELEGRAM_API_URL عنوان الخادم الذي يستخدمه الآن. للعودة إلى هنا انتظر عشر دقائق.
telegram-left = غادر البوت { $server }. اكتب الآن عنوان الخادم الجديد في TELEGRAM_API_URL، ولا تسأل القديم بعد الآن، وإلا عاد البوت إليه.

## The terminal

cell = { $value }
console-as = أنت الآن { $person } بصفة { $role }.
console-as-how = اكتب /as مع صفة، ومع اسم إن شئت: `/as organizer:samira`. الصفات: { $roles }.
console-in = أنت الآن في المجموعة { $chat }.
console-in-private = أنت الآن في محادثتك الخاصة مع البوت.
console-in-how = اكتب `/in private` أو /in مع اسم مجموعة.
console-clock = الوقت الآن { $at } ({ $zone }).
console-clock-how = اكتب `/clock +2h` أو `/clock +3d` أو تاريخًا لاحقًا مع الوقت
console-clock-live = في قاعدة البيانات هذه محادثات من منصات أخرى، وتحريك الساعة يراسلها. تدرّب على قاعدة أخرى: DATABASE_URL=sqlite:///rehearsal.db nolike console
console-press-how = لا يوجد هنا زر بهذا الاسم. الموجود: { $known }.

## The demo

demo-hello = نحاكي هنا { $hours }~ساعة من حملة 2016 في { $minutes ->
    [zero] لحظات
    [one] نحو دقيقة
    [two] نحو دقيقتين
    [few] نحو~{ $minutes } دقائق
    [many] نحو~{ $minutes } دقيقة
   *[other] نحو~{ $minutes } دقيقة
}، وهذه النافذة كأنها مجموعة. تصل الأرقام وحدها، واكتب /stats أو /help أو `/language fr` متى شئت.
demo-end = انتهت ساعات المحاكاة. لتشغيل البوت فعلًا اقرأ README.md

## What the person at the server reads

no-campaign-operator = لا توجد حملة بعد. لإضافة حملة: nolike campaign load campaigns/no-voip-no-like.toml
database-begun = لم تكن هناك قاعدة بيانات، فأُنشئت واحدة جديدة: { $database }. إن كان للبوت قاعدة من قبل فاكتب هذا الأمر في مجلده، أو اضبط NOLIKE_HOME أو DATABASE_URL كما هما عند البوت.
database-none = لا توجد قاعدة بيانات هنا، أو هي فارغة: { $database }. إن كان للبوت قاعدة فاكتب هذا الأمر في مجلده، أو اضبط NOLIKE_HOME أو DATABASE_URL كما هما عند البوت. لا يُنشئ قاعدة جديدة إلا `nolike run` و`nolike campaign load`.
loaded-new = أُضيفت «{ $title }» ({ $slug })، وعدد صفحاتها { $pages }.
loaded-again = حُدّثت «{ $title }» ({ $slug })، وعدد صفحاتها الآن { $pages }.
campaign-change = { $key }: { $before } ← { $after }
campaign-changed-since = تغيّرت قيمة { $key } مرة أخرى بعد ذلك. تراجع عن ذلك التعديل أولًا.
load-desk-edited = لم يُحمَّل شيء بعد: عُدّلت هذه القيم من المكتب، والملف يعيدها إلى ما كانت عليه.
load-anyway = لاعتماد الملف رغم ذلك أضف --yes. وللإبقاء على قيم المكتب نزّل الحملة من هناك.
price-a-day = قراءة { $pages ->
    [one] صفحة واحدة
    [two] صفحتين
    [few] { $pages } صفحات
    [many] { $pages } صفحة
   *[other] { $pages } صفحة
 } من { $source } تكلّف نحو~{ $price } في اليوم بعد ضبط مفتاحها.
baseline-kept = يبقى رقم البداية لـ { $page } كما هو، مع أن القراءات تعطي الآن غيره. لتغييره: `nolike baseline { $slug } --recompute`
baseline-unsure = لا يُؤخذ رقم البداية لـ { $page } من هذا الملف لأن أسطرًا منه رُفضت. أرسل الملف مصحَّحًا، أو اكتفِ بما فيه: `nolike baseline { $slug } --recompute`
baseline-none = لا رقم بداية بعد لـ { $page }
baseline-is = رقم البداية لـ { $page }: { $count } في { $at }
baseline-is-corrected = رقم البداية لـ { $page }: { $count } في { $at }، صُحّح بتاريخ { $date }
campaign-line = { $slug }: { $title }
campaign-halted = أُوقفت «{ $title }»: لا يُرسل شيء حتى الأمر nolike resume
campaign-resumed = عادت «{ $title }» إلى العمل.
campaign-stopped = «{ $title }» متوقفة منذ { $at }: لا يُرسل شيء حتى تُستأنف.
imported = أسطر مضافة: { $new }، موجودة من قبل: { $already }، مرفوضة: { $refused }.
import-how-undo = هذا هو الاستيراد رقم~{ $number }. للتراجع عنه: `nolike import --undo { $number }`
import-undone = تم التراجع عن الاستيراد رقم~{ $number }. أعداد محذوفة: { $rows }، أرقام بداية تغيّرت: { $pages }.
import-which-file = حدِّد الملف، أو الخيار --undo مع رقم الاستيراد.
undo-already = سبق التراجع عن هذا.
undo-unknown = لا شيء برقم { $number } يمكن التراجع عنه.
column-time = التاريخ، الوقت، الساعة، طابع زمني، الطابع الزمني، تاريخ، اليوم، التاريخ والوقت، التواريخ
column-zone = المنطقة الزمنية، منطقة زمنية، فرق التوقيت
column-source = المصدر، الشبكة، المنصة
column-handle = المعرف، المعرّف، الحساب
column-page = الصفحة، الاسم، الشركة، الرابط، العنوان
column-step = الخطوة
column-total = المجموع، مجموع، الإجمالي، المجموع الكلي
column-count = العدد، عدد، القيمة، المجموع
column-likes = إعجاب، الإعجاب، معجبون، المعجبون، معجبين، المعجبين، لايكات
sheet-empty = لا أسطر في الملف.
sheet-no-head = لا تسمّي الأسطر الأولى عمود التاريخ ولا عمود العدد. سمِّهما، مثلًا: `date,likes`
sheet-which-page = لا يبيّن الملف لأي صفحة هذه الأعداد. الصفحات الممكنة: { $known }
sheet-only-page = حُسبت الأعداد لـ { $page }، فلا صفحة غيرها في الحملة.
sheet-no-column = لا عمود في الملف اسمه { $given }. أعمدته: { $known }
sheet-which-count = قد يكون العدد في أكثر من عمود: { $known }
sheet-which-dates = تاريخ مثل 3/4/2026 يحتمل يومين هنا.
sheet-left-out = أعمدة لم تُقرأ: { $columns }
sheet-zone = حُسبت الأوقات التي بلا منطقة زمنية بتوقيت { $zone }.
sheet-filled = كل خلية فارغة تحت تاريخ أو صفحة قُرئت كالخلية التي فوقها.
sheet-serial = في عمود التواريخ، فُهمت الأرقام مثل { $given } على أنها أيام كما تعدّها برامج الجداول.
sheet-total = لم يُؤخذ سطر المجموع (السطر { $line }).
sheet-encoding = قُرئ النص على أنه { $encoding }، ولا شيء في الملف يؤكد ذلك.
row-short = عدد خلايا السطر { $given }، وهو أقل من الأعمدة التي يسمّيها السطر الأول.
import-rows = عدد الأسطر { $rows }، وعدد الصفحات { $pages }، من { $first } إلى { $last }.
import-refused = أسطر مرفوضة، عددها { $rows }: { $why } (السطر { $lines })
import-now = { $page }: من { $before } إلى { $after }
import-ask = هل نضيفها؟
import-stopped = لم يُضَف شيء، لأن في الملف أسطرًا مرفوضة.
import-preview-only = لم يُضَف شيء، فهذه معاينة فقط.
sheet-bad-text = الملف { $file } ليس نصًا بترميز معروف ({ $encoding }): احفظه بترميز UTF-8.
sheet-bad-line = الملف { $file }، السطر { $line }: { $reason }.
sheet-bad-json = الملف { $file } ليس JSON: { $reason }.
sheet-json-shape = المطلوب في { $file } قائمة كائنات، أو كائن في كل سطر.
sheet-bad-workbook = لا يمكن قراءة جدول البيانات { $file }: { $reason }.
import-add-page = حدِّدها بالخيار --page
import-add-count = حدِّد العمود بالخيار --count
import-add-dates = أضف `--dates day-first` (اليوم أولًا) أو `--dates month-first` (الشهر أولًا)
import-add-keep-good = مع --keep-good تُضاف الأسطر السليمة.
sheet-no-count = في الملف عمود للتاريخ ({ $time })، ولا عمود يُعرف أنه العدد. أعمدته الأخرى: { $known }
sheet-no-time = في الملف أعداد ({ $columns })، ولا عمود يقول متى قُرئت.
sheet-maybe-gains = إن كان هذا الملف مُصدَّرًا من LinkedIn فالعمود «{ $column }» هو ما جاء به كل يوم، لا المجموع. لا شيء في الملف يبيّن ذلك: راجع الأعداد قبل إضافتها.
sheet-rounded = تُحفظ الأعداد المقرّبة مع مقدار تقريبها: { $given } مقرّب إلى { $step }
import-add-at = حدِّد اليوم بالخيار --at، مثلًا --at 2026-08-05 أو --at 2026-08-05T12:00
import-already = المسجّل منها من قبل: { $rows }
import-same = { $page }: لا تتغيّر أرقامها: { $figure }
import-figure = { $standing } ({ $change })
import-no-figure = لا عدد بعد
import-meanwhile = وصلت في هذه الأثناء أعداد أخرى تخالف هذا الملف، فلم يُضَف منه شيء. راجعه من جديد.
row-columns = عدد الأعمدة { $given }، والمطلوب source,handle,taken_at,count وربما step
row-page = { $page } ليست من صفحات الحملة.
row-time = القيمة { $given } ليست وقتًا؛ اكتبه هكذا: 2016-02-26T00:00:00Z
row-gap = الوقت { $given } غير موجود بتوقيت { $zone }، لأن الساعة تُقدَّم فيه. إن كانت أوقات الملف بمنطقة زمنية أخرى فاكتبها في سطره الأول: `time (UTC)`
row-zone = الوقت { $given } بلا منطقة زمنية؛ أضف Z أو فرقًا مثل +01:00
row-time-range = الوقت { $given } قبل سنة 2000 أو في المستقبل.
row-measure = القيمة { $given } غير ممكنة هنا: «{ $measure }».
row-count = القيمة { $given } ليست عددًا؛ اكتبها بالأرقام وحدها.
row-step = القيمة { $given } ليست خطوة؛ المطلوب عدد صحيح من 1 فما فوق.
row-conflict = يوجد عدد آخر لهذه الصفحة في الثانية نفسها، ويبقى كما هو.
invited = هذا الرمز يعطي شخصًا واحدًا صفة { $role } في «{ $title }» حتى { $until }. يرسله إلى البوت في محادثة خاصة: `/claim { $code }`
invite-purged = حان موعد حذف بيانات المشاركين في { $title } منذ { $at }، فلن يبقى هذا الرمز صالحًا. أخِّر ends_at أو زِد purge_days في ملف الحملة ثم حمّله من جديد.
invite-until-purge = انتبه: تُحذف صفات { $title } ورموزها في { $at } (بحسب purge_days في ملفها)، وعندها ينتهي هذا الرمز.
breaks-call = النداء { $id }: { $why }
breaks-series = السلسلة { $id }: { $why }
breaks-event = الفعالية { $id }: { $why }
organizer-line = الاسم المستعار { $pseudonym }  { $role }  { $platform }  { $since }
organizers-none = لم يأخذ أحد صفة بعد. للدعوة: `nolike invite CAMPAIGN --role owner`
install-what = حدّد ما يُثبَّت: nolike install --systemd
install-hidden = تعمل الخدمة بمستخدم خاص بها لا يستطيع قراءة { $path }. ثبّت nolike أولًا في /opt/nolike: الطريقة في docs/hosting.md.
install-written = كُتب الملف { $path }. نفّذ بعده:
check-home = الإعدادات والبيانات في المجلد { $folder }
check-port =
    المنفذ { $port } على { $host } متاح { $setting ->
        [METRICS_PORT] لقياسات المراقبة
        [DESK_PORT] للمكتب
       *[WEB_PORT] للصفحة
    }
check-served =
    { $setting ->
        [METRICS_PORT] قياسات المراقبة متاحة على المنفذ { $port } عبر بوت nolike يعمل الآن
        [DESK_PORT] المكتب متاح على المنفذ { $port } عبر بوت nolike يعمل الآن
       *[WEB_PORT] الصفحة متاحة على المنفذ { $port } عبر بوت nolike يعمل الآن
    }
check-not-ours = ما يجيب على المنفذ { $port } ليس هذا البوت: هو بوت آخر، أو يعمل بمفتاح SECRET_KEY آخر أو بإصدار أقدم. أوقفه أو أعد تشغيله، أو اختر منفذًا آخر في { $setting }
check-same-port = { $first } و{ $second } يحملان الرقم { $port } نفسه: لكلٍّ منهما منفذ خاص به
check-without-page = قيمة WEB_PORT هي 0، فلا توجد صفحة
check-address = قيمة { $setting } غير صحيحة: يجب أن تكون عنوانًا بلا مسار، مثل https://likes.example.org. وحتى ذلك الحين لا تُعرض الصفحة
check-webhook-elsewhere = ضُبط TELEGRAM_WEBHOOK وقيمة WEB_PORT هي 0: يجب أن يستلم الرسائلَ برنامج آخر
check-webhook-deaf = ضُبط TELEGRAM_WEBHOOK، لكن لا صفحة تُعرض هنا: لا يصل إلى البوت شيء من تيليغرام
check-take-over-webhook = ضُبط TELEGRAM_WEBHOOK، فسيعيد البوت الـwebhook من جديد. للاستغناء عنه أوقف البوت وأفرغ ذلك السطر ثم اكتب هذا الأمر مرة أخرى. وإن كان webhook آخر هو العائق فشغّل البوت: يضع الخاص به.
check-webhook-unknown = ضُبط TELEGRAM_WEBHOOK، لكن مفتاح البوت على تيليغرام غير معروف هنا: لا تستلم هذه الصفحة أي رسالة. أعطها TELEGRAM_BOT_TOKEN ومفتاح SECRET_KEY نفسه الذي لدى البوت
check-webhook-fault = آخر مرة تعذّر فيها على تيليغرام إيصال رسالة إلى TELEGRAM_WEBHOOK: { $reason }. عدد الرسائل المنتظرة: { $waiting }
check-without-address = لم يُضبط WEB_PUBLIC_URL، فينقص عنوانُ الصفحة صورَ المشاركة والخلاصات والتقويم ورمز العرض في المواقع
check-without-platform = لم يُضبط { $setting }، فالبوت غير موجود على { $platform }
check-page-without = { $page }: لم يُضبط { $setting }، وتُدخل أعدادها بالأمر /count
check-database = قاعدة البيانات متاحة، وعدد الحملات: { $campaigns }
check-encoding = ترميز قاعدة البيانات { $encoding } لا تُكتب به كل النصوص: أنشئ قاعدة بترميز UTF8 واسترجع فيها نسخة احتياطية
check-no-database = لا توجد قاعدة بيانات هنا بعد، أو هي فارغة: { $database }. يُنشئها الأمر `nolike run`. إن كان للبوت قاعدة فاكتب هذا الأمر في مجلده، أو اضبط NOLIKE_HOME أو DATABASE_URL كما هما عند البوت
check-running = يعمل على هذه القاعدة: `nolike { $versions }`
check-skew = ساعة هذا الجهاز وساعة قاعدة البيانات مختلفتان، والفارق بالثواني { $seconds }: اضبطهما معًا عبر NTP
check-secret = مفتاح SECRET_KEY هو الذي بدأت به قاعدة البيانات هذه
check-secret-first = لا مفتاح SECRET_KEY مسجل في قاعدة البيانات هذه بعد: أول تشغيل للبوت يسجل فيها المفتاح المحدد حينئذ
check-secret-other = مفتاح SECRET_KEY ليس الذي بدأت به قاعدة البيانات هذه، فلا تُعرف أي صفة ولا أي محادثة خاصة، وترفض الصفحة ما يأتي به تيليغرام
check-secret-beside = مفتاح SECRET_KEY ليس الذي بدأت به قاعدة البيانات هذه، لكن ذلك المفتاح في { $file }: ضعه مكان { $key }، واحتفظ في موضع آخر بالمفتاح الموجود هناك الآن، فالنسخ الاحتياطية التي أُخذت به تحتاج إليه.
check-old-key = يبقى المفتاح SECRET_KEY القديم صالحًا حتى { $at }. أسماء مستعارة لم يظهر أصحابها منذ تغييره: { $waiting }.
check-old-key-over = لم يعد المفتاح SECRET_KEY القديم صالحًا هنا، لكن النسخ الاحتياطية التي سبقت تغييره تحتاج إليه: احذف ملفه حين لا تبقى منها أي نسخة.
check-no-platform = لم يُضبط TELEGRAM_BOT_TOKEN ولا DISCORD_BOT_TOKEN، فلا محادثة يُتكلم فيها
check-platform = منصة { $platform }: البوت هو { $bot }
check-page = { $page }: { $count }
check-page-manual = { $page }: تُدخل أعدادها بالأمر /count
try-source = القيمة { $given } ليست مصدرًا. المصادر المعروفة: { $known }.
try-found = وجدنا في { $page } العدد { $count }
try-rounded = هذا العدد مقرّب بخطوات مقدارها { $step }.
try-detail = التفصيل: { $detail }
try-option = خطأ في { $where }: لا يمكن استعمال { $option } كما كُتب. مثال: { $example }
try-raw = مكان العدد في الصفحة:
try-stats = ما سيقوله الأمر /stats:
console-hello = اكتب أمرًا مثل /stats أو /help. الأوامر /as و/in و/clock و/press خاصة بهذه النافذة. للإنهاء Ctrl-D

## Calls to action: writing, approving, launching

call-about = كتابة نداء (للمنظّمين)
call-usage = اكتب /call واتبع الأسئلة؛ أما /calls فيعرض النداءات الموجودة.
call-how = لم أفهم ذلك.
call-text = { $text }
call-button = { $label }
call-retracted = سحب المنظّمون هذا النداء.
call-step = النداء { $id }، الخطوة { $step } من { $steps }
call-step-fix = النص الجديد للنداء { $id }، الخطوة { $step } من { $steps }
call-ask-text = أرسل النص باللغة { $language } (أقصى عدد للحروف { $most }). تكفي لغة واحدة: من يقرأ بغيرها يصله نص لغة الحملة.
call-there = النص الموجود:
call-ask-picture = أرسل حتى { $most } صور، واحدة تلو الأخرى أو معًا، أو تابع من دون صور. تظهر كلها في صورة واحدة.
call-more-pictures =
    { $left ->
        [one] بقي مكان لصورة واحدة: أرسلها أو اضغط «التالي».
        [two] بقي مكان لصورتين: أرسلهما أو اضغط «التالي».
        [few] بقي مكان لـ { $left } صور: أرسلها أو اضغط «التالي».
        [many] بقي مكان لـ { $left } صورة: أرسلها أو اضغط «التالي».
       *[other] بقي مكان لـ { $left } صورة: أرسلها أو اضغط «التالي».
    }
call-many-pictures = في النداء { $most } صور على الأكثر. احذف واحدة لترسل غيرها.
button-drop-picture = حذف الصورة { $number }
call-send-picture = لا نص في هذه الخطوة: أرسل صورة أو اضغط «التالي».
call-caption-left = لم يؤخذ الكلام الذي تحت الصورة: تُرسل النصوص في خطوات النص، وإليها زر «رجوع».
call-ask-buttons = أزرار تحت النداء: بقي { $left } من { $most }. أرسل رابطًا هكذا: اقرأ https://example.org
call-labels-hint = وبعدة لغات: { $example }
call-ask-when = متى؟ أرسل وقتًا مثل 20:00 أو 5 ديسمبر 20:00 ({ $zone })، ولسلسلة: كل جمعة 18:00 حتى 26 ديسمبر
call-ask-when-once = متى؟ أرسل وقتًا مثل 20:00 أو 5 ديسمبر 20:00 ({ $zone }).
call-ask-until = إن تأخر لسبب ما، فحتى متى يمكن إرساله؟ أرسل وقتًا مثل 22:00 أو مدة مثل 3~ساعات ({ $zone })، والمعتاد 24~ساعة.
call-ask-audience = لمن هذا النداء؟
call-more-chapters = يمكنك أيضًا كتابة اسم فرع آخر.
call-preview = النداء { $id } كما سيُقرأ
call-preview-fix = النص الجديد للنداء { $id }
call-in = باللغة { $language }:
call-stand-in = من يقرأ باللغة { $language } يصله النص باللغة { $other }.
call-with-pictures =
    { $pictures ->
        [one] مع الصورة.
        [two] مع صورتين في صورة واحدة.
        [few] مع { $pictures } صور في صورة واحدة.
        [many] مع { $pictures } صورة في صورة واحدة.
       *[other] مع { $pictures } صورة في صورة واحدة.
    }
call-with-link = زر: { $label } ← { $url }
call-with-did = زر: { $label } (يُحسب كل شخص مرة واحدة)
call-with-link-in = زر باللغة { $language }: { $label } ← { $url }
call-with-did-in = زر باللغة { $language }: { $label } (يُحسب كل شخص مرة واحدة)
call-at-once = يُرسل فور إطلاقه.
call-at = يُرسل في { $at }.
call-until = لا يُرسل بعد { $at }.
call-within = يُرسل خلال { $length } أو لا يُرسل أبدًا.
call-past-end = انتبه: تنتهي الحملة قبل ذلك، في { $end }.
call-past-purge = انتبه: تنتهي الحملة في { $end }، وبعدها بمدة تُحذف صفات الجميع. حين يُرسل هذا النداء قد لا يبقى من يستطيع إيقافه.
call-fixes = يحل محل نص النداء { $id } في كل مكان.
call-to-all = كل المحادثات: { $chats }
call-to-platform = منصة { $platform } وحدها: { $chats }
call-to-language = باللغة { $language } وحدها: { $chats }
call-to-chapter = { $name } فقط: { $chats }
button-next = التالي
button-back = رجوع
button-cancel-draft = حذف المسودة
button-without = إزالة
button-did = فعلتُها
button-now = الآن
button-within = خلال { $length }
button-usual = كالمعتاد
button-test = تجربة: { $language }
button-propose = إطلاق
button-approve = موافقة
button-pause = إيقاف مؤقت { $id }
button-resume = استئناف { $id }
button-cancel = إلغاء { $id }
button-retract = سحب { $id }
button-report = تقرير { $id }
button-open = فتح { $id }
call-request = النداء { $id } ينتظر موافقتك
call-request-fix = النص الجديد للنداء { $id } ينتظر موافقتك
fix-proposed = النص الجديد للنداء { $id } ينتظر الآن { $missing ->
    [zero] الموافقة
    [one] موافقة واحدة
    [two] موافقتين
    [few] { $missing } موافقات
    [many] { $missing } موافقة
   *[other] { $missing } موافقة
}. { $asked ->
    [zero] لم يُسأل أحد بعد، فليس لأي منظّم آخر محادثة خاصة معي
    [one] وقد سُئل الآن منظّم واحد
    [two] وقد سُئل الآن منظّمان
    [few] وقد سُئل الآن { $asked } منظّمين
    [many] وقد سُئل الآن { $asked } منظّمًا
   *[other] وقد سُئل الآن { $asked } منظّم
}.
call-proposed = النداء { $id } ينتظر الآن { $missing ->
    [zero] الموافقة
    [one] موافقة واحدة
    [two] موافقتين
    [few] { $missing } موافقات
    [many] { $missing } موافقة
   *[other] { $missing } موافقة
}. { $asked ->
    [zero] لم يُسأل أحد بعد، فليس لأي منظّم آخر محادثة خاصة معي
    [one] وقد سُئل الآن منظّم واحد
    [two] وقد سُئل الآن منظّمان
    [few] وقد سُئل الآن { $asked } منظّمين
    [many] وقد سُئل الآن { $asked } منظّمًا
   *[other] وقد سُئل الآن { $asked } منظّم
}.
call-few-organizers = ينقص لذلك { $wanting ->
    [zero] المنظّمون
    [one] منظّم واحد
    [two] منظّمان
    [few] { $wanting } منظّمين
    [many] { $wanting } منظّمًا
   *[other] { $wanting } منظّم
}. لإضافة منظّم على الخادم: `nolike invite { $campaign } --role organizer`
call-approved = سُجّلت موافقتك. الموافقات الناقصة: { $missing }.
call-leaves = بدأ إرسال النداء { $id }. عدد المحادثات: { $chats }. أين وصل: `/report { $id }`
call-scheduled = يُرسل النداء { $id } في { $at }. عدد المحادثات: { $chats }.
call-fixed = يدخل النص الجديد من الآن في النداء { $id } في كل مكان.
call-cancelled = حُذف النداء { $id }.
fix-cancelled = حُذف النص الجديد للنداء { $id }.
call-thrown = حذف منظّم آخر نداءك { $id } وكان ينتظر الموافقة.
fix-thrown = حذف منظّم آخر نصك الجديد للنداء { $id } وكان ينتظر الموافقة.
fix-rebased = تغيّر نص النداء { $id } في هذه الأثناء. في `/fix { $id }` نصك مجموعًا معه، ومن هناك تطلقه من جديد.
call-no-text = يحتاج النداء إلى نص بلغة واحدة على الأقل.
call-long = عدد حروف هذا النص { $length }، والحد الأقصى { $most }.
call-long-caption = الحد الأقصى لحروف النص تحت الصورة { $most }، وعددها هنا { $length }.
call-picture-long = عدد حروف النص باللغة { $language } هو { $length }، والحد الأقصى تحت الصورة { $most }. اختصره بزر «رجوع»، أو تابع من دون صورة.
call-bad-picture = أرسل صورة PNG أو JPEG لا تزيد على { $most }~ميغابايت، ولا يزيد مجموع عرضها وارتفاعها على { $sides }~بكسل، ولا يكون أحدهما أطول من الآخر بأكثر من { $ratio }~مرة.
call-many-buttons = هناك { $most } أزرار بالفعل. أزلها لتبدأ من جديد.
call-did-twice = هذا الزر موجود بالفعل.
call-bad-button = هذا ليس زرًا: اكتب عنوانًا ثم رابطًا كاملًا، مثل: اقرأ المزيد https://example.org
call-long-link = عدد حروف هذا الرابط { $length }، والحد الأقصى في الزر { $most }. استعمل رابطًا أقصر، مثل الرابط المختصر للصفحة.
call-label-left-out = الحملة ليست باللغة { $language }: أعد إرسال الزر بلا { $part }
call-long-label = لا يكون عنوان الزر فارغًا ولا أطول من { $most } من الحروف.
call-bad-when = لم أفهم «{ $given }». أمثلة: 20:00 أو 5 ديسمبر 20:00 أو «الآن».
call-when-gap = لا وجود للوقت { $given } في { $zone } لأن الساعة تتقدم حينها. أول وقت موجود بعده: { $next }.
call-when-span = تدل «{ $given }» على مدة لها بداية ونهاية، والمطلوب هنا وقت واحد، مثل { $example }
call-when-two = قد يعني «{ $given }» أكثر من موعد. اكتب الموعد الذي تقصده: { $times }
call-when-past = فات الوقت { $given }.
call-late = فات وقت هذا النداء. لكاتبه أن يحدد وقتًا آخر أو أن يطلقه الآن.
call-until-late = في ذلك الوقت لن يكون النداء قد أُرسل بعد: اختر وقتًا أبعد.
call-lapsed = انتظر النداء { $id } الموافقة حتى فات أوانه، فعاد مسودة.
fix-lapsed = انتظر النص الجديد للنداء { $id } الموافقة حتى فات أوانه، فعاد مسودة.
call-lapsed-told = فات أوان النداء { $id } بصيغته هذه. أُخبر كاتبه، وله أن يغيّره.
fix-lapsed-told = فات أوان النص الجديد للنداء { $id }. أُخبر كاتبه.
call-until-long = أسبوع على الأكثر: اكتب مدة مثل 6 ساعات.
call-bad-audience = لا أعرف { $word }.
call-use-buttons = استعمل الأزرار هنا.
call-preview-waits = هذا النداء ما زال ينتظر اختيارك: إطلاقه أو تغيير نصه أو إلغاءه. ما كتبته الآن ليس جزءًا منه.
call-words-alone = بعد إرسال النداء لا يتغيّر إلا نصه.
call-unknown = لا يوجد نداء برقم { $id }. النداءات في /calls
call-gone = لم يعد النداء { $id } موجودًا: حُذف، أو تغيّرت سلسلته، أو صار نصه الجديد في مكانه، أو صار له رقم آخر منذ استُعيد البوت.
call-which = أي نداء؟ أضف رقمه؛ النداءات في /calls
call-not-yours = لا يغيّر النداء إلا كاتبه. ما يمكنك فعله به في /calls
call-launched = أُرسل النداء { $id } من قبل. لتغيير نصه `/fix { $id }` ولسحبه `/retract { $id }`
stands-call = تم ذلك من قبل. النداء { $id }: { $status }.
call-not-proposed = النداء { $id } لا ينتظر موافقة.
own-words = يجب أن يوافق شخص آخر على ما كتبته.
call-changed = تغيّر هذا بعد أن عُرض عليك. ما ينتظر موافقتك الآن في `/call { $id }`
call-held-up = كان آخر موعد لإرسال النداء { $id } هو { $at }، وقد تعطّل قبل أن يكتمل. عدد المحادثات التي لن يصلها: { $chats }. تفاصيله في `/report { $id }`
call-refused = لم يوافق منظّم آخر على ندائك { $id }: { $why }
fix-refused = لم يوافق منظّم آخر على نصك الجديد للنداء { $id }: { $why }
call-not-running = لا يُرسل النداء { $id } الآن، فلا شيء لإيقافه.
call-not-paused = النداء { $id } ليس متوقفًا.
call-ended = انتهى النداء { $id } وليس في أي محادثة.
call-taken-off = تغيّر النداء { $id }، وينتظر إطلاقه من جديد.
fix-taken-off = تغيّر النص الجديد للنداء { $id }، وينتظر إطلاقه من جديد.
call-over = انتهى النداء { $id }. لسحبه `/retract { $id }`
call-not-sent = النداء { $id } ليس في أي محادثة، فلا شيء لتغييره.
missing-right = لا يُسمح لي بالكتابة في محادثة تتابع الحملة ({ $platform } { $chat }). يستطيع مشرفوها السماح لي بإرسال الرسائل.
long-round = صارت جولة الأرقام على { $platform } تصل إلى عدد كبير من المحادثات ({ $chats }) وتستغرق { $length }، أي أكثر من الساعة التي تفصلها عن التالية. تبقى النداءات في المقدمة. يفيد هنا الملخص اليومي أو الإرسال المدفوع.

## Calls: /calls, /report, /retract, /fix, /did, /audit

calls-about = النداءات وأين وصلت (للمنظّمين)
calls-usage = اكتب بعد /calls رقم النداء مع pause أو resume أو cancel. أما /calls وحده فيعرض النداءات بأرقامها.
calls-how = اكتب ما تريده لهذا النداء: pause أو resume أو cancel أو skip أو stop
calls-title = نداءات «{ $title }»
calls-none = لا يوجد نداء بعد. لكتابة نداء /call
calls-line = النداء { $id }: { $status }
calls-line-at = النداء { $id }: { $status }، { $at }
calls-line-fix = الرقم { $id }: نص جديد للنداء { $fixes }، { $status }
calls-pause = أُوقف النداء { $id } مؤقتًا: لن يُرسل منه شيء.
calls-resume = استُؤنف إرسال النداء { $id }.
calls-cancel = أُلغي النداء { $id }: ما لم يُرسل منه لن يُرسل.
call-is-draft = مسودة
call-is-proposed = ينتظر الموافقة
call-is-scheduled = مبرمج
call-is-running = قيد الإرسال
call-is-paused = متوقف مؤقتًا
call-is-done = انتهى
call-is-cancelled = ملغى
call-is-retracted = مسحوب
call-status = «{ $title }»: { $status }
report-about = أين وصل النداء (للمنظّمين)
report-usage = اكتب /report مع رقم النداء، والأرقام في /calls
report-title = النداء { $id }
report-audience = عدد المحادثات: { $chats }
report-sent = أُرسل: { $chats }
report-pending = في الانتظار: { $chats }
report-sending = في الطريق: { $chats }
report-failed = فشل: { $chats }
report-unknown = غير مؤكد (ربما لم يصل وربما وصل مرتين): { $chats }
report-skipped = استُثني: { $chats }
report-retracted = سُحب: { $chats }
report-reason = فشل لأن { $reason }: { $chats }
reason-too-late = الوقت فات
reason-moved = عنوان المجموعة تغيّر
reason-topic-gone = الموضوع حُذف
reason-no-right = هذا غير مسموح لي هناك
reason-no-access = القناة مخفية عني
reason-locked = سلسلة الرسائل مقفلة
reason-archived = سلسلة الرسائل مؤرشفة
reason-removed = البوت أُزيل من هناك
reason-blocked = البوت محظور هناك
reason-deleted = المحادثة لم تعد موجودة
reason-deactivated = الحساب لم يعد موجودًا
reason-not-started = صاحب المحادثة لم يبدأ معي
reason-bot = الطرف الآخر بوت أيضًا
reason-not-taken = الرسالة لم تُقبل
reason-address-lost = العنوان لا يُقرأ
reason-picture = إرسال الصورة لم ينجح
reason-unreachable = الوصول إلى المنصة لم ينجح
reason-flood = المنصة لا تسمح إلا بالقليل
reason-bad-token = رمز البوت غير مقبول
reason-other = الجواب كان «{ $said }»
report-unreachable = لم يعد الوصول إليها ممكنًا لأن تيليغرام أعطى المجموعة عنوانًا جديدًا: { $chats }
report-until = ما لم يُرسل بعد يُرسل حتى { $at } لا بعده.
report-eta = ينتهي خلال { $left } تقريبًا
retract-about = سحب نداء من كل مكان (للمنظّمين)
retract-usage = اكتب /retract مع رقم النداء، والأرقام في /calls
retract-begun = يُسحب النداء { $id } الآن من محادثة بعد أخرى. أين وصل: `/report { $id }`
fix-about = تغيير نص نداء في كل مكان (للمنظّمين)
fix-usage = اكتب /fix مع رقم النداء، والأرقام في /calls
did-about = قُل إنك فعلت ما يطلبه نداء
did-usage = اضغط الزر تحت النداء، أو اكتب /did مع رقمه.
call-did = حُسبت مشاركتك، شكرًا لك. لا يستطيع أحد أن يرى من أنت.
call-did-before = أنت محسوب من قبل، ولا تُحسب إلا مرة واحدة.
call-did-none = لا يُحسب أحد على النداء { $id }: لم يعد موجودًا، أو لا يطلب ذلك.
call-did-test = هكذا سيبدو النداء. لا يُحسب أحد قبل إرساله.
call-did-few = فعلها حتى الآن أقل من { $few }.
call-did-count = فعلها حتى الآن: { $count }.
audit-about = من فعل ماذا (للمنظّمين)
audit-title = آخر ما جرى في «{ $title }»
audit-none = لم يجر شيء بعد.
audit-line = { $at } · { $who }: { $what }
audit-who = { $role } { $pseudonym }
audit-operator = مشغّل البوت
audit-somebody = شخص ما
audit-other = { $act }
audit-call-proposed = طلب الموافقة على النداء { $id }
audit-call-approved = وافق على النداء { $id }
audit-call-refused = رفض النداء { $id }
audit-call-launched = أرسل النداء { $id }
audit-call-fixed = صحّح النداء { $id }
audit-call-pause = أوقف النداء { $id } مؤقتًا
audit-call-resume = استأنف النداء { $id }
audit-call-cancel = ألغى النداء { $id }
audit-call-skip = تخطى النداء { $id } من سلسلته
audit-call-stop = أوقف السلسلة { $id }
audit-call-retract = سحب النداء { $id }
audit-fix-proposed = طلب الموافقة على تصحيح النداء { $id }
audit-fix-approved = وافق على تصحيح النداء { $id }
audit-fix-refused = رفض تصحيح النداء { $id }
audit-fix-cancel = ترك تصحيح النداء { $id }
audit-event-new = فتح الفعالية { $id }
audit-event-proposed = طلب الموافقة على الفعالية { $id }
audit-event-edit = عدّل الفعالية { $id }
audit-event-approved = وافق على الفعالية { $id }
audit-event-refused = رفض الفعالية { $id }
audit-event-cancel = ألغى الفعالية { $id }
audit-event-accept = احتسب المشاركات المعلّقة في الفعالية { $id }
audit-event-release = أعلن الفعالية { $id } للجميع
audit-event-goal = غيّر هدف الفعالية { $id }
audit-event-goal-undone = تراجع عن تغيير هدف الفعالية { $id }
audit-purged = حذف بيانات المشاركين، عدد السجلات { $id }
audit-rekey-ended = أنهى صلاحية المفتاح القديم وحذف ما لم يعد إليه أصحابه، عدد الأسماء المستعارة { $id }
audit-claimed = تسلّم صفة
audit-resigned = تخلّى عن صفته
audit-halted = أوقف كل الرسائل
audit-resumed = أعاد إرسال الرسائل
audit-invited = دعا شخصًا بصفة { $role }
audit-code-burnt = ظهرت دعوة بصفة { $role } في مجموعة فأُلغيت
audit-revoked = سحب الصفة من { $pseudonym }
audit-count = أدخل { $count } لدى { $name }
audit-imported = أضاف أرقامًا من ملف، عددها { $id }
audit-count-undone = تراجع عن عدد مُدخَل (رقم~{ $id })
audit-file-undone = تراجع عن الاستيراد رقم~{ $id }
audit-held-accepted = قبل القفزة لدى { $name } إلى { $count }
audit-held-rejected = رفض القفزة لدى { $name } إلى { $count }
audit-campaign-made = أنشأ الحملة
audit-token-entered = أدخل مفتاح الوصول إلى منصة
audit-passkey-added = أضاف مفتاح مرور إلى المكتب
audit-passkey-removed = أزال مفتاح مرور من المكتب
audit-second-declared = أعلن عن بوت ثانٍ في إعلان موقّع
audit-took-over = سلّم الكلام إلى البوت الثاني
audit-campaign-changed = عدّل الحملة (التعديل { $id })
audit-campaign-loaded = أعاد تحميل ملف الحملة (التعديل { $id })
audit-campaign-taken-back = تراجع عن تعديل للحملة (التعديل { $id })
event-first = كن من أوائل المشاركين.
audit-baseline = صحّح رقم البداية لدى { $name } إلى { $count }

## Boards, digests, milestones

board-title = { $title }: الأرقام مباشرة
digest-title = { $title }: اليوم
subscribed-board = لهذه المحادثة الآن لوحة «{ $title }»: رسالة مثبّتة تتغيّر وحدها. اسمح لي بتثبيت الرسائل أو ثبّتها بنفسك.
settings-board = فيها لوحة «{ $title }»
digest-daily = يأتي الملخص مرة في اليوم، فلا يصلح { $word }: اكتب daily مع وقت.
milestone-percent = تراجعت الإعجابات بنسبة { $percent }.
milestone-likes = تراجعت الإعجابات بمقدار { $likes }.
milestone-share = نقص بنسبة { $percent }: { $measure }
milestone-moved = إلى الآن: { $moved }
wanted-approvals = عدد صحيح من 0 إلى { $high }
wanted-percent = نسبة مئوية من 0.01 إلى 100، أو 0 لعدم الإعلان، مثل { $example }
wanted-likes = عدد صحيح من الإعجابات، أو 0 لعدم الإعلان، مثل { $example }
console-picture = صورة
console-picture-how = اكتب /picture مع مسار ملف PNG أو JPEG. لا يمكن قراءة { $path }: { $reason }.

## A call in a file

wanted-text = نص بين علامتي اقتباس
wanted-when = كلمة now أو وقت مثل 20:00 أو 5 ديسمبر 20:00 أو كل جمعة 18:00 حتى 26 ديسمبر، بين علامتي اقتباس
wanted-until = وقت مثل 22:00 أو مدة مثل 6h بين علامتي اقتباس
wanted-path = مسار صورة انطلاقًا من هذا الملف، بين علامتي اقتباس، أو قائمة من { $most } مسارات على الأكثر
wanted-logo = مسار صورة PNG أو JPEG انطلاقًا من هذا الملف، بين علامتي اقتباس
wanted-one = واحد من { $known } بين علامتي اقتباس
wanted-link = رابط كامل بين علامتي اقتباس، مثل "https://example.org"
wanted-buttons = حتى { $most } جداول `[[buttons]]`
mistake-no-text = خطأ في { $where }: يلزم نص بلغة واحدة على الأقل.
mistake-many-buttons = خطأ في { $where }: هذا زر زائد، وفي النداء { $most } أزرار على الأكثر.
mistake-many-pictures = خطأ في { $where }: في النداء { $most } صور على الأكثر.
mistake-did-twice = خطأ في { $where }: يوجد زر { $kind } من قبل، وفي النداء واحد منه على الأكثر.

## Charts and pictures

chart-about = التغيّر مع مرور الوقت، في صورة
chart-usage = مثال: /chart أو `/chart 24h`، ويمكن ذكر اسم شركة واحدة قبل المدة
chart-title = التغيّر مع مرور الوقت
chart-nothing = لا توجد أرقام لهذه المدة.
chart-before = يبدأ الرسم البياني مع الحملة يوم { $date }.
chart-first = قراءة واحدة حتى الآن، فلا تغيّر يُرسم بعد.
chart-day = { $date }
chart-24h = آخر 24~ساعة
chart-72h = آخر 72~ساعة
chart-all = منذ البداية
badge-of = «{ $title }»: { $measure }
chart-caption = «{ $title }»: { $measure }، { $window }
chart-of = الرسم البياني: { $measure }
chart-window = { $moved }، { $window }
chart-unknown = لا قراءة، { $window }
chart-sparse = القراءات متباعدة فلا يُعرف التغيّر، { $window }
chart-unclear = الأعداد مقرّبة بدرجات مختلفة فلا يُعرف التغيّر، { $window }
chart-aged = { $value } (قبل { $age })
bad-window = الكلمة { $word } ليست اسم شركة ولا مدة. المدد هي 24h و72h وall.
no-such-measure = لا نعدّ «{ $word }» هنا، بل نعدّ: { $known }.
picture-foot = الأرقام حتى { $at }.
picture-why = ولتغيّر رقم كهذا أسباب كثيرة.

## The public page

page-skip = انتقل إلى الأرقام
page-languages = اللغات
page-figures = الأرقام
page-notes = عن هذه الأرقام
page-live = مباشر: تظهر الأرقام الجديدة هنا تلقائيًا.
page-offline = انقطع الاتصال: قد تكون هذه الأرقام قديمة. نعيد المحاولة…
page-copied = نسخة بتاريخ { $at }.
page-over-unread = انتهت هذه الحملة يوم { $date }.
page-over = انتهت هذه الحملة يوم { $date }. بقيت الأرقام كما كانت حينها.
page-row-age = وقت القراءة
page-windows = مدة الرسم البياني
page-numbers = قيم الرسم البياني في جدول
page-moment = الوقت
said-of = { $name }: { $said }
page-at = يوم { $date }، { $time }
page-pick = المس الرسم البياني لقراءة قيمة.
page-join-telegram = تابع على تيليغرام
page-join-discord = تابع على ديسكورد
page-contact = تواصل مع المنظّمين
page-how = كيف تُحسب الأرقام
page-how-read = يُقرأ الرقم العلني لكل صفحة كل بضع دقائق. الرقم المخفي أو الذي تتعذر قراءته لا يُحسب صفرًا أبدًا: يبقى الرقم الأخير مع وقت قراءته.
page-how-typed = يُدخل فريق الحملة الرقم العلني لكل صفحة. الرقم الذي لم يُدخله أحد لا يُحسب صفرًا أبدًا: يبقى الرقم الأخير مع وقت إدخاله.
page-how-ended = سُجّل الرقم العلني لكل صفحة حتى { $date }. الرقم الناقص لم يُحسب صفرًا قط: بقي الرقم الأخير مع وقته.
page-how-guard = القفزة المفاجئة تنتظر قراءة ثانية قبل تصديقها.
page-how-baseline = يُحسب التغيّر من آخر قراءة قبل بداية الحملة.
page-how-money = المبالغ هي مقدار التغيّر مضروبًا في قيمة الواحد كما حددها المنظّمون: تقدير، لا خسارة مقيسة.
page-how-cause = تتغيّر هذه الأرقام لأسباب كثيرة. هذه الصفحة تعرض ما حدث وتترك لك الحكم على السبب.
page-how-people = لا تستعمل هذه الصفحة ملفات تعريف الارتباط، ولا تحمّل شيئًا من مواقع أخرى، ولا تحفظ عنوان أي زائر.
page-data = بيانات مفتوحة
page-data-json = الأرقام بصيغة JSON
page-data-csv = كل القراءات بصيغة CSV
page-data-feed = تابع الأرقام في قارئ الخلاصات
page-data-api = وصف البيانات للبرامج
page-data-embed = اعرض الأرقام في موقعك:
page-campaigns = الحملات
page-no-campaigns = لم تُحمَّل أي حملة بعد.
page-home = كل الحملات
page-about = ما تفعله حملات المستهلكين بالأرقام العلنية للشركات، مباشرةً.
page-not-found = لا توجد صفحة بهذا العنوان هنا.
page-only-get = هذا العنوان للقراءة فقط.
page-busy = الطلبات كثيرة الآن. حاول مرة أخرى بعد دقيقة.
page-too-many = وصلت طلبات كثيرة من شبكتك. أعد المحاولة بعد { $seconds ->
    [zero] لحظات
    [one] ثانية
    [two] ثانيتين
    [few] { $seconds } ثوانٍ
    [many] { $seconds } ثانية
   *[other] { $seconds } ثانية
}.
page-events = ما نفعله معًا
page-calls = النداءات
page-mark-call = نداء
page-checkin = تسجيل ما فعلته: { $title }
page-checkin-hours = أو: كم ساعة؟
page-checkin-money = أو: كم المبلغ ({ $currency })؟
page-checkin-send = إرسال
page-taken-back = عدد الإعجابات التي سُحبت منذ { $date }
page-lost = { $measure }: النقص منذ { $date }
page-gained = { $measure }: الزيادة منذ { $date }
page-standing = { $measure } الآن
page-first = { $measure } عند أول قراءة، ومنها يبدأ الحساب
page-before = { $measure } قبل البداية
page-each = صفحةً صفحة: { $measure }
page-none-of = لا أرقام: { $measure }
page-compared = صفحات للمقارنة فقط
page-money = { $money } بحساب { $value } { $unit } (تقدير المنظّمين)
page-read = آخر قراءة { $age }
page-starts = تبدأ يوم { $date }
page-ended = انتهت يوم { $date }
page-ended-without = انتهت هذه الحملة دون أرقام
page-soon = الأرقام الأولى في الطريق
feed-soon = تصل الأرقام بعد أول قراءة لصفحات الشركات.
feed-typed = تصل الأرقام فور أن يُدخلها فريق الحملة.
page-soon-next = ستظهر هنا تلقائيًا بعد أول قراءة لصفحات الشركات.
page-typed = لا أرقام بعد
page-typed-next = ستظهر هنا فور أن يُدخلها فريق الحملة.
page-act-take-back = اسحب إعجابك
page-act-part = شارك معنا
page-act-did = أخبرنا بما فعلت
page-act-tell = أخبر البوت أنك تشارك
page-act-company = اسحب إعجابك
page-act-open = افتح الصفحة
page-copy = انسخ الرابط
page-copy-done = نُسخ الرابط
page-companies = الشركات
page-company = الشركة
page-change = التغيّر
page-trend = المسار
page-share-of = مقارنة
page-control = للمقارنة
page-window-24h = 24~ساعة
page-window-72h = 72~ساعة
page-window-all = منذ البداية
page-zone = الأوقات { $zone }
page-zone-own = الأوقات بتوقيت مكانك
page-short = أرقام علنية تُقرأ كل بضع دقائق. أما سبب تغيّرها فالحكم لك.
page-short-late = أرقام علنية كما كانت عند آخر قراءة. أما سبب تغيّرها فالحكم لك.
page-short-typed = أرقام علنية يُدخلها فريق الحملة. أما سبب تغيّرها فالحكم لك.
page-short-ended = أرقام علنية حتى { $date }. أما سبب تغيّرها فالحكم لك.
page-past = ماذا تحقق
page-called-off = أُلغيت.
page-event-when = من { $start } إلى { $end } { $zone }
page-event-how = كيف تشارك
page-on-discord = اكتب { $command } في مجموعتك على ديسكورد.
page-event-tell = انتهت الفعالية. أمامك حتى { $at } لتخبر البوت بما فعلته.
page-goal = `{ $share }%` من { $goal }
page-follow = تابع الحملة
page-follow-how = لتصل الأرقام إلى مجموعتك: أضف البوت، ثم يكتب أحد المشرفين { $command }
page-feed = قارئ الخلاصات
page-scan = الأرقام مباشرة: { $address }
page-data-badge = شارة صغيرة
page-data-share = صور للمشاركة
page-picture-wide = عرضية
page-picture-story = للقصص
page-return = العودة إلى الأرقام
page-not-found-next = قد يكون الرابط قديمًا. الحملات الموجودة هنا:
page-no-campaigns-next = يستطيع من يدير هذا الموقع إنشاء حملة في المكتب، على العنوان الذي يعرضه البرنامج عند تشغيله، أو تحميلها بالأمر `nolike campaign load`، فتظهر هنا.
page-no-campaigns-load = يحمّل من يدير هذا الموقع حملة بالأمر `nolike campaign load`، فتظهر هنا.
feed-headline = { $moved } ({ $percent }). بحساب { $value } { $unit } (تقدير المنظّمين) يساوي ذلك { $money }.
feed-worth = { $moved }. بحساب { $value } { $unit } (تقدير المنظّمين) يساوي ذلك { $money }.
feed-change = { $moved } ({ $percent }).
feed-company = لدى { $name } الآن { $now }: التغيّر { $change }، أي { $percent }.
feed-company-plain = لدى { $name } الآن { $now }: التغيّر { $change }.
feed-company-now = لدى { $name } { $now }.
feed-place = { $name } الآن في المركز { $now } في الترتيب: { $change }.
feed-place-now = { $name } في المركز { $now } في الترتيب.
feed-average = متوسط { $name } الآن { $now }: التغيّر { $change }.
feed-average-now = متوسط { $name } هو { $now }.
feed-price = السعر لدى { $name } الآن { $now }: التغيّر { $change }، أي { $percent }.
feed-price-plain = السعر لدى { $name } الآن { $now }: التغيّر { $change }.
feed-price-now = السعر لدى { $name } هو { $now }.
feed-read = { $sentence } آخر قراءة: { $at }.
feed-as-of = هذه أرقام { $at }.
picture-as-of = حتى { $date }
picture-take-part = عدد المشاركين: { $title }
picture-did = عدد من فعلوها: { $title }
picture-pledged = عدد من وعدوا بالمشاركة: { $title }
picture-called-off = أُلغيت: { $title }
checkin-elsewhere = لم يأتِ هذا من صفحتنا، فلم يُحفظ شيء. افتح رابطك وحاول مرة أخرى.
checkin-not-here = الروابط الشخصية لا تُفتح هنا. قل للبوت ماذا فعلت: /checkin في محادثة خاصة.
checkin-often = محاولات كثيرة. حاول مرة أخرى بعد { $minutes ->
    [one] دقيقة
    [two] دقيقتين
    [few] { $minutes } دقائق
    [many] { $minutes } دقيقة
   *[other] { $minutes } دقيقة
}.
api-unknown = لا يوجد خيار باسم { $given }. الموجود: { $known }.
api-time = يجب أن يكون { $name } وقتًا بين 2000 و2199 مع فرق التوقيت، مثل { $example }.
api-range = يجب أن تنتهي المدة المطلوبة بعد بدايتها وألا تتجاوز { $days }~يومًا.
api-points = يجب أن تكون قيمة points عددًا صحيحًا من { $low } إلى { $high }.
web-not-here =
    { $setting ->
        [METRICS_PORT] تعذّر فتح قياسات المراقبة على { $host } والمنفذ { $port }: { $reason }. يجب أن يكون WEB_HOST عنوانًا لهذا الجهاز، مثل { $example }.
        [DESK_PORT] تعذّر فتح المكتب على { $host } والمنفذ { $port }: { $reason }. يجب أن يكون WEB_HOST عنوانًا لهذا الجهاز، مثل { $example }.
       *[WEB_PORT] تعذّر فتح الصفحة على { $host } والمنفذ { $port }: { $reason }. يجب أن يكون WEB_HOST عنوانًا لهذا الجهاز، مثل { $example }.
    }
web-taken =
    { $setting ->
        [METRICS_PORT] تعذّر فتح قياسات المراقبة على { $host } والمنفذ { $port }: { $reason }. اختر منفذًا آخر في METRICS_PORT، أو 0 للاستغناء عنها.
        [DESK_PORT] تعذّر فتح المكتب على { $host } والمنفذ { $port }: { $reason }. اختر منفذًا آخر في DESK_PORT، أو 0 ليكون إلى جانب الصفحة.
       *[WEB_PORT] تعذّر فتح الصفحة على { $host } والمنفذ { $port }: { $reason }. اختر منفذًا آخر في WEB_PORT، أو 0 للاستغناء عن الصفحة.
    }
site-built = عدد الملفات المكتوبة في { $folder }: { $files }.
site-unwritable = تعذّرت الكتابة في { $folder }: { $reason }.
run-only = القيمة { $word } غير معروفة بعد --only. الممكن: { $known }.
run-no-page = قيمة WEB_PORT هي 0، فلا صفحة لعرضها.
demo-page = الصفحة المباشرة: { $url }

## Events: what every kind of them says

event-about = فعالية واحدة بالتفصيل؛ وبه ينشئ المنظّمون الفعاليات
event-usage = مثال: /events وللمنظّمين: `/event new phone_off friday 20:00 72h goal=10000`
events-about = ما نفعله معًا، ومتى
events-title = ما نفعله معًا
event-line = رقم~{ $id }: { $title }، { $at } ({ $state })
event-state-proposed = تنتظر الموافقة
event-state-open = مقررة
event-state-running = جارية الآن
event-state-reports = انتهت وننتظر ردودكم
event-state-cancelled = ملغاة
event-state-closed = منتهية
event-state-change = مقررة، وتعديلها ينتظر الموافقة
event-state-cancel = مقررة، وإلغاؤها ينتظر الموافقة
event-state-alarm = خبر الارتفاع المفاجئ ينتظر الموافقة
event-state-refused = مرفوضة ولم تُعلن
event-state-again = يجب اقتراحها من جديد
event-title = { $title } (رقم~{ $id })
event-result-title = النتيجة: { $title } (رقم~{ $id })
event-card-state = حالة هذه الفعالية: { $state }.
event-when = من { $start } إلى { $end }، لمدة { $length }.
event-people = عدد المشاركين: { $people }
event-checked-in = قالوا إنهم فعلوها: { $people }
event-goal = الهدف: { $bar } `{ $share }%` من { $goal }
event-goal-only = الهدف بلوغ { $goal }
event-goal-reached = بلغنا `{ $share }%` من هدف { $goal }!
event-purge = ما يُحفظ عنك، باسم مستعار، يُحذف يوم { $date }.
event-purge-days = ما يُحفظ عنك، باسم مستعار، يُحذف بعد { $days ->
    [zero] نهاية الحملة مباشرة
    [one] يوم واحد من نهاية الحملة
    [two] يومين من نهاية الحملة
    [few] { $days } أيام من نهاية الحملة
    [many] { $days } يومًا من نهاية الحملة
   *[other] { $days } يوم من نهاية الحملة
}.
event-simulated = هذه تجربة: في الأرقام أشخاص وهميون.
event-starts-in = تبدأ بعد { $left }.
event-ends-in = تنتهي بعد { $left }.
event-closes = انتهت. يمكنك حتى { $at } أن تقول ماذا فعلت: /checkin
event-soon = تبدأ بعد { $left }، في { $at }.
event-due = موعد الدفع: { $at }.
event-starts = بدأنا الآن. معًا!
event-half = وصلنا إلى النصف. واصلوا!
event-ended = انتهت الفعالية. شكرًا! يمكنك حتى { $until } أن تقول ماذا فعلت.
event-moved = تغيّر الموعد: من { $start } إلى { $end }. تبقى المشاركات كما هي.
event-called-off = أُلغيت هذه الفعالية، ولن يتبعها شيء.
event-no-sums = لا تقدير هنا: كل هذه الأعداد معدودة واحدًا واحدًا.
event-none = لا توجد فعاليات بعد.
event-none-open = لا توجد فعالية مفتوحة الآن. كلها في /events
event-unknown = لا توجد فعالية برقم { $id }. كلها في /events
event-which = أي فعالية؟ أضف رقمها.
event-is-proposed = تنتظر الفعالية { $id } موافقة منظّم آخر.
event-is-cancelled = أُلغيت الفعالية { $id }.
event-is-closed = انتهت الفعالية { $id }. نتيجتها في `/event { $id }`
fewer-than = أقل من { $least }
button-pledge = أشارك
button-pledge-off = لم أعد أشارك
button-remind = ذكّرني
button-all-hours = فعلتها كاملة
button-done = فعلتها
button-partly = جزءًا منها
button-none = لم أفعل
button-details = التفاصيل
button-sums = كيف حُسبت
button-sign = وقّع هنا
button-calendar = إلى تقويمي
button-link = من الحاسوب
result-pledged = وعدوا بالمشاركة: { $people }
result-checked-in = قالوا إنهم فعلوها: { $people }
result-completed = من البداية إلى النهاية: { $people }
result-median = نصفهم صمدوا { $hours ->
    [zero] أقل من ساعة
    [one] ساعة على الأقل
    [two] ساعتين على الأقل
    [few] { $hours } ساعات على الأقل
    [many] { $hours } ساعة على الأقل
   *[other] { $hours } ساعة على الأقل
}.
result-held = جاؤوا دفعة واحدة من مجموعة واحدة فلم يُحسبوا: { $people }

## Events: what organizers do

event-made = أُعلنت الفعالية { $id }: من { $start } إلى { $end }، لمدة { $length }.
event-changed = تغيّرت الفعالية { $id }: من { $start } إلى { $end }، لمدة { $length }.
event-withdrawn = سُحب التعديل، وتبقى الفعالية { $id } كما هي.
event-next = للتغيير `/event edit { $id }` وللإلغاء `/event cancel { $id }`
event-cancelled = أُلغيت الفعالية { $id } وأُخبرت كل المحادثات.
event-dropped = حُذفت الفعالية { $id }، ولم تصل إلى أي محادثة.
event-thrown = حذف منظّم آخر فعاليتك { $id } قبل إعلانها.
event-taken-back = سحب منظّم آخر التعديل الذي طلبته على الفعالية { $id }، فتبقى كما هي.
event-waits = يجب أن يوافق منظّم آخر على الفعالية { $id } قبل أن تعلم بها أي محادثة. أُرسل الطلب.
event-waits-unasked = يجب أن يوافق منظّم آخر على الفعالية { $id } قبل أن تعلم بها أي محادثة. لم يُسأل أحد بعد، فليس لأي منظّم آخر محادثة خاصة معي.
event-waits-change = تبقى الفعالية { $id } كما هي إلى أن يوافق منظّم آخر. أُرسل الطلب.
event-waits-change-unasked = تبقى الفعالية { $id } كما هي إلى أن يوافق منظّم آخر. لم يُسأل أحد بعد، فليس لأي منظّم آخر محادثة خاصة معي.
event-waits-release = يجب أن يوافق منظّم آخر على هذا الخبر عن الفعالية { $id } قبل أن يصل إلى أي محادثة. أُرسل الطلب.
event-waits-release-unasked = يجب أن يوافق منظّم آخر على هذا الخبر عن الفعالية { $id } قبل أن يصل إلى أي محادثة. لم يُسأل أحد بعد، فليس لأي منظّم آخر محادثة خاصة معي.
event-please-approve = يريد منظّم آخر إعلان هذا للجميع، { $chats ->
    [zero] ولا تتابع الحملة أي محادثة بعد
    [one] وسيصل إلى محادثة واحدة
    [two] وسيصل إلى محادثتين
    [few] وسيصل إلى { $chats } محادثات
    [many] وسيصل إلى { $chats } محادثة
   *[other] وسيصل إلى { $chats } محادثة
 }. هل توافق؟
event-own-word = النص: «{ $text }»
event-nothing-proposed = لا شيء في الفعالية { $id } ينتظر الموافقة.
event-other-words = تغيّرت الفعالية { $id } منذ ذلك. انظر آخر طلب ووافق عليه.
event-preview-title = { $title }
event-preview = هذه معاينة. { $chats ->
    [zero] إن أكّدتها لم تصل إلى أحد، فلا تتابع الحملة أي محادثة بعد
    [one] إن أكّدتها وصلت إلى محادثة واحدة
    [two] إن أكّدتها وصلت إلى محادثتين
    [few] إن أكّدتها وصلت إلى { $chats } محادثات
    [many] إن أكّدتها وصلت إلى { $chats } محادثة
   *[other] إن أكّدتها وصلت إلى { $chats } محادثة
 }.
event-preview-waits = يُطلب أولًا من منظّم آخر أن يوافق عليها.
event-preview-withdrawn = هذه هي الفعالية كما هي الآن. أكّد لسحب التعديل الذي ينتظر الموافقة، ولا حاجة إلى موافقة أحد.
event-preview-gone = لم تعد هذه المعاينة صالحة. أكمل الفعالية أو اكتب السطر من جديد.
event-cancel-preview = إن أكّدت وصل خبر الإلغاء إلى { $chats ->
    [zero] من يتابعون، ولا أحد منهم بعد
    [one] محادثة واحدة
    [two] محادثتين
    [few] { $chats } محادثات
    [many] { $chats } محادثة
   *[other] { $chats } محادثة
 }، ولا رجوع بعد ذلك.
event-please-cancel = يريد منظّم آخر إلغاء هذه الفعالية، { $chats ->
    [zero] ولا تتابع الحملة أي محادثة بعد
    [one] مع إخبار محادثة واحدة
    [two] مع إخبار محادثتين
    [few] مع إخبار { $chats } محادثات
    [many] مع إخبار { $chats } محادثة
   *[other] مع إخبار { $chats } محادثة
 }. هل توافق؟
event-refused = لم يوافق منظّم آخر على تغييرك للفعالية { $id }: { $why }
event-cancelled-alone = ألغى منظّم آخر الفعالية { $id } دون سؤال لأنها كانت على وشك البدء. أُخبرت كل المحادثات.
event-changed-alone = غيّر منظّم آخر موعد الفعالية { $id } دون سؤال لأنها كانت على وشك البدء. أُخبرت كل المحادثات.
button-confirm = تأكيد
button-refuse = رفض
button-refuse-only = ارفض دون سبب
when-two = قد يعني «{ $given }» أكثر من موعد. أيها تقصد؟
event-preview-when = تبدأ { $at }.
event-past-end = انتبه: تنتهي الحملة في { $end }، قبل نهاية هذه الفعالية. بعدها لا تصل إلى المحادثات أرقام، بل أخبار الفعالية وحدها.
button-when = يوم { $weekday } { $date }
button-when-at = يوم { $weekday } { $date } الساعة { $time }
refuse-why = لماذا؟ أجب في سطر واحد، وسيقرؤه صاحب الاقتراح.
refuse-how = قل لماذا في كلمات قليلة بعد الرقم.
refuse-long = السبب سطر واحد، لا يزيد على { $most } من الحروف.
refused-told = أُخبر صاحب الاقتراح.
refused-without-reason = لم يُذكر سبب
event-more-approvals = سُجّل. موافقات ما زالت ناقصة: { $missing }.
event-lapsed = انتظرت خطتك للفعالية { $id } الموافقة حتى فات أوانها.
event-lapsed-told = فات أوان هذه الخطة للفعالية { $id }. أُخبر صاحبها.
event-no-more = هذه الفعالية انتهت أو أُلغيت ولا تتغيّر.
stands-event = تم ذلك من قبل. الفعالية { $id }: { $state }.
event-no-change = لا تغيير: هي كذلك من قبل.
event-burst = انضم كثيرون دفعة واحدة من مجموعة واحدة، وعددهم { $people }. لا يُحسبون حتى تقبلهم.
event-accepted = صاروا محسوبين من الآن.
event-no-burst = لا أحد متروك في الفعالية { $id }.
event-released = يصل الخبر إلى الجميع، وإن سبقته ست رسائل من هذا النوع خلال ساعة فسيصل بعد قليل.
event-no-alarm = لا شيء يُنشر في الفعالية { $id }.
event-no-kind = ما نوع الفعالية؟ اختر: { $known }.
event-no-kind-near = لا يوجد نوع اسمه { $word }. هل تقصد { $near }؟
event-no-time = ينقص اليوم والوقت، مثل 5 ديسمبر 20:00
when-no-clock = ينقص الوقت. اكتب مثلًا: { $example }
when-week = في «{ $given }» أكثر من يوم: أي يوم تقصد؟ اكتب مثلًا: { $example }
when-no-day = ينقص اليوم. اكتب مثلًا: { $example }
time-in-zone = لا حاجة إلى توقيت آخر في «{ $given }»، فما يتكرر كل يوم يتبع ساعة مكانه. اكتب مثلًا: { $time }
time-two-clocks = قد تعني «{ $given }» الساعة { $first } أو { $second }. اكتب التي تقصدها.
event-bad-time = ليس { $given } يومًا ووقتًا: اكتب 5 ديسمبر 20:00
event-gap = لا يوجد { $given } في { $zone } لأن الساعة تتقدم حينها. أقرب وقت موجود بعده { $next }.
event-past = فات { $at }. اختر وقتًا قادمًا.
event-begun = بدأت الفعالية { $id } فلا يتغيّر وقت بدئها. ألغها أو أنشئ فعالية أخرى.
event-bad-word = لم أفهم «{ $word }»: يُكتب اليوم والوقت هكذا 5 ديسمبر 20:00 والمدة هكذا 72h أو 7d
event-bad-length = المدة «{ $word }» لا تصلح: اكتب ساعات كاملة، وسنة على الأكثر.
event-bad-goal = ليس { $given } هدفًا: اكتب عددًا صحيحًا فوق الصفر.
event-bad-goal-percent = ليس { $given } هدفًا: اكتب عددًا صحيحًا فوق الصفر، أو نسبة مثل 2%
event-bad-title = العنوان سطر واحد، ليس فارغًا ولا يزيد على { $most } من الحروف.
event-no-option = لا يوجد خيار { $name } هنا. الموجود: { $known }.
event-bad-option = لا يصلح { $given } للخيار { $name }: اكتب مثلًا `{ $name }={ $example }`
event-together = هذه الخيارات معًا، فاكتبها كلها: { $names }.
event-target-page = هذه الصفحة من صفحات الشركات في الحملة. اكتب الصفحة التي يُوقَّع فيها.
button-accept = احسبهم
button-release = أخبر الجميع
event-kind-changed = حُمّلت الفعالية «{ $slug }» على أنها { $kind } ولا يمكن أن يتغيّر نوعها: أعط الجديدة اسمًا آخر في slug.
mistake-event = في { $where }: { $why }
mistake-option = في { $where }: لا يصلح { $given }. اكتب مثلًا { $example }
mistake-whole-hours = في { $where }: هذا النوع يدوم ساعات كاملة، مثل "72h"
wanted-kind = واحد من { $kinds } بين علامتي اقتباس
wanted-length = مدة بين علامتي اقتباس، سنة على الأكثر، مثل { $example }
wanted-goal = عدد صحيح فوق الصفر، مثل { $example }

## /chapter

chapter-about = فرع هذه المحادثة
chapter-usage = اكتب /chapter مع اسم فرعك، أو `/chapter none`
chapter-choose = إلى أي فرع تنتمي هذه المحادثة؟ ستصلها عندئذ نداءات ذلك الفرع.
chapter-now = تنتمي هذه المحادثة إلى { $name }. هل هو فرع آخر؟
chapter-joined = تنتمي هذه المحادثة الآن إلى { $name }: تصلها نداءات «{ $title }» للجميع ونداءات فرعها.
chapter-left = لم تعد هذه المحادثة من أي فرع: تصلها نداءات «{ $title }» للجميع.
chapter-unfollowed = لا تتابع هذه المحادثة «{ $title }» بعد.
button-chapter = { $name }
button-no-chapter = بلا فرع

## Events: /pledge, /checkin, /chapters

pledge-about = شارك وحدك أو مع غيرك
pledge-usage = مثال: /pledge أو `/pledge +2` (أنت واثنان معك) أو `/pledge off`
pledge-in = { $more ->
    [0] أنت معنا، شكرًا لك!
    [zero] أنت معنا، شكرًا لك!
    [one] أنت معنا، ومعك شخص واحد. شكرًا لكما!
    [two] أنت معنا، ومعك شخصان. شكرًا لكم!
    [few] أنت معنا، ومعك { $more } أشخاص. شكرًا لكم!
    [many] أنت معنا، ومعك { $more } شخصًا. شكرًا لكم!
   *[other] أنت معنا، ومعك { $more } شخص. شكرًا لكم!
}
pledge-chapter = حُسبت ضمن { $name }.
pledge-amount = المبلغ الذي لن تدفعه: { $money }.
pledge-held = جاء كثيرون دفعة واحدة من هذه المجموعة، فينظر منظّم في الأمر أولًا.
pledge-remind = إذا تغيّر الموعد أخبرت هذه المجموعة. ولا أخبرك وحدك إلا إذا طلبت في محادثة خاصة: `/pledge remind`
pledge-remind-link = إذا تغيّر الموعد أخبرت هذه المجموعة. ولا أخبرك وحدك إلا إذا طلبت في محادثة خاصة: { $link }
pledge-remind-here = إذا تغيّر الموعد فلا أستطيع إخبارك إلا إذا طلبت: `/pledge remind`
pledge-withdrawn = تم، ولم تعد مشاركًا ولا يُحسب لك شيء.
pledge-none = لم تكن مشاركًا، فلا شيء تسحبه.
pledge-over = انتهت الفعالية { $id }. إن كنت شاركت: `/checkin { $id }`
pledge-many = لا يمكن أن تُحضر معك أكثر من { $most }.
pledge-too-often = غيّرت مشاركتك عدة مرات. حاول مرة أخرى في { $at }.
pledge-confirm = إن قرأت هذا وما زلت تريد المشاركة، فاضغط الزر أو أرسل الأمر مرة أخرى.
pledge-zero = الصفر ليس مبلغًا. اكتب ما لن تدفعه، مثل `/pledge 350`، أو أعلن مشاركتك وحدها بالأمر /pledge
pledge-bad = لم أفهم «{ $word }».
remind-kept = سأذكّرك هنا. وعندما تنتهي الفعالية يُحذف هذا العنوان.
remind-dropped = لن تصلك تذكيرات هنا بعد الآن.
remind-in-private = لا أستطيع تذكيرك إلا في محادثة خاصة: اكتب فيها `/pledge remind`
remind-in-private-link = لا أستطيع تذكيرك إلا في محادثة خاصة، اكتب فيها `/pledge remind`: { $link }
no-chapter = لا يوجد فرع اسمه { $word }. الموجود: { $known }.
no-chapter-near = لا يوجد فرع اسمه { $word }. هل تقصد { $near }؟
checkin-about = قل ماذا فعلت
checkin-usage = مثال: `/checkin all` أو `/checkin 40h` أو `/checkin none`، وإن كانت الفعاليات كثيرة سألتك أيها تقصد
checkin-ask-hours = كم صمدت؟ اختر جوابًا أو اكتبه هنا: 40~ساعة، يومين.
checkin-ask-money = ما المبلغ الذي لم تدفعه؟ اختر جوابًا أو اكتب المبلغ هنا.
checkin-how-hours = كم ساعة صمدت؟ `/checkin { $id } all` أو `/checkin { $id } 40h` أو `/checkin { $id } none`
checkin-how-money = ما المبلغ الذي لم تدفعه؟ `/checkin #{ $id } 350` أو `/checkin { $id } all` أو `/checkin { $id } none`
checkin-how-done = هل فعلتها؟ `/checkin { $id } all` أو `/checkin { $id } none`
checkin-link = من الحاسوب: الرابط أدناه لك وحدك، فلا ترسله إلى أحد.
checkin-hours = سُجّل: صمدت { $hours } من أصل { $whole }. شكرًا لك! يمكنك التصحيح حتى تُعلن النتيجة.
checkin-money = سُجّل: لم تدفع { $money }. شكرًا لك!
checkin-done = سُجّل: فعلتها. شكرًا لك!
checkin-none = سُجّل: ليس هذه المرة. شكرًا على صراحتك.
checkin-early = تبدأ الفعالية { $id } في { $at }. أخبرني حينها بما فعلت.
checkin-late = كان آخر موعد للإخبار عن الفعالية { $id } في { $at }.
checkin-not-over = لم تنته الفعالية { $id } بعد. اكتب كم ساعة مضت وأنت مشارك، { $hours } على الأكثر، أو انتظر النهاية.
checkin-too-long = لا يمكن أن تكتب أكثر من { $hours }، فهذا ما مضى منها حتى الآن.
checkin-bad = لم أفهم «{ $word }»: اكتب all أو none
checkin-bad-hours = لم أفهم «{ $word }»: اكتب all أو none أو المدة مثل 40~ساعة أو يومين.
checkin-bad-money = لم أفهم «{ $word }»: اكتب all أو none أو المبلغ مثل 350
amount-which = قد يُفهم من هذا أكثر من مبلغ: { $amounts }. أيها تقصد؟ اكتبه من غير مسافات ليكون واضحًا.
other-currency = «{ $word }» ليس بعملة { $currency }. تُحسب هذه الفعالية بها: اكتب المبلغ بها.
checkin-bad-link = هذا الرابط غير صالح. اطلب غيره: /checkin في محادثة خاصة مع البوت.
chapters-about = أي المدن والفروع تشارك أكثر
chapter-line = { $name }: { $people }
chapter-others = الباقون معًا: { $people }
chapter-none = غير محدد
chapters-none = ما زال المشاركون قلة، ولا تصح المقارنة بين الفروع بعد.
chapters-how = اختر فرعك عند المشاركة: { $known }
chapters-not-set = ليس لهذه الحملة فروع.

## Events: phone_off

phone-off-title = الهواتف مغلقة
phone-off-how = اضغط «أشارك». عند البداية أغلق الهاتف أو ضعه في وضع الطيران، وبعد النهاية قل كم ساعة صمدت.
phone-off-safety = سلامتك أولًا: أخبر أهلك كيف يصلون إليك، وأبقوا في البيت هاتفًا للطوارئ، وافتح هاتفك كلما احتجت إليه.
phone-off-page = أخبر البوت بأنك مشارك. عند البداية أغلق الهاتف أو ضعه في وضع الطيران، وبعد النهاية أخبره كم ساعة صمدت.
phone-off-server = أعلن مشاركتك بالأمر /pledge وعند البداية أغلق الهاتف أو ضعه في وضع الطيران، وبعد النهاية قل كم ساعة صمدت بالأمر /checkin
phone-off-hours = الساعات معًا: { $hours }
phone-off-estimate = الإنفاق الذي لم يُدفع، تقديرًا: من { $low } إلى { $high }. لا أحد يستطيع قياسه.
phone-off-low = على الأقل، بحسب من أجابوا وعددهم { $people }: الساعات { $hours } ÷ 24 × { $per_day } في اليوم = { $money }
phone-off-high = على الأكثر، بحسب من وعدوا: عددهم { $people } × الساعات { $hours } ÷ 24 × { $per_day } في اليوم = { $money }
phone-off-assumption = يفترض المنظّمون { $per_day } في اليوم للشخص ({ $source }، { $date }).
phone-off-no-assumption = لم يحدد المنظّمون إنفاقًا يوميًا، فلا يُقدَّر مال.
phone-off-no-measure = هذا تقدير وليس خسارة مقيسة: قد يُنفق كثير منه لاحقًا.
phone-off-too-few = لا يُقدَّر شيء ما دام عدد من أجابوا أقل من { $least }.

## Events: unlike_drive

drive-title = سحب الإعجابات
drive-how = افتح صفحات الشركات من /stats واسحب إعجابك، وأعلن مشاركتك بالأمر /pledge
drive-safety = افعلها بنفسك ومن حسابك وحده، ولا تضايق العاملين على هذه الصفحات.
drive-page = افتح صفحة كل شركة من هنا واسحب إعجابك.
drive-file = افتح صفحة كل شركة واسحب إعجابك.
drive-title-rise = دعم جماعي
drive-title-fall = انسحاب جماعي
drive-how-rise = افتح الصفحات من /stats وأضف دعمك هناك، وأعلن مشاركتك بالأمر /pledge
drive-how-fall = افتح الصفحات من /stats وانسحب منها، وأعلن مشاركتك بالأمر /pledge
drive-page-rise = افتح كل صفحة من هنا وأضف دعمك هناك.
drive-file-rise = افتح كل صفحة وأضف دعمك هناك.
drive-page-fall = افتح كل صفحة من هنا وانسحب منها.
drive-file-fall = افتح كل صفحة وانسحب منها.
drive-moved = منذ البداية: { $moved }
drive-best-hour = أفضل ساعة: من { $at }، { $moved }
drive-refilled = في ساعة واحدة { $moved }، من { $from }. التغيّر المعتاد { $usual }. ربما اشتراها أحد، وربما هي إعلان أو تصحيح من المنصة.
drive-drained = في ساعة واحدة { $moved }، من { $from }. التغيّر المعتاد { $usual }. ربما حذفت المنصة حسابات وهمية، أو صحّحت أرقامها.
drive-rounded = أعداد الصفحات مقرّبة بخطوات من { $step }.
drive-no-count = لا تعطي الصفحات بعد عددًا نبدأ منه.
drive-unread = لم تُقرأ الصفحات بما يكفي لحساب التغيّر.
drive-pace = الوتيرة: { $pace }
drive-to-goal = بهذه الوتيرة نبلغ الهدف بعد { $left }.
drive-gross = ساعة بساعة: نقص { $gone } وزاد { $come }، والحصيلة { $net }

## Events: bill_strike

bill-title = إضراب الفاتورة
bill-how = أعلن مشاركتك بالأمر /pledge، وإن شئت فاذكر المبلغ الذي لن تدفعه: `/pledge 350`
bill-safety = ضع المال جانبًا. وإن ضاق بك الحال فادفع، ولا لوم عليك. يأتيك تذكير قبل الموعد بثلاثة أيام ثم بيوم.
bill-page = أخبر البوت بأنك مشارك، وبالمبلغ الذي تمتنع عن دفعه إن شئت.
bill-note = اقرأ أولًا: الفاتورة غير المدفوعة قد تجلب غرامة، وقطع الخط، ومحصّل ديون. راجع عقدك.
bill-due = موعد الدفع: { $date }.
bill-due-early = ليس { $date } بعد البداية. البداية هي موعد الدفع الأول، فاكتب في due=… المواعيد التالية فقط.
bill-due-late = ما دام موعد الدفع { $date }، فلتكن مدة الفعالية { $length } على الأقل، وسنة على الأكثر.
bill-sum = معًا نمتنع عن دفع { $money }. عدد المشاركين: { $people }.
bill-band = عددهم { $people } × { $each } = { $money }
bill-typed = ذكروا المبلغ: { $people }، ومجموع ما ذكروه { $money }
bill-too-few = من ذكروا المبلغ أقل من { $least }.
bill-kept = ما لم يُدفع، بحسب من أخبرونا وعددهم { $people }: { $money }

## Events: sign_on

sign-title = نوقّع معًا
sign-how = وقّع في الرابط. أعلن نيتك هنا بالأمر /pledge، وبعد التوقيع أكّد بالأمر /checkin
sign-safety = وقّع باسمك مرة واحدة. ما تكتبه هناك تحفظه تلك الصفحة، لا هذا البوت.
sign-page = وقّع في الرابط، ثم أخبر البوت بذلك.
sign-count = التوقيعات كما تعدّها الصفحة نفسها: { $count } ({ $at })
sign-apart = من وقّعوا ومن أخبرونا يُعدّون كلًّا على حدة.
sign-no-count = الصفحة التي يُوقَّع فيها لا تعطي عددًا الآن.
sign-said = قالوا هنا إنهم وقّعوا: { $people }

## Events: the verdict on the pages

verdict-wanted = لدى { $name }: { $moved } في هذه المدة، والمعتاد { $expected }. الفرق بين { $low } و{ $high } (في 95 من 100~مرة)، وهو ما تريده الحملة.
verdict-unwanted = لدى { $name }: { $moved } في هذه المدة، والمعتاد { $expected }. الفرق بين { $low } و{ $high } (في 95 من 100~مرة)، وهو عكس ما تريده الحملة.
verdict-within = لدى { $name }: { $moved } في هذه المدة، والمعتاد { $expected }. هذا ضمن المعتاد.
verdict-placebo = في الأسابيع السابقة، مُدد بهذا الطول ابتعدت عن المعتاد بهذا القدر: { $extreme } من { $windows }.
verdict-short = لدى { $name }: لا يمكن القول بعد، فالأرقام من قبل الحملة أقل من أربعة أيام.
verdict-gaps = لدى { $name }: لا يمكن القول، فساعات كثيرة بلا قراءة.
verdict-rounded = لدى { $name }: لا يمكن القول، فالعدد مقرّب.
verdict-hidden = لدى { $name }: لا يمكن القول، فلا عدد هناك.
verdict-constant = لدى { $name }: لا يمكن القول، فالعدد لم يتغيّر قط من قبل.
similar-beyond = مقارنةً بصفحات مشابهة: الفرق بين { $low } و{ $high } (في 95 من 100~مرة).
similar-usual = مقارنةً بصفحات مشابهة: لا فرق واضح، فهو بين { $low } و{ $high }.
similar-contaminated = مقارنةً بصفحات مشابهة: لا يمكن القول، فقد اختلف تغيّر بعضها عن بعض أو خرج عن المعتاد.
similar-alone = مقارنةً بصفحات مشابهة: لا يمكن القول، فلا بد من صفحتين على الأقل.
similar-unclear = مقارنةً بصفحات مشابهة: لا يمكن القول، فقليل منها له أرقام دقيقة وكاملة.
similar-left-out = { $left ->
    [one] استُبعدت من المقارنة صفحة مشابهة واحدة لأن أرقامها غير دقيقة أو غير كاملة.
    [two] استُبعدت من المقارنة صفحتان مشابهتان لأن أرقامهما غير دقيقة أو غير كاملة.
    [few] استُبعدت من المقارنة { $left } صفحات مشابهة لأن أرقامها غير دقيقة أو غير كاملة.
    [many] استُبعدت من المقارنة { $left } صفحة مشابهة لأن أرقامها غير دقيقة أو غير كاملة.
   *[other] استُبعدت من المقارنة { $left } صفحة مشابهة لأن أرقامها غير دقيقة أو غير كاملة.
 }

later-title = بعد { $length }: { $title } (رقم~{ $id })
later-when = بعد { $length } من النهاية:
later-kept = لدى { $name }: بقي الأثر كما هو.
later-partly = لدى { $name }: زال بعض الأثر.
later-back = لدى { $name }: زال الأثر.
later-unclear = لدى { $name }: لا يمكن القول إن كان الأثر قد بقي.
later-since = منذ النهاية: الفرق عن المعتاد بين { $low } و{ $high } (في 95 من 100~مرة).
later-since-similar = منذ النهاية: الفرق عن صفحات مشابهة بين { $low } و{ $high } (في 95 من 100~مرة).

## Results and alarms that older versions stored

drive-lost = الإعجابات المفقودة منذ البداية: { $likes }
drive-gained = زيادة الإعجابات منذ البداية: { $likes }
drive-best = أفضل ساعة: من { $at }، إعجابات مفقودة: { $likes }
drive-refill = إعجابات جديدة في ساعة واحدة، من { $from }: { $likes }. التغيّر المعتاد { $usual }.
drive-possible = ربما هي إعجابات مشتراة. وقد تكون إعلانًا أو تصحيحًا من المنصة.
verdict-beyond = لدى { $name }: { $change } في هذه المدة، والمعتاد { $expected }. الفرق بين { $low } و{ $high } (في 95 من 100~مرة).
verdict-usual = لدى { $name }: { $change } في هذه المدة، والمعتاد { $expected }. هذا ضمن المعتاد.

## The terminal: a crowd

console-crowd = أشخاص وهميون عددهم { $people }: { $text }. قرأ آخرهم:
console-crowd-how = اكتب /crowd ثم العدد ({ $most } على الأكثر) ثم ما يرسله الجميع: `/crowd 1200 pledge`

## Discord

discord-bad-token = ديسكورد لا يعرف هذا المفتاح: انسخه من جديد من صفحة «Bot» في تطبيقك إلى DISCORD_BOT_TOKEN.
discord-unreachable = تعذّر الوصول إلى ديسكورد: { $reason }.
discord-missing = لا أستطيع الكلام في { $channels }. امنحني هناك من فضلك هذه الصلاحيات: { $permissions }
discord-missing-events = لا أستطيع إضافة فعاليات الحملة إلى فعاليات هذا الخادم كما طُلب في { $channels }. امنحني من فضلك هذه الصلاحية: { $permissions }
discord-locked = الموضوع { $channels } مقفل أو مغلق، فلا أستطيع النشر فيه ولا تعديل ما نشرته. بوسع من يدير المواضيع أن يفتحه من جديد أو أن يمنحني { $permissions }.
topic-gone = حُذف الموضوع الذي كنت أنشر فيه، وسأنشر هنا من الآن. إن أردتم موضوعًا آخر فأرسلوا فيه /subscribe ثم اضغطوا «في هذا الموضوع وحده».
permission-view_channel = عرض القناة
permission-send_messages = إرسال الرسائل
permission-send_messages_in_threads = إرسال الرسائل في المواضيع
permission-embed_links = تضمين الروابط
permission-create_events = إنشاء الفعاليات
permission-manage_threads = إدارة المواضيع
subscribed-missing = لا أستطيع الكتابة هنا بعد: امنحني من فضلك { $permissions } في هذه القناة.
server-about = الإشارة والنشر والفعاليات في خادم ديسكورد هذا
server-usage = مثلًا: `/server mention` مع دور، أو `/server publish on`، أو `/server events off`
server-title = ما اختارته هذه القناة على ديسكورد
server-mention = النداءات تشير إلى { $role }.
server-mention-unheard = لن يصل أي إشعار بذلك بعد: فعّل «السماح للجميع بالإشارة إلى هذا الدور» في إعدادات { $role }، أو امنحني صلاحية الإشارة إلى جميع الأدوار.
server-no-mention = النداءات لا تشير إلى أحد.
server-publish-on = النداءات تُنشر في القنوات التي تتابع هذه القناة.
server-publish-off = النداءات لا تُنشر في قنوات أخرى.
server-events-on = فعاليات الحملة تُدرج في فعاليات هذا الخادم.
server-events-off = فعاليات الحملة لا تُدرج في فعاليات هذا الخادم.
server-how = الكلمة { $word } ليست خيارًا هنا. الخيارات: mention وpublish وevents.
server-which-role = اذكر الدور الذي تشير إليه النداءات، أو off.
server-on-or-off = اكتب on أو off.

### The names of commands and arguments, as Discord shows them.

name-start = مرحبا
name-help = مساعدة
name-stats = أرقام
name-subscribe = اشتراك
name-unsubscribe = إلغاء-الاشتراك
name-settings = إعدادات
name-language = لغة
name-timezone = توقيت
name-quiet = هدوء
name-count = عدّ
name-undo = تراجع
name-claim = استلام
name-resign = تنازل
name-revoke = سحب
name-privacy = خصوصية
name-forget = نسيان
name-server = خادم
name-call = نداء
name-calls = نداءات
name-report = تقرير
name-retract = استرجاع
name-fix = تصحيح
name-did = فعلت
name-audit = سجل
name-desk = مكتب
name-chart = رسم
name-share = نشر
name-event = فعالية
name-events = فعاليات
name-pledge = مشاركة
name-checkin = إخبار
name-chapters = فروع
name-chapter = فرع
argument-code = رمز
argument-code-about = الرمز الذي أُعطي لك
argument-target = شركة
argument-target-about = شركة واحدة فقط
argument-campaign = حملة
argument-campaign-about = أي حملة
argument-cadence = وتيرة
argument-cadence-about = كل كم: 1h أو 30m أو daily 20:00
argument-language = لغة
argument-language-about = اللغة التي يُتكلم بها هنا
argument-chapter = فرع
argument-chapter-about = الفرع، أو none
argument-zone = منطقة
argument-zone-about = منطقة زمنية أو مدينة، مثل Africa/Casablanca
argument-hours = ساعات
argument-hours-about = من متى إلى متى، مثل 23:00-08:00، أو off
argument-page = صفحة
argument-page-about = أي صفحة
argument-number = عدد
argument-number-about = ما تعرضه الصفحة، مثل 2,272,336 أو 2.27M
argument-pseudonym = اسم-مستعار
argument-pseudonym-about = الشخص كما تسميه القائمة
argument-yes = تأكيد
argument-yes-about = احذف فورًا
argument-choice = خيار
argument-choice-about = ما يُختار
argument-role = دور
argument-role-about = الدور الذي تشير إليه النداءات
argument-switch = حالة
argument-switch-about = تشغيل on أو إيقاف off
argument-event = فعالية
argument-event-about = رقم الفعالية
argument-words = كلمات
argument-words-about = الباقي كما في الأمثلة
argument-call = نداء
argument-call-about = رقم النداء
argument-act = إجراء
argument-act-about = ما يُفعل به
argument-measure = مقياس
argument-measure-about = ما الذي يُعدّ إن كانت المقاييس كثيرة
argument-window = مدة
argument-window-about = إلى أي وقت رجوعًا
argument-mode = طريقة
argument-mode-about = رسالة كل مرة، أو لوحة واحدة تتغيّر، أو ملخص يومي
button-write = كتابة
question-over = لم يعد هذا السؤال قائمًا.
write-title = كلماتك
write-words = النص
write-picture = صور (PNG أو JPEG)

## Backups
backup-old = لم تُحفظ أي نسخة احتياطية منذ { $taken }. إذا ضاع الخادم الآن ضاع كل ما جرى بعدها. يستطيع من يشغّل البوت حفظ نسخة بالأمر: nolike backup FOLDER --every 1h
backup-ahead = تاريخ أحدث نسخة احتياطية { $taken }، وهو لم يأتِ بعد: كانت الساعة خاطئة، فلا يُعرف متى حُفظت. يستطيع من يشغّل البوت حفظ نسخة بالأمر: nolike backup FOLDER --every 1h
backup-never = يعمل هذا البوت منذ { $since } ولم تُحفظ له أي نسخة احتياطية. إذا ضاع الخادم ضاعت الحملة معه. يستطيع من يشغّل البوت حفظ نسخة بالأمر: nolike backup FOLDER --every 1h
backup-made = حُفظت نسخة احتياطية وفُحصت: { $file }، { $at }.
restore-ask = منذ متى والبوت متوقف؟ اكتب وقتًا بتوقيت UTC، مثل 2026-11-28T12:00، والوقت الآن { $now }. وإن ضغطت Enter وحده فقد يكون عمل حتى الآن
restore-ask-moved = هل عمل البوت مرة أخرى على الجهاز القديم بعد هذا النقل (nolike move --back)؟ إن كان كذلك فاكتب منذ متى توقف، بتوقيت UTC، والوقت الآن { $now }. وإن ضغطت Enter وحده فهو لم يعمل
restore-ran = تُظهر النسخة أن البوت كان لا يزال يعمل في { $ran }، فلا يمكن أن يكون متوقفًا منذ { $since }.
restored = استُعيدت النسخة المحفوظة في { $taken }. ما كان مقررًا حتى { $until } لن يُرسل مرة أخرى: { $closed ->
    [zero] لا رسائل معلّقة
    [one] رسالة واحدة لا نعلم هل وصلت
    [two] رسالتان لا نعلم هل وصلتا
    [few] { $closed } رسائل لا نعلم هل وصلت
    [many] { $closed } رسالة لا نعلم هل وصلت
   *[other] { $closed } رسالة لا نعلم هل وصلت
 }.
upgrade-nothing = قاعدة البيانات على المخطط { $schema } من قبل، ولا حاجة إلى شيء.
upgrade-waits = { $count ->
    [one] ما زالت نسخة أقدم من nolike تعمل على هذه القاعدة. طُلب منها أن تتوقف، ونحن في انتظارها.
   *[other] ما زالت نسخ أقدم من nolike تعمل على هذه القاعدة، عددها { $count }. طُلب منها أن تتوقف، ونحن في انتظارها.
}
upgrade-done = انتقلت قاعدة البيانات من المخطط { $before } إلى { $after }. شغّل البوت.
upgrade-still = لم تتم الترقية: لم تتوقف عمليات `nolike { $versions }` (عددها { $count }). أوقف ما يعمل على هذه القاعدة ثم أعد المحاولة.
restored-forget = من استعمل /forget بعد حفظ النسخة فليكرّره؛ وقد أُبلغ المنظّمون.
restored-left = احذف الملف الذي استُعيد منه البوت في أجل أقصاه { $date }: هذا هو اليوم الذي يذكره /forget ويذكره /privacy.
restored-notice = أُعيد تشغيل البوت من نسخة محفوظة في { $taken }. ما كان مقررًا حتى { $until } لن يُرسل مرة أخرى، ويبيّن الأمر /report المحادثات غير المؤكدة. ومن استعمل /forget منذ ذلك الوقت فليكرّره.
restored-look = ما اعتُمد أو أُلغي أو تغيّر موعده بعد حفظ النسخة عاد كما كان: راجع /calls وراجع /events. وللمسودات ولما كان ينتظر الموافقة أرقام جديدة هناك؛ فلا تطلق منها إلا ما لم يُرسل بعد.
restored-back = ما أُنهي بعد حفظ النسخة عاد كما كان: صفات سُحبت، واشتراكات أُلغيت، ومشاركات تراجع عنها أصحابها؛ وما أُوقف بعدها يُستأنف. فأنهِ ذلك من جديد.
restored-codes = رموز الصفات وروابط المكتب ومفاتيح المرور لم تعد صالحة، ويلزم غيرها.
move-how = اذكر ملفًا جديدًا للنقل: nolike move FILE. وللتراجع عن النقل: nolike move --back.
move-waits = { $count ->
    [1] طُلب من البوت أن يتوقف، وهو يُنهي ما بدأ إرساله.
   *[other] طُلب من العمليات (عددها { $count }) أن تتوقف، وهي تُنهي ما بدأ إرساله.
}
move-still = لم يتم النقل: لم تتوقف عمليات `nolike { $versions }` (عددها { $count }). أوقف ما يعمل على هذه القاعدة ثم أعد المحاولة، وإلى ذلك الحين شغّل البوت هنا كما كان.
move-ended = طُلب من البوت أن يتوقف من أجل هذا النقل، والنقل لم ينجح. شغّله هنا من جديد، إن لم يعد وحده: nolike run.
move-done = { $at }: كل ما لدى البوت محفوظ في { $file } بعد فحصه. ولن يُرسل شيئًا من هنا بعد الآن.
move-next = على الجهاز الآخر، بالمفتاح SECRET_KEY نفسه: nolike restore FILE مرة واحدة، ثم nolike run. وإن لم ينجح الأمر: nolike move --back.
move-back = يمكن تشغيل البوت هنا من جديد. لا تفعل ذلك إلا إذا لم يُستعد ملف النقل في أي مكان.
move-back-file = احذف ذلك الملف الآن. ومن يستعده لاحقًا فليذكر منذ متى توقف هذا البوت: nolike restore FILE --since TIME. وإلا أُرسل ما خرج من هنا مرة ثانية.
move-none = لم يُنقل البوت، فلا شيء للتراجع عنه.
restored-moved = يواصل البوت من حيث توقف في { $taken }: لم يضع شيء، ولن يُرسل شيء مرتين ما دام لم يعمل في أي مكان بعد ذلك. لا تستعد هذا الملف مرة ثانية.
restored-moved-ran = هل عمل مع ذلك مرة أخرى على الجهاز القديم؟ إذن لا تشغّله: أفرغ قاعدة البيانات هذه واكتب nolike restore FILE --since TIME.
restored-moved-left = احذف هذا الملف وقاعدة بيانات الجهاز القديم في أجل أقصاه { $date }: هذا هو اليوم الذي يذكره /forget ويذكره /privacy.
second-link = { $word } ليس رابط بوت ولا رابط صفحة. اكتب مثلًا --bot https://t.me/NolikeTwo أو --mirror https://likes.example.net.
second-no-key = لا يحتوي { $file } على مفتاح للإعلانات؛ اذكر ملفًا آخر باستعمال --key.
second-key-elsewhere = وُقّع إعلان قاعدة البيانات هذه بمفتاح آخر غير موجود في { $file }: ضعه هناك، أو اذكر ملفه باستعمال --key.
second-no-notice = هذا ليس إعلانًا عن بوت ثانٍ: انسخه كاملًا من الصفحة أو مما يعرضه nolike second.
second-none = لا تعرف هذه القاعدة أي بوت ثانٍ. أعلن عنه بالأمر nolike second --bot LINK، أو استعد نسخة احتياطية أُخذت بعد ذلك.
second-other-key = هذا الإعلان موقّع بمفتاح غير الذي تثق به هذه القاعدة، فلن يُعتمد.
second-forged = تغيّر هذا الإعلان بعد توقيعه، فلن يُعتمد.
second-expired = انتهت صلاحية هذا الإعلان في { $until }، فلن يُعتمد.
second-over = انتهت صلاحية ما أُعلن مسبقًا في { $until }: { $links }. أعلن عنه من جديد بالأمر nolike second.
second-lacks = لا يذكر الإعلان { $campaigns }: أعلن عن البوت الثاني من جديد بالأمر nolike second --bot LINK.
second-until = أُعلن مسبقًا حتى { $until }: { $links }.
second-replaced = حلّ محل هذا الإعلان إعلان أحدث منه في { $at }، فلن يُعتمد.
second-other-campaign = هذا الإعلان عن حملات غير حملات هذه القاعدة: { $campaigns }.
second-other-bot = يذكر الإعلان { $bots }، أما مفتاح هذا الجهاز فهو للبوت { $bot }. لم يُرسل شيء.
check-second-bot = { $why } وإذا سُحب منك البوت: ضع هناك مفتاح البوت الثاني واكتب nolike take-over.
second-not-named = لا يذكر الإعلان { $word }، فلا شيء يُحذف منه.
second-empty = لن يبقى في الإعلان شيء: اذكر بوتًا آخر أو صفحة أخرى في السطر نفسه.
second-declared = إذا سكت هذا البوت يومًا فالحملة مستمرة هنا: { $links }. أضيفوا البوت الثاني إلى هذه المحادثة من اليوم، فهو لا يتكلم قبل ذلك. والإعلان الموقّع منشور في الصفحة.
second-signed = الإعلان منشور في الصفحة، وتُبلَّغ به كل محادثة مرة واحدة. المفتاح الذي وقّعه في { $file }: احفظه في مكان آخر مثل SECRET_KEY.
take-over-notice = من الآن يتكلم { $bot } باسم هذه الحملة. أعلن المنظّمون ذلك في { $at } في إعلان موقّع، فلا تصدقوا بوتًا غيره.
take-over-done = صار { $bot } يتكلم باسم الحملة. عدد المحادثات التي ستُبلَّغ عند تشغيله: { $chats }. شغّله بالأمر nolike run. المحادثات التي لم يُضَف إليها لا يصلها شيء.
page-second = إذا سكت البوت
page-second-how = تستمر الحملة حينها عبر هذه الروابط. الإعلان أدناه موقّع بمفتاح الحملة (Ed25519)، ولا يستطيع غيرها أن يصنع مثله.

## Words that people type: separated by commas, understood in every chat; case, accents and hamza make no difference

typed-language = عربي، العربية، عربية، بالعربي، بالعربية، اللغة العربية، ع
typed-all = الكل، كله، كلها، كامل، الجميع
typed-none = لا، لا شيء، والو
typed-now = الآن، حالا، دابا
typed-on = نعم، تشغيل
typed-off = لا، إيقاف، أوقف، توقف
typed-yes = نعم، أجل، موافق
typed-remind = ذكرني، تذكير، فكرني
typed-low = منخفض
typed-middle = متوسط
typed-high = مرتفع
typed-countries = أمريكا US، بريطانيا GB، إنجلترا GB، السعودية SA، الإمارات AE، فلسطين PS، تركيا TR، مملكة المغرب MA، تونس الخضراء TN
typed-currencies = درهم MAD، دراهم MAD، درهما MAD، درهم AED، دراهم AED، أورو EUR، يورو EUR، دولار USD، دولارا USD، دولار CAD، دينار DZD، دنانير DZD، دينار TND، دنانير TND، دينار KWD، جنيه EGP، جنيها EGP، جنيه GBP، ريال SAR، ريال QAR، د.م MAD، دج DZD، د.ت TND
typed-cities = الرباط Africa/Casablanca، كازا Africa/Casablanca، مراكش Africa/Casablanca، فاس Africa/Casablanca، مكناس Africa/Casablanca، طنجة Africa/Casablanca، تطوان Africa/Casablanca، أكادير Africa/Casablanca، وجدة Africa/Casablanca، وهران Africa/Algiers، صفاقس Africa/Tunis، الإسكندرية Africa/Cairo، جدة Asia/Riyadh، مكة Asia/Riyadh، أبوظبي Asia/Dubai، أبو ظبي Asia/Dubai، الدوحة Asia/Qatar، جنيف Europe/Zurich، برشلونة Europe/Madrid، مونتريال America/Toronto، بكين Asia/Shanghai، قسنطينة Africa/Algiers، عنابة Africa/Algiers، الجزائر العاصمة Africa/Algiers، سوسة Africa/Tunis، القيروان Africa/Tunis
typed-daily = يوميا، كل يوم، مرة في اليوم
typed-hourly = كل ساعة، على رأس كل ساعة، مرة كل ساعة
typed-thousand = ألف، آلاف، الف
typed-million = مليون، ملايين
typed-billion = مليار، ملايير، مليارات
typed-today = اليوم
typed-tonight = الليلة، هذا المساء، مساء اليوم
typed-tomorrow = غدا، الغد، غدوة، بكرة، بكرا
typed-overmorrow = بعد غد، بعد غدا، بعد الغد
typed-next = القادم، القادمة، الجاي، الجاية، هاد، المقبل، المقبلة، هذا، هذه
typed-this-week = هذا الأسبوع، من هذا الأسبوع، في هذا الأسبوع، خلال هذا الأسبوع، هاد الأسبوع، من هاد الأسبوع، في هاد الأسبوع، خلال هاد الأسبوع، هاد السيمانة، من هاد السيمانة، في هاد السيمانة، خلال هاد السيمانة، هذه السيمانة، من هذه السيمانة، في هذه السيمانة، خلال هذه السيمانة
typed-next-week = الأسبوع القادم، من الأسبوع القادم، في الأسبوع القادم، خلال الأسبوع القادم، الأسبوع المقبل، من الأسبوع المقبل، في الأسبوع المقبل، خلال الأسبوع المقبل، الأسبوع التالي، من الأسبوع التالي، في الأسبوع التالي، خلال الأسبوع التالي، الأسبوع الجاي، من الأسبوع الجاي، في الأسبوع الجاي، خلال الأسبوع الجاي، السيمانة الجاية، من السيمانة الجاية، في السيمانة الجاية، خلال السيمانة الجاية، السيمانة المقبلة، من السيمانة المقبلة، في السيمانة المقبلة، خلال السيمانة المقبلة، السيمانة اللي جاية، من السيمانة اللي جاية، في السيمانة اللي جاية، خلال السيمانة اللي جاية
typed-week-later = بعد القادم، بعد القادمة، بعد المقبل، بعد المقبلة، بعد الجاي، بعد الجاية
typed-weekend = نهاية الأسبوع، في نهاية الأسبوع، نهاية هذا الأسبوع، في نهاية هذا الأسبوع، عطلة نهاية الأسبوع، في عطلة نهاية الأسبوع، آخر الأسبوع، الويكاند، هاد الويكاند، ويكاند، الويكند، هذا الويكند، ويكند
typed-next-weekend = نهاية الأسبوع القادم، نهاية الأسبوع المقبل، في نهاية الأسبوع القادم، في نهاية الأسبوع المقبل، عطلة نهاية الأسبوع القادم، عطلة نهاية الأسبوع المقبل، عطلة نهاية الأسبوع القادمة، عطلة نهاية الأسبوع المقبلة، الويكاند الجاي، الويكند الجاي
typed-month-start = بداية، في بداية، أوائل، في أوائل، مطلع، في مطلع
typed-month-middle = منتصف، في منتصف، أواسط، في أواسط، نص، وسط
typed-month-end = نهاية، في نهاية، أواخر، في أواخر، آخر، في آخر
typed-month = شهر، الشهر، هذا الشهر، هاد الشهر، الشهر الجاري، الشهر الحالي
typed-at = الساعة، ساعة، على، عند، مع
typed-hour = تماما
typed-am = صباحا، الصباح، في الصباح، د الصباح، ديال الصباح، فجرا، ص
typed-pm = مساء، المساء، في المساء، العشية، د العشية، ديال العشية، بعد الظهر، عصرا، م
typed-noon = الظهر، ظهرا، منتصف النهار
typed-midnight = منتصف الليل، نص الليل
typed-months = جانفي 1، كانون الثاني 1، فيفري 2، شباط 2، آذار 3، أفريل 4، نيسان 4، ماي 5، أيار 5، جوان 6، حزيران 6، يوليوز 7، جويلية 7، تموز 7، غشت 8، أوت 8، آب 8، شتنبر 9، أيلول 9، تشرين الأول 10، نونبر 11، تشرين الثاني 11، دجنبر 12، ديسمبر 12، كانون الأول 12
typed-filler = يوم، نهار، في، بتاريخ، و
typed-after = بعد، خلال
typed-one = واحد، واحدة
typed-minutes = دقيقة، دقائق، د
typed-hours = ساعة، ساعات، س
typed-days = يوم، أيام، يوما
typed-two-minutes = دقيقتين، دقيقتان
typed-two-hours = ساعتين، ساعتان
typed-two-days = يومين، يومان
typed-weeks = أسبوع، أسابيع، أسبوعا
typed-two-weeks = أسبوعين، أسبوعان
typed-from-now = من الآن
typed-numbers = واحدة 1، واحد 1، اثنان 2، اثنين 2، ثلاث 3، ثلاثة 3، أربع 4، أربعة 4، خمس 5، خمسة 5، ست 6، ستة 6، سبع 7، سبعة 7، ثماني 8، ثمان 8، ثمانية 8، تسع 9، تسعة 9، عشر 10، عشرة 10، اثنا عشر 12، اثني عشر 12، خمس عشرة 15، خمسة عشر 15، عشرون 20، عشرين 20، ثلاثون 30، ثلاثين 30، أربعون 40، أربعين 40، خمس وأربعون 45، خمسون 50، خمسين 50
typed-hour-names = الواحدة 1، الثانية 2، الثالثة 3، الرابعة 4، الخامسة 5، السادسة 6، السابعة 7، الثامنة 8، التاسعة 9، العاشرة 10، الحادية عشرة 11، الثانية عشرة 12، الوحدة 1، الجوج 2، التلاتة 3، الربعة 4، الخمسة 5، الستة 6، السبعة 7، الثمنية 8، التمنية 8، التسعود 9، العشرة 10، الحداش 11، الطناش 12
typed-day-names = الأول 1، الثاني 2، الثالث 3، الرابع 4، الخامس 5، السادس 6، السابع 7، الثامن 8، التاسع 9، العاشر 10، فاتح 1، الحادي عشر 11، الثاني عشر 12، الثالث عشر 13، الرابع عشر 14، الخامس عشر 15، السادس عشر 16، السابع عشر 17، الثامن عشر 18، التاسع عشر 19، العشرون 20، العشرين 20، الحادي والعشرون 21، الحادي والعشرين 21، الثاني والعشرون 22، الثاني والعشرين 22، الثالث والعشرون 23، الثالث والعشرين 23، الرابع والعشرون 24، الرابع والعشرين 24، الخامس والعشرون 25، الخامس والعشرين 25، السادس والعشرون 26، السادس والعشرين 26، السابع والعشرون 27، السابع والعشرين 27، الثامن والعشرون 28، الثامن والعشرين 28، التاسع والعشرون 29، التاسع والعشرين 29، الثلاثون 30، الحادي والثلاثون 31، الثلاثين 30، الحادي والثلاثين 31
typed-half = نصف، النصف، نص، النص، نصف ال
typed-quarter = ربع، الربع، ربعا، رب
typed-third = ثلث، الثلث، ثلثا
typed-past = بعد
typed-to = قبل
typed-less = إلا، الا، ناقص
typed-plus = و، زائد
typed-night = ليلا، في الليل، بالليل، الليل، د الليل، ديال الليل
typed-utc = غرينتش، جرينتش، توقيت غرينتش، بتوقيت غرينتش، بتوقيت جرينتش، التوقيت العالمي، بالتوقيت العالمي
typed-zone = بتوقيت، توقيت، التوقيت في، الوقت في، توقيت مدينة، بتوقيت مدينة
typed-local = بالتوقيت المحلي، التوقيت المحلي
typed-during = لمدة، مدة، طيلة
typed-from = من، بين
typed-by = بمقدار، بنحو، بقدر
typed-later = لاحقا، متأخرا، بعد ذلك
typed-earlier = أبكر، قبل، قبل ذلك، مبكرا
typed-every = كل، كل أسبوع، أسبوعيا
typed-until = حتى، إلى، لغاية، إلى غاية، حتى يوم
typed-deadline = قبل، في موعد أقصاه، كحد أقصى، قبل حلول
typed-the = يوم، بتاريخ، نهار
typed-moved-to = إلى
typed-sooner-by = قبل، قبل ب

menu-about = كل شيء بالأزرار
name-menu = قائمة
menu-title = { $title }
menu-campaign = { $title }
menu-ask = ماذا تريد أن تفعل؟
menu-which = أي حملة؟
menu-approve = هذا ينتظر موافقتك:
menu-approve-none = لا شيء ينتظر موافقتك.
menu-counts = عدد أي صفحة قرأت؟ اضغط عليها ثم أرسل لي العدد.
menu-goal = هدف أي فعالية؟
menu-goal-none = لا توجد فعالية مقررة لتحديد هدف لها.
menu-link = رابط أي فعالية؟
menu-link-none = لا توجد الآن فعالية تحتاج إلى رابط.
menu-people-owner = وحده المالك يدعو الناس ويسحب الصفات.
menu-code = وهذا الرابط يؤدي الغرض نفسه في تيليغرام، مرة واحدة: { $link }
menu-out = هل تسحب صفة { $pseudonym }؟ يسري ذلك فورًا.
button-audit = من فعل ماذا
button-chapters = الفروع
button-turnout = المشاركة في كل فرع
button-checkin = أسجّل ما فعلته
button-claim = آخذ صفتي
button-fix = تصحيح نداء
button-forget-me = حذف ما يُحفظ عني
button-privacy = ما يُحفظ عن الناس
button-quiet = ساعات الهدوء
button-quiet-off = بلا ساعات هدوء
button-quiet-from = هدوء من { $start } إلى { $end }
button-reports = أين وصلت النداءات
button-resign = التخلي عن صفتي
button-take-back = سحب نداء
button-server = هذا الخادم
button-settings = الإعدادات
button-start = ماذا يفعل هذا البوت
button-timezone = التوقيت
button-unsubscribe = إيقاف الرسائل هنا
button-updates = الأرقام { $cadence }
button-menu = القائمة
button-new-call = نداء جديد
button-new-event = فعالية جديدة
button-go-on = أكمل الفعالية
button-go-on-change = أكمل الفعالية { $id }
button-go-on-in = أكمل فعاليتك في { $title }
button-go-on-call = أكمل النداء { $id }
button-go-on-question = العودة إلى السؤال
button-to-approve = بانتظار الموافقة: { $count }
button-calls = النداءات: إيقاف أو إلغاء
button-counts = إدخال عدد
button-goal = الهدف
button-sign-link = الرابط
button-people = الفريق
button-events = الفعاليات
button-more = المزيد
button-invite = دعوة: { $role }
button-take-role = سحب: { $pseudonym }
button-again = أعد السؤال
button-change-again = عدّل واطلب من جديد
button-change-event = عدّل الفعالية
button-call-off = ألغِ الفعالية
button-day = اليوم
button-time = الساعة
button-length = المدة
button-title = العنوان
button-walk-cancel = إلغاء
button-walk-none = بلا هدف
button-walk-skip = أبقِ هذا العنوان
walk-step = فعالية جديدة، الخطوة { $step } من { $steps }
walk-kind = ماذا ستفعلون معًا؟
walk-day = في أي يوم؟ اضغط على يوم أو اكتبه، مثل 5 ديسمبر أو الجمعة.
walk-time = في أي ساعة ({ $zone })؟ اضغط على ساعة أو اكتبها، مثل 19:30
walk-length = كم تدوم؟ اضغط على مدة أو اكتبها، مثل 3 أيام أو 12 ساعة.
walk-span = لمدة { $length }
walk-goal = كم مشاركًا تريدون؟ اضغط على عدد أو اكتبه.
walk-link = أين يوقّع الناس؟ أرسل العنوان، وأوله https://
walk-bad-link = لم أفهم «{ $given }». انسخ الرابط من المتصفّح، وأوله https://
walk-title = اسمها «{ $title }». أرسل عنوانًا آخر أو أبقِ هذا.
walk-title-kept = يبقى عنوانها باللغة { $language }: «{ $title }».
walk-bad-day = لم أفهم «{ $given }». اكتب الجمعة أو 5 ديسمبر
walk-bad-length = لم أفهم «{ $given }». اكتب 3 أيام أو 12 ساعة.
walk-bad-time = لم أفهم «{ $given }». اكتب ساعة مثل 20:00
walk-gone = لم تعد هذه المسودة موجودة. ابدأ غيرها من /menu
walk-cancelled = حُذفت المسودة، ولم يعلم بها أحد.
event-needs-option = تحتاج هذه الفعالية إلى { $name }: أضف `{ $name }={ $example }`
call-other-script = لا يبدو أن هذا النص باللغة { $language }. بأي لغة هو؟
button-is = { $language }
button-rewrite = أكتبه من جديد
button-change-words = تغيير النص
button-other-time = موعد آخر

## Calls that repeat

series-and = { $first } و{ $rest }
series-comma = { $first }، { $rest }
series-daily = كل يوم الساعة { $time } ({ $zone })، حتى { $last }.
series-weekly = كل أسبوع، { $days }، الساعة { $time } ({ $zone })، حتى { $last }.
series-past-end = انتبه: تنتهي الحملة في { $end }، وتنتهي السلسلة معها.
series-ask-days = في أي يوم من الأسبوع؟ اضغط على يوم، أو اكتب عدة أيام مثل الاثنين والجمعة.
series-ask-time = في أي ساعة؟ اضغط على ساعة أو اكتبها، مثل 19:30
series-ask-until = حتى أي يوم؟ اضغط على يوم أو اكتبه، مثل 26 ديسمبر
series-ask-within = إن تأخر نداء لسبب ما، فكم يبقى صالحًا للإرسال؟ اكتب مدة مثل 3 ساعات. المعتاد: حتى موعد النداء التالي.
series-bad = لم أفهم «{ $given }». اكتب مثلًا: كل جمعة 18:00 حتى 26 ديسمبر
series-bad-days = لا أجد في «{ $given }» يومًا من أيام الأسبوع. اكتب مثلًا: الاثنين والجمعة
series-bad-until = لم أفهم «{ $given }». اكتب آخر يوم، مثل 26 ديسمبر
series-no-until = حتى متى؟ أضف آخر يوم، مثل: كل جمعة 18:00 حتى 26 ديسمبر
series-long = سنة على الأكثر: اختر آخر يوم أقرب.
series-over = لم يبقَ أي من هذه المواعيد. اختر آخر يوم أبعد.
series-campaign-ends = تنتهي الحملة في { $end }، قبل أول هذه المواعيد. اختر موعدًا أقرب، أو أرسل النداء مرة واحدة.
series-campaign-over = انتهت الحملة، فلا تبدأ فيها سلسلة. لكن يمكن إرسال النداء مرة واحدة.
series-until = لكل نداء في السلسلة مهلته: اكتب مدة مثل 6 ساعات.
series-begun = السلسلة { $id } جاهزة. عدد المحادثات: { $chats }. أول نداء في { $at }. يُخبَر المنظّمون قبل كل نداء بيوم، ولهم أن يتخطّوه.
series-soon = يُرسل النداء { $id } من السلسلة { $series } في { $at }.
series-late = كان موعد النداء { $id } من السلسلة { $series } في { $at }، وقد تعطّل. يُرسل الآن متأخرًا.
series-held-up = تعطّلت السلسلة { $series }. عدد نداءاتها التي لن تصل بعد الآن: { $calls }. أحدثها في `/report { $series }`
calls-skip = لن يُرسل النداء { $id }. موعد التالي { $at }.
calls-stop = توقفت السلسلة { $id }: لن يُرسل منها شيء بعد الآن. ما أُرسل يبقى.
series-title = السلسلة { $id }
series-next = التالي: { $at }
series-one-of = هو من السلسلة { $series }: `/report { $series }`
series-not = ليس النداء { $id } سلسلة جارية. تجد القائمة في /calls
series-not-of = النداء { $id } ليس من سلسلة. يلغيه `/calls cancel { $id }`
series-no-pause = لا تُوقَف السلسلة مؤقتًا: تخطَّ أحد نداءاتها، أو أوقفها بالأمر `/calls stop { $id }`
series-too-late = لم يعد النداء { $id } ينتظر الإرسال. يسحب ما أُرسل منه `/retract { $id }`
calls-line-series = { $id }: { $rule }
call-is-repeating = متكرر
call-is-ended = انتهت
button-every = كل أسبوع
button-every-day = كل يوم
button-campaign-end = حتى نهاية الحملة
button-skip = تخطَّ هذا
button-stop = أوقف السلسلة

## /import: a file of counts, sent in private

import-about = إضافة أعداد من ملف (للمنظّمين)
import-how = أرسل لي هنا ملف الأعداد نفسه. أعرض عليك ما فيه قبل أن يتغيّر أي شيء.
import-file = { $file }، ضمن «{ $title }»
import-more = وغيرها، وعددها { $count }
import-mend = إمّا الملف كله أو لا شيء: صحّح هذه الأسطر وأرسله من جديد، أو أضِف الأسطر السليمة وحدها.
button-import = إضافة
button-import-good = الأسطر السليمة فقط
import-dropped = لم يُضَف شيء.
import-taken = تم ذلك من قبل: أرقام هذا الملف محفوظة.
import-gone = لم يعد هذا الملف عندي: أرسله مرة أخرى.
import-gone-attach = لم يعد هذا الملف عندي: أرفقه مرة أخرى بالأمر /import
import-not-you = ملفات الأعداد يرسلها المنظّمون وحدهم. أما الأرقام فيراها الجميع: /stats
import-form = لا أستطيع قراءة هذا النوع من الملفات. أرسل الأعداد بصيغة .csv أو .xlsx أو .ods أو .json
import-toml = يبدو هذا ملف الحملة نفسها: يحمّله مالكها من المكتب، انظر /desk. أما هنا فأقرأ ملفات الأعداد.
import-toml-server = يبدو هذا ملف الحملة نفسها: يحمّله من يدير الخادم بالأمر nolike campaign load. أما هنا فأقرأ ملفات الأعداد.
import-photo = لا أستطيع قراءة الأعداد من صورة. أرسلها في ملف (.csv أو .xlsx أو .ods أو .json)، أو اكتب عددًا: /count
import-too-big = هذا الملف أكبر مما تتّسع له المحادثة، والحد { $most }~ميغابايت. يستطيع مشغّل البوت إضافته: nolike import
import-not-fetched = لم يصلني هذا الملف. أرسله مرة أخرى من فضلك.
import-which-campaign = لأي حملة هذا الملف { $file }؟
import-whose = لمن هذه الأعداد؟
import-which-column = في أي عمود الأعداد؟
import-which-day = ليس في الملف تاريخ لهذه الأعداد. اختر يومًا أو اكتبه، مثل 2026-08-05
import-bad-day = لم أفهم «{ $given }». اكتب يومًا مثل 2026-08-05 أو مع الساعة 2026-08-05T12:00
import-today = اليوم
import-yesterday = أمس
import-day-first = 3/4 هو 3 أبريل
import-month-first = 3/4 هو 4 مارس
sheet-unpacked = الملف { $file } أكبر من أن يُفتح: حجمه بعد فك الضغط { $size }~ميغابايت، والحد { $most }. احفظه بصيغة CSV
name-import = استيراد
argument-file = ملف
argument-file-about = ملف فيه تواريخ وأعداد: .csv أو .xlsx أو .ods أو .json
