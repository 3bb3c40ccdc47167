import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toThePower } from './field.js'
import {
  formatLicenseKey,
  hintOfLicenseKey,
  LICENSE_KEY_ALPHABET,
  LICENSE_KEY_BYTES,
  parseLicenseKey,
  showLicenseKey,
} from './license-key.js'

const bytes = fc.uint8Array({ minLength: LICENSE_KEY_BYTES, maxLength: LICENSE_KEY_BYTES })
const key = bytes.map((random) => formatLicenseKey(random).replaceAll('-', ''))
const position = fc.nat(19)
const symbol = fc.constantFrom(...LICENSE_KEY_ALPHABET)
const mistyped = { ok: false, code: 'license-key.mistyped', params: {} }

const put = (text: string, at: number, character: string) => text.slice(0, at) + character + text.slice(at + 1)
const swap = (text: string, a: number, b: number) => put(put(text, a, text.charAt(b)), b, text.charAt(a))

/** What stands in and around keys that were copied out of PDFs, Word, tables and mails. */
const PASTED = [
  ...'-‐‑‒–—−_/\\,:;.·|*+"\'„“”‚‘’«»‹›`´()[]{}<>\t\n\r ',
  ...['\u00a0', '\u00ad', '\u200b', '\u200d', '\u202f', '\u2060', '\u3000', '\ufeff', '\uff0d', '\uff0f'],
]
const fullWidth = (symbol: string) => String.fromCodePoint((symbol.codePointAt(0) ?? 0) + 0xfee0)

describe('license keys', () => {
  it('are four groups of five characters that cannot be mistaken for each other', () => {
    fc.assert(
      fc.property(bytes, (random) => {
        expect(formatLicenseKey(random)).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){3}$/u)
      }),
    )
  })

  it('are read back however they are typed', () => {
    const separator = fc.constantFrom('', '-', ' ', ' - ', '–', '.')
    fc.assert(
      fc.property(key, separator, fc.boolean(), (normalized, between, small) => {
        const typed = showLicenseKey(normalized).replaceAll('-', between).replaceAll('0', 'O').replaceAll('1', 'l')
        expect(parseLicenseKey(small ? typed.toLowerCase() : typed)).toEqual({ ok: true, key: normalized })
      }),
    )
  })

  it('are read back however documents and programs paste them', () => {
    const between = fc.array(fc.constantFrom(...PASTED), { maxLength: 4 }).map((characters) => characters.join(''))
    const gaps = fc.array(between, { minLength: 21, maxLength: 21 })
    const address = fc.constantFrom('', 'https://maestro.example.com/redeem#', 'HTTP://[fd00::1]:3000/a/redeem#')
    fc.assert(
      fc.property(key, gaps, address, fc.boolean(), (normalized, around, scanned, wide) => {
        const letters = [...normalized].map((symbol) => (wide ? fullWidth(symbol) : symbol))
        const pasted = around.map((gap, place) => gap + (letters[place] ?? '')).join('')
        const typed = scanned === '' ? pasted : `${scanned.toLowerCase()}${pasted}`
        expect(parseLicenseKey(typed)).toEqual({ ok: true, key: normalized })
        expect(parseLicenseKey(typed.toLowerCase())).toEqual({ ok: true, key: normalized })
      }),
    )
  })

  it('notice any wrong character', () => {
    fc.assert(
      fc.property(key, position, symbol, (right, at, character) => {
        fc.pre(right.charAt(at) !== character)
        expect(parseLicenseKey(put(right, at, character))).toEqual(mistyped)
      }),
      { numRuns: 2000 },
    )
  })

  it('notice every wrong character of one key, and every neighbours that changed places', () => {
    const right = formatLicenseKey(Uint8Array.from({ length: LICENSE_KEY_BYTES }, (_, at) => at * 41)).replaceAll(
      '-',
      '',
    )
    for (let at = 0; at < right.length; at += 1) {
      for (const character of LICENSE_KEY_ALPHABET) {
        expect(parseLicenseKey(put(right, at, character)).ok).toBe(character === right.charAt(at))
      }
      if (at > 0 && right.charAt(at) !== right.charAt(at - 1)) {
        expect(parseLicenseKey(swap(right, at, at - 1))).toEqual(mistyped)
      }
    }
  })

  it('notice any two characters that changed places, neighbours or not', () => {
    fc.assert(
      fc.property(key, position, position, (right, one, other) => {
        fc.pre(right.charAt(one) !== right.charAt(other))
        expect(parseLicenseKey(swap(right, one, other))).toEqual(mistyped)
      }),
      { numRuns: 2000 },
    )
  })

  it('notice any two wrong characters', () => {
    fc.assert(
      fc.property(key, position, symbol, position, symbol, (right, one, a, other, b) => {
        const wrong = put(put(right, one, a), other, b)
        fc.pre(wrong !== right)
        expect(parseLicenseKey(wrong)).toEqual(mistyped)
      }),
      { numRuns: 2000 },
    )
  })

  it.each(['', 'hello', '7Q4KM', 'U'.repeat(20), 'Ä'.repeat(20), '0'.repeat(21)])('are not %j', (text) => {
    expect(parseLicenseKey(text)).toEqual(mistyped)
  })

  it('differ when their random bytes do', () => {
    const one = new Uint8Array(LICENSE_KEY_BYTES)
    const keys = Array.from({ length: 90 }, (_, bit) => {
      const other = one.slice()
      other[bit >> 3] = 0x80 >> (bit & 7)
      return formatLicenseKey(other)
    })
    expect(new Set([formatLicenseKey(one), ...keys]).size).toBe(91)
  })

  it('are not made from too few random bytes', () => {
    expect(() => formatLicenseKey(new Uint8Array(11))).toThrow(RangeError)
  })

  it('give away only their first group', () => {
    expect(hintOfLicenseKey('7Q4KM0123456789ABCDE')).toBe('7Q4KM-…')
  })
})

describe('the field behind them', () => {
  it('has a generator whose powers are all elements but zero', () => {
    expect(new Set(Array.from({ length: 31 }, (_, exponent) => toThePower(exponent))).size).toBe(31)
    expect(toThePower(31)).toBe(1)
  })
})
