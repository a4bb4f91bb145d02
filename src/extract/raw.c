#include "extract/raw.h"

#include <string.h>

aver_raw_slot *
aver_raw_slot_of(aver_raw_table *self, const aver_token *token)
{
    uint16_t *of = &self->of[token->hash % AVER_RAW_SLOTS];
    aver_raw_slot *slot;
    aver_str word = token->fold;

    if (word.len > AVER_RAW_LETTERS ||
        token->flags & (AVER_TOK_OPEN | AVER_TOK_CLOSE))
        return NULL;
    if (!*of)
        *of = (uint16_t)++self->n;
    slot = &self->at[*of - 1];
    if (slot->len == word.len && !memcmp(slot->text, word.ptr, word.len))
        return slot;
    slot->raws.known = slot->raws.is = 0;
    slot->len = (uint8_t)word.len;
    memcpy(slot->text, word.ptr, word.len);
    return slot;
}
