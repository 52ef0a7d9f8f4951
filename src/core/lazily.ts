/**
 * A value that is made when it is first asked for, once: a program that never asks does not pay for it, and a bundler leaves it out.
 *
 * @param make - makes the value
 */
export function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
