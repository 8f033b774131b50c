/* Compiling a talk: who hears whom, the stages that extensions may open, every strategy's plan for each of them, and
 * how much memory a session takes. All that can be checked is checked here, so sessions cannot fail. */
#include <string.h>

#include "talk/clock.h"
#include "talk/params.h"
#include "talk/protocol.h"

/* Memory of voices is cut at cache lines. */
enum { ALIGNMENT = 64 };

static cbg_status complain(cbg_diags *diags, cbg_status status, const char *message, const char *hint)
{
    cbg_diag *d = cbg_diags_add(diags, CBG_ERROR, status, (cbg_span){0, 0, 0}, "%s", message);
    cbg_diag_hint(d, "%s", hint);
    return status;
}

static cbg_status find_protocol(cbg_talk *talk, const char *spec, cbg_diags *diags)
{
    const char *names[64];
    int count = 0;
    while (count < 64 && cbgi_protocols[count] != NULL) {
        names[count] = cbgi_protocols[count]->name;
        count++;
    }
    int index = -1;
    cbgi_spec s;
    cbg_status status = cbgi_spec_read(spec, "protocol", &s, diags);
    if (status == CBG_OK)
        status = cbgi_spec_find(&s, "protocol", names, count, &index, diags);
    if (status != CBG_OK)
        return status;
    talk->protocol = cbgi_protocols[index];
    return cbgi_spec_params(&s, talk->protocol->params, talk->param, diags);
}

static cbg_status seat_voices(cbg_talk *talk, const cbg_voice *voice, cbg_diags *diags)
{
    if (talk->voices < 2 || talk->voices > CBG_VOICES_MAX)
        return complain(diags, CBG_BAD_ARGUMENT, "a talk needs at least two voices, and at most 64",
                        "seat more parties");
    for (int v = 0; v < talk->voices; v++) {
        if (voice[v].profile->space != voice[0].profile->space)
            return CBG_BAD_ARGUMENT;
        talk->voice[v] = voice[v];
        talk->profile[v] = voice[v].profile;
        const uint64_t others = cbgi_everyone(talk->voices) & ~(UINT64_C(1) << v);
        talk->heard_by[v] = voice[v].heard_by == 0 ? others : voice[v].heard_by & others;
        if (talk->voice[v].power < 1)
            talk->voice[v].power = 1;
    }
    talk->space = voice[0].profile->space;
    return CBG_OK;
}

/* The number of stages and the rounds of each. */
static cbg_status set_deadlines(cbg_talk *talk, cbg_diags *diags)
{
    const cbg_extension_rule *rule = &talk->options.extension;
    if (talk->options.rounds < 1 || talk->options.rounds > CBG_ROUNDS_MAX)
        return complain(diags, CBG_BAD_ARGUMENT, "a talk has 1 to 1,000,000 rounds",
                        "choose a number between");
    if (rule->times < 0 || rule->times >= CBG_STAGES_MAX || (rule->times > 0 && rule->rounds < 1))
        return complain(diags, CBG_BAD_ARGUMENT,
                        "a deadline can be extended at most 15 times, by at least one round",
                        "change the rule of the extension");
    talk->stages = rule->times + 1;
    for (int k = 0; k < talk->stages; k++) {
        const int64_t rounds = talk->options.rounds + (int64_t)k * rule->rounds;
        if (rounds > CBG_ROUNDS_MAX)
            return complain(diags, CBG_BAD_ARGUMENT,
                            "with all extensions the talk has more than 1,000,000 rounds", "shorten them");
        talk->stage[k].rounds = (int)rounds;
    }
    return CBG_OK;
}

static cbg_status make_plan(cbg_talk *talk, int v, const cbg_setup *setup, const cbg_exec *exec,
                            const void **out)
{
    const cbg_program *program = talk->voice[v].program;
    const cbg_part *part = &program->strategy->part;
    if (part->plan_size == NULL)
        return CBG_OK;
    void *plan = cbgi_arena_alloc(&talk->arena, part->plan_size(setup, program->config));
    if (plan == NULL)
        return CBG_NO_MEMORY;
    *out = plan;
    return part->plan(setup, program->config, exec, plan);
}

