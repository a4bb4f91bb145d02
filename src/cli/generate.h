/* Texts made from options.def and columns.def. */
#ifndef AVER_CLI_GENERATE_H
#define AVER_CLI_GENERATE_H

#include <stdio.h>

/* What --help writes. */
void aver_generate_help(FILE *out);

/* The manual page (man) or the completions (complete-bash, complete-zsh,
 * complete-fish); 0 for another `what`. */
int aver_generate(FILE *out, const char *what);

/* Its parts: mdoc(7), and one for each shell (complete.c). */
void aver_generate_man(FILE *out);
void aver_generate_bash(FILE *out);
void aver_generate_zsh(FILE *out);
void aver_generate_fish(FILE *out);

#endif
