#include "rules/rx.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* A thread's own copy of a pattern. */
typedef struct {
    pcre2_code *code; /* NULL: not yet, or not at all */
    uint32_t uses;
    int fast; /* it is machine code as well */
} own_code;

struct aver_rx_scratch {
    const aver_alloc *mem;
    pcre2_general_context *general;
    pcre2_match_context *context;
    pcre2_match_data *data;
    pcre2_jit_stack *stack; /* NULL: nothing is machine code yet */
    own_code *own;          /* by number */
    size_t n_own;
    size_t fast; /* bytes of machine code */
};

enum {
    JIT_STACK_FIRST = 32 << 10,
    JIT_STACK_MOST = 1 << 20,
    HEAP_KIB = 4096,
    JIT_MOST = 4 << 20, /* bytes of machine code of one thread */
    /* Uses by one thread: by then interpreting has cost as much as machine
     * code costs to make. */
    JIT_AFTER = 32
};

static void *
door_get(PCRE2_SIZE size, void *ctx)
{
    return aver_mem_get(*(const aver_alloc *const *)ctx, size);
}

static void
door_free(void *ptr, void *ctx)
{
    aver_mem_free(*(const aver_alloc *const *)ctx, ptr);
}

static void
compile_error(int code, aver_err *err)
{
    PCRE2_UCHAR text[200];

    if (code == PCRE2_ERROR_HEAP_FAILED) {
        aver_err_set(err, AVER_ERR_MEMORY, "out of memory");
        return;
    }
    pcre2_get_error_message(code, text, sizeof text);
    aver_err_set(err, AVER_ERR_RULES, "%s", (const char *)text);
}

static int
is_sound(const aver_rx *self, aver_err *err)
{
    uint32_t empty = 0;

    pcre2_pattern_info(self->code, PCRE2_INFO_MATCHEMPTY, &empty);
    if (empty) {
        aver_err_set(err, AVER_ERR_RULES,
                     "the pattern can match nothing at all");
        return 0;
    }
    if (self->groups > AVER_RX_GROUPS) {
        aver_err_set(err, AVER_ERR_RULES, "more than %d captures",
                     AVER_RX_GROUPS - 1);
        return 0;
    }
    return 1;
}

static aver_rx *
compile(const aver_alloc *mem, const char *pattern, size_t len,
        uint32_t options, size_t *where, aver_err *err)
{
    aver_rx *self = aver_mem_zero(mem, sizeof *self);
    pcre2_compile_context *context = NULL;
    int code = PCRE2_ERROR_HEAP_FAILED;

    *where = 0;
    if (!self) {
        compile_error(code, err);
        return NULL;
    }
    self->mem = mem;
    self->general = pcre2_general_context_create(door_get, door_free,
                                                 &self->mem);
    if (self->general)
        context = pcre2_compile_context_create(self->general);
    if (context)
        self->code = pcre2_compile((PCRE2_SPTR)pattern, len,
                                   options | PCRE2_NO_AUTO_CAPTURE |
                                       PCRE2_NEVER_BACKSLASH_C |
                                       PCRE2_NEVER_UTF | PCRE2_DUPNAMES,
                                   &code, where, context);
    pcre2_compile_context_free(context);
    if (!self->code) {
        compile_error(code, err);
        aver_rx_free(self);
        return NULL;
    }
    pcre2_pattern_info(self->code, PCRE2_INFO_CAPTURECOUNT, &self->groups);
    self->groups++;
    return self;
}

aver_rx *
aver_rx_probe(const aver_alloc *mem, const char *pattern, size_t len,
              size_t *where, aver_err *err)
{
    return compile(mem, pattern, len, 0, where, err);
}

aver_rx *
aver_rx_new(const aver_alloc *mem, const char *pattern, size_t len,
            size_t *where, aver_err *err)
{
    aver_rx *self = compile(mem, pattern, len, PCRE2_ANCHORED, where, err);

    if (self && !is_sound(self, err)) {
        aver_rx_free(self);
        return NULL;
    }
    return self;
}

void
aver_rx_free(aver_rx *self)
{
    if (!self || self->image)
        return;
    pcre2_code_free(self->code);
    pcre2_general_context_free(self->general);
    aver_mem_free(self->mem, self);
}

void
aver_rx_set_number(aver_rx *self, uint32_t number)
{
    self->number = number;
}

uint8_t *
aver_rx_image(const aver_rx *self, size_t *n)
{
    const pcre2_code *code = self->code;
    uint8_t *bytes = NULL;
    PCRE2_SIZE size = 0;

    if (pcre2_serialize_encode(&code, 1, &bytes, &size, NULL) != 1)
        return NULL;
    *n = size;
    return bytes;
}

void
aver_rx_image_free(uint8_t *image)
{
    pcre2_serialize_free(image);
}

int
aver_rx_is_usable(const aver_rx *self)
{
    pcre2_code *code = NULL;
    int n = pcre2_serialize_decode(&code, 1, (const uint8_t *)self->image,
                                   NULL);

    if (n == 1)
        pcre2_code_free(code);
    return n == 1;
}

