### Everything the desk says in Arabic. Its ids begin with "desk-"; the file is read when the desk is opened.

## Coming in and going out

desk-title = المكتب
desk-insecure = لا يُفتح المكتب إلا عبر https أو على هذا الجهاز نفسه. وخلف خادم وسيط، اضبط WEB_PUBLIC_URL وWEB_TRUSTED_PROXIES.
desk-too-long = هذا أكثر مما يُرسل دفعة واحدة: أقصى حجم للصورة 5~ميغابايت، وللملف 2~ميغابايت.
desk-bad-form = انتهت صلاحية هذه الاستمارة أو لم تُرسَل من هنا. افتح الصفحة من جديد وأعد المحاولة.
desk-closed = المكتب مغلق أمام هذا المتصفّح. أرسل /desk إلى البوت في محادثة خاصة، أو اطلب رابطًا ممن يدير الخادم.
desk-typed = ما كتبته، لتنسخه من هنا:
desk-meanwhile = عُدّلت هذه الخانة في مكان آخر في هذه الأثناء، ولم يُحفظ شيء بعد. نصك في الاستمارة، والنص المعتمد الآن في المعاينة. إن كان نصك هو الصحيح فأرسله مرة أخرى.
desk-link-expired = استُعمل هذا الرابط أو انقضى وقته. أرسل /desk إلى البوت لتحصل على رابط جديد.
desk-enter-title = الدخول
desk-enter = هذا الرابط لك وحدك ويعمل مرة واحدة. تبقى جلستك مفتوحة في هذا المتصفّح اثنتي عشرة ساعة.
desk-enter-button = ادخل
desk-left = خرجت من المكتب. أرسل /desk متى أردت رابطًا جديدًا.
desk-leave = خروج
desk-sessions = الجلسات
desk-sessions-about = المتصفّحات التي دخلت منها. أنهِ كل جلسة ليست لك.
desk-session-line = بدأت { $begun }، وآخر استعمال { $seen }، وتنتهي { $until }.
desk-session-own = هذا المتصفّح.
desk-session-end = إنهاء
desk-session-ended = انتهت الجلسة.
desk-no-session = هذه الجلسة منتهية من قبل.
desk-passkeys = مفاتيح المرور
desk-passkeys-about = بمفتاح المرور تدخل دون رابط: تكفي بصمتك أو وجهك أو رمز جهازك.
desk-passkey-add = أضف مفتاح مرور
desk-passkey-line = أُضيف { $added }، وآخر استعمال { $used }.
desk-passkey-unused = أُضيف { $added }، ولم يُستعمل بعد.
desk-passkey-remove = إزالة
desk-passkey-added = أُضيف مفتاح المرور، وصار يفتح المكتب.
desk-passkey-removed = أُزيل مفتاح المرور. يمكنك حذفه من جهازك أيضًا.
desk-no-passkey = هذا المفتاح مُزال من قبل.
desk-passkey-enter = ادخل بمفتاح المرور
desk-passkey-failed = لم يُستعمل مفتاح المرور. أعد المحاولة، أو أرسل /desk إلى البوت لتحصل على رابط.
desk-passkey-refused = هذا المفتاح لا يفتح المكتب أو انقضى وقته. أعد المحاولة، أو أرسل /desk إلى البوت لتحصل على رابط.
desk-passkey-where = يحتاج مفتاح المرور إلى عنوان له اسم. على هذا الجهاز ضع localhost مكان 127.0.0.1 في الرابط، وفي غيره افتح المكتب عبر https.
desk-organizers-only = هذا لأصحاب الصفات وحدهم. خذ لك صفة: أنشئ رمزًا في قسم «الفريق» وأرسله إلى البوت.

## On every page

desk-skip = إلى المحتوى
desk-menu = أقسام المكتب
desk-language = اللغة
desk-today = اليوم
desk-calls = النداءات
desk-events = الفعاليات
desk-counts = الأرقام
desk-campaign = الحملة
desk-people = الفريق
desk-chats = المحادثات
desk-audit = السجل
desk-when = متى
desk-why = السبب
desk-platform = المنصة
desk-filter = تصفية
desk-csv = ملف CSV

