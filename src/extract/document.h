/* A document, cut into paragraphs and sentences as far as somebody asks. */
#ifndef AVER_DOCUMENT_H
#define AVER_DOCUMENT_H

#include "extract/found.h"
#include "extract/mention.h"
#include "text/norm.h"
#include "text/sent.h"

typedef struct aver_paragraph aver_paragraph;

/* A stretch of speech: bytes of the normalised paragraph. */
typedef struct {
    aver_span at;
    int open; /* not closed within the paragraph */
} aver_quote;

typedef AVER_VEC(aver_quote) aver_quotes;

/* What a rule says of who says what in a sentence. */
typedef struct {
    const aver_rule *rule;
    aver_span source, scope, said; /* units; start UINT32_MAX: none */
    int carry;                     /* the source is the one before */
} aver_attribution;

typedef struct {
    aver_paragraph *paragraph;
    uint32_t index; /* in its paragraph */
    aver_span at;   /* bytes of the normalised paragraph */
    aver_words words;
    aver_lookup lookup;
    aver_view view;
    int has_tokens, has_lookup, has_units, has_attributions;
    AVER_VEC(aver_attribution) attributions;
} aver_sentence;

struct aver_paragraph {
    uint32_t index;
    aver_span raw; /* bytes of the document */
    aver_norm norm;
    int has_sentences, has_quotes;
    aver_sentence *sentences;
    uint32_t n_sentences;
    aver_quotes quotes;
};

/* What a sentence told of several people, for the one behind it. */
typedef struct {
    const aver_sentence *sentence; /* NULL: none did */
    aver_str event, status;
} aver_told;

typedef struct {
    aver_work *work;
    aver_str text;
    uint32_t base; /* where the text begins, in what was given */
    AVER_VEC(aver_paragraph) paragraphs;
    aver_date_context dates;
    aver_found found;           /* by the gate */
    aver_told told;             /* last */
    const aver_rule *date_rule; /* that found the document's date, or NULL */
} aver_document;

/* Finds the paragraphs: runs of bytes between line ends that hold something
 * else than white space. */
void aver_document_open(aver_document *self, aver_work *work, aver_str text);

/* Normalises and splits, once. */
void aver_paragraph_ready(aver_document *self, aver_paragraph *paragraph);

/* Tokens, what the lexicons know of them, or all units, once. */
void aver_sentence_tokens(aver_document *self, aver_sentence *sentence);
void aver_sentence_lookup(aver_document *self, aver_sentence *sentence);
void aver_sentence_units(aver_document *self, aver_sentence *sentence);

/* Whether the paragraph, or the sentence, stands directly behind the one that
 * told something last. */
int aver_follows_paragraph(const aver_document *self,
                           const aver_paragraph *paragraph);
int aver_follows(const aver_document *self, const aver_sentence *sentence);

/* Whether the gate lets the sentence pass, once it is looked up. */
int aver_sentence_opens(aver_document *self, aver_sentence *sentence);

/* Whether it may name a day: no day of a month is without a digit. */
int aver_sentence_has_digit(const aver_sentence *self);

/* The sentence in front, also across paragraphs; NULL at the beginning. */
aver_sentence *aver_sentence_before(aver_document *self,
                                    const aver_sentence *sentence);

/* The quotations of a paragraph, found once, when somebody asks. */
const aver_quotes *aver_paragraph_quotes(aver_document *self,
                                         aver_paragraph *paragraph);

/* The quotation that holds a byte of the normalised paragraph, or NULL. */
const aver_quote *aver_paragraph_quote(aver_document *self,
                                       aver_paragraph *paragraph, uint32_t at);

/* Bytes of the document that tokens of a sentence stand for. */
aver_span aver_sentence_original(const aver_sentence *self, aver_span tokens);

/* The document's bytes with runs of white space as one space, and invalid
 * UTF-8 as U+FFFD; in the arena. */
aver_str aver_document_slice(const aver_document *self, aver_span bytes);

/* Years that stand in the text, four digits; found once. */
void aver_document_years(aver_document *self);

/* The document's date from its own head, by the head passes: into
 * work->date, if it is a whole day. */
void aver_document_find_date(aver_document *self);

#endif
