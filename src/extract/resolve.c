/* Pronouns and bare descriptions to what they stand for. */
#include "extract/context.h"

enum { SENTENCES_BACK = 6, THEY_BACK = 1, VERB_AFTER = 4 };

/* What is looked for, and where it stands. Who acts is nobody to whom it is
 * done, and no group that only watches; to whom it is done is hardly one of
 * those who do such things. */
typedef struct {
    const aver_unit *unit;
    const aver_sentence *sentence;
    const aver_texts *texts;
    aver_str done_to; /* words of its people, if it acts */
    int acts, befallen;
} wanted;

static const aver_unit *
unit_of(const aver_referent *self)
{
    return &self->sentence->view.units.at[self->units.start];
}

static int
is_pronoun(const aver_unit *unit)
{
    return aver_unit_has(unit, AVER_FEAT_PRON);
}

/* Whether the article that says "you know which" stands in front. */
static int
is_definite(const aver_unit *unit)
{
    while (unit->n_parts)
        unit = &unit->parts[0];
    return aver_unit_has(unit, AVER_FEAT_DEF);
}

/* "the president", "the minister": one person by office, known already. */
static int
is_bare(const aver_unit *unit)
{
    return aver_unit_has(unit, AVER_FEAT_BARE) &&
           !aver_unit_has(unit, AVER_FEAT_COUNTED) &&
           !aver_unit_has(unit, AVER_FEAT_PLURAL) && is_definite(unit);
}

/* "the group", "the ministry". */
static int
is_short(const aver_unit *unit)
{
    return aver_unit_has(unit, AVER_FEAT_SHORT) && is_definite(unit);
}

int
aver_needs_antecedent(const aver_referent *self)
{
    const aver_unit *unit = unit_of(self);

    return is_pronoun(unit) || is_short(unit) || is_bare(unit);
}

static aver_str
last_word(const wanted *self)
{
    return self->sentence->words.tokens[self->unit->tokens.end - 1].fold;
}

static int
has_word(const aver_sentence *sentence, const aver_unit *unit, aver_str word)
{
    for (uint32_t i = unit->tokens.start; i < unit->tokens.end; i++)
        if (aver_str_same(sentence->words.tokens[i].fold, word))
            return 1;
    return 0;
}

static aver_str
code_of(const wanted *self, const aver_unit *unit)
{
    aver_str none = {"", 0};

    return unit->attrs ? aver_text_of(self->texts, unit->attrs->code) : none;
}

/* "the group" for a body of the same role, or of none known. */
static int
same_role(const aver_unit *unit, const wanted *self)
{
    const aver_unit *of = self->unit;
    aver_str role = code_of(self, of), code = code_of(self, unit);

    if (!role.len || aver_unit_has(of, AVER_FEAT_ORGAN))
        return 0;
    if (!code.len)
        return aver_unit_has(unit, AVER_FEAT_ORG) &&
               aver_unit_has(of, AVER_FEAT_NGO);
    return code.len >= role.len &&
           !memcmp(code.ptr + code.len - role.len, role.ptr, role.len);
}

static int
is_they(const aver_unit *unit)
{
    return ((aver_unit_has(unit, AVER_FEAT_BODY) &&
             !aver_unit_has(unit, AVER_FEAT_PLACE)) ||
            (aver_unit_has(unit, AVER_FEAT_PLURAL) &&
             (aver_unit_has(unit, AVER_FEAT_PERSON) ||
              aver_unit_has(unit, AVER_FEAT_PEOPLE)))) &&
           !aver_unit_has(unit, AVER_FEAT_CAPTIVE) &&
           !aver_unit_has(unit, AVER_FEAT_COUNTED);
}

/* "the Interior Ministry" for "the ministry". */
static int
is_longer(const aver_unit *unit, const aver_unit *of)
{
    return aver_unit_has(of, AVER_FEAT_SHORT) &&
           unit->tokens.end - unit->tokens.start >
               of->tokens.end - of->tokens.start;
}