## Today

desk-needed = المطلوب الآن
desk-task-call = النداء { $id } ينتظر الموافقة.
desk-task-event = الفعالية { $id } تنتظر الموافقة.
desk-task-event-again = الفعالية { $id }: { $state }.
desk-task-held = عدد معلّق لـ { $page }: اقبله أو ارفضه.
desk-task-off = { $chats ->
    [zero] لا محادثة موقوفة.
    [one] محادثة واحدة موقوفة.
    [two] محادثتان موقوفتان.
    [few] عدد المحادثات الموقوفة: { $chats }.
    [many] عدد المحادثات الموقوفة: { $chats }.
   *[other] عدد المحادثات الموقوفة: { $chats }.
}
desk-figures = الأرقام
desk-running = نداءات قيد الإرسال
desk-health = حال التشغيل
desk-health-sources = المصادر
desk-health-platforms = المنصات
desk-health-program = البرنامج
desk-next-due = الموعد التالي: { $at }
desk-health-source = الصفحات التي تعطي عددًا: { $good } من { $pages }، وآخر عدد وصل { $at }.
desk-health-source-never = لا صفحة تعطي عددًا (عدد الصفحات: { $pages }).
desk-health-fault = { $fault } الحال كذلك منذ { $at }.
desk-health-rest = لا يُسأل هذا المصدر قبل { $at }.
desk-health-lease = تخدمها الآن العملية { $holder }
desk-health-nobody = لا أحد يخدمها الآن، وما يخصها ينتظر.
desk-health-queue = في الانتظار: { $waiting }، قيد الإرسال: { $under-way }
desk-health-queue-next = يحين الإرسال التالي بعد { $left }.
desk-health-queue-prompt = الإرسال في وقته.
desk-health-lag = الإرسال متأخر { $lag }.
desk-health-left = أُرسل في الدقيقة الأخيرة: { $left }
desk-health-rate = أُرسل في الدقيقة الأخيرة: { $left }، أي { $share } من المسموح ({ $pace } في الثانية).
desk-health-flood = طلبت المنصة التوقف مدة { $length } ({ $at })، وما زال التوقف ساريًا.
desk-health-flood-over = طلبت المنصة التوقف مدة { $length } ({ $at })، وقد انتهى.
desk-health-floods = مرات طلب التوقف منذ بدء البرنامج: { $times }
desk-health-backup = أحدث نسخة احتياطية: { $at }
desk-no-backup = لا توجد نسخة احتياطية بعد.
desk-health-late = جزء من البرنامج متأخر: { $part }.
desk-health-skew = تختلف ساعة هذا الجهاز عن ساعة قاعدة البيانات بمقدار { $skew }.
desk-health-away = يتعذّر الوصول إلى المنصة الآن، ونعيد المحاولة باستمرار.
desk-halted = كل شيء متوقف منذ { $at }: لا يُرسل شيء.
desk-emergency = للطوارئ
desk-halt = أوقف كل إرسال
desk-resume = استأنف الإرسال

## Calls

desk-write = اكتب نداءً
desk-call = النداء { $id }
desk-fix = نص جديد للنداء { $id }
desk-fix-begin = تغيير النص
desk-text-in = النص ({ $language })
desk-picture = صور، 4 على الأكثر (PNG أو JPEG، حتى 5~ميغابايت)
desk-without-picture = بلا صور
desk-buttons = الأزرار
desk-buttons-hint = عنوان الزر ثم الرابط: وقّع هنا https://example.org.
desk-button = الزر { $number }
desk-did = زر «فعلتُها»، ويُحسب عدد من ضغطوه
desk-when-local = الموعد ({ $zone })؛ إن تُرك فارغًا: فور الموافقة
desk-every = التكرار (كل جمعة 18:00 حتى 26 ديسمبر)؛ إن تُرك فارغًا: مرة واحدة
desk-until = آخر موعد للإرسال (22:00 أو 6h)؛ إن تُرك فارغًا: بعد موعده بـ24~ساعة
desk-audience = إلى من يصل
desk-save = حفظ
desk-saved = تم الحفظ.
desk-propose = احفظ واطلب الموافقة
desk-preview = معاينة
desk-reaches = { $chats ->
    [zero] لا يصل إلى أي محادثة.
    [one] يصل إلى محادثة واحدة.
    [two] يصل إلى محادثتين.
    [few] يصل إلى { $chats } محادثات.
    [many] يصل إلى { $chats } محادثة.
   *[other] يصل إلى { $chats } محادثة.
}
desk-size = عدد الحروف: { $length } من { $most }
desk-stands-in = لا نص بهذه اللغة، فيحلّ محلّه نص لغة أخرى.
desk-in-telegram = في تيليغرام
desk-in-discord = في ديسكورد
desk-in-page = على الصفحة
desk-no-text-yet = لم يُكتب شيء بعد.
desk-reason = السبب في كلمات قليلة

