#include "ctl/commands/families.h"

const CommandTable &families::all()
{
    static const CommandTable table = [] {
        CommandTable all;
        for (const CommandTable &family : {signIn(), connections(), sync(), log()})
            all.insert(all.end(), family.begin(), family.end());
        return all;
    }();
    return table;
}