void
aver_rx_names(const aver_rx *self,
              void (*visit)(void *ctx, const char *name, unsigned group),
              void *ctx)
{
    uint32_t count = 0, size = 0;
    PCRE2_SPTR table = NULL;

    pcre2_pattern_info(self->code, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(self->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(self->code, PCRE2_INFO_NAMETABLE, &table);
    for (uint32_t i = 0; i < count; i++, table += size)
        visit(ctx, (const char *)table + 2,
              (unsigned)(table[0] << 8 | table[1]));
}

aver_rx_scratch *
aver_rx_scratch_new(const aver_alloc *mem, uint32_t limit)
{
    aver_rx_scratch *self = aver_mem_zero(mem, sizeof *self);

    if (!self)
        return NULL;
    self->mem = mem;
    self->general = pcre2_general_context_create(door_get, door_free,
                                                 &self->mem);
    if (self->general) {
        self->context = pcre2_match_context_create(self->general);
        self->data = pcre2_match_data_create(AVER_RX_GROUPS, self->general);
    }
    if (!self->context || !self->data) {
        aver_rx_scratch_free(self);
        return NULL;
    }
    pcre2_set_match_limit(self->context, limit);
    pcre2_set_heap_limit(self->context, HEAP_KIB);
    return self;
}

void
aver_rx_scratch_free(aver_rx_scratch *self)
{
    if (!self)
        return;
    for (size_t i = 0; i < self->n_own; i++)
        pcre2_code_free(self->own[i].code);
    aver_mem_free(self->mem, self->own);
    pcre2_jit_stack_free(self->stack);
    pcre2_match_data_free(self->data);
    pcre2_match_context_free(self->context);
    pcre2_general_context_free(self->general);
    aver_mem_free(self->mem, self);
}

/* The thread's own place for a pattern; NULL where there is none. */
static own_code *
own_of(aver_rx_scratch *scratch, uint32_t number)
{
    own_code *own;
    size_t n = number + 64;

    if (!number)
        return NULL;
    if (number < scratch->n_own)
        return &scratch->own[number];
    own = aver_mem_resize(scratch->mem, scratch->own, n * sizeof *own);
    if (!own)
        return NULL;
    memset(own + scratch->n_own, 0, (n - scratch->n_own) * sizeof *own);
    scratch->own = own;
    scratch->n_own = n;
    return &own[number];
}

static int
has_stack(aver_rx_scratch *self)
{
    if (!self->stack) {
        self->stack = pcre2_jit_stack_create(JIT_STACK_FIRST, JIT_STACK_MOST,
                                             self->general);
        pcre2_jit_stack_assign(self->context, NULL, self->stack);
    }
    return self->stack != NULL;
}

/* Machine code is made of a copy, since the pattern is shared. Where that
 * fails, the interpreter does the work. */
static void
make_fast(aver_rx_scratch *scratch, own_code *own, const aver_rx *rx)
{
    size_t size = 0;

    own->uses = JIT_AFTER;
    if (!own->code)
        own->code = pcre2_code_copy(rx->code);
    own->fast = own->code && has_stack(scratch) &&
                !pcre2_jit_compile(own->code, PCRE2_JIT_COMPLETE);
    if (own->fast)
        pcre2_pattern_info(own->code, PCRE2_INFO_JITSIZE, &size);
    scratch->fast += size;
}

static int
is_given_up(int rc)
{
    return rc < 0 && rc != PCRE2_ERROR_NOMATCH;
}

/* The pattern to be interpreted; NULL where there is no memory for it. */
static const pcre2_code *
plain_code(const aver_rx *self, aver_rx_scratch *scratch, own_code *own)
{
    if (self->code || !own)
        return self->code;
    if (!own->code &&
        pcre2_serialize_decode(&own->code, 1, (const uint8_t *)self->image,
                               scratch->general) != 1)
        own->code = NULL;
    return own->code;
}

/* What the interpreter gives up machine code may still find, and the other
 * way round, since they count differently. Both are asked, so that the result
 * does not depend on which of them is in use. */
static int
match(const aver_rx *self, aver_rx_scratch *scratch, const char *subject,
      size_t len, size_t from)
{
    own_code *own = own_of(scratch, self->number);
    const pcre2_code *plain = plain_code(self, scratch, own);
    PCRE2_SPTR text = (PCRE2_SPTR)subject;
    int rc = PCRE2_ERROR_MATCHLIMIT;

    if (!plain)
        return PCRE2_ERROR_NOMEMORY;
    if (own && own->uses < JIT_AFTER && scratch->fast < JIT_MOST &&
        ++own->uses == JIT_AFTER)
        make_fast(scratch, own, self);
    if (own && own->fast)
        rc = pcre2_jit_match(own->code, text, len, from, 0, scratch->data,
                             scratch->context);
    if (!is_given_up(rc))
        return rc;
    rc = pcre2_match(plain, text, len, from, PCRE2_NO_JIT, scratch->data,
                     scratch->context);
    if (is_given_up(rc) && own && own->uses < JIT_AFTER) {
        make_fast(scratch, own, self);
        if (own->fast)
            rc = pcre2_jit_match(own->code, text, len, from, 0, scratch->data,
                                 scratch->context);
    }
    return rc;
}

int
aver_rx_match(const aver_rx *self, aver_rx_scratch *scratch,
              const char *subject, size_t len, size_t from, aver_span *groups)
{
    int n = match(self, scratch, subject, len, from);
    const PCRE2_SIZE *at;

    if (n == PCRE2_ERROR_NOMATCH)
        return AVER_RX_NONE;
    if (n < 0)
        return n == PCRE2_ERROR_NOMEMORY ? AVER_RX_MEMORY : AVER_RX_LIMIT;
    at = pcre2_get_ovector_pointer(scratch->data);
    for (int i = 0; i < (int)self->groups && i < AVER_RX_GROUPS; i++) {
        int set = i < n && at[2 * i] != PCRE2_UNSET;
        groups[i].start = set ? (uint32_t)at[2 * i] : UINT32_MAX;
        groups[i].end = set ? (uint32_t)at[2 * i + 1] : UINT32_MAX;
    }
    return AVER_RX_FOUND;
}
