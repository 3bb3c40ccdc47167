import { expect, it } from 'vitest'
import { officeHoursEnd } from './office-hours.js'

const weekdays = [1, 2, 3, 4, 5].map((day) => ({ day, from: '08:00', to: '18:00' }))
const end = (hours: unknown, at: string, timeZone = 'Europe/Berlin') =>
  officeHoursEnd(hours, timeZone, new Date(at))?.toISOString() ?? null

it.each([
  ['at their beginning', '2026-11-23T07:00:00Z', '2026-11-23T17:00:00.000Z'],
  ['before them', '2026-11-23T06:59:59Z', null],
  ['at their end', '2026-11-23T17:00:00Z', null],
  ['on a weekend', '2026-11-22T10:00:00Z', null],
  ['in summer', '2026-07-01T15:59:00Z', '2026-07-01T16:00:00.000Z'],
  ['on the Monday after the clock went forward', '2026-03-30T06:00:00Z', '2026-03-30T16:00:00.000Z'],
  ['on the Friday before it did', '2026-03-27T06:00:00Z', null],
  ['on the Monday after it went back', '2026-10-26T06:30:00Z', null],
])('%s', (_, at, expected) => {
  expect(end(weekdays, at)).toBe(expected)
})

it('each day has its own, and one has none', () => {
  const week = [
    { day: 5, from: '09:00', to: '14:00' },
    { day: 1, from: '07:00', to: '20:00' },
  ]
  expect(end(week, '2026-11-23T18:30:00Z')).toBe('2026-11-23T19:00:00.000Z')
  expect(end(week, '2026-11-24T10:00:00Z')).toBeNull()
  expect(end(week, '2026-11-27T12:59:00Z')).toBe('2026-11-27T13:00:00.000Z')
})

it('hours of the night on which the clock goes back last an hour longer', () => {
  const night = [{ day: 7, from: '00:00', to: '06:00' }]
  expect(end(night, '2026-10-24T22:00:00Z')).toBe('2026-10-25T05:00:00.000Z')
  expect(end(night, '2026-10-25T04:59:00Z')).toBe('2026-10-25T05:00:00.000Z')
  expect(end(night, '2026-10-25T05:00:00Z')).toBeNull()
})

it('are those of the room, wherever the server is', () => {
  expect(end(weekdays, '2026-11-23T23:30:00Z', 'Asia/Tokyo')).toBe('2026-11-24T09:00:00.000Z')
})

it.each([
  ['not known', null],
  ['none', []],
  ['not readable', [{ day: 9, from: 'early' }]],
])('that are %s hold nothing up', (_, hours) => {
  expect(end(hours, '2026-11-23T10:00:00Z')).toBeNull()
})