## Events

desk-waits = بانتظار الموافقة
desk-event-plan = إعداد فعالية
desk-event-new = فعالية جديدة: { $kind }
desk-event-change = تعديلها
desk-event-cancel = إلغاء الفعالية
desk-event-cancel-waits = إلغاؤها ينتظر الموافقة.
desk-event-starts = البداية ({ $zone })
desk-event-length = المدة (72h)؛ إن تُركت فارغة: كالمعتاد
desk-event-goal = الهدف؛ إن تُرك فارغًا: بلا هدف
desk-event-title = العنوان ({ $language })؛ إن تُرك فارغًا: العنوان المعتاد
desk-example = مثلًا { $example }
desk-event-check = تحقّق منها
desk-event-card = بطاقة
desk-event-reminder = تذكير
desk-event-result = النتيجة

## Counts

desk-count-now = العدد { $count }، { $at }
desk-count-none = لا عدد حتى الآن.
desk-count-type = العدد الظاهر في الصفحة
desk-count-settings = تغيير ما يُحسب
desk-count-goal-total = هدف المجموع: { $goal }
desk-count-goal-none = لا هدف للمجموع.
desk-count-goal-set = تحديد هذا الهدف أو تغييره
desk-count-measure = المحسوب: { $measure }.
desk-count-goal = الهدف: { $goal }.
desk-count-send = إدخال
desk-week = الأيام السبعة الأخيرة
desk-held = عدد معلّق: { $count }، قُرئ { $at }، وهو بعيد عن العدد السابق.
desk-accept = قبول
desk-reject = رفض
desk-held-accepted = اعتُمد العدد { $count } لـ { $page }.
desk-held-rejected = أُهمل العدد { $count }، ويبقى لـ { $page } عدده.
desk-held-gone = لم يعد هذا العدد معلّقًا: وصلت قراءة أخرى.
desk-import = أعداد من ملف
desk-latest-counts = آخر ما أُدخل
desk-file = ملف الأعداد
desk-file-hint = ملف CSV أو جدول بيانات (xlsx أو ods) أو JSON، فيه عمود للتاريخ وعمود للعدد ({ $columns }). ترى ما الذي سيتغيّر قبل إضافة أي شيء.
desk-file-size = اختر ملفًا لا يتجاوز 2~ميغابايت؛ والأكبر منه يُستورد على الخادم بالأمر `nolike import`.
desk-import-good = أضف الأسطر السليمة وحدها
desk-file-day-first = اليوم أولًا: 3/4 هو 3 أبريل
desk-file-month-first = الشهر أولًا: 3/4 هو 4 مارس
desk-import-take = أضف الأسطر
desk-back = رجوع

## People

desk-member = { $role }، { $platform }، منذ { $since }
desk-you = هذا أنت.
desk-revoke = سحب الصفة
desk-resign = أتخلى عن صفتي
desk-invite = دعوة شخص
desk-invite-role = الصفة
desk-invite-valid = صلاحية الرمز
desk-hours = لمدة { $span }
desk-invite-button = أنشئ رمزًا
desk-code = الرمز الجديد
desk-code-once = يعمل مرة واحدة ولا يُعرض إلا الآن. أرسله إلى شخص واحد في محادثة خاصة.
desk-code-picture = صورة الرمز للمسح

