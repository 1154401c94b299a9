#include "app/practiceorg/seed/seedperson.h"

namespace practice::seed {

Person person(quint64 seed, qint64 number)
{
    Dice dice(seed * 1'000'003 + static_cast<quint64>(number) * 7919);
    Person someone;
    qint64 share = dice.below(100);
    someone.culture = &cultures().front();
    for (const Culture &culture : cultures()) {
        someone.culture = &culture;
        share -= culture.share;
        if (share < 0)
            break;
    }
    const Culture &culture = *someone.culture;
    const Name &first = dice.pick(culture.firstNames);
    const Name &last = dice.pick(culture.lastNames);
    static constexpr const char *domains[] = {
        "example.org", "example.com", "mail.example.net", "school.example.edu", "example.co.uk"};
    someone.first = first.written;
    someone.last = last.written;
    someone.email = std::string(first.plain) + '.' + last.plain + std::to_string(number) + '@'
        + domains[dice.below(5)];
    someone.phone =
        std::string(culture.phonePrefix) + ' ' + std::to_string(2'000'000 + dice.below(7'999'999));
    const std::string street = dice.pick(culture.streets);
    const std::size_t mark = street.find('%');
    someone.street =
        street.substr(0, mark) + std::to_string(1 + dice.below(240)) + street.substr(mark + 1);
    const auto place =
        static_cast<std::size_t>(dice.below(static_cast<qint64>(culture.cities.size())));
    someone.city = culture.cities[place];
    someone.state = culture.states[place];
    someone.postalCode = std::to_string(10'000 + dice.below(89'999));
    return someone;
}

} // namespace practice::seed
