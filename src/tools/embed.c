/* embed ROOT OUT.c FILE...: a C file that holds FILE..., named from below
 * ROOT, in byte order of their names. Part of the build, not of aver. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
by_name(const void *a, const void *b)
{
    const char *const *x = a;
    const char *const *y = b;

    return strcmp(*x, *y);
}

/* Writes the bytes of `path` as an array; -1 where it cannot be read. */
static long
put_bytes(FILE *out, const char *path, int index)
{
    FILE *in = fopen(path, "rb");
    long n = 0;
    int c;

    if (!in)
        return -1;
    fprintf(out, "static const char data_%d[] = {", index);
    while ((c = getc(in)) != EOF)
        /* Signed on purpose: char may be, and -Wconversion looks. */
        fprintf(out, "%s%d,", n++ % 20 ? "" : "\n", c < 128 ? c : c - 256);
    fprintf(out, "\n0};\n\n");
    if (ferror(in))
        n = -1;
    fclose(in);
    return n;
}

static int
fail(const char *what)
{
    fprintf(stderr, "embed: cannot use %s\n", what);
    return 2;
}

int
main(int argc, char **argv)
{
    size_t root;
    FILE *out;

    if (argc < 3)
        return fail("no arguments");
    root = strlen(argv[1]) + 1;
    if (argc > 3)
        qsort(argv + 3, (size_t)argc - 3, sizeof *argv, by_name);
    out = fopen(argv[2], "w");
    if (!out)
        return fail(argv[2]);
    fprintf(out, "#include \"rules/builtin.h\"\n\n");
    for (int i = 3; i < argc; i++)
        if (strlen(argv[i]) <= root || put_bytes(out, argv[i], i) < 0) {
            fclose(out);
            remove(argv[2]);
            return fail(argv[i]);
        }
    fprintf(out, "const struct aver_builtin_file aver_builtin_files[] = {\n");
    for (int i = 3; i < argc; i++)
        fprintf(out, "    {\"%s\", data_%d, sizeof data_%d - 1},\n",
                argv[i] + root, i, i);
    fprintf(out, "    {0, 0, 0}};\nconst size_t aver_builtin_n = %d;\n",
            argc - 3);
    if (ferror(out) || fclose(out))
        return fail(argv[2]);
    return 0;
}