## Chats

desk-chats-total = { $chats ->
    [zero] لا محادثة تتابع هذه الحملة.
    [one] محادثة واحدة تتابع هذه الحملة.
    [two] محادثتان تتابعان هذه الحملة.
    [few] تتابع هذه الحملة { $chats } محادثات.
    [many] تتابع هذه الحملة { $chats } محادثة.
   *[other] تتابع هذه الحملة { $chats } محادثة.
}
desk-chats-off = محادثات موقوفة

## Audit log

desk-audit-act = ماذا
desk-audit-who = مَن
desk-audit-all = الكل
desk-audit-more = هناك المزيد: استعمل التصفية أو نزّل ملف CSV.

## First start

desk-token-form = هذا ليس مفتاحًا صحيحًا: انسخه كاملًا بلا مسافات.
desk-setup = الإعداد
desk-setup-about = أربع خطوات بالترتيب الذي تشاء، ويمكنك العودة متى أردت.
desk-still-open = ما بقي
desk-open-token = لا مفتاح لأي منصة بعد.
desk-open-campaign = لا حملة بعد.
desk-open-owner = لا مالك للحملة بعد.
desk-open-group = لا مجموعة تتابع الحملة بعد.
desk-open-key = { $pages }: لا يستطيع البوت قراءة الأرقام من دون مفتاح وصول. أدخلها في «الأرقام»، أو اطلب ضبط { $settings } على الخادم فتصل وحدها.
desk-all-done = كل شيء جاهز.
desk-tokens = البوت
desk-token = المفتاح
desk-token-save = احفظ
desk-token-says = هذا { $bot }.
desk-token-kept = حُفظ مفتاح { $bot } مشفّرًا. تبدأ منصة { $platform } خلال ثوانٍ إن لم تكن منصة تعمل من قبل، وإلا فمع التشغيل المقبل للبرنامج.
desk-token-gone = حُذف مفتاح { $platform }، ويسري ذلك مع التشغيل المقبل للبرنامج على الأكثر.
desk-token-given = مفتاحها مضبوط على الخادم، وهو مقدَّم على غيره.
desk-token-entered = مفتاحها محفوظ هنا مشفّرًا، ولا يستطيع أحد قراءته بعد الآن.
desk-token-missing = لا مفتاح لها بعد.
desk-token-where-telegram = أرسل /newbot إلى @BotFather في تيليغرام وانسخ المفتاح الذي يردّ به.
desk-token-where-discord = أنشئ تطبيقًا في discord.com/developers وافتح Bot وانسخ المفتاح.
desk-operator-only = هذا لمن يدير الخادم وحده: `nolike desk`.
desk-campaign-new = حملة جديدة
desk-campaign-make = أنشئ الحملة
desk-campaign-there = توجد حملة باسم { $slug } من قبل.
desk-fallback = لغتها الأولى
desk-starts = البداية
desk-ends = النهاية؛ إن تُركت فارغة: بلا نهاية محددة
desk-zone = المنطقة الزمنية
desk-currency = العملة بثلاثة أحرف؛ إن تُركت فارغة: لا تُعرض مبالغ
desk-value = قيمة الإعجاب الواحد
desk-title-in = العنوان ({ $language })، واتركه فارغًا في لغة لا تكتب بها
desk-token-other = مفتاح آخر
desk-code-open = افتح البوت بهذا الرمز
desk-setup-back = العودة إلى الإعداد
desk-members-none = لم يأخذ أحد صفة بعد.
desk-contact = كيف يصل الناس إليكم (بريد إلكتروني أو صفحة ويب)
desk-companies = الشركات
desk-companies-hint = الصق عنوان كل صفحة عامة فيُقرأ عددها فورًا. وبلا عنوان يُدخل الناس العدد بأنفسهم.
desk-company = الشركة { $number }
desk-address = العنوان
desk-page-says = { $page }: { $count }
desk-page-network = لا مصدر يقرأ { $network }. اترك العنوان فارغًا، فيُدخل عددها أصحاب الصفات في «الأرقام».
desk-page-unknown = لا يُقرأ عدد في { $address }. الصق عنوان صفحة عامة، أو اتركه فارغًا.
desk-owner = المالك
desk-owner-there = للحملة مالك.
desk-owner-become = أنا مالكها
desk-first-campaign = أنشئ الحملة أولًا.
desk-groups = المجموعات
desk-groups-about = أضف البوت إلى مجموعتك ثم اكتب فيها /subscribe، و/stats لترى الأرقام.
desk-group-telegram = إضافته إلى مجموعة تيليغرام
desk-group-discord = إضافته إلى خادم ديسكورد
desk-first-token = أدخل مفتاحًا أولًا؛ وتظهر الروابط هنا حين يعمل البوت.

