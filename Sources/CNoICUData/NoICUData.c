#include "NoICUData.h"

// Foundation, which Yams needs, brings ICU's data for all languages of the world: 34 MB of a static program, 13 MB of
// them after compression. Nothing here formats or collates by language. A program that already has the data's symbol
// when the linker comes to ICU's archive leaves the archive's copy out; ICU then finds an empty package and keeps to
// what is compiled into it, which is enough for regular expressions and character properties.
//
// The symbols are hidden, so that a dynamically linked Foundation keeps its own data. There is one for each version of
// ICU that a toolchain may have; with another version the program is larger, and nothing else changes.
#define EMPTY_PACKAGE(symbol)                                                                          \
    __attribute__((aligned(16), visibility("hidden"))) const unsigned char symbol[64] = {              \
        0x20, 0x00, 0xDA, 0x27,       /* size of the header, magic number */                           \
        0x14, 0x00, 0x00, 0x00,       /* size of UDataInfo, reserved */                                \
        0x00, 0x00, 0x02, 0x00,       /* little endian, ASCII, two bytes a character, reserved */      \
        'C',  'm',  'n',  'D',        /* common data */                                                \
        0x01, 0x00, 0x00, 0x00,       /* version; all else, and the number of entries, is zero */      \
    }

EMPTY_PACKAGE(icudt74_dat);
EMPTY_PACKAGE(icudt75_dat);
EMPTY_PACKAGE(icudt76_dat);
EMPTY_PACKAGE(icudt77_dat);
EMPTY_PACKAGE(icudt78_dat);
EMPTY_PACKAGE(icudt79_dat);
EMPTY_PACKAGE(icudt80_dat);