/* Whether the last word of a unit is one of the words. */
static int
is_named_in(const aver_sentence *sentence, const aver_unit *unit,
            aver_str words)
{
    const aver_token *last = &sentence->words.tokens[unit->tokens.end - 1];
    size_t len = last->at.end - last->at.start;
    const char *name = sentence->words.text.ptr + last->at.start;

    for (size_t i = 0; i + len <= words.len; i++)
        if (!memcmp(words.ptr + i, name, len))
            return 1;
    return 0;
}

/* Whether a unit of a sentence can be what is looked for. */
static int
is_antecedent(const aver_sentence *in, const aver_unit *unit,
              const wanted *self)
{
    const aver_unit *of = self->unit;
    int body = aver_unit_has(unit, AVER_FEAT_BODY);
    int person = aver_unit_has(unit, AVER_FEAT_PERSON) ||
                 (aver_unit_has(unit, AVER_FEAT_NAME) && !body &&
                  !aver_unit_has(unit, AVER_FEAT_PLACE));

    if (unit->kind == AVER_NO_SYMBOL || is_pronoun(unit) ||
        (aver_unit_has(unit, AVER_FEAT_SHORT) && !is_pronoun(of) &&
         !is_longer(unit, of)))
        return 0;
    if (aver_unit_has(unit, AVER_FEAT_NAMES) &&
        !aver_unit_has(of, AVER_FEAT_THEY))
        return 0;
    if (aver_unit_has(of, AVER_FEAT_HE))
        return person && !aver_unit_has(unit, AVER_FEAT_PLURAL) &&
               (!aver_unit_has(unit, AVER_FEAT_F) ||
                aver_unit_has(unit, AVER_FEAT_M));
    if (aver_unit_has(of, AVER_FEAT_SHE))
        return person && !aver_unit_has(unit, AVER_FEAT_PLURAL) &&
               (!aver_unit_has(unit, AVER_FEAT_M) ||
                aver_unit_has(unit, AVER_FEAT_F));
    if (aver_unit_has(of, AVER_FEAT_IT))
        return body && !person;
    if (aver_unit_has(of, AVER_FEAT_THEY))
        return is_they(unit);
    if (is_bare(of))
        return person && aver_unit_has(unit, AVER_FEAT_NAME) &&
               !aver_unit_has(unit, AVER_FEAT_BARE) &&
               !aver_unit_has(unit, AVER_FEAT_EX) &&
               has_word(in, unit, last_word(self));
    return body && !person && !aver_unit_has(of, AVER_FEAT_PRON) &&
           (has_word(in, unit, last_word(self)) || same_role(unit, self));
}

int
aver_may_stand_for(const aver_document *document, const aver_referent *self,
                   const aver_referent *who)
{
    wanted of = {.unit = unit_of(self),
                 .sentence = self->sentence,
                 .texts = &document->work->rules->texts};

    return is_antecedent(who->sentence, unit_of(who), &of);
}

static aver_referent
nobody(void)
{
    aver_referent none = {NULL, {0, 0}};

    return none;
}

static aver_referent
referent(aver_sentence *sentence, uint32_t unit)
{
    aver_referent found = {sentence, {unit, unit + 1}};

    return found;
}

static int
is_oblique(const aver_sentence *sentence, uint32_t at)
{
    return at > 0 &&
           aver_unit_has(&sentence->view.units.at[at - 1], AVER_FEAT_PREP);
}

static int
is_word(const aver_sentence *sentence, const aver_unit *unit)
{
    return (sentence->words.tokens[unit->tokens.start].flags &
            AVER_TOK_WORD) != 0;
}

/* Whether a verb stands close behind: "Cuba on Monday said". */
static int
is_subject(const aver_sentence *sentence, uint32_t at)
{
    for (uint32_t i = at + 1;
         i < sentence->view.units.n && i <= at + VERB_AFTER; i++) {
        const aver_unit *unit = &sentence->view.units.at[i];
        if (aver_unit_has(unit, AVER_FEAT_SAY) ||
            aver_unit_has(unit, AVER_FEAT_FIN))
            return 1;
        if (unit->kind == AVER_NO_SYMBOL)
            return i == at + 1 && is_word(sentence, unit);
        if (is_pronoun(unit) || aver_unit_has(unit, AVER_FEAT_PERSON) ||
            aver_unit_has(unit, AVER_FEAT_BODY))
            return 0;
    }
    return 0;
}

