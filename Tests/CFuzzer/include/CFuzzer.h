// libFuzzer's entry for programs that have a main of their own (llvm/docs/LibFuzzer.rst, "Using libFuzzer as a
// library"); clang installs no header for it.
#pragma once
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*callback)(const uint8_t *data, size_t size));
