#ifndef CTEXT_H
#define CTEXT_H

// Two things that Swift has no way to, small enough to be inlined.

#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/// Asks the processor for the memory at `address`, which need not be there, without waiting for it.
static inline void ctext_prefetch(const void *address) { __builtin_prefetch(address); }

/// How many of the sixteen bytes at `text` come before the first that means something in a JSON string: a quote, a
/// backslash, or what lies below 0x20; 16 where none does. It takes the instruction that tells which bytes were hit:
/// without it the comparison costs more than it saves.
static inline int32_t ctext_plain_in_json(const void *text) {
#if defined(__SSE2__)
    __m128i bytes = _mm_loadu_si128((const __m128i *)text);
    // Without its second bit a quote is a space, which comes next to the controls, and those stay below it.
    __m128i shifted = _mm_xor_si128(bytes, _mm_set1_epi8(0x02));
    __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(shifted, _mm_set1_epi8(0x20)), shifted);
    __m128i hits = _mm_or_si128(low, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
    return __builtin_ctz((unsigned)_mm_movemask_epi8(hits) | 0x10000);
#else
    for (int32_t half = 0; half < 16; half += 8) {
        uint64_t word;
        memcpy(&word, (const uint8_t *)text + half, sizeof word);
        // Mycroft's zero-byte test; a borrow may also mark the byte above a true hit, never one below it.
        uint64_t low = (word ^ 0x0202020202020202u) - 0x2121212121212121u;
        uint64_t backslashes = (word ^ 0x5C5C5C5C5C5C5C5Cu) - 0x0101010101010101u;
        uint64_t hits = (low | backslashes) & ~word & 0x8080808080808080u;
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#error "the state of a log is archived as memory holds it, and promises little-endian"
#endif
        if (hits != 0) return half + __builtin_ctzll(hits) / 8;
    }
    return 16;
#endif
}

#endif