/* "after officers said they": the subject of a clause that begins with what
 * otherwise governs. */
static int
leads_clause(const aver_sentence *sentence, uint32_t at)
{
    return at > 0 && is_subject(sentence, at) &&
           aver_unit_has(&sentence->view.units.at[at - 1], AVER_FEAT_SUB);
}

/* "Blagojevich, who was sentenced": the subject of a passive. */
static int
is_victim(const aver_sentence *sentence, uint32_t at)
{
    for (uint32_t i = at + 1;
         i < sentence->view.units.n && i <= at + VERB_AFTER; i++)
        if (aver_unit_has(&sentence->view.units.at[i], AVER_FEAT_FIN))
            return aver_unit_has(&sentence->view.units.at[i],
                                 AVER_FEAT_PASSIVE);
    return 0;
}

/* Who did not do it, if an earlier sentence speaks of them. */
static int
is_bystander(const aver_sentence *sentence, uint32_t at)
{
    return aver_unit_has(&sentence->view.units.at[at], AVER_FEAT_NGO) ||
           is_victim(sentence, at);
}

/* An officer, a judge or the like. */
static int
is_enforcer(const aver_unit *unit)
{
    return aver_unit_has(unit, AVER_FEAT_POLICE) ||
           aver_unit_has(unit, AVER_FEAT_LAW);
}

static int
is_unlikely(const aver_sentence *sentence, uint32_t at, const wanted *self)
{
    if (is_victim(sentence, at))
        return self->acts;
    return self->befallen && is_enforcer(&sentence->view.units.at[at]);
}

/* "said Judge Weber", "Inspector Weber, of the port police, said". */
static int
is_speaker(const aver_sentence *sentence, uint32_t at)
{
    const aver_units *units = &sentence->view.units;

    if (at && aver_unit_has(&units->at[at - 1], AVER_FEAT_SAY))
        return 1;
    for (uint32_t i = at + 1; i < units->n && i <= at + 2 * VERB_AFTER; i++)
        if (aver_unit_has(&units->at[i], AVER_FEAT_SAY))
            return 1;
        else if (aver_unit_has(&units->at[i], AVER_FEAT_FIN))
            return 0;
    return 0;
}

/* Who did not do it, or did not suffer it, if an earlier sentence speaks of
 * them. */
static int
is_apart(const aver_sentence *sentence, uint32_t at, const wanted *self)
{
    return (self->acts && is_bystander(sentence, at)) ||
           (self->befallen && is_enforcer(&sentence->view.units.at[at]) &&
            !is_victim(sentence, at) &&
            (aver_unit_has(&sentence->view.units.at[at], AVER_FEAT_JUDGE) ||
             is_speaker(sentence, at)));
}

/* A single word of which nobody knows what it names, where no subject is, is
 * nobody, and so is what the rules take for a place: "He lives in Xhozu." */
static int
is_nobody(const aver_sentence *sentence, uint32_t at)
{
    const aver_unit *unit = &sentence->view.units.at[at];

    return aver_unit_has(unit, AVER_FEAT_MAYBE) &&
           (unit->tokens.end - unit->tokens.start == 1 ||
            (is_oblique(sentence, at) &&
             !aver_unit_has(unit, AVER_FEAT_PEOPLE))) &&
           !is_subject(sentence, at);
}

static int
is_somebody(const aver_unit *unit)
{
    return aver_unit_has(unit, AVER_FEAT_PERSON) ||
           aver_unit_has(unit, AVER_FEAT_BODY) ||
           aver_unit_has(unit, AVER_FEAT_PEOPLE) || is_pronoun(unit);
}

/* Where the clause of an object begins: at its subject, who is somebody else.
 * "The judge sentenced him", "who charged him". */
static uint32_t
clause_of(const aver_sentence *sentence, uint32_t at)
{
    const aver_units *units = &sentence->view.units;

    if (!aver_unit_has(&units->at[at], AVER_FEAT_OBJECTIVE))
        return at;
    for (uint32_t i = at; i-- > 0;)
        if (aver_unit_has(&units->at[i], AVER_FEAT_REL) ||
            (is_somebody(&units->at[i]) &&
             (i + 2 >= at || !is_oblique(sentence, i) ||
              is_subject(sentence, i))))
            return i;
    return at;
}

