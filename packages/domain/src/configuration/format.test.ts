import { describe, expect, it } from 'vitest'
import { FORMAT_EXAMPLES, hasFormat, isIpv6, isTimeZone } from './format.js'

describe('isIpv6', () => {
  it.each([
    '::',
    '::1',
    'fe80::1',
    '2001:db8::8a2e:370:7334',
    '1:2:3:4:5:6:7:8',
    '::ffff:10.0.0.1',
    '1:2:3:4:5:6:10.0.0.1',
    '1::',
  ])('accepts %s', (text) => {
    expect(isIpv6(text)).toBe(true)
  })

  it.each([
    '',
    ':',
    ':::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    'g::1',
    '12345::',
    '1:2:3:4:5:6:7::8',
    '10.0.0.1::',
    ':1:2:3:4:5:6:7:8',
    '10.0.0.1',
  ])('refuses %j', (text) => {
    expect(isIpv6(text)).toBe(false)
  })
})

describe('formats', () => {
  it.each([
    ['ipv4', '', true],
    ['ipv4', '255.255.255.0', true],
    ['ipv4', '256.0.0.1', false],
    ['ipv4', '01.0.0.1', false],
    ['ip', 'fe80::1', true],
    ['ip', 'dns.example.org', false],
    ['url', 'https://signage.example.org/lobby?x=1', true],
    ['url', 'http://proxy:8080', true],
    ['url', 'javascript:alert(1)', false],
    ['url', 'https://', false],
    ['mailbox', 'elbe@nordwind.example', true],
    ['mailbox', 'elbe', false],
    ['time-of-day', '07:00', true],
    ['time-of-day', '7:00', false],
    ['time-of-day', '', false],
  ] as const)('%s %j: %s', (format, text, answer) => {
    expect(hasFormat(format, text)).toBe(answer)
  })

  it('accept their own examples', () => {
    const formats = ['time-of-day', 'time-zone', 'ipv4', 'ip', 'url', 'mailbox'] as const
    for (const format of formats) expect(hasFormat(format, FORMAT_EXAMPLES[format])).toBe(true)
  })

  it('takes names of time zones and nothing that only looks like one', () => {
    expect(isTimeZone('Etc/UTC')).toBe(true)
    expect(isTimeZone('America/Argentina/Buenos_Aires')).toBe(true)
    expect(isTimeZone('+01:00')).toBe(false)
    expect(isTimeZone('')).toBe(false)
  })
})
