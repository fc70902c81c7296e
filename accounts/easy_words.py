"""What passwords are guessed with first: words, and what lies side by side on a keyboard."""

# What is tried first at this portal, besides what is tried everywhere.
COMMON_HERE = """
    smart city cities sme smes small medium enterprise firm company business med mediterranean sea
    innovation innovative solution solutions procurement buyer public ppi training train learn
    learning course module lesson quiz portal platform demo test testing guest admin administrator
    manager editor publisher trainer learner teacher student user login welcome hello password
    passwort pass word secret change changeme letmein qwerty asdf abc
    malaga jaen andalucia andalusia sevilla seville spain espana madrid barcelona valencia
    genoa genova liguria italy italia roma rome sassari sardinia palermo jerusalem israel haifa
    telaviv tel aviv palestine ramallah hebron bethlehem nablus gaza europe european union eu enicbc
    eni cbc the and for our my me we you is in of to
    ciudad ciudades inteligente inteligentes empresa empresas pyme pymes mediterraneo innovacion
    innovador compra compras publica publicas publico contratacion formacion curso cursos modulo
    aprender contrasena clave secreto secreta cambiar entrar administrador usuario profesor
    profesora estudiante alumno bienvenido bienvenida bienvenidos hola mundo gracias amor verano
    invierno primavera mi el la los las de del en por para
    citta intelligente intelligenti impresa imprese innovazione innovativo acquisto acquisti
    appalto appalti pubblico pubblici pubblica formazione corso corsi imparare segreto segreta
    parola chiave amministratore utente insegnante docente studente benvenuto benvenuta benvenuti
    ciao mondo grazie amore estate inverno autunno mio mia il lo le gli di della per con
    עיר ערים חכמה חכמות עסק עסקים חברה חדשנות רכש ציבורי הכשרה לימודים ללמוד קורס שיעור סיסמה
    סיסמא סוד מנהל מנהלת מורה תלמיד תלמידה משתמש שלום ברוך ברוכה הבא הבאה עולם אהבה תודה ישראל
    ירושלים חיפה פלסטין הים התיכון שלי של את אני
    مدينة مدن ذكية المدينة المدن الذكية شركة شركات الشركات ابتكار الابتكار شراء المشتريات العامة
    تدريب التدريب تعلم دورة درس وحدة كلمة السر المرور سر مدير مدرب معلم طالب متعلم مستخدم مرحبا اهلا
    سلام السلام عليكم وسهلا عالم حب شكرا فلسطين القدس رام الله غزة الخليل نابلس البحر المتوسط
    الأبيض في من انا
"""
CALENDAR = """
    monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december
    spring summer autumn fall winter
    lunes martes miercoles jueves viernes sabado domingo
    enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre
    diciembre primavera verano otono invierno
    lunedi martedi mercoledi giovedi venerdi sabato domenica
    gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
    estate autunno inverno
    יום ראשון שני שלישי רביעי חמישי שישי שבת
    ינואר פברואר מרץ מרס אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר
    אביב קיץ סתיו חורף
    يوم الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد
    يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
    كانون الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين الأول
    ربيع الربيع صيف الصيف خريف الخريف شتاء الشتاء
"""
# Neighbours in a row or, on the first keyboard, in a column.
KEYBOARDS = """
    qwertyuiop asdfghjklñ zxcvbnm qaz wsx edc rfv tgb yhn ujm
    azertyuiop qsdfghjklm wxcvbn qwertzuiop yxcvbnm
    йцукенгшщзхъ фывапролджэ ячсмитьбю
    קראטוןםפ שדגכעיחלךף זסבהנמצתץ
    ضصثقفغعهخحجد شسيبلاتنمكط ئءؤرلاىةوزظ
"""
