#include "app/practiceorg/seed/seeddata.h"

#include <array>

namespace practice::seed {

namespace {

constexpr Name englishFirst[] = {{"Grace", "grace"}, {"Amara", "amara"}, {"Daniel", "daniel"},
    {"Ruth", "ruth"}, {"Marcus", "marcus"}, {"Olivia", "olivia"}, {"Samuel", "samuel"},
    {"Imani", "imani"}, {"Walter", "walter"}, {"Priya", "priya"}, {"Noah", "noah"},
    {"Hannah", "hannah"}, {"Caleb", "caleb"}, {"Mary-Jo", "maryjo"}, {"D'Andre", "dandre"},
    {"Eleanor", "eleanor"}, {"Kofi", "kofi"}, {"June", "june"}, {"Theo", "theo"},
    {"Beatrice", "beatrice"}};
constexpr Name englishLast[] = {{"Okafor", "okafor"}, {"Johnson", "johnson"}, {"O'Brien", "obrien"},
    {"Whitfield", "whitfield"}, {"Nguyen", "nguyen"}, {"Patel", "patel"}, {"Ramirez", "ramirez"},
    {"MacLeod", "macleod"}, {"St. Clair", "stclair"}, {"Lee", "lee"}, {"Washington", "washington"},
    {"Abernathy", "abernathy"}, {"Fitzgerald", "fitzgerald"}, {"Smith-Jones", "smithjones"},
    {"Cohen", "cohen"}, {"Begaye", "begaye"}, {"Li", "li"}, {"Underwood", "underwood"},
    {"Van Dyke", "vandyke"}, {"Brooks", "brooks"}};
constexpr const char *englishCities[] = {
    "Portland", "Anchorage", "Baltimore", "Tulsa", "Boise", "Richmond", "Duluth", "Savannah"};
constexpr const char *englishStates[] = {"OR", "AK", "MD", "OK", "ID", "VA", "MN", "GA"};
constexpr const char *englishStreets[] = {
    "% Maple Street", "% Old Mill Road", "% 5th Avenue\nApt 3B", "% Riverside Drive", "PO Box %"};

constexpr Name germanFirst[] = {{"Jürgen", "juergen"}, {"Käthe", "kaethe"},
    {"Anneliese", "anneliese"}, {"Björn", "bjoern"}, {"Sören", "soeren"}, {"Ulrike", "ulrike"},
    {"Matthias", "matthias"}};
constexpr Name germanLast[] = {{"Müller", "mueller"}, {"Groß", "gross"}, {"Schäfer", "schaefer"},
    {"von der Heide", "vonderheide"}, {"Öztürk", "oeztuerk"}, {"Weiß", "weiss"},
    {"Köhler", "koehler"}};
constexpr const char *germanCities[] = {"München", "Köln", "Lübeck"};
constexpr const char *noStates[] = {"", "", ""};
constexpr const char *germanStreets[] = {"Königstraße %", "Am Mühlbach %", "Große Elbstraße % a"};

constexpr Name frenchFirst[] = {{"Zoë", "zoe"}, {"Éloïse", "eloise"}, {"François", "francois"},
    {"Jérôme", "jerome"}, {"Anaïs", "anais"}, {"Benoît", "benoit"}};
constexpr Name frenchLast[] = {{"Lefèvre", "lefevre"}, {"d'Aubigné", "daubigne"},
    {"Garçon", "garcon"}, {"Bœuf", "boeuf"}, {"Noël", "noel"}, {"Château", "chateau"}};
constexpr const char *frenchCities[] = {"Orléans", "Nîmes", "Besançon"};
constexpr const char *frenchStreets[] = {
    "% rue de l'Église", "% bis, avenue Foch", "% allée des Érables"};

constexpr Name spanishFirst[] = {{"José", "jose"}, {"Lucía", "lucia"}, {"Íñigo", "inigo"},
    {"María Ángeles", "mariaangeles"}, {"Peña", "pena"}, {"Joaquín", "joaquin"}};
constexpr Name spanishLast[] = {{"García Márquez", "garciamarquez"}, {"Núñez", "nunez"},
    {"Ibáñez", "ibanez"}, {"Ordóñez", "ordonez"}, {"Muñoz", "munoz"}, {"Güell", "guell"}};
constexpr const char *spanishCities[] = {"Málaga", "A Coruña", "Cádiz"};
constexpr const char *spanishStreets[] = {"Calle Mayor, %, 2º izq.", "Avda. de la Constitución, %"};

constexpr Name polishFirst[] = {{"Łukasz", "lukasz"}, {"Małgorzata", "malgorzata"},
    {"Zbigniew", "zbigniew"}, {"Agnieszka", "agnieszka"}, {"Šárka", "sarka"}};
constexpr Name polishLast[] = {{"Wójcik", "wojcik"}, {"Dąbrowska", "dabrowska"}, {"Żak", "zak"},
    {"Dvořák", "dvorak"}, {"Świątek", "swiatek"}};
constexpr const char *polishCities[] = {"Łódź", "Kraków", "Poznań"};
constexpr const char *polishStreets[] = {"ul. Świętojańska %", "al. Jerozolimskie %"};

constexpr Name russianFirst[] = {
    {"Ольга", "olga"}, {"Дмитрий", "dmitry"}, {"Наталья", "natalya"}, {"Фёдор", "fyodor"}};
constexpr Name russianLast[] = {{"Иванова", "ivanova"}, {"Кузнецов", "kuznetsov"},
    {"Шевченко", "shevchenko"}, {"Щукин", "shchukin"}};
constexpr const char *russianCities[] = {"Київ", "Казань", "Одеса"};
constexpr const char *russianStreets[] = {"ул. Ленина, %", "просп. Мира, %"};

constexpr Name japaneseFirst[] = {
    {"花子", "hanako"}, {"太郎", "taro"}, {"さくら", "sakura"}, {"健一", "kenichi"}};
constexpr Name japaneseLast[] = {
    {"山田", "yamada"}, {"佐藤", "sato"}, {"髙橋", "takahashi"}, {"鈴木", "suzuki"}};
constexpr const char *japaneseCities[] = {"大阪市", "札幌市", "京都市"};
constexpr const char *japaneseStreets[] = {"中央区%番地", "北区本町%-2"};

constexpr Name chineseFirst[] = {
    {"伟", "wei"}, {"秀英", "xiuying"}, {"𠮷祥", "jixiang"}, {"敏", "min"}};
constexpr Name chineseLast[] = {{"王", "wang"}, {"李", "li"}, {"张", "zhang"}, {"欧阳", "ouyang"}};
constexpr const char *chineseCities[] = {"上海", "广州", "成都"};
constexpr const char *chineseStreets[] = {"人民路%号", "中山大道%号"};

constexpr Name arabicFirst[] = {
    {"فاطمة", "fatima"}, {"محمد", "mohammed"}, {"ليلى", "layla"}, {"يوسف", "yusuf"}};
constexpr Name arabicLast[] = {
    {"الحسن", "alhassan"}, {"خوري", "khoury"}, {"المصري", "almasri"}, {"حدّاد", "haddad"}};
constexpr const char *arabicCities[] = {"القاهرة", "بيروت", "عمّان"};
constexpr const char *arabicStreets[] = {"شارع النيل %", "شارع الحمرا %"};

constexpr Culture everyone[] = {
    {"United States", "+1 503", englishFirst, englishLast, englishCities, englishStates,
        englishStreets, 62},
    {"Germany", "+49 89", germanFirst, germanLast, germanCities, noStates, germanStreets, 7},
    {"France", "+33 1", frenchFirst, frenchLast, frenchCities, noStates, frenchStreets, 6},
    {"Spain", "+34 952", spanishFirst, spanishLast, spanishCities, noStates, spanishStreets, 8},
    {"Poland", "+48 42", polishFirst, polishLast, polishCities, noStates, polishStreets, 4},
    {"Ukraine", "+380 44", russianFirst, russianLast, russianCities, noStates, russianStreets, 4},
    {"Japan", "+81 6", japaneseFirst, japaneseLast, japaneseCities, noStates, japaneseStreets, 3},
    {"China", "+86 21", chineseFirst, chineseLast, chineseCities, noStates, chineseStreets, 3},
    {"Egypt", "+20 2", arabicFirst, arabicLast, arabicCities, noStates, arabicStreets, 3},
};

constexpr const char *allCauses[] = {"Food Bank", "Animal Shelter", "Community Clinic",
    "Literacy Project", "River Trust", "Youth Orchestra", "Housing Alliance", "Women's Fund",
    "Refugee Centre", "Hospice", "Museum & Gardens", "Scholarship Fund"};
constexpr const char *allTitles[] = {"Director", "Volunteer Coordinator", "Board Member",
    "Head of Giving", "Teacher", "Nurse", "VP, \"Special Projects\"", "Retired", "Treasurer",
    "Program Officer", "Student", "Founder & CEO"};
constexpr const char *allDepartments[] = {
    "Programs", "Development", "Finance", "Operations", "Outreach", "Volunteer Services"};
constexpr const char *allNotes[] = {
    "Prefers letters to e-mail.",
    "Met at the spring gala. Said: \"Call me after Easter\".\nWife's name is Ana.",
    "Monthly donor since 2016 🎉\nThank-you card sent ✅",
    "Allergic to nuts; vegetarian menu, please.",
    "Comma, semicolon; tab\tand a backslash \\ in one line",
    "Name is pronounced \"Zho-ay\" — mind the accent.",
    "Large gift expected; see C:\\Gifts\\2019\r\nDo not share.",
    "Ärztin, spricht Deutsch & Türkçe. 👩🏽‍⚕️",
    "=SUM(A1:A3)",
    "ボランティア経験あり。",
};
constexpr const char *allGifts[] = {"Annual Appeal", "Gala Table", "Major Gift", "Monthly Pledge",
    "Grant", "In-Kind Gift", "Legacy", "Matching Gift"};
constexpr const char *allTasks[] = {"Call", "Send thank-you letter", "Email",
    "Follow up after gala", "Check address", "Send Quote", "Ask about \"matching gifts\""};
constexpr const char *allEvents[] = {
    "Meeting", "Site visit", "Call", "Spring Gala 🎻", "Board lunch", "Volunteer training"};

} // namespace

std::span<const Culture> cultures() { return everyone; }
std::span<const char *const> causes() { return allCauses; }
std::span<const char *const> titles() { return allTitles; }
std::span<const char *const> departments() { return allDepartments; }
std::span<const char *const> notes() { return allNotes; }
std::span<const char *const> gifts() { return allGifts; }
std::span<const char *const> taskSubjects() { return allTasks; }
std::span<const char *const> eventSubjects() { return allEvents; }

} // namespace practice::seed
