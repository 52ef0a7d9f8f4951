"""Independent sfc32 (PractRand) seeded by splitmix32, with Python integers: the known answers of test/unit/core.test.ts."""

M = 0xFFFFFFFF


def splitmix32(state):
    while True:
        state = (state + 0x9E3779B9) & M
        z = state ^ (state >> 16)
        z = (z * 0x21F0AAAD) & M
        z ^= z >> 15
        z = (z * 0x735A2D97) & M
        yield z ^ (z >> 15)


def sfc32(seed):
    words = splitmix32(seed)
    a, b, c, counter = next(words), next(words), next(words), 1
    while True:
        t = (a + b + counter) & M
        counter = (counter + 1) & M
        a = b ^ (b >> 9)
        b = (c + (c << 3)) & M
        c = (((c << 21) | (c >> 11)) + t) & M
        yield t / 2**32


stream = sfc32(42)
print([next(stream) for _ in range(3)])