/* In the sentence of the pronoun: the nearest subject in front of it, else
 * the first that no preposition governs, else the nearest, last of all one who
 * is unlikely. */
static aver_referent
find_before(aver_sentence *sentence, uint32_t end, const wanted *self)
{
    uint32_t first = UINT32_MAX, nearest = UINT32_MAX, last = UINT32_MAX;

    for (uint32_t i = end; i-- > 0;) {
        if (!is_antecedent(sentence, &sentence->view.units.at[i], self) ||
            is_nobody(sentence, i))
            continue;
        if (is_unlikely(sentence, i, self)) {
            last = i;
            continue;
        }
        if (aver_unit_has(self->unit, AVER_FEAT_THEY) &&
            leads_clause(sentence, i))
            return referent(sentence, i);
        if (!is_oblique(sentence, i)) {
            if (is_subject(sentence, i))
                return referent(sentence, i);
            first = i;
        }
        if (nearest == UINT32_MAX)
            nearest = i;
    }
    if (first == UINT32_MAX)
        first = nearest != UINT32_MAX ? nearest : last;
    return first == UINT32_MAX ? nobody() : referent(sentence, first);
}

/* In an earlier sentence: the first that no preposition governs, which most
 * often is the subject, else the first. */
static aver_referent
find_first(aver_sentence *sentence, const wanted *self)
{
    uint32_t oblique = UINT32_MAX;

    for (uint32_t i = 0; i < sentence->view.units.n; i++) {
        if (!is_antecedent(sentence, &sentence->view.units.at[i], self) ||
            is_nobody(sentence, i) || is_apart(sentence, i, self))
            continue;
        if (!is_oblique(sentence, i))
            return referent(sentence, i);
        if (oblique == UINT32_MAX)
            oblique = i;
    }
    return oblique == UINT32_MAX ? nobody() : referent(sentence, oblique);
}

aver_referent
aver_resolve_in(aver_document *document, aver_sentence *sentence,
                aver_referent from)
{
    wanted self = {.unit = unit_of(&from),
                   .sentence = from.sentence,
                   .texts = &document->work->rules->texts};

    aver_sentence_units(document, sentence);
    return find_first(sentence, &self);
}

static aver_referent
resolve(aver_document *document, aver_referent from, wanted self)
{
    aver_referent found;
    aver_sentence *sentence = from.sentence;
    int back = SENTENCES_BACK;

    if (!sentence || !aver_needs_antecedent(&from))
        return from;
    self.unit = unit_of(&from);
    self.sentence = sentence;
    if (aver_unit_has(self.unit, AVER_FEAT_SELF))
        return aver_speaker(document, sentence, from.units.start, &found);
    found = find_before(sentence, clause_of(sentence, from.units.start),
                        &self);
    if (aver_unit_has(self.unit, AVER_FEAT_THEY))
        back = THEY_BACK;
    for (int i = 0; !found.sentence && i < back; i++) {
        sentence = aver_sentence_before(document, sentence);
        if (!sentence)
            break;
        aver_sentence_units(document, sentence);
        found = find_first(sentence, &self);
    }
    if (found.sentence && self.acts && is_pronoun(self.unit) &&
        is_named_in(found.sentence, unit_of(&found), self.done_to))
        return nobody();
    if (found.sentence)
        return is_pronoun(self.unit) && aver_needs_antecedent(&found)
                   ? resolve(document, found, self)
                   : found;
    return is_pronoun(self.unit) ? nobody() : from;
}

aver_referent
aver_resolve(aver_document *document, aver_referent from)
{
    wanted self = {.texts = &document->work->rules->texts};

    return resolve(document, from, self);
}

aver_referent
aver_resolve_people(aver_document *document, aver_referent from)
{
    wanted self = {.texts = &document->work->rules->texts, .befallen = 1};

    return resolve(document, from, self);
}

aver_referent
aver_resolve_actor(aver_document *document, aver_referent from,
                   aver_str people)
{
    wanted self = {
        .texts = &document->work->rules->texts, .done_to = people, .acts = 1};

    return resolve(document, from, self);
}
