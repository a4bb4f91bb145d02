#include "extract/raw.h"

#include <string.h>

aver_raw_slot *
aver_raw_slot_of(aver_raw_slot *table, const aver_token *token)
{
    aver_raw_slot *slot = &table[token->hash % AVER_RAW_SLOTS];
    aver_str word = token->fold;

    if (word.len > AVER_RAW_LETTERS ||
        token->flags & (AVER_TOK_OPEN | AVER_TOK_CLOSE))
        return NULL;
    if (slot->len == word.len && !memcmp(slot->text, word.ptr, word.len))
        return slot;
    slot->raws.known = slot->raws.is = 0;
    slot->len = (uint8_t)word.len;
    memcpy(slot->text, word.ptr, word.len);
    return slot;
}
