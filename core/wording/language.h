#pragma once

class QCoreApplication;
class QLocale;

/// Has a program speak the language of `locale`, where there are translations into it: Qt's own
/// sentences and those of every part of Orgmend that is linked in. English otherwise. Which
/// languages there are is said once, in the CMakeLists.txt of the project.
void speakLanguageOf(const QLocale &locale, QCoreApplication &application);
