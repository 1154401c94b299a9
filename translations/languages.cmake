# The languages besides English. A new one is a word here (de fr); the target update_translations then makes its files in
# this folder, to be translated.
set(ORGMEND_LANGUAGES de)
