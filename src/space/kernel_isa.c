/* One more copy of the kernels, for the instruction set named by CBGI_KERNEL_ISA. */
#define PASTE_(a, b) a##_##b
#define PASTE(a, b) PASTE_(a, b)
#define KERNEL(name) PASTE(isa, name)
#include "space/kernel_body.h"

#define TEXT_(a) #a
#define TEXT(a) TEXT_(a)

extern const cbgi_kernels PASTE(cbgi_kernels, CBGI_KERNEL_ISA);
const cbgi_kernels PASTE(cbgi_kernels, CBGI_KERNEL_ISA) = {TEXT(CBGI_KERNEL_ISA), isa_zone, isa_best,
                                                           isa_reached, isa_above};
