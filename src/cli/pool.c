/* Batches are read in order by one thread, worked on by many, and written in
 * order by whichever thread has just finished the next one. */
#include <pthread.h>
#include <signal.h>

#include "base/err.h"
#include "cli/run.h"

typedef struct {
    aver_job job;
    int done; /* worked on, and waits to be written */
} slot;

/* Numbers of slots count up for ever; `slots` is a ring of `n`. */
typedef struct {
    aver_run *run;
    pthread_mutex_t lock;
    pthread_cond_t work, room;
    slot *slots;
    size_t n;
    size_t filled, taken, written;
    int writing; /* a thread is writing */
    int ended;   /* nothing more will be filled */
} pool;

static slot *
slot_at(const pool *self, size_t number)
{
    return &self->slots[number % self->n];
}

/* Writes what is done and next in order; the lock is held. */
static void
write_done(pool *self)
{
    if (self->writing)
        return;
    self->writing = 1;
    while (self->written < self->taken && slot_at(self, self->written)->done) {
        slot *next = slot_at(self, self->written);
        pthread_mutex_unlock(&self->lock);
        aver_run_write(self->run, &next->job);
        pthread_mutex_lock(&self->lock);
        next->done = 0;
        self->written++;
        pthread_cond_signal(&self->room);
    }
    self->writing = 0;
}

/* A thread with what is its own. */
typedef struct {
    pool *pool;
    pthread_t thread;
    aver_engine engine;
} worker;

static void *
work(void *arg)
{
    worker *me = arg;
    pool *self = me->pool;

    pthread_mutex_lock(&self->lock);
    for (;;) {
        slot *next;
        while (self->taken == self->filled && !self->ended)
            pthread_cond_wait(&self->work, &self->lock);
        if (self->taken == self->filled)
            break;
        next = slot_at(self, self->taken++);
        pthread_mutex_unlock(&self->lock);
        aver_engine_run(&me->engine, &next->job);
        pthread_mutex_lock(&self->lock);
        next->done = 1;
        write_done(self);
    }
    pthread_mutex_unlock(&self->lock);
    return NULL;
}

/* Starts up to `want` threads; how many there are. Signals are for the thread
 * that reads, so that a read ends when one comes. */
static unsigned
start(pool *self, worker *workers, unsigned want)
{
    aver_run *run = self->run;
    sigset_t all, before;
    unsigned n = 0;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    for (; n < want; n++) {
        worker *next = &workers[n];
        next->pool = self;
        if (aver_engine_init(&next->engine, run->config, run->rules, run->stop,
                             run->mem, NULL) != AVER_OK ||
            pthread_create(&next->thread, NULL, work, next)) {
            aver_engine_free(&next->engine);
            break;
        }
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return n;
}

/* Hands over what is in the next slot. */
static void
hand_over(pool *self)
{
    pthread_mutex_lock(&self->lock);
    self->filled++;
    pthread_cond_signal(&self->work);
    pthread_mutex_unlock(&self->lock);
}

/* The slot that is to be filled next, once there is one. */
static slot *
next_slot(pool *self)
{
    pthread_mutex_lock(&self->lock);
    while (self->filled - self->written == self->n)
        pthread_cond_wait(&self->room, &self->lock);
    pthread_mutex_unlock(&self->lock);
    return slot_at(self, self->filled);
}

static aver_status
read_all(pool *self)
{
    for (;;) {
        aver_batch *batch = &next_slot(self)->job.batch;
        aver_status status = aver_reader_next(self->run->reader, batch);
        if (status != AVER_OK || !batch->n)
            return status;
        hand_over(self);
    }
}

static aver_status
run(pool *self, worker *workers, unsigned threads, aver_job *first)
{
    aver_job spare = self->slots[0].job;
    unsigned n = start(self, workers, threads);
    aver_status status = AVER_ERR_MEMORY;

    if (n) {
        self->slots[0].job = *first;
        *first = spare;
        hand_over(self);
        status = read_all(self);
        pthread_mutex_lock(&self->lock);
        self->ended = 1;
        pthread_cond_broadcast(&self->work);
        pthread_mutex_unlock(&self->lock);
    }
    for (unsigned i = 0; i < n; i++) {
        pthread_join(workers[i].thread, NULL);
        aver_engine_free(&workers[i].engine);
    }
    return status;
}

aver_status
aver_run_pool(aver_run *self, unsigned threads, aver_job *first)
{
    pool own = {.run = self, .n = 2 * (size_t)threads + 2};
    worker *workers = aver_mem_zero(self->mem, threads * sizeof *workers);
    aver_status status = AVER_ERR_MEMORY;

    own.slots = aver_mem_zero(self->mem, own.n * sizeof *own.slots);
    if (workers && own.slots) {
        pthread_mutex_init(&own.lock, NULL);
        pthread_cond_init(&own.work, NULL);
        pthread_cond_init(&own.room, NULL);
        for (size_t i = 0; i < own.n; i++)
            aver_job_init(&own.slots[i].job, self->mem);
        status = run(&own, workers, threads, first);
        for (size_t i = 0; i < own.n; i++)
            aver_job_free(&own.slots[i].job);
        pthread_cond_destroy(&own.room);
        pthread_cond_destroy(&own.work);
        pthread_mutex_destroy(&own.lock);
    }
    aver_mem_free(self->mem, workers);
    aver_mem_free(self->mem, own.slots);
    if (status != AVER_OK)
        aver_err_set(&self->err, status, "out of memory");
    return status;
}
