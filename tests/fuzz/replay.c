/* Without a fuzzer: runs a target over the files it is given. */
#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv)
{
    for (int k = 1; k < argc; k++) {
        FILE *file = fopen(argv[k], "rb");
        static uint8_t data[1 << 20];
        if (file == NULL) {
            return 1;
        }
        const size_t size = fread(data, 1, sizeof data, file);
        fclose(file);
        LLVMFuzzerTestOneInput(data, size);
    }
    printf("%d files\n", argc - 1);
    return argc > 1 ? 0 : 1;
}
