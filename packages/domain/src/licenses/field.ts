/** The field GF(32): addition is XOR, multiplication is modulo the primitive polynomial x⁵ + x² + 1. */
const POLYNOMIAL = 0b100101

export function times(left: number, right: number): number {
  let product = 0
  let shifted = left
  for (let bit = 0; bit < 5; bit += 1) {
    if ((right >> bit) & 1) product ^= shifted
    shifted <<= 1
    if (shifted & 0b100000) shifted ^= POLYNOMIAL
  }
  return product
}

const POWERS = Array.from({ length: 30 }).reduce<number[]>((powers) => [...powers, times(powers.at(-1) ?? 1, 2)], [1])

/** The generator 2 to a power; the powers 0 to 30 are the 31 elements other than zero, each once. */
export function toThePower(exponent: number): number {
  return POWERS[exponent % 31] ?? 1
}
