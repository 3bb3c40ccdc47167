/** Crockford's base 32: no I, L, O or U, so that nothing looks like something else on a label. */
export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The address that a printed code is scanned as, up to the code. */
const ADDRESS = /^.*\/redeem#/su

/** The letters and digits of a code alone: no case, separators and quotes of any kind, invisible characters, wide letters. */
export function bareCode(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase()
}

/** Undoes what people and their programs do to a code, also O for 0, I or L for 1, and the address that a camera reads. */
export function normalizeCrockford(text: string): string {
  return bareCode(text.normalize('NFKC').replace(ADDRESS, '')).replace(/O/gu, '0').replace(/[IL]/gu, '1')
}

/** The five-bit value of every character, or null when one is not in the alphabet. */
export function symbolsOf(text: string): readonly number[] | null {
  const symbols = [...text].map((character) => CROCKFORD.indexOf(character))
  return symbols.includes(-1) ? null : symbols
}

export function textOf(symbols: readonly number[]): string {
  return symbols.map((symbol) => CROCKFORD.charAt(symbol)).join('')
}

/**
 * Cuts random bytes into five-bit symbols, most significant bit first.
 * @throws RangeError when there are fewer than `count * 5` bits.
 */
export function symbolsFromBytes(bytes: Uint8Array, count: number): readonly number[] {
  if (bytes.length * 8 < count * 5) throw new RangeError(`${count} symbols need ${Math.ceil((count * 5) / 8)} bytes`)
  const symbols: number[] = []
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    bits = (bits << 8) | byte
    held += 8
    while (held >= 5 && symbols.length < count) {
      held -= 5
      symbols.push((bits >> held) & 31)
    }
    bits &= (1 << held) - 1
  }
  return symbols
}

export function inGroupsOf(size: number, text: string): string {
  return text.match(new RegExp(`.{1,${size}}`, 'gu'))?.join('-') ?? ''
}