static cbg_status make_stage(cbg_talk *talk, cbgi_stage *stage, const cbg_exec *exec)
{
    cbgi_arena *arena = &talk->arena;
    double *t = cbgi_arena_array(arena, (size_t)stage->rounds, sizeof *t);
    stage->setup = cbgi_arena_array(arena, (size_t)talk->voices, sizeof *stage->setup);
    stage->plan = cbgi_arena_array(arena, (size_t)talk->voices, sizeof *stage->plan);
    if (arena->failed)
        return CBG_NO_MEMORY;
    for (int r = 0; r < stage->rounds; r++)
        t[r] = cbgi_clock_time(talk->options.clock, r, stage->rounds);
    stage->t = t;
    cbg_status status = CBG_OK;
    for (int v = 0; v < talk->voices && status == CBG_OK; v++) {
        stage->setup[v] = (cbg_setup){talk->profile[v],
                                      talk->profile,
                                      v,
                                      talk->voices,
                                      stage->rounds,
                                      talk->stage[talk->stages - 1].rounds,
                                      t};
        status = make_plan(talk, v, &stage->setup[v], exec, &stage->plan[v]);
    }
    return status;
}

/* What a session takes: the last stage is the longest, so memory is measured for it. */
static cbg_status measure(cbg_talk *talk)
{
    const cbgi_stage *last = &talk->stage[talk->stages - 1];
    size_t at = 0;
    for (int v = 0; v < talk->voices; v++) {
        const cbg_program *program = talk->voice[v].program;
        size_t size = 0;
        if (program->strategy->part.memory_size != NULL)
            size = program->strategy->part.memory_size(&last->setup[v], program->config);
        talk->memory_at[v] = at;
        if (size > SIZE_MAX / 2 - at - ALIGNMENT)
            return CBG_NO_MEMORY;
        at += (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
    talk->memory_at[talk->voices] = at;
    talk->state_size = talk->protocol->state_size == NULL ? 0 : talk->protocol->state_size(talk);
    talk->log_capacity = (size_t)talk->protocol->entries(talk->voices) * (size_t)last->rounds;
    return CBG_OK;
}

static cbg_status compile(cbg_talk *talk, const cbg_voice *voice, const cbg_exec *exec, cbg_diags *diags)
{
    cbg_status status = seat_voices(talk, voice, diags);
    if (status == CBG_OK)
        status = find_protocol(talk, talk->options.protocol == NULL ? "saop" : talk->options.protocol, diags);
    if (status == CBG_OK)
        status = set_deadlines(talk, diags);
    for (int k = 0; k < talk->stages && status == CBG_OK; k++)
        status = make_stage(talk, &talk->stage[k], exec);
    return status == CBG_OK ? measure(talk) : status;
}

cbg_status cbg_talk_build(const cbg_voice *voice, int voices, const cbg_talk_options *options,
                          const cbg_exec *exec, cbg_talk **out, cbg_diags *diags)
{
    cbgi_arena arena;
    cbgi_arena_init(&arena, exec == NULL ? NULL : exec->allocator);
    cbg_talk *talk = cbgi_arena_alloc(&arena, sizeof *talk);
    if (talk == NULL) {
        cbgi_arena_free(&arena);
        return CBG_NO_MEMORY;
    }
    talk->arena = arena;
    talk->options = *options;
    talk->voices = voices;
    cbg_status status = compile(talk, voice, exec, diags);
    if (status != CBG_OK)
        cbg_talk_free(talk);
    else
        *out = talk;
    return status;
}

void cbg_talk_free(cbg_talk *talk)
{
    if (talk != NULL) {
        cbgi_arena arena = talk->arena; /* the talk lives in it */
        cbgi_arena_free(&arena);
    }
}

int cbg_talk_voices(const cbg_talk *talk)
{
    return talk->voices;
}

const cbg_voice *cbg_talk_voice(const cbg_talk *talk, int index)
{
    return &talk->voice[index];
}

const cbg_profile *const *cbg_talk_profiles(const cbg_talk *talk)
{
    return talk->profile;
}

const cbg_space *cbg_talk_space(const cbg_talk *talk)
{
    return talk->space;
}
