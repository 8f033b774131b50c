/* Ordered parallel-for on POSIX threads.
 *
 * Pieces are handed out in order of index from one atomic counter. Hence when a piece fails, all
 * pieces before it have been handed out already and run to their end, so the failing piece with
 * the lowest index is the same one on every run, whatever the number of threads.
 * The calling thread works like the others and is the only one that reports progress.
 */
#include "base/parallel.h"

#include <pthread.h>

enum { THREADS_MAX = 256 };

typedef struct job {
    cbgi_piece piece;
    void *context;
    uint64_t count;
    const cbg_exec *exec; /* may be NULL */
    _Atomic uint64_t next, done;
    uint64_t reported; /* the last `done` that progress was told; of the calling thread only */
    atomic_bool stop;  /* a piece failed or the caller cancelled: hand out no more */
} job;

/* One thread's part; `failed` and `status` are read after the thread was joined. */
typedef struct worker {
    job *job;
    pthread_t thread;
    uint64_t failed; /* index of the piece that returned `status`; job->count: none */
    cbg_status status;
} worker;

static bool cancelled(const job *j)
{
    return j->exec && j->exec->cancel && atomic_load(j->exec->cancel);
}

static void report(job *j)
{
    j->reported = atomic_load(&j->done);
    if (j->exec && j->exec->progress) {
        j->exec->progress(j->exec->progress_context, j->reported, j->count);
    }
}

static void work(worker *w, bool calling)
{
    job *j = w->job;
    while (!atomic_load(&j->stop)) {
        if (cancelled(j)) {
            atomic_store(&j->stop, true);
            return;
        }
        const uint64_t index = atomic_fetch_add(&j->next, 1);
        if (index >= j->count) {
            return;
        }
        const cbg_status status = j->piece(j->context, index);
        if (status != CBG_OK) {
            w->failed = index;
            w->status = status;
            atomic_store(&j->stop, true);
            return;
        }
        atomic_fetch_add(&j->done, 1);
        if (calling) {
            report(j);
        }
    }
}

static void *thread_main(void *argument)
{
    work(argument, false);
    return NULL;
}

cbg_status cbgi_parallel_for(const cbg_exec *exec, uint64_t count, cbgi_piece piece, void *context)
{
    job j = {.piece = piece, .context = context, .count = count, .exec = exec};
    worker crew[THREADS_MAX];
    uint64_t wanted = exec && exec->threads > 1 ? (uint64_t)exec->threads : 1;
    wanted = wanted > THREADS_MAX ? THREADS_MAX : wanted;
    wanted = wanted > count ? count : wanted;

    crew[0] = (worker){.job = &j, .failed = count, .status = CBG_OK};
    uint64_t started = 1;
    for (; started < wanted; started++) {
        worker *w = &crew[started];
        *w = crew[0];
        if (pthread_create(&w->thread, NULL, thread_main, w) != 0) {
            break;
        }
    }
    work(&crew[0], true);

    worker *first = &crew[0];
    for (uint64_t i = 1; i < started; i++) {
        pthread_join(crew[i].thread, NULL);
        if (crew[i].failed < first->failed) {
            first = &crew[i];
        }
    }
    if (first->failed < count) {
        return first->status;
    }
    if (atomic_load(&j.done) < count) {
        return CBG_CANCELLED;
    }
    if (j.reported < count) {
        report(&j);
    }
    return CBG_OK;
}
