/* One more copy of the kernel, for the instruction set named by CBGI_KERNEL_ISA. */
#define KERNEL(name) isa_##name
#include "forecast/challenge_body.h"

#define PASTE_(a, b) a##_##b
#define PASTE(a, b) PASTE_(a, b)
#define TEXT_(a) #a
#define TEXT(a) TEXT_(a)

extern const challenge_kernel PASTE(challenge_kernel, CBGI_KERNEL_ISA);
const challenge_kernel PASTE(challenge_kernel, CBGI_KERNEL_ISA) = {TEXT(CBGI_KERNEL_ISA), isa_rank,
                                                                   isa_step};