## The campaign

desk-campaign-about = الحملة كما يصفها ملفها. يُعرض كل تعديل قبل أن يسري، ويمكن التراجع عنه.
desk-campaign-download = تنزيل بصيغة TOML
desk-campaign-file = ملف TOML
desk-campaign-load = تحميل ملف
desk-campaign-logo-of = شعار مَن؟
desk-campaign-load-logo = اعتماد هذا الشعار
desk-campaign-drop-logo = إزالة الشعار
desk-campaign-check = عرض ما سيتغيّر
desk-campaign-would = ما سيتغيّر
desk-campaign-same = لن يتغيّر شيء.
desk-campaign-apply = تعديل الحملة
desk-campaign-changed = عُدّلت الحملة، وهذا التعديل { $id }.
desk-campaign-unchanged = لم يتغيّر شيء.
desk-campaign-meanwhile = عُدّلت الحملة في هذه الأثناء. راجع ما سيتغيّر الآن ثم أكّد.
desk-campaign-since = عُدّلت الحملة بعد فتح هذه الاستمارة. ما لم تغيّره بنفسك من الأسطر أدناه سيُلغي تلك التعديلات.
desk-campaign-other = هذا ملف حملة أخرى هي { $slug }. لا تُعدَّل هنا إلا { $own }.
desk-campaign-history = التعديلات
desk-campaign-change = التعديل { $id }
desk-campaign-back-wrong = لم يُتراجع عن شيء. هكذا كانت ستصير الحملة، وفي الخانات أدناه ما يلزم تصحيحه.
desk-campaign-take-back = التراجع عنه
desk-campaign-before = قبل
desk-campaign-after = بعد
desk-campaign-add = { $what }: إضافة
desk-campaign-remove = حذفه
desk-key-campaign = الحملة
desk-key-targets = شركة
desk-key-pages = صفحة
desk-key-events = فعالية
desk-key-chapters = فرع
desk-key-slug = الاسم المختصر في العناوين
desk-key-title = العنوان
desk-key-timezone = المنطقة الزمنية
desk-key-starts-at = البداية
desk-key-ends-at = النهاية
desk-key-currency = العملة
desk-key-value-per-unit = قيمة الوحدة
desk-key-value-note = مصدر هذه القيمة
desk-key-measure = ما يُعَدّ
desk-key-rates = أسعار الصرف
desk-key-rates-date = تاريخ الأسعار
desk-key-updates = كم مرة تصل الأرقام
desk-key-fallback = اللغة عند عدم الاختيار
desk-key-languages = اللغات، إن استُبعد بعضها
desk-key-purge-days = أيام حتى حذف بيانات الناس
desk-key-contact = جهة الاتصال
desk-key-accent = لون الصفحة
desk-key-logo = الشعار
desk-key-call-approvals = عدد الموافقات لكل نداء
desk-key-milestones = محطات
desk-key-percent = كل كذا بالمئة
desk-key-likes = كل كذا إعجاب
desk-key-crowd = عدّ يشترك فيه عدة أشخاص
desk-key-source = المصدر
desk-key-handle = المعرّف
desk-key-role = الغرض (control للمقارنة فقط)
desk-key-name = الاسم
desk-key-names = أسماء خاصة
desk-key-key = المقياس
desk-key-kind = النوع
desk-key-wanted = الاتجاه المطلوب
desk-key-unit = الوحدة
desk-key-decimals = المنازل العشرية
desk-key-goal = الهدف
desk-key-value = قيمة الوحدة
desk-key-length = المدة
desk-key-options = خيارات
desk-key-pick = موضع العدد (JMESPath)
desk-key-css = موضع العدد (CSS)
desk-key-pattern = نمط العدد
desk-key-header = ترويسة المفتاح
desk-key-decimal = علامة الكسر العشري
desk-key-every = كم مرة تُقرأ
desk-key-attr = السمة التي تحمل العدد
desk-campaign-text = هذا ليس ملفًا نصيًا بترميز UTF-8.

