#include "extract/tools.h"

static void
find_features(aver_tools *self)
{
    const aver_names *feats = &self->rules->symbols.feats;

    for (unsigned k = 0; k < AVER_PART_KINDS_N; k++) {
        const char *feat = aver_part_feature((aver_part_kind)k);
        self->part_feats[k] = feat ? aver_names_find(feats, aver_str_z(feat))
                                   : AVER_NO_SYMBOL;
    }
    self->role_feat = aver_names_find(feats, aver_str_of("role", 4));
}

aver_tools *
aver_tools_new(const aver_rules *rules, const aver_alloc *mem, uint32_t limit)
{
    aver_tools *self = aver_mem_zero(mem, sizeof *self);

    if (!self)
        return NULL;
    self->mem = mem;
    self->rules = rules;
    self->index.mem = mem;
    self->scratch = aver_rx_scratch_new(mem, limit);
    self->raws = aver_mem_zero(mem, sizeof *self->raws);
    if (!self->scratch || !self->raws ||
        !aver_listed_init(&self->listed, &rules->shortlist, mem) ||
        !aver_reach_cache_init(&self->reach, &rules->reaches, mem)) {
        aver_tools_free(self);
        return NULL;
    }
    find_features(self);
    return self;
}

void
aver_tools_free(aver_tools *self)
{
    if (!self)
        return;
    aver_rx_scratch_free(self->scratch);
    aver_reach_cache_free(&self->reach, self->mem);
    aver_index_free(&self->index);
    aver_listed_free(&self->listed, self->mem);
    aver_mem_free(self->mem, self->raws);
    aver_mem_free(self->mem, self);
}
