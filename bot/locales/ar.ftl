### Everything the bot says in Arabic.
### One section (`##`) per part of the program; keep the ids in the same section and order in every language.
### A value is written and isolated by the program; every line begins with an Arabic letter, never with a value.
### Spans (span-…) follow a preposition such as قبل or منذ or خلال, so the dual is دقيقتين and not دقيقتان.

## Pieces of values: lengths of time, dates

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
moment-date = { $day } { $month } { $year }
moment-full = { $date }، { $time } ({ $zone }، { $offset })
moment-utc = { $date }، { $time } (UTC)

## Where a figure comes from

origin-source = مقروء من الصفحة
origin-manual = أدخله أحد المنظمين
origin-crowd = قرأه عدة أشخاص
origin-import = مستورد من ملف

## Roles

role-owner = مالك الحملة
role-organizer = منظّم
role-reporter = راصد

## Campaign file: where a mistake is, what is wrong, what would be right

file-line = السطر { $line }، { $key }
mistake-syntax = السطر { $line }، العمود { $column }: هذه ليست صيغة TOML صحيحة. { $reason }
mistake-unknown = خطأ في { $where }: لا يوجد مفتاح بهذا الاسم. هل تقصد { $near }؟
mistake-unknown-far = خطأ في { $where }: لا يوجد مفتاح بهذا الاسم. المفاتيح المعروفة هنا: { $known }.
mistake-missing = خطأ في { $where }: هذا المفتاح ناقص. المطلوب: { $wanted }.
mistake-value = خطأ في { $where }: القيمة { $given } غير مناسبة. المطلوب: { $wanted }.
mistake-reserved = خطأ في { $where }: الكلمة { $given } محجوزة للبرنامج نفسه. اختر كلمة أخرى.
mistake-near = خطأ في { $where }: القيمة { $given } غير معروفة. هل تقصد { $near }؟
mistake-gap = خطأ في { $where }: الوقت { $given } غير موجود في { $zone }، لأن الساعة تُقدَّم حينها. أول وقت موجود بعده هو { $next }.
mistake-order = خطأ في { $where }: يجب أن تأتي النهاية بعد البداية.
mistake-rates-date = خطأ في { $where }: أسعار الصرف تحتاج إلى تاريخها، مثل rates_date = 2016-02-29.
mistake-own-rate = خطأ في { $where }: العملة { $currency } هي عملة الحملة نفسها ولا تحتاج إلى سعر صرف.
mistake-no-name = خطأ في { $where }: اللغة { $language } ناقصة، وهي اللغة المستعملة عند غياب غيرها.
mistake-twice = خطأ في { $where }: القيمة { $given } مكررة هنا. أول ظهور لها في السطر { $line }.
mistake-handle = خطأ في { $where }: القيمة { $given } ليست اسم صفحة صحيحًا في { $source }.
wanted-table = جدول من المفاتيح
wanted-tables = جدول واحد من المفاتيح أو أكثر
wanted-slug = من 1 إلى 40 من الحروف اللاتينية الصغيرة والأرقام والشرطات، بين علامتي اقتباس
wanted-line = نص بين علامتي اقتباس في سطر واحد، لا يزيد طوله على { $length } من العلامات
wanted-zone = منطقة زمنية من قائمة IANA بين علامتي اقتباس، مثل "Africa/Casablanca"
wanted-time = تاريخ ووقت محليان بلا علامات اقتباس، من سنة 2000 إلى 2199، مثل 2016-02-26T20:00:00
wanted-date = تاريخ بلا علامات اقتباس، مثل 2016-02-29
wanted-currency = رمز عملة من ثلاثة حروف لاتينية كبيرة بين علامتي اقتباس، مثل "MAD"
wanted-amount = عدد أكبر من الصفر ولا يزيد على مليار، مثل 3.0
wanted-rates = جدول من رموز العملات وأعداد أكبر من الصفر، مثل {"{"} USD = 9.8838 {"}"}
wanted-cadence = القيمة "15m" أو "1h" أو "1h30m" أو "daily 20:00" (من دقيقة واحدة إلى 24 ساعة)
wanted-language = إحدى اللغات { $languages } بين علامتي اقتباس
wanted-days = عدد صحيح من الأيام من { $low } إلى { $high }
wanted-contact = عنوان بين علامتي اقتباس: https://… أو mailto:… أو t.me/…
wanted-source = أحد المصادر { $sources } بين علامتي اقتباس
wanted-handle = اسم الصفحة بين علامتي اقتباس