## Options of events, and values that a field may have

desk-option-per-day = كلفة اليوم الواحد
desk-option-source = مصدر هذه الكلفة
desk-option-on = تاريخ هذه الكلفة
desk-option-bands = ثلاثة مبالغ للأزرار
desk-option-due = أيام استحقاق الفاتورة
desk-option-link = رابط العريضة
desk-option-page = الصفحة التي يُتابَع عددها
desk-choice-fall = المطلوب أن ينخفض
desk-choice-rise = المطلوب أن يرتفع
desk-choice-control = للمقارنة فقط
desk-choice-count = عدد
desk-choice-rate = معدّل
desk-choice-rank = مركز
desk-choice-average = متوسط
desk-choice-price = سعر

## Mistakes in a form

desk-wrong = راجع هذه الخانات
desk-wrong-missing = خطأ في { $where }: الخانة فارغة. المطلوب: { $wanted }.
desk-wrong-twice = خطأ في { $where }: القيمة { $given } مكرّرة هنا.
desk-wrong-left-out = خطأ في { $where }: { $language } لغة الحملة، فلا بد أن تكون ضمن «{ $other }».
desk-wrong-needs = خطأ في { $where }: املأ معه أيضًا خانة «{ $other }».
desk-wrong-hours = خطأ في { $where }: هذا النوع يدوم ساعات كاملة، مثل 72h.
desk-wrong-option = خطأ في { $where }: لا يمكن استعماله كما كُتب. مثال: { $example }
desk-wrong-number = خطأ في { $where }: اذكر موضع العدد في الصفحة، مثل { $example }
desk-where-row = { $what } { $number }
desk-where-part = { $what } ({ $part })
desk-where-in = { $outer } › { $inner }
desk-wanted-slug = من 1 إلى 40 من الحروف اللاتينية الصغيرة والأرقام والشرطات
desk-wanted-line = نص في سطر واحد، لا يزيد على { $length } من الحروف
desk-wanted-handle = عنوان الصفحة أو اسمها هناك
desk-wanted-zone = منطقة زمنية مثل { $example }
desk-wanted-time = تاريخ وساعة، بين 2000 و2199
desk-wanted-date = تاريخ مثل { $example }
desk-wanted-currency = رمز عملة من ثلاثة حروف لاتينية كبيرة، مثل { $example }
desk-wanted-colour = لون مثل { $example }
desk-wanted-cadence = مدة من دقيقة إلى 24~ساعة، أو ساعة من اليوم، مثل { $example }
desk-wanted-contact = عنوان يبدأ بإحدى هذه الصيغ: { $forms }
desk-wanted-length = مدة لا تتجاوز سنة، مثل { $example }
desk-wanted-number = عدد مثل { $example }
desk-wanted-option = نص في سطر واحد
desk-wanted-filled = ملء خاناته
desk-wanted-choice = أحد الخيارات
desk-page-typed = وإلى أن تُقرأ، يُدخل عددها أصحاب الصفات في «الأرقام».
desk-token-unknown = لا يعرف { $platform } هذا المفتاح: انسخه من جديد كاملًا.
desk-slug = اسم قصير للعناوين بحروف لاتينية؛ إن تُرك فارغًا: يؤخذ من عنوان الحملة
desk-wanted-written = قيمة مكتوبة بهذا الشكل: { $example }
desk-wrong-network = خطأ في { $where }: لا مصدر يقرأ { $network }. اختر المصدر manual فتُدخل أعدادها باليد.
desk-wrong-unknown = خطأ في { $where }: هذا غير معروف هنا. المعروف: { $known }.
